"""Kết quả khám: what was found in a recording, in sentences for those who bring and approve it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from broadcast.language import Text
from broadcast.sound.channels import Mixing
from broadcast.sound.examination import Examination

SAME_DB = 1.0
"""A difference of loudness that nobody hears between two items."""

MUCH_DB = 20.0
"""Who turns a recording up by this much turns its noise up as well."""

NOISY_LU = 14.0
"""Noise nearer than this to what is said is heard before the words are."""

TOLD = 5
"""So many places are named; of the rest only the number is told."""

_KINDS: Mapping[str, str] = {
    "mp3": "MP3",
    "wav": "WAV",
    "mov": "MP4/M4A",
    "ogg": "Ogg",
    "flac": "FLAC",
    "aac": "AAC",
    "amr": "AMR",
    "asf": "WMA",
    "matroska": "WebM",
    "aiff": "AIFF",
    "caf": "CAF",
    "avi": "AVI",
    "mpeg": "MPEG",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; `warns` when somebody should listen there. None of them keeps it off the air."""

    said: Text
    warns: bool = False


def findings(found: Examination, loudness_lufs: float | None, target_lufs: float) -> tuple[Finding, ...]:
    """All that is worth knowing, warnings first; `loudness_lufs` is that of the clip as it is stored."""
    every = (
        _original(found),
        _loudness(found, target_lufs),
        *_left_soft(loudness_lufs, target_lufs),
        *_broken(found),
        *_channels(found),
        *_noise(found),
        *_trimmed(found),
        *_silences(found),
        *_telephone(found),
    )
    return tuple(sorted(every, key=lambda finding: not finding.warns))


def _original(found: Examination) -> Finding:
    rate = f"{found.rate_hz / 1_000:g}"
    named = _KINDS.get(found.kind, found.kind)
    vi = {1: "một kênh", 2: "hai kênh"}.get(found.channels, f"{found.channels} kênh")
    en = {1: "mono", 2: "stereo"}.get(found.channels, f"{found.channels} channels")
    length = _length(found.duration_s)
    return Finding(
        Text(
            f"Tệp gốc: {named}, dài {length.vi}, {rate.replace('.', ',')} kHz, {vi}",
            f"Original: {named}, {length.en}, {rate} kHz, {en}",
        )
    )


def _loudness(found: Examination, target_lufs: float) -> Finding:
    up_db = target_lufs - found.loudness_lufs
    by = f"{abs(up_db):.0f} dB"
    measured = Text(
        f"{_comma(found.loudness_lufs)} LUFS, khoảng động {_comma(found.range_lu)} LU, "
        f"đỉnh {_comma(found.true_peak_dbtp)} dBTP",
        f"{found.loudness_lufs:.1f} LUFS, range {found.range_lu:.1f} LU, "
        f"peak {found.true_peak_dbtp:.1f} dBTP",
    )
    if abs(up_db) < SAME_DB:
        said = Text("Độ to vừa đúng mức chuẩn", "As loud as it should be")
    elif up_db < 0:
        said = Text(f"To hơn mức chuẩn {by}, đã hạ xuống", f"{by} louder than it should be: turned down")
    elif up_db < MUCH_DB:
        said = Text(f"Nhỏ hơn mức chuẩn {by}, đã nâng lên", f"{by} softer than it should be: turned up")
    else:
        said = Text(
            f"Thu rất nhỏ, kém mức chuẩn {by}; đã nâng lên nên tiếng ồn nền cũng to theo",
            f"Very soft, {by} below the target; it was turned up, and so was its noise",
        )
    told = Text(f"{said.vi} (bản gốc {measured.vi})", f"{said.en} (original {measured.en})")
    return Finding(told, warns=up_db >= MUCH_DB)


def _left_soft(loudness_lufs: float | None, target_lufs: float) -> Iterator[Finding]:
    if loudness_lufs is not None and target_lufs - loudness_lufs >= SAME_DB:
        by = f"{target_lufs - loudness_lufs:.0f} dB"
        yield Finding(
            Text(
                f"Vẫn nhỏ hơn các bài khác {by}, vì có tiếng đập hay tiếng nổ to gấp nhiều lần lời nói",
                f"It is still {by} softer than other items: a knock or a pop is many times louder",
            ),
            warns=True,
        )


