"""What staff have on their telephones and desks is taken: right length, right loudness."""

import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile
from hostile import tone, wav
from speechlike import speech

from broadcast.desk.intake import examination_of, receive
from broadcast.desk.studio import Studio
from broadcast.errors import Invalid
from broadcast.sound.examination import Examination
from broadcast.sound.wav import write_wav

SECONDS = 4.0


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spoken") / "spoken.wav"
    write_wav(speech(SECONDS, rate_hz=48_000, peak=0.2), path)
    return path


@dataclass(frozen=True)
class Kind:
    """How ffmpeg makes a file of this kind, and what is found in it."""

    ending: str
    options: str = ""
    kind: str = ""
    channels: int = 1
    rate_hz: int = 48_000
    telephone: bool = False


VIDEO = "-f lavfi -i color=size=64x64:rate=5 -shortest -c:v mpeg4"
KINDS = {
    "mp3": Kind("mp3", "-b:a 64k"),
    "mp3 in stereo, VBR": Kind("mp3", "-ac 2 -q:a 5", channels=2),
    "mp2 of a station": Kind("mp2", "-ac 2 -b:a 192k", "mp3", 2),
    "wav, 8 bit": Kind("wav", "-c:a pcm_u8"),
    "wav, 16 bit, stereo": Kind("wav", "-c:a pcm_s16le -ac 2", channels=2),
    "wav, 24 bit": Kind("wav", "-c:a pcm_s24le -ar 96000", rate_hz=96_000),
    "wav, 32 bit": Kind("wav", "-c:a pcm_s32le"),
    "wav, float": Kind("wav", "-c:a pcm_f32le"),
    "wav, a-law, telephone": Kind("wav", "-c:a pcm_alaw -ar 8000", rate_hz=8_000, telephone=True),
    "wav, 5.1": Kind("wav", "-ac 6", channels=6),
    "m4a of an iPhone": Kind("m4a", "-c:a aac -b:a 64k", "mov"),
    "m4a, lossless": Kind("m4a", "-c:a alac", "mov"),
    "aac of Zalo": Kind("aac", "-c:a aac -ar 44100", rate_hz=44_100),
    "ogg": Kind("ogg", "-c:a libvorbis"),
    "ogg/opus of Viber, Telegram": Kind("ogg", "-c:a libopus -b:a 24k"),
    "opus": Kind("opus", "-c:a libopus", "ogg"),
    "amr of an old telephone": Kind("amr", "-ar 8000 -b:a 12.2k", rate_hz=8_000, telephone=True),
    "3gp": Kind("3gp", "-c:a libopencore_amrnb -ar 8000", "mov", rate_hz=8_000, telephone=True),
    "wma": Kind("wma", "-c:a wmav2 -ac 2 -ar 44100", "asf", 2, 44_100),
    "flac": Kind("flac", "-ac 2", channels=2),
    "webm of a browser": Kind("webm", "-c:a libopus", "matroska"),
    "mp4, a film": Kind("mp4", f"{VIDEO} -c:a aac -ac 2", "mov", 2),
    "mov, a film": Kind("mov", f"{VIDEO} -c:a pcm_s16le", "mov"),
    "avi of a camera": Kind("avi", f"{VIDEO} -c:a mp3"),
    "mpg of a camera": Kind(
        "mpg", "-f lavfi -i color=size=64x64:rate=25 -shortest -c:v mpeg1video -c:a mp2", "mpeg"
    ),
    "aiff": Kind("aiff"),
    "caf of an iPhone": Kind("caf", "-c:a alac"),
    "au": Kind("au"),
}


def taken(studio: Studio, file: Path) -> tuple[float, float, Examination]:
    """Length and loudness of the clip, and what was found in the file."""
    with file.open("rb") as opened:
        key = receive(studio, file.name, opened).sound
    assert key
    meta = studio.clips.meta(key)
    found = examination_of(meta)
    assert found
    return meta["duration_s"], meta["loudness_lufs"], found


