import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.disk import NotWritten
from broadcast.sound.instruments import BAMBOO, CHIME, FLUTE, LUTE, MONOCHORD, PAD, WOOD, ZITHER
from broadcast.sound.scores import BED, DRILL, IMAGING, SIGNATURE, STINGERS
from broadcast.sound.synthesis import (
    HIGHEST_HZ,
    RATE_HZ,
    Instrument,
    Part,
    Tune,
    notes_of,
    performed,
    pitch_hz,
    tone,
    write_flac,
)

INSTRUMENTS = {
    "zither": ZITHER,
    "monochord": MONOCHORD,
    "chime": CHIME,
    "pad": PAD,
    "flute": FLUTE,
    "wood": WOOD,
    "lute": LUTE,
    "bamboo": BAMBOO,
}
A5_HZ = 880.0


def spectrum(sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    size = max(sound.size, RATE_HZ)
    return np.fft.rfftfreq(size, 1 / RATE_HZ), np.abs(np.fft.rfft(sound * np.hanning(sound.size), size))


def strongest_hz(sound: np.ndarray) -> float:
    hz, strength = spectrum(sound)
    return float(hz[strength.argmax()])


def between(sound: np.ndarray, start_s: float, stop_s: float) -> np.ndarray:
    return sound[round(start_s * RATE_HZ) : round(stop_s * RATE_HZ)]


def power(sound: np.ndarray) -> float:
    return float(np.square(sound, dtype=float).mean())


@pytest.mark.parametrize(
    ("name", "hz"), [("A4", 440.0), ("A5", 880.0), ("C4", 261.626), ("D5", 587.330), ("F#4", 369.994)]
)
def test_pitches_are_those_of_iso_16(name: str, hz: float) -> None:
    assert pitch_hz(name) == pytest.approx(hz, abs=0.001)


def test_a_line_is_read_note_by_note() -> None:
    first, rest, bent = notes_of("A4+A5:1.5 -:.5 ^D5:2")
    assert (first.starts, first.beats, first.pitches_hz, first.bent) == (0, 1.5, (440.0, 880.0), False)
    assert (rest.starts, rest.pitches_hz) == (1.5, ())
    assert (bent.starts, bent.beats, bent.bent) == (2.0, 2.0, True)


@pytest.mark.parametrize("word", ["H5:1", "A5", "A:1", ":1", "A5:long", "A5+:1"])
def test_a_word_that_is_no_note_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"not in tuple|could not convert|invalid literal"):
        list(notes_of(word))


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_every_instrument_is_in_tune(instrument: Instrument) -> None:
    before_vibrato = between(tone(instrument, A5_HZ, 1.5), 0.02, 0.25)
    assert strongest_hz(before_vibrato) == pytest.approx(A5_HZ, rel=0.002)


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_no_instrument_clicks_or_hisses(instrument: Instrument) -> None:
    sound = tone(instrument, A5_HZ, 1.0)
    loudest = np.abs(sound).max()
    assert sound[0] == 0
    assert np.abs(sound[: RATE_HZ // 1000]).max() < 0.5 * loudest
    assert np.abs(sound[-50:]).max() < 1e-4
    assert 0.2 < loudest <= 1.0
    hz, strength = spectrum(sound)
    assert strength[hz > HIGHEST_HZ + 200].max() < strength.max() / 1000


@pytest.mark.parametrize(
    "instrument", [ZITHER, MONOCHORD, CHIME, WOOD, LUTE], ids=["zither", "monochord", "chime", "wood", "lute"]
)
def test_what_is_struck_dies_away(instrument: Instrument) -> None:
    sound = tone(instrument, A5_HZ, 2.0)
    powers = [power(between(sound, at, at + 0.2)) for at in np.arange(0.1, 1.9, 0.2)]
    assert powers == sorted(powers, reverse=True)


def test_a_high_note_is_shorter_than_a_low_one() -> None:
    def kept(pitch: float) -> float:
        sound = tone(ZITHER, pitch, 2.0)
        return power(between(sound, 1.0, 1.2)) / power(between(sound, 0.0, 0.2))

    assert kept(1174.66) < kept(587.33) < kept(293.66)


def test_a_bent_note_comes_from_below() -> None:
    straight, bent = tone(MONOCHORD, A5_HZ, 1.0), tone(MONOCHORD, A5_HZ, 1.0, bent=True)
    assert strongest_hz(between(straight, 0.02, 0.07)) == pytest.approx(A5_HZ, rel=0.02)
    assert A5_HZ * 0.88 < strongest_hz(between(bent, 0.02, 0.07)) < A5_HZ * 0.97
    assert strongest_hz(between(bent, 0.5, 0.9)) == pytest.approx(A5_HZ, rel=0.01)


def test_the_monochord_trembles_only_after_a_while() -> None:
    sound = tone(MONOCHORD, A5_HZ, 2.0)

    def side(start_s: float) -> float:
        hz, strength = spectrum(between(sound, start_s, start_s + 0.6))
        beside = (np.abs(hz - A5_HZ) > 4) & (np.abs(hz - A5_HZ) < 12)
        return float(strength[beside].max() / strength[np.abs(hz - A5_HZ) <= 2].max())

    assert side(1.2) > 1.5 * side(0.02)


@pytest.mark.parametrize("tune", [STINGERS[0], DRILL], ids=lambda tune: tune.name)
def test_playing_again_gives_the_same_samples(tune: Tune) -> None:
    assert np.array_equal(performed(tune), performed(tune))


def test_the_room_rings_on_after_the_note() -> None:
    def after(room: float) -> float:
        heard = performed(
            Tune("mau", 0.25, 1.2, (Part(WOOD, "A5:1", room=room),), gain_db=-12, fade_out_s=0.1)
        )
        return power(between(heard, 0.6, 1.0))

    assert after(0.3) > 10 * after(0.0)


def test_what_rings_past_the_end_of_a_loop_is_heard_at_its_start() -> None:
    line = "-:3 A5:1"
    ends = Tune("mau", 0.5, 2.0, (Part(FLUTE, line, room=0.3),), gain_db=-6, fade_out_s=0.05)
    loops = Tune("mau", 0.5, 2.0, (Part(FLUTE, line, room=0.3),), gain_db=-6, loops=True)
    assert power(between(performed(ends), 0.1, 0.3)) == 0
    assert power(between(performed(loops), 0.1, 0.3)) > 1000
    assert performed(loops).size == 2 * RATE_HZ


@pytest.mark.parametrize("stinger", STINGERS, ids=lambda tune: tune.name)
def test_a_stinger_quotes_the_signature(stinger: Tune) -> None:
    def melody(tune: Tune) -> str:
        return " ".join(word.partition(":")[0].partition("+")[0] for word in tune.parts[0].line.split())

    opening = " ".join(melody(stinger).split()[:4])
    assert opening in melody(SIGNATURE)
    assert opening not in melody(DRILL)


def test_no_part_of_a_tune_is_written_past_its_end() -> None:
    for tune in IMAGING:
        for part in tune.parts:
            struck = [note.starts * tune.beat_s for note in notes_of(part.line) if note.pitches_hz]
            assert max(struck) < tune.length_s - 0.5, tune.name
    bed_s = BED.beat_s * 32
    assert bed_s == BED.length_s


def test_a_flac_holds_the_very_samples(tmp_path: Path) -> None:
    samples = performed(STINGERS[0])
    write_flac(samples, tmp_path / "mau.flac")
    read, rate_hz = soundfile.read(tmp_path / "mau.flac", dtype="int16")
    assert rate_hz == RATE_HZ
    assert np.array_equal(read, samples)
    assert [path.name for path in tmp_path.iterdir()] == ["mau.flac"]


def test_a_flac_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"mau\.flac"):
        write_flac(np.zeros(100, np.int16), tmp_path / "khong-co" / "mau.flac")


def test_music_is_made_without_ffmpeg_and_without_a_word_about_it(tmp_path: Path) -> None:
    code = "from broadcast.sound import scores, synthesis; print(synthesis.performed(scores.DRILL).size)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert int(said.stdout) == round(DRILL.length_s * RATE_HZ)
    assert said.stderr == ""