def _broken(found: Examination) -> Iterator[Finding]:
    if found.broken:
        where = _places([_clock(second) for second in found.broken])
        yield Finding(
            Text(
                f"Bản gốc bị vỡ tiếng ở {where.vi}: thu quá to, máy không chữa được; nên thu lại nếu được",
                f"The original is clipped at {where.en}: it was recorded too loudly, which cannot be mended",
            ),
            warns=True,
        )


def _channels(found: Examination) -> Iterator[Finding]:
    side = Text("trái", "left") if found.taken == (0,) else Text("phải", "right")
    if found.mixing is Mixing.ONE_SIDED:
        yield Finding(
            Text(
                f"Chỉ kênh {side.vi} có tiếng: đã lấy kênh {side.vi}",
                f"Only the {side.en} channel holds sound: it was taken",
            ),
            warns=True,
        )
    elif found.mixing is Mixing.CANCELLING:
        taken = (
            side if found.channels == 2 else Text(f"thứ {found.taken[0] + 1}", f"no. {found.taken[0] + 1}")
        )
        yield Finding(
            Text(
                f"Hai kênh ngược pha, trộn lại thì mất tiếng: đã chỉ lấy kênh {taken.vi}",
                f"The channels cancel each other out when they are mixed: only the {taken.en} one was taken",
            ),
            warns=True,
        )


def _noise(found: Examination) -> Iterator[Finding]:
    if found.noise_below_lu is not None and found.noise_below_lu < NOISY_LU:
        by = f"{found.noise_below_lu:.0f} dB"
        yield Finding(
            Text(
                f"Tiếng ồn nền lớn, chỉ kém tiếng nói {by}: nghe kỹ xem có rõ lời không",
                f"Noisy: the noise is only {by} below the voice; listen whether it can be understood",
            ),
            warns=True,
        )


def _trimmed(found: Examination) -> Iterator[Finding]:
    ends = [
        Text(f"{_comma(length_s)} giây im lặng ở {vi}", f"{length_s:.1f} s of silence at the {en}")
        for length_s, vi, en in ((found.head_s, "đầu", "beginning"), (found.tail_s, "cuối", "end"))
        if length_s >= 0.05
    ]
    if ends:
        yield Finding(
            Text(
                f"Đã cắt {' và '.join(each.vi for each in ends)}",
                f"Cut off: {' and '.join(each.en for each in ends)}",
            )
        )


def _silences(found: Examination) -> Iterator[Finding]:
    if found.silences:
        where = _places(
            [
                Text(f"{_comma(length_s)} giây ở {_clock(at_s)}", f"{length_s:.1f} s at {_clock(at_s)}")
                for at_s, length_s in found.silences
            ]
        )
        yield Finding(
            Text(
                f"Im lặng giữa chừng: {where.vi}; người nghe có thể tưởng loa hỏng",
                f"Silent in between: {where.en}; listeners may think that the loudspeaker is broken",
            ),
            warns=True,
        )


def _telephone(found: Examination) -> Iterator[Finding]:
    if found.telephone:
        yield Finding(
            Text(
                "Tiếng như qua điện thoại (không có gì trên 4 kHz): nghe đục hơn các bài khác",
                "Like a telephone call (nothing above 4 kHz): duller than other items",
            )
        )


def _places(each: Sequence[Text | str]) -> Text:
    told = [Text(one, one) if isinstance(one, str) else one for one in each[:TOLD]]
    rest = len(each) - len(told)
    vi, en = ", ".join(one.vi for one in told), ", ".join(one.en for one in told)
    return Text(f"{vi} và {rest} chỗ khác", f"{en} and {rest} other places") if rest else Text(vi, en)


def _clock(second: float) -> str:
    minutes, rest = divmod(int(second), 60)
    return f"{minutes}:{rest:02d}"


def _length(seconds: float) -> Text:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return Text(f"{rest} giây", f"{rest} s")
    return Text(f"{minutes} phút {rest} giây", f"{minutes} min {rest} s")


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
