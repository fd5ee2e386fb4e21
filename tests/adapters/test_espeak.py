"""espeak: one fenced process a sentence, whatever befalls it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import espeakng_loader
import numpy as np
import psutil
import pytest
import soundfile

from broadcast.adapters.speech import espeak_child
from broadcast.adapters.speech.espeak import MOST_SEMITONES, SLOWEST_WPM, Espeak
from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.speech import EngineFailed, Manner, Speaker

PACKAGE = Path(espeakng_loader.get_library_path()).parent
WORDS = "Xin chào bà con cô bác."


def child(words_bytes: int, parent: int) -> list[str]:
    figures = ["150", "70", "50", str(words_bytes), "20", str(parent)]
    return [
        sys.executable,
        "-I",
        "-S",
        espeak_child.__file__,
        espeakng_loader.get_library_path(),
        "vi",
        *figures,
    ]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A copy of the library whose phoneme table is empty, as after a disk that was full."""
    home = tmp_path / "home"
    shutil.copytree(PACKAGE, home)
    (home / "espeak-ng-data" / "phontab").write_bytes(b"")
    return home


def test_its_voice_is_southern_at_22050_hz(tmp_path: Path) -> None:
    Espeak().say(WORDS, tmp_path / "one.wav")
    assert soundfile.info(tmp_path / "one.wav").samplerate == 22_050
    voice = Espeak().voice
    assert (voice.engine, voice.name, voice.rate_wpm) == ("espeak", "vi-vn-x-south", 120)
    assert voice.version.startswith("1.")


