import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile
from commune import RATE_HZ, wav

from broadcast.agent.mixer import Mixer
from broadcast.agent.sound import AHEAD_S, BadSound, Sound


def sound(tmp_path: Path, value: int, seconds: float, gain_db: float = 0.0) -> Sound:
    path = tmp_path / f"{value}.wav"
    path.write_bytes(wav(value, seconds))
    return Sound(path, RATE_HZ, gain_db)


def test_a_sound_begins_at_its_sample_in_the_middle_of_a_block(tmp_path: Path) -> None:
    mixer = Mixer(RATE_HZ)
    take = mixer.arm(sound(tmp_path, 7, 0.25), 130)
    mixer.fill()
    heard = np.concatenate([mixer.read(100) for _ in range(5)])
    assert np.flatnonzero(heard).tolist() == list(range(130, 380))
    assert (take.began, take.ended, take.sounded, take.starved) == (130, 380, 250, 0)


def test_one_after_another_without_a_gap_and_never_together(tmp_path: Path) -> None:
    mixer = Mixer(RATE_HZ)
    mixer.arm(sound(tmp_path, 7, 0.1), 0)
    second = mixer.arm(sound(tmp_path, 9, 0.1), 50)
    mixer.fill()
    assert mixer.free_at() == 200
    heard = mixer.read(300)
    assert (heard[:100] == 7).all()
    assert (heard[100:200] == 9).all()
    assert not heard[200:].any()
    assert second.began == 100


def test_what_is_cut_is_silent_at_once(tmp_path: Path) -> None:
    mixer = Mixer(RATE_HZ)
    first, second = (mixer.arm(sound(tmp_path, value, 1), value * 1000) for value in (0, 7))
    mixer.fill()
    mixer.read(10)
    assert mixer.cut(first)
    assert not mixer.cut(second), "it had not begun"
    assert not mixer.read(9000).any()
    assert first.ended == 10


def test_a_machine_that_does_not_decode_in_time_makes_a_gap_and_says_so(tmp_path: Path) -> None:
    mixer = Mixer(RATE_HZ)
    seconds = AHEAD_S + 5
    take = mixer.arm(sound(tmp_path, 7, seconds), 0)
    mixer.fill()
    mixer.read(round((AHEAD_S + 1) * RATE_HZ))
    assert take.starved == pytest.approx(RATE_HZ, abs=0.6 * RATE_HZ)
    mixer.fill()
    mixer.read(6 * RATE_HZ)
    assert take.sounded == seconds * RATE_HZ
    assert take.ended is not None


def test_gain_is_applied(tmp_path: Path) -> None:
    mixer = Mixer(RATE_HZ)
    mixer.arm(sound(tmp_path, 10_000, 0.1, gain_db=-6.0), 0)
    mixer.fill()
    assert mixer.read(100)[50] == pytest.approx(10_000 * 10 ** (-6 / 20), abs=1)


def test_another_rate_and_two_channels_become_the_player_s(tmp_path: Path) -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100)
    soundfile.write(tmp_path / "tone.wav", np.stack([tone, 0 * tone], axis=1) * 0.5, 44_100)
    made = Sound(tmp_path / "tone.wav", 24_000)
    made.fill()
    room = np.zeros(25_000, np.int16)
    assert made.take(room) == pytest.approx(24_000, abs=2)
    assert np.abs(np.fft.rfft(room[:24_000].astype(float))).argmax() == 440
    assert np.abs(room).max() == pytest.approx(0.25 * 32_767, rel=0.01)


def test_an_mp3_is_decoded_in_blocks_as_ffmpeg_decodes_it_whole(tmp_path: Path) -> None:
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    noise = np.random.default_rng(5).normal(0, 0.1, 24_000 * 3)
    soundfile.write(tmp_path / "noise.wav", noise, 24_000)
    encode = ["-i", tmp_path / "noise.wav", "-b:a", "64k", tmp_path / "noise.mp3"]
    subprocess.run([ffmpeg, "-v", "error", *encode], check=True)
    whole = subprocess.run(
        [ffmpeg, "-v", "error", "-i", tmp_path / "noise.mp3", "-f", "s16le", "-"],
        check=True,
        capture_output=True,
    )
    made = Sound(tmp_path / "noise.mp3", 24_000)
    made.fill()
    room = np.zeros(24_000 * 4, np.int16)
    taken = made.take(room)
    expected = np.frombuffer(whole.stdout, "<i2")
    assert taken == expected.size
    assert np.abs(room[:taken].astype(int) - expected).max() <= 2


@pytest.mark.parametrize("content", [b"", b"<html>", b"RIFF\0\0\0\0WAVE", wav(5, 1)[:20]])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.wav").write_bytes(content)
    with pytest.raises(BadSound, match="không giải mã được"):
        Sound(tmp_path / "bad.wav", RATE_HZ)
