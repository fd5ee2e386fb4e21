"""A station's own announcer, played by espeak: every phrase that the tests want to hear, with an index."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from broadcast.adapters.speech.espeak import Espeak

WORDS = [
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "xin",
    "chào",
    "bà",
    "con",
    "cô",
    "bác",
    "break",
    "time",
    "s",
    "trong",
    "xã",
    "h",
    "l",
]
PHRASES = (
    "Xin chào bà con cô bác",
    "Ủy ban nhân dân xã đề nghị bà con đeo khẩu trang khi ra khỏi nhà",
    "rửa tay thường xuyên bằng xà phòng",
    "không tụ tập đông người",
    "giữ khoảng cách khi tiếp xúc và khai báo y tế ngay",
    "khi có ho, sốt hoặc khó thở",
    "Hôm nay có điện",
    "Hôm nay mất điện",
    "Đây là câu",
    "của bản tin",
    *WORDS,
    "chín",
    "9",
)


def record(place: Path, phrases: Sequence[str] = PHRASES, *, name: str = "chi-tu") -> None:
    """The announcer `name` in a folder of her own below `place`."""
    folder, espeak = place / name, Espeak()
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: espeak.say(phrases[n], folder / f"{n:03d}.wav"), range(len(phrases))))
    rows = (f"{words}\t{number:03d}.wav" for number, words in enumerate(phrases))
    (folder / "phrases.tsv").write_text("\n".join(("# giọng: nữ", *rows, "")), encoding="utf-8")