def fundamental_hz(path: Path) -> float:
    """The median pitch of voiced speech, by autocorrelation of 40 ms windows between 70 and 400 Hz."""
    samples, rate = soundfile.read(path)
    size, found = round(0.04 * rate), []
    for at in range(0, len(samples) - size, size // 2):
        window = samples[at : at + size]
        if np.sqrt(np.mean(window**2)) < 0.02:
            continue
        likeness = np.correlate(window, window, "full")[size - 1 :]
        lag = rate // 400 + int(likeness[rate // 400 : rate // 70].argmax())
        if likeness[lag] > 0.5 * likeness[0]:
            found.append(rate / lag)
    return float(np.median(found))


def test_a_womans_voice_is_at_least_half_an_octave_above_the_mans(tmp_path: Path) -> None:
    for speaker in Speaker:
        Espeak().speaking(Manner(speaker)).say(WORDS, tmp_path / f"{speaker}.wav")
    assert fundamental_hz(tmp_path / "woman.wav") > 1.4 * fundamental_hz(tmp_path / "man.wav")


def test_pace_and_pitch_are_kept_within_what_the_library_can() -> None:
    voice = Espeak().speaking(Manner(pace=0.8, pitch=3)).voice
    assert (voice.rate_wpm, voice.pitch) == (96, 3)
    voice = Espeak().speaking(Manner(pace=0.1, pitch=99)).voice
    assert (voice.rate_wpm, voice.pitch) == (SLOWEST_WPM, MOST_SEMITONES)


def test_a_higher_pitch_is_heard(tmp_path: Path) -> None:
    Espeak().say(WORDS, tmp_path / "usual.wav")
    Espeak(pitch=6).say(WORDS, tmp_path / "high.wav")
    assert fundamental_hz(tmp_path / "high.wav") > 1.2 * fundamental_hz(tmp_path / "usual.wav")


def test_another_voice_and_another_rate_sound_otherwise(tmp_path: Path) -> None:
    Espeak().say(WORDS, tmp_path / "south.wav")
    Espeak(voice_name="vi").say(WORDS, tmp_path / "north.wav")
    Espeak(rate_wpm=95).say(WORDS, tmp_path / "slow.wav")
    south, north, slow = ((tmp_path / f"{name}.wav") for name in ("south", "north", "slow"))
    assert south.read_bytes() != north.read_bytes()
    assert soundfile.info(slow).duration > 1.15 * soundfile.info(south).duration


def test_a_library_in_a_very_deep_folder_speaks_the_same(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name"] * 10)
    deep.mkdir(parents=True)
    home = deep / "espeak"
    home.symlink_to(PACKAGE)
    assert len(str(home)) > 200
    Espeak(home=home).say(WORDS, tmp_path / "deep.wav")
    Espeak().say(WORDS, tmp_path / "flat.wav")
    assert (tmp_path / "deep.wav").read_bytes() == (tmp_path / "flat.wav").read_bytes()


def test_a_crash_of_the_library_is_an_engine_that_failed(damaged: Path, tmp_path: Path) -> None:
    to = tmp_path / "out" / "one.wav"
    to.parent.mkdir()
    with pytest.raises(EngineFailed) as failure:
        Espeak(home=damaged).say(WORDS, to)
    assert f"tín hiệu {signal.SIGSEGV:d}" in failure.value.said()
    assert f"signal {signal.SIGSEGV:d}" in failure.value.said(Language.EN)
    assert list(to.parent.iterdir()) == []


def test_a_failure_leaves_an_older_file_as_it_was(damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "one.wav").write_bytes(b"older")
    with pytest.raises(EngineFailed):
        Espeak(home=damaged).say(WORDS, tmp_path / "one.wav")
    assert (tmp_path / "one.wav").read_bytes() == b"older"


def test_data_that_says_nothing_is_heard_as_silence_and_refused(damaged: Path, tmp_path: Path) -> None:
    shutil.copy(PACKAGE / "espeak-ng-data" / "phontab", damaged / "espeak-ng-data" / "phontab")
    (damaged / "espeak-ng-data" / "vi_dict").unlink()
    with pytest.raises(EngineFailed, match="im lặng"):
        Espeak(home=damaged).say(WORDS, tmp_path / "one.wav")


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="thư viện espeak"):
        _ = Espeak(home=tmp_path).voice


def test_a_voice_that_does_not_exist_is_named() -> None:
    with pytest.raises(EngineFailed, match="giọng vi-nobody"):
        _ = Espeak(voice_name="vi-nobody").voice


@pytest.mark.parametrize("rate", [79, 451])
def test_a_rate_that_the_library_would_not_keep_is_refused(rate: int) -> None:
    with pytest.raises(Invalid, match=str(rate)):
        Espeak(rate_wpm=rate)


def test_a_process_over_its_deadline_is_killed(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="không xong sau"):
        Espeak(deadline_s=0.001).say(WORDS, tmp_path / "one.wav")
    assert psutil.Process().children() == []
    assert list(tmp_path.iterdir()) == []


def test_words_that_break_off_on_their_way_are_not_spoken() -> None:
    done = subprocess.run(
        child(100, os.getpid()), input=b"Xin ch", capture_output=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout) == (espeak_child.CUT, b"")


def test_a_process_whose_parent_is_gone_before_it_starts_ends_at_once() -> None:
    done = subprocess.run(child(0, 1), input=b"", capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (espeak_child.CUT, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_the_process_dies_with_its_parent_though_its_words_never_end() -> None:
    starter = (
        "import os, subprocess, sys\n"
        "job = subprocess.Popen([*sys.argv[1:], str(os.getpid())])\n"
        "print(job.pid, flush=True)\n"
        "job.wait()\n"
    )
    command = [sys.executable, "-c", starter, *child(100, 0)[:-1]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        speaking = psutil.Process(int(parent.stdout.readline()))
        until(lambda: fenced(speaking))
        parent.kill()
        parent.wait(timeout=10)
        until(lambda: not speaking.is_running() or speaking.status() == psutil.STATUS_ZOMBIE)


def fenced(process: psutil.Process) -> bool:
    """Whether the process has come as far as waiting for its words."""
    return process.rlimit(psutil.RLIMIT_FSIZE) == (0, 0) and process.status() == psutil.STATUS_SLEEPING


def until(true: Callable[[], object]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    pytest.fail("it did not happen within 10 s")
