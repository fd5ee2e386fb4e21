"""WAV, Opus and AAC: what a decoder hears of them is the sound that was given."""

import datetime as dt
import io
import math
import re
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from speechlike import speech, tone

from broadcast.sound.audio import Audio, NotAudio, decode
from broadcast.sound.bwf import Note, write_broadcast_wave
from broadcast.sound.chapters import chapters_of, read_chapters, written
from broadcast.sound.ffmpeg import FfmpegFailed, Form, encode
from broadcast.sound.forms import ENDINGS, form_named, limited, write_form
from broadcast.sound.level import level, limit
from broadcast.sound.loudness import Loudness, Meter, measure, measure_file
from broadcast.sound.piece import Aim
from broadcast.sound.tags import Chapter, Tags

RATE_HZ = 24_000
FRAME_S = {"wav": 1 / RATE_HZ, "opus": 0.020, "aac": 1_024 / RATE_HZ}
CHAPTERS = (Chapter("Nhạc hiệu", 0.0, 4.567), Chapter("Rửa tay; đúng \\ = tốt #1", 4.567, 12.3))
TAGS = Tags("Bản tin sáng", "Đài xã Mỹ An", "Bản tin", dt.date(2020, 8, 6), chapters=CHAPTERS)
NOTE = Note(
    "Bản tin sáng 06/08: Đường làng",
    "Đài xã Mỹ An",
    "my-an.2020-08-06.sang",
    dt.datetime(2020, 8, 6, 5, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))),
)


def write(form: str, audio: Audio, to: Path, note: Note | None = None) -> Loudness:
    def rendered(aim: Aim) -> Iterator[np.ndarray]:
        samples = level(audio, aim.lufs, aim.ceiling_dbtp).samples
        return (samples[at : at + 50_000] for at in range(0, samples.size, 50_000))

    return write_form(form, rendered, to, rate_hz=audio.rate_hz, aim=Aim(-16.0, -1.0), tags=TAGS, note=note)


