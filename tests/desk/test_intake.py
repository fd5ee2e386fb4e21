"""Uploads: good ones become words or sound, hostile ones a sentence; the service keeps its memory."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import CLOSE, GOOD, HOSTILE, MAIN, OPEN, package, paragraph, tone, wav, word
from pdfs import pdf

from broadcast.desk.intake import Received, receive
from broadcast.desk.studio import Studio
from broadcast.errors import Invalid
from broadcast.files.upload import MOST_SOUND, NotTaken, shown
from broadcast.language import Language
from broadcast.reading import read_document

MOST_MEMORY_KB = 512 << 10


def take(studio: Studio, name: str, content: bytes) -> Received:
    return receive(studio, name, io.BytesIO(content))


def left_behind(studio: Studio) -> list[Path]:
    return list((studio.data / "incoming").iterdir())


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(studio: Studio, what: str) -> None:
    name, make, words = HOSTILE[what]
    with pytest.raises(Invalid, match=words) as refused:
        take(studio, name, make())
    assert all(fault.where is None or str(fault.where) == name for fault in refused.value.faults)
    assert "Traceback" not in refused.value.said(Language.EN)
    assert left_behind(studio) == []


MEASURED = """
import resource, sys
from pathlib import Path
from broadcast.files.upload import Kind, text_of
from broadcast.files.parsing import BadDocument
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        text_of(path.read_bytes(), path.name, Kind.PDF if path.name.startswith("PDF") else Kind.WORD)
        sys.exit(f"{path.name} was read")
    except BadDocument:
        print(path.name)
status = Path("/proc/self/status").read_text()  # ru_maxrss would be that of whoever started us
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_bombs_burst_in_a_child_with_little_memory(tmp_path: Path) -> None:
    bombs = [
        "zip bomb",
        "entity bomb",
        "4 million paragraphs",
        "a million paragraphs",
        "deep",
        "bomb of pictures",
        "PDF of half a gigabyte",
        "PDF of 200,000 pages",
        "PDF of forms in forms",
        "PDF a million deep",
    ]
    for name in bombs:
        (tmp_path / name).write_bytes(HOSTILE[name][1]())
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *refused, own_kb, childs_kb = run.stdout.split("\n")[:-1]
    assert refused == sorted(bombs)
    assert max(int(own_kb), int(childs_kb)) < MOST_MEMORY_KB


def test_there_are_more_than_twenty_of_them() -> None:
    assert len(HOSTILE) >= 20
    assert MAIN not in {words for _, _, words in HOSTILE.values()}


def test_a_word_file_gives_its_paragraphs(studio: Studio) -> None:
    assert take(studio, "bai.docx", GOOD).text == (
        "Điện lực thông báo cắt điện từ 7 giờ đến 16 giờ.\nXin bà con thông cảm."
    )


def test_what_it_is_counts_before_how_it_is_named(studio: Studio) -> None:
    assert take(studio, "bai.txt", GOOD).text.startswith("Điện lực")
    assert take(studio, "bai.txt", wav(tone(1))).sound


def test_inserted_words_are_read_and_struck_out_ones_are_not(studio: Studio) -> None:
    body = (
        "<w:p><w:r><w:t>Họp lúc </w:t></w:r><w:del><w:r><w:delText>7</w:delText><w:t>7</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:t> giờ</w:t><w:br/><w:t>tại ấp</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{paragraph('ô một')}</w:tc><w:tc>{paragraph('ô hai')}</w:tc></w:tr></w:tbl>"
    )
    assert take(studio, "b.docx", package(OPEN + body + CLOSE)).text == "Họp lúc 8 giờ\ntại ấp\nô một\nô hai"


def test_a_long_real_document_is_read(studio: Studio) -> None:
    text = take(studio, "b.docx", word(*["Xin bà con đeo khẩu trang khi ra khỏi nhà."] * 600)).text
    assert text.count("\n") == 599


def test_a_pdf_gives_sentences_across_its_lines_and_pages_without_its_page_numbers(studio: Studio) -> None:
    pages = (
        [
            "THÔNG BÁO",
            "Bà con nhớ đeo khẩu trang khi ra khỏi nhà và giữ gìn",
            "sức khỏe. Covid-",
            "19 còn",
            "1",
        ],
        ["- 2 -", "trong cộng đồng.", "Xin cảm ơn."],
    )
    assert take(studio, "bai.pdf", pdf(*pages)).text == (
        "THÔNG BÁO\nBà con nhớ đeo khẩu trang khi ra khỏi nhà và giữ gìn sức khỏe. "
        "Covid-19 còn trong cộng đồng.\nXin cảm ơn."
    )


def test_letters_that_a_pdf_lost_leave_holes_which_the_reading_finds(studio: Studio) -> None:
    text = take(studio, "bai.pdf", pdf(["Đeo khẩu trang khi ra khỏi nhà."], lost="ỏ")).text
    assert text == "Đeo khẩu trang khi ra kh i nhà."
    assert "khỏi" in read_document(text).doubts[0].doubt.proposals[0]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content",
    [
        "Xin chào\nbà con".encode(),
        "﻿Xin chào\r\nbà con\r\n".encode(),
        "Xin chào\nbà con".encode("utf-16"),
        "---\ntitle: Chào\n---\nXin chào\nbà con\n".encode(),
    ],
)
def test_plain_text_and_markdown_are_read(studio: Studio, content: bytes) -> None:
    assert take(studio, "bai.md", content).text == "Xin chào\nbà con"


def test_sound_is_levelled_and_stored_once(studio: Studio) -> None:
    quiet = wav(tone(3))
    first = take(studio, "bai.wav", quiet).sound
    assert first
    assert take(studio, "khac.wav", quiet).sound == first
    meta = studio.clips.meta(first)
    assert meta["loudness_lufs"] == pytest.approx(-16, abs=0.5)
    assert meta["true_peak_dbtp"] <= -1
    assert meta["duration_s"] == pytest.approx(3, abs=0.01)


def test_too_large_a_file_is_refused_while_it_comes(studio: Studio) -> None:
    class Endless(io.RawIOBase):
        sent = 0

        def read(self, size: int = -1) -> bytes:
            self.sent += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(NotTaken, match="lớn hơn 200 MB"):
        receive(studio, "bai.mp3", endless)  # type: ignore[arg-type]
    assert endless.sent <= MOST_SOUND + (1 << 20)
    assert left_behind(studio) == []


@pytest.mark.parametrize(
    ("name", "seen"),
    [("../../etc/passwd", "passwd"), ("C:\\Bài\\a.docx", "a.docx"), ("", "?"), ("a\x00\nb.txt", "ab.txt")],
)
def test_a_strangers_name_is_shown_but_never_used(name: str, seen: str) -> None:
    assert shown(name) == seen
