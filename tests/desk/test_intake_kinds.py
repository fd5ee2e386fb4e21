"""What staff have on their telephones and desks is taken: right length, right loudness."""

import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import pytest
from speechlike import speech

from broadcast.desk.intake import examination_of, receive
from broadcast.desk.studio import Studio
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
