import os
import signal
import subprocess
import sys
import textwrap
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import psutil
import pytest
import soundfile
from speechlike import speech, tone

from broadcast.sound.audio import NotAudio, decode, read_wav, resampled
from broadcast.sound.join import Placed, Tags, join
from broadcast.sound.loudness import measure_file
from broadcast.sound.mpeg import header_for, silent_frame
from broadcast.sound.piece import store_ready
from broadcast.sound.profile import Profile
from broadcast.sound.wav import write_wav


def ffmpeg(*arguments: Any) -> None:
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *map(str, arguments)], check=True)


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "speech.wav"
    write_wav(speech(3.0), path)
    return path


@pytest.fixture(scope="module")
def mp3(wav: Path) -> Path:
    path = wav.with_suffix(".mp3")
    ffmpeg("-i", wav, "-b:a", "64k", path)
    return path


@pytest.mark.parametrize("ending", ["mp3", "flac", "ogg", "opus", "m4a", "aiff", "aac", "wma", "mka", "wav"])
def test_whatever_staff_have_is_decoded(wav: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"speech.{ending}"
    ffmpeg("-i", wav, file)
    heard = decode(file)
    assert heard.rate_hz == 24_000
    assert heard.duration_s == pytest.approx(3.0, abs=0.12)
    best = np.correlate(np.pad(heard.samples, 3_000), speech(3.0).samples[:24_000], "valid").max()
    assert best > 0.8 * np.square(speech(3.0).samples[:24_000]).sum()


def test_the_ending_of_a_name_does_not_matter(mp3: Path, tmp_path: Path) -> None:
    disguised = tmp_path / "sound.wav"
    disguised.write_bytes(mp3.read_bytes())
    assert decode(disguised).duration_s == pytest.approx(3.0, abs=0.05)


def test_16_bit_wav_comes_back_to_the_last_bit(wav: Path) -> None:
    assert np.abs(read_wav(wav).samples - speech(3.0).samples).max() <= 0.51 / 32_768


@pytest.mark.parametrize(("subtype", "rate_hz"), [("FLOAT", 44_100), ("PCM_24", 48_000), ("PCM_U8", 8_000)])
def test_every_kind_of_wav_is_brought_to_the_rate_of_the_station(
    tmp_path: Path, subtype: str, rate_hz: int
) -> None:
    soundfile.write(tmp_path / "t.wav", tone(1_000, 2, -6, rate_hz), rate_hz, subtype=subtype)
    heard = decode(tmp_path / "t.wav")
    assert heard.samples.size == pytest.approx(48_000, abs=2)
    assert np.sqrt(np.square(heard.samples[4_800:-4_800]).mean()) == pytest.approx(
        10 ** (-6 / 20) / np.sqrt(2), rel=0.01
    )


def test_channels_are_averaged(tmp_path: Path) -> None:
    both = np.stack((tone(500, 1, -6), np.zeros(48_000, np.float32)), axis=1)
    soundfile.write(tmp_path / "two.wav", both, 48_000)
    assert np.abs(decode(tmp_path / "two.wav", rate_hz=None).samples).max() == pytest.approx(0.25, abs=0.01)


def test_resampling_makes_no_images() -> None:
    from broadcast.sound.audio import Audio

    heard = resampled(Audio(tone(8_000, 2, 0, 24_000), 24_000), 44_100).samples[4_410:-4_410]
    spectrum = np.abs(np.fft.rfft(heard * np.blackman(heard.size)))
    hz = np.fft.rfftfreq(heard.size, 1 / 44_100)
    assert spectrum[(hz > 12_500)].max() < spectrum.max() * 10 ** (-90 / 20)


def refused(path: Path, **options: Any) -> str:
    with pytest.raises(NotAudio) as error:
        decode(path, **options)
    fault = error.value.faults[0]
    assert str(path) in str(fault.where)
    assert fault.remedy.vi
    return fault.what.en


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nothing.mp3")
    assert "no such file" in refused(tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e.mp3").touch()
    assert "empty" in refused(tmp_path / "e.mp3")


def test_a_wav_without_samples_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "e.wav", np.zeros(0), 24_000)
    assert "no sound" in refused(tmp_path / "e.wav")


@pytest.mark.parametrize(
    "content", ["Kính thưa bà con,\n" * 50, "PK\x03\x04" * 100, "<html>404</html>", "ÿûGIF"]
)
def test_text_that_is_named_mp3_is_refused(tmp_path: Path, content: Any) -> None:
    (tmp_path / "t.mp3").write_text(content, encoding="utf-8")
    assert refused(tmp_path / "t.mp3")


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n/etc/passwd\n",
        "\ufeff#EXTM3U\n",
        "[playlist]\nFile1=x.mp3\n",
        "ffconcat version 1.0\nfile '/etc/passwd'\n",
    ],
)
def test_a_playlist_in_disguise_is_refused(tmp_path: Path, content: Any) -> None:
    (tmp_path / "p.mp3").write_text(content, encoding="utf-8")
    assert "playlist" in refused(tmp_path / "p.mp3")


@pytest.mark.parametrize("share", [0.5, 0.93])
@pytest.mark.parametrize("ending", ["mp3", "wav", "flac", "m4a", "aiff"])
def test_a_file_that_was_cut_short_is_refused(wav: Path, tmp_path: Path, ending: str, share: float) -> None:
    file = tmp_path / f"cut.{ending}"
    ffmpeg("-i", wav, *(["-movflags", "faststart"] if ending == "m4a" else []), file)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    assert refused(file)