@pytest.mark.parametrize("name", KINDS)
def test_it_is_taken(studio: Studio, spoken: Path, tmp_path: Path, name: str) -> None:
    kind = KINDS[name]
    file = tmp_path / f"thu-am.{kind.ending}"
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", spoken, *kind.options.split(), file],
        check=True,
    )
    length_s, loudness_lufs, found = taken(studio, file)
    assert found.kind == (kind.kind or kind.ending)
    assert (found.channels, found.rate_hz, found.telephone) == (kind.channels, kind.rate_hz, kind.telephone)
    assert found.duration_s == pytest.approx(SECONDS, abs=0.15)
    assert length_s + found.head_s + found.tail_s == pytest.approx(found.duration_s, abs=0.01)
    # AMR makes higher peaks of made-up speech than the limiter takes (12 dB at most)
    assert loudness_lufs == pytest.approx(-16, abs=0.8 if kind.telephone else 0.2)
    assert found.broken == found.silences == ()


def test_of_two_files_the_name_says_nothing(studio: Studio, spoken: Path) -> None:
    with spoken.open("rb") as file:
        assert receive(studio, "ghi am.docx", io.BytesIO(file.read())).sound


def ffmpeg(*arguments: object) -> None:
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *map(str, arguments)], check=True)


def film_without_sound(folder: Path, _: Path) -> bytes:
    ffmpeg("-f", "lavfi", "-i", "color=size=64x64:rate=5:duration=1", "-c:v", "mpeg4", folder / "a.mp4")
    return (folder / "a.mp4").read_bytes()


def call_cut_short(folder: Path, spoken: Path) -> bytes:
    """A telephone writes the table of contents last."""
    ffmpeg("-i", spoken, "-c:a", "aac", folder / "a.m4a")
    return (folder / "a.m4a").read_bytes()[:20_000]


def lying_wav(rate: int = 24_000, channels: int = 1) -> bytes:
    content = bytearray(wav(tone(1)))
    content[22:24] = channels.to_bytes(2, "little")
    content[24:28] = rate.to_bytes(4, "little")
    content[32:34] = (2 * channels).to_bytes(2, "little")
    return bytes(content)


def floats(samples: np.ndarray) -> bytes:
    return wav(samples.astype("<f4").tobytes(), kind=3, bits=32)


def long_silence(folder: Path, _: Path) -> bytes:
    soundfile.write(folder / "a.flac", np.zeros(8_000 * 960, np.int16), 8_000)
    return (folder / "a.flac").read_bytes()


REFUSED = {
    "nothing": ("a.mp3", lambda _, __: b"", "rỗng"),
    "no samples": ("a.wav", lambda _, __: wav(b""), "không có âm thanh nào"),
    "a film without sound": ("a.mp4", film_without_sound, "chỉ có hình, không có tiếng"),
    "a call cut short": ("a.m4a", call_cut_short, "cắt cụt"),
    "1 Hz": ("a.wav", lambda _, __: lying_wav(rate=1), "không giải mã được"),
    "64 channels": ("a.wav", lambda _, __: lying_wav(channels=64), "không giải mã được"),
    "infinite": ("a.wav", lambda _, __: floats(np.full(24_000, np.inf)), "không phải là số"),
    "NaN in the middle": ("a.wav", lambda _, __: floats(np.r_[np.ones(9_000), np.nan] * 0.1), "NaN"),
    "16 minutes": ("a.flac", long_silence, "dài hơn 15 phút"),
    "a playlist of streams": (
        "a.m4a",
        lambda _, __: b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/",
        "danh sách",
    ),
    "a page in place of a file": ("a.mp3", lambda _, __: b"<!DOCTYPE html><html>404", "không phải âm thanh"),
    "half an Ogg page": ("a.ogg", lambda _, __: b"OggS" + bytes(60), "không giải mã được"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_air_is_refused_in_words(studio: Studio, spoken: Path, tmp_path: Path, what: str) -> None:
    name, make, words = REFUSED[what]
    with pytest.raises(Invalid, match=words) as refused:
        receive(studio, name, io.BytesIO(make(tmp_path, spoken)))
    (fault,) = refused.value.faults
    assert str(fault.where) == name
    assert "incoming" not in fault.said()
    assert list((studio.data / "incoming").iterdir()) == []
    assert list(studio.clips.keys()) == []


def test_float_above_full_scale_is_turned_down(studio: Studio, tmp_path: Path) -> None:
    loud = tmp_path / "a.wav"
    soundfile.write(loud, speech(4.0, peak=8.0).samples, 24_000, subtype="FLOAT")
    _, loudness_lufs, found = taken(studio, loud)
    assert found.true_peak_dbtp == pytest.approx(18, abs=0.5)
    assert loudness_lufs == pytest.approx(-16, abs=0.2)