def said_by_ffmpeg(path: Path) -> str:
    run = subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", path], capture_output=True)
    return run.stderr.decode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same 12.3 s in every form."""
    folder = tmp_path_factory.mktemp("forms")
    for form in FRAME_S:
        write(form, speech(12.3), folder / f"o{ENDINGS[form]}")
    return folder


@pytest.mark.parametrize("form", FRAME_S)
def test_a_form_has_the_length_loudness_and_peak_of_its_sound(made: Path, form: str) -> None:
    loudness = measure_file(made / f"o{ENDINGS[form]}")
    assert loudness.duration_s == pytest.approx(12.3, abs=FRAME_S[form])
    assert loudness.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert loudness.true_peak_dbtp <= -1.0


@pytest.mark.parametrize("form", ["opus", "aac"])
def test_what_is_decoded_is_the_sound_that_was_given_and_not_shifted(made: Path, form: str) -> None:
    heard, given_ = decode(made / f"o{ENDINGS[form]}").samples, decode(made / "o.wav").samples
    part = given_[RATE_HZ : 3 * RATE_HZ]
    around = heard[RATE_HZ - 200 : 3 * RATE_HZ + 200]
    likeness = np.correlate(around, part, "valid") / np.square(part).sum()
    assert likeness.max() > 0.9
    assert int(likeness.argmax()) - 200 == pytest.approx(0, abs=2)


def test_opus_is_heard_by_libsndfile_as_well(made: Path) -> None:
    samples, rate_hz = soundfile.read(made / "o.opus")
    assert samples.size / rate_hz == pytest.approx(12.3, abs=0.02)


@pytest.mark.parametrize(("form", "most"), [("opus", 52_000), ("aac", 84_000)])
def test_an_encoded_form_is_as_small_as_it_says(made: Path, form: str, most: int) -> None:
    assert (made / f"o{ENDINGS[form]}").stat().st_size * 8 / 12.3 < most


@pytest.mark.parametrize("form", ["opus", "aac"])
def test_tags_and_chapters_are_carried_over(made: Path, form: str) -> None:
    path = made / f"o{ENDINGS[form]}"
    told = said_by_ffmpeg(path)
    for text in ("Bản tin sáng", "Đài xã Mỹ An", "2020-08-06", "(vie)"):
        assert text in told
    found = chapters_of(path)
    assert [chapter.title for chapter in found] == [chapter.title for chapter in CHAPTERS]
    assert [chapter.starts_s for chapter in found] == pytest.approx([0.0, 4.567], abs=0.001)


@pytest.mark.parametrize("form", FRAME_S)
def test_a_form_made_twice_is_the_same_to_the_byte(made: Path, tmp_path: Path, form: str) -> None:
    name = f"o{ENDINGS[form]}"
    write(form, speech(12.3), tmp_path / name)
    assert (tmp_path / name).read_bytes() == (made / name).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("form", ["opus", "aac"])
def test_an_encoder_that_goes_above_the_ceiling_is_aimed_lower(tmp_path: Path, form: str) -> None:
    """Hard clipped noise, which coders of few bits overshoot by far."""
    noise = np.sign(np.random.default_rng(3).standard_normal(4 * RATE_HZ)).astype(np.float32)
    noise[::7] = 0
    to = tmp_path / f"o{ENDINGS[form]}"
    told = write_form(
        form,
        lambda aim: [limit(Audio(noise, RATE_HZ), aim.ceiling_dbtp).samples],
        to,
        rate_hz=RATE_HZ,
        aim=Aim(0.0, -1.0),
        tags=Tags(),
    )
    assert told.true_peak_dbtp <= -1.0
    assert measure_file(to).true_peak_dbtp == pytest.approx(told.true_peak_dbtp, abs=0.01)


def test_what_an_encoder_makes_softer_is_given_to_it_louder(tmp_path: Path) -> None:
    """Opus leaves noise 0.7 LU softer, which a renderer that moves by the aim makes good."""
    rng = np.random.default_rng(1)
    noise = level(
        Audio(rng.standard_normal(6 * RATE_HZ).astype(np.float32) * 0.1, RATE_HZ), -23.0, -1.0
    ).samples
    told = write_form(
        "opus",
        lambda aim: [limit(Audio(noise * 10 ** (aim.lufs / 20), RATE_HZ), aim.ceiling_dbtp).samples],
        tmp_path / "o.opus",
        rate_hz=RATE_HZ,
        aim=Aim(0.0, -1.0),
        tags=Tags(),
    )
    assert told.integrated_lufs == pytest.approx(-23.0, abs=0.2)


@pytest.mark.parametrize("form", FRAME_S)
@pytest.mark.parametrize("seconds", [0.01, 0.0])
def test_hardly_any_sound_is_no_trouble(tmp_path: Path, form: str, seconds: float) -> None:
    to = tmp_path / f"o{ENDINGS[form]}"
    samples = tone(500, seconds, -20, RATE_HZ)
    (tmp_path / to.name).write_bytes(b"old")
    if seconds or form == "wav":
        write(form, Audio(samples, RATE_HZ), to)
        assert to.read_bytes() != b"old"
    else:
        with pytest.raises(NotAudio):
            write(form, Audio(samples, RATE_HZ), to)
        assert to.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [to.name]


def test_an_encoder_that_fails_says_why(tmp_path: Path) -> None:
    with (tmp_path / "o").open("wb") as file, pytest.raises(FfmpegFailed) as failed:
        encode(
            [np.zeros(1_000, np.float32)] * 500,
            RATE_HZ,
            file,
            Form(("-c:a", "no-such-coder", "-f", "opus"), ""),
        )
    assert "no-such-coder" in str(failed.value)


def test_the_ending_says_the_form() -> None:
    assert [form_named(Path(f"x{ending}")) for ending in ENDINGS.values()] == list(ENDINGS)
    assert form_named(Path("X.M4A")) == "aac"
    assert form_named(Path("x.ogg")) is None


# ---- the limiter in blocks


@pytest.mark.parametrize("size", [100, 4_096, 24_001, 240_000])
@pytest.mark.parametrize("rate_hz", [24_000, 44_100])
def test_limiting_in_blocks_is_limiting_in_one(size: int, rate_hz: int) -> None:
    samples = speech(3.0, rate_hz=rate_hz, peak=1.4).samples
    blocks = (samples[at : at + size] for at in range(0, samples.size, size))
    parts = np.concatenate(list(limited(blocks, rate_hz, -3.0)))
    whole = limit(Audio(samples, rate_hz), -3.0).samples
    assert parts.size == samples.size
    assert np.abs(parts - whole).max() < 1e-5
    assert np.abs(samples - whole).max() > 0.3


# ---- chapters as text

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(0, 10_000_000), st.integers(0, 10_000_000)), max_size=5))
def test_chapters_come_back_as_they_were_written(parts: list[tuple[str, int, int]]) -> None:
    chapters = tuple(
        Chapter(title, start / 1_000, (start + length) / 1_000)
        for title, start, length in sorted(parts, key=lambda part: part[1])
    )
    found = read_chapters(written(Tags("a=b;c", chapters=chapters)))
    assert [chapter.title for chapter in found] == [chapter.title.rstrip("\\") for chapter in chapters]
    assert [chapter.starts_s for chapter in found] == pytest.approx(
        [chapter.starts_s for chapter in chapters]
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[CHAPTER]\n",
        "[CHAPTER]\nSTART=1\n",
        "[CHAPTER]\nTIMEBASE=1/0\nSTART=0\nEND=1\n",
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=x\nEND=1\n",
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=9\nEND=1\n",
        "[STREAM]\ntitle=[CHAPTER]\n",
    ],
)
def test_a_chapter_that_makes_no_sense_is_left_out(text: str) -> None:
    assert read_chapters(text) == ()


def test_a_file_without_chapters_or_without_sense_has_none(made: Path, tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("#EXTM3U\n/etc/passwd\n")
    assert chapters_of(made / "o.wav") == ()
    assert chapters_of(tmp_path / "text.mp3") == ()
    assert chapters_of(tmp_path / "missing.mp3") == ()


# ---- Broadcast Wave


def chunks_of(path: Path) -> dict[bytes, bytes]:
    data = path.read_bytes()
    assert data[:4] == b"RIFF"
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    found, at = {}, 12
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        found[data[at : at + 4]] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    assert at == len(data)
    return found


def test_a_desk_reads_who_when_and_how_loud(tmp_path: Path) -> None:
    told = write("wav", speech(5.0, rate_hz=48_000), tmp_path / "o.wav", NOTE)
    chunks = chunks_of(tmp_path / "o.wav")
    assert list(chunks) == [b"fmt ", b"bext", b"data"]
    bext = chunks[b"bext"]
    assert bext[:256].rstrip(b"\0") == b"Ban tin sang 06/08: Duong lang"
    assert bext[256:288].rstrip(b"\0") == b"Dai xa My An"
    assert bext[288:320].rstrip(b"\0") == b"my-an.2020-08-06.sang"
    assert bext[320:338] == b"2020-08-0605:00:30"
    assert struct.unpack_from("<QH", bext, 338) == ((5 * 3_600 + 30) * 48_000, 2)
    lufs, range_lu, peak, momentary, short_term = struct.unpack_from("<5h", bext, 412)
    assert lufs == pytest.approx(-1_600, abs=30)
    assert (lufs, peak) == (round(100 * told.integrated_lufs), round(100 * told.true_peak_dbtp))
    assert (range_lu, momentary, short_term) == (
        round(100 * told.range_lu),
        round(100 * told.momentary_max_lufs),
        round(100 * told.short_term_max_lufs),
    )
    assert bext[602:].startswith(b"A=PCM,F=48000,W=16,M=mono")


def test_every_reader_hears_a_broadcast_wave(tmp_path: Path) -> None:
    write("wav", speech(5.0), tmp_path / "o.wav", NOTE)
    samples, rate_hz = soundfile.read(tmp_path / "o.wav")
    assert (samples.size, rate_hz) == (5 * RATE_HZ, RATE_HZ)
    assert np.abs(decode(tmp_path / "o.wav").samples - samples).max() < 1e-6
    told = said_by_ffmpeg(tmp_path / "o.wav")
    assert "00:00:05.00" in told
    assert re.search(r"time_reference +: 432720000", told)


def test_the_loudness_of_silence_is_not_known() -> None:
    out, meter = io.BytesIO(), Meter(RATE_HZ)
    told = write_broadcast_wave([np.zeros(RATE_HZ, np.float32)], RATE_HZ, out, NOTE, meter.loudness)
    assert math.isinf(told.integrated_lufs)
    assert struct.unpack_from("<h", out.getvalue(), 12 + 24 + 8 + 412) == (0x7FFF,)


def test_what_is_written_is_what_was_rendered(made: Path) -> None:
    given_ = level(speech(12.3), -16.0, -1.05)
    assert np.abs(decode(made / "o.wav").samples - given_.samples).max() <= 0.51 / 32_768
    assert measure(given_).integrated_lufs == pytest.approx(-16.0, abs=0.1)