def test_an_mp3_without_a_tag_that_ends_inside_a_frame_is_refused(tmp_path: Path) -> None:
    frames = store_ready(speech(2.0), Profile()).frames
    whole, cut = tmp_path / "whole.mp3", tmp_path / "cut.mp3"
    whole.write_bytes(frames)
    cut.write_bytes(frames[:-50])
    assert decode(whole).duration_s == pytest.approx(2.2, abs=0.1)
    assert "cut short" in refused(cut)


def test_our_own_programmes_are_decoded_whole(tmp_path: Path) -> None:
    piece = store_ready(speech(2.0), Profile())
    (tmp_path / "p.mp3").write_bytes(piece.frames)
    join(
        [Placed.of(tmp_path / "p.mp3", piece.as_meta(), 0.08)], tmp_path / "o.mp3", Tags("Bản tin"), Profile()
    )
    assert decode(tmp_path / "o.mp3").samples.size == round(2.16 * 24_000)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_samples_that_are_no_numbers_are_refused(tmp_path: Path, bad: float) -> None:
    samples = tone(500, 2, -6)
    samples[60_000] = bad
    soundfile.write(tmp_path / "nan.wav", samples, 48_000, subtype="FLOAT")
    assert "NaN" in refused(tmp_path / "nan.wav")


def test_samples_far_above_full_scale_are_no_sound(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "hot.wav", tone(500, 1, 20), 48_000, subtype="FLOAT")
    assert np.abs(decode(tmp_path / "hot.wav").samples).max() > 9
    soundfile.write(tmp_path / "huge.wav", tone(500, 1, -6) * np.float32(1e30), 48_000, subtype="FLOAT")
    assert "too loud" in refused(tmp_path / "huge.wav")


def test_damage_in_the_middle_is_refused_or_heard_but_never_a_crash(mp3: Path, tmp_path: Path) -> None:
    content = bytearray(mp3.read_bytes())
    rng = np.random.default_rng(1)
    for at in rng.integers(2_000, len(content), 200):
        content[at] ^= 0xFF
    (tmp_path / "d.mp3").write_bytes(content)
    with suppress(NotAudio):
        assert np.isfinite(decode(tmp_path / "d.mp3").samples).all()


@pytest.mark.parametrize("ending", ["wav", "mp3"])
def test_what_is_longer_than_allowed_is_refused(wav: Path, mp3: Path, ending: str) -> None:
    assert "longer than" in refused(wav if ending == "wav" else mp3, longest_s=2.0)


def ten_hours(folder: Path, ending: str) -> Path:
    """Silence, cheap to make: frames of 72 bytes repeated, or a file that is all hole."""
    path = folder / f"long.{ending}"
    if ending == "mp3":
        path.write_bytes(silent_frame(header_for(8_000, 8)) * (36_000 * 8_000 // 576))
    else:
        soundfile.write(
            path, np.zeros(8_000, np.float32), 8_000, subtype="FLOAT" if ending == "f.wav" else "PCM_16"
        )
        more = 36_000 * 8_000 * (4 if ending == "f.wav" else 2)
        size, data = path.stat().st_size + more, path.read_bytes().index(b"data") + 4
        with path.open("r+b") as file:
            for at, length in ((4, size - 8), (data, size - data - 4)):
                file.seek(at)
                file.write(length.to_bytes(4, "little"))
            file.truncate(size)
    return path


@pytest.mark.parametrize("ending", ["mp3", "wav", "f.wav"])
def test_ten_hours_are_refused_without_hearing_two_of_them(tmp_path: Path, ending: str) -> None:
    path = ten_hours(tmp_path, ending)
    tracemalloc.start()
    assert "longer than 120 minutes" in refused(path)
    assert tracemalloc.get_traced_memory()[1] < 120_000_000, "two hours of it would be 230 MB"
    tracemalloc.stop()
    with pytest.raises(NotAudio):
        measure_file(path)


def test_a_name_that_looks_like_an_option_or_a_protocol_is_only_a_name(
    mp3: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-i.mp3", "concat:a|b.mp3", "pipe:0.mp3", "tiếng Việt %d.mp3"):
        (tmp_path / name).write_bytes(mp3.read_bytes())
        assert decode(tmp_path / name).duration_s == pytest.approx(3.0, abs=0.05)


def test_a_child_does_not_outlive_its_killed_parent(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "long.flac", np.zeros(48_000 * 600, np.int16), 48_000)
    script = textwrap.dedent(f"""
        from pathlib import Path
        from broadcast.sound.source import open_sound
        with open_sound(Path({str(tmp_path / "long.flac")!r})) as sound:
            next(sound.blocks)
            print("half way", flush=True)
            input()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        parent.stdout.readline()
        children = psutil.Process(parent.pid).children()
        assert len(children) == 1
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    deadline = time.monotonic() + 20
    while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children):
        assert time.monotonic() < deadline, "ffmpeg is still there"
        time.sleep(0.05)


def test_a_sound_that_is_left_half_way_leaves_no_child(tmp_path: Path) -> None:
    from broadcast.sound.source import open_sound

    soundfile.write(tmp_path / "long.flac", np.zeros(48_000 * 120, np.int16), 48_000)
    with open_sound(tmp_path / "long.flac") as sound:
        next(sound.blocks)
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]
