"""Tổng hợp âm: strings, bells and a room made from sines, so that a station's own sounds belong to it alone.

An instrument is a list of partials, each with its own decay (Fletcher and Rossing, "The Physics of Musical
Instruments": plucked strings, bars). numpy makes the notes; pydub lays the parts over each other, cuts and
fades. Everything repeats to the sample: the only noise is seeded.
"""

import io
import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcast.disk import whole
from broadcast.sound.segment import samples_of, segment_of

Signal = npt.NDArray[np.float64]
Samples = npt.NDArray[np.int16]

RATE_HZ = 44_100

HIGHEST_HZ = 7_000.0
"""No partial above it: a horn loudspeaker gives nothing but hiss there."""

_REFERENCE_HZ = 587.33
"""Decays are stated for D5; a string sounds shorter the higher it is, about with the root of its pitch."""

_SCALE = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FADE_IN_MS = 4
_RING = 10
"""Times of release until a note is cut: at -87 dB nobody hears it."""

_ROOM_S = 1.1
_ROOM_SEED = 1677
_EARLY_S = 0.012
_GLIDE_SEMITONES = 2.0
_VIBRATO_AFTER_S = 0.25
_ROLL_S = 0.03
"""Strings of a chord are struck one after the other, as fingers do; their peaks do not add up either."""


@dataclass(frozen=True, slots=True)
class Partial:
    """One sine of a note: a multiple of its pitch, linear level, seconds to fall to 1/e at D5."""

    ratio: float
    level: float
    decay_s: float


@dataclass(frozen=True, slots=True)
class Instrument:
    """What sounds: its partials; seconds of attack, of release once a note's time is over, of gliding in."""

    partials: tuple[Partial, ...]
    attack_s: float
    release_s: float
    glide_s: float = 0.12
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.2


@dataclass(frozen=True, slots=True)
class Note:
    """Pitches struck together (Hz; none is a rest), counted in beats; `bent` glides in from a tone below."""

    starts: float
    beats: float
    pitches_hz: tuple[float, ...]
    bent: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument's line (see `notes_of`), `level` linear, `room` the share of echo."""

    instrument: Instrument
    line: str
    level: float = 1.0
    room: float = 0.25


@dataclass(frozen=True, slots=True)
class Tune:
    """A finished sound: file name without ending, seconds of a beat, of the whole, of the fade at its end.

    `gain_db` brings it to its loudness without a limiter. A tune that `loops` has no end: what rings on after
    the last sample is heard at the first.
    """

    name: str
    beat_s: float
    length_s: float
    parts: tuple[Part, ...]
    gain_db: float = 0.0
    fade_out_s: float = 1.0
    loops: bool = False


def notes_of(line: str) -> Iterator[Note]:
    """The notes of a written line.

    A word is pitches and beats, `A5:1.5`; pitches sounding together are joined by `+`, `-` is a rest, and `^`
    before the word bends into it from below (nhấn).

    Raises:
        ValueError: a word is none of these.
    """
    starts = 0.0
    for word in line.split():
        names, _, beats = word.removeprefix("^").partition(":")
        pitches = () if names == "-" else tuple(pitch_hz(name) for name in names.split("+"))
        yield Note(starts, float(beats), pitches, bent=word.startswith("^"))
        starts += float(beats)


def pitch_hz(name: str) -> float:
    """Hz of a note such as `A5` or `F#4`, in equal temperament at A4 = 440 (ISO 16)."""
    octaves = (_SCALE.index(name[:-1]) - _SCALE.index("A")) / len(_SCALE) + int(name[-1]) - 4
    return 440.0 * math.pow(2, octaves)


def tone(instrument: Instrument, pitch: float, length_s: float, *, bent: bool = False) -> Signal:
    """One note of `pitch` Hz, held for `length_s` and left to ring; at most about 1.0."""
    time = np.arange(round((length_s + _RING * instrument.release_s) * RATE_HZ)) / RATE_HZ
    turns = np.cumsum(_bend(instrument, time, bent=bent)) * (pitch / RATE_HZ)
    shape = _attack(time, instrument.attack_s) * _release(time, length_s, instrument.release_s)
    total = sum(partial.level for partial in instrument.partials)
    sound = np.zeros(time.size)
    for number, partial in enumerate(instrument.partials):
        if partial.ratio * pitch < HIGHEST_HZ:
            # Phases apart by Schroeder's rule: sines that start together would add up to one needle.
            phase = partial.ratio * turns + number * number / (2 * len(instrument.partials))
            sound += partial.level / total * _decay(time, partial, pitch) * np.sin(2 * np.pi * phase)
    return sound * shape


def performed(tune: Tune) -> Samples:
    """The whole tune as 16-bit samples of one channel at `RATE_HZ`."""
    mixed, *others = (segment_of(_layer(tune, part), RATE_HZ) for part in tune.parts)
    for other in others:
        mixed = mixed.overlay(other)
    if tune.loops:
        return _from_zero(samples_of(mixed))
    mixed = mixed[: round(tune.length_s * 1000)]
    return samples_of(mixed.fade_in(_FADE_IN_MS).fade_out(round(tune.fade_out_s * 1000)))


def write_flac(samples: Samples, path: Path) -> None:
    """Write one channel at `RATE_HZ` as 16-bit FLAC; `path` appears whole or keeps what it held.

    Raises:
        NotWritten: the disk is full, or the folder is missing or closed to us.
    """
    write_flacs({path: samples})


def write_flacs(made: Mapping[Path, Samples]) -> None:
    """Write several as `write_flac` does; none takes its place before all are on the disk.

    Raises:
        NotWritten: the disk is full, or a folder is missing or closed to us.
    """
    with ExitStack() as files:
        for path, samples in made.items():
            files.enter_context(whole(path)).write(_packed(samples))


def _packed(samples: Samples) -> bytes:
    import soundfile

    packed = io.BytesIO()  # libsndfile does not tell why a write failed; a file does
    soundfile.write(packed, samples, RATE_HZ, format="FLAC", subtype="PCM_16", compression_level=1.0)
    return packed.getvalue()


def _bend(instrument: Instrument, time: Signal, *, bent: bool) -> Signal:
    """The pitch over time, as a multiple of the written one: a glide into the note, then vibrato."""
    start = -_GLIDE_SEMITONES if bent else 0.0
    glide = start * (1 - _rise(time / instrument.glide_s))
    depth = instrument.vibrato_cents / 100 * _rise((time - _VIBRATO_AFTER_S) / 0.5)
    return np.asarray(2 ** ((glide + depth * np.sin(2 * np.pi * instrument.vibrato_hz * time)) / 12))


def _rise(position: Signal) -> Signal:
    """From 0 to 1 along half a cosine."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.clip(position, 0, 1)))


def _attack(time: Signal, attack_s: float) -> Signal:
    return _rise(time / attack_s)


def _release(time: Signal, length_s: float, release_s: float) -> Signal:
    return np.asarray(np.exp(-np.maximum(time - length_s, 0) / release_s))


def _decay(time: Signal, partial: Partial, pitch: float) -> Signal:
    """Two slopes, as a string on its bridge has them: a quick fall, then a long ring."""
    decay_s = partial.decay_s * math.sqrt(_REFERENCE_HZ / pitch)
    return np.asarray(0.6 * np.exp(-time / decay_s) + 0.4 * np.exp(-time / (2.5 * decay_s)))


def _layer(tune: Tune, part: Part) -> Signal:
    """One part at its final level, as long as the tune; what rings past the end wraps round or is cut."""
    size = round(tune.length_s * RATE_HZ)
    dry = _folded(_sequence(tune, part), size) if tune.loops else _cut(_sequence(tune, part), size)
    return (dry + part.room * _in_room(dry, loops=tune.loops)) * part.level * 10 ** (tune.gain_db / 20)


def _sequence(tune: Tune, part: Part) -> Signal:
    """All notes of a line, and the ring of the last."""

    @cache  # a line repeats its notes
    def ring(pitch: float, beats: float, bent: bool) -> Signal:  # noqa: FBT001 - the cache is asked by place
        return tone(part.instrument, pitch, beats * tune.beat_s, bent=bent)

    placed = [
        (
            round((note.starts * tune.beat_s + string * _ROLL_S) * RATE_HZ),
            ring(pitch, note.beats, note.bent),
        )
        for note in notes_of(part.line)
        for string, pitch in enumerate(note.pitches_hz)
    ]
    sound = np.zeros(max(at + heard.size for at, heard in placed))
    for at, heard in placed:
        sound[at : at + heard.size] += heard
    return sound


def _cut(sound: Signal, size: int) -> Signal:
    return np.pad(sound[:size], (0, max(0, size - sound.size)))


def _folded(sound: Signal, size: int) -> Signal:
    return np.asarray(_cut(sound, -(-sound.size // size) * size).reshape(-1, size).sum(axis=0))


def _in_room(dry: Signal, *, loops: bool) -> Signal:
    """The echo of a small hall: the sound folded with decaying noise."""
    room = _room()
    size = dry.size if loops else dry.size + room.size
    return np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(room, size), size)[: dry.size]


def _room() -> Signal:
    """Seeded noise that falls by 60 dB in `_ROOM_S`; its energy is 1."""
    time = np.arange(round(_ROOM_S * RATE_HZ)) / RATE_HZ
    # RandomState, not default_rng: numpy promises that its numbers never change (NEP 19).
    noise = np.random.RandomState(_ROOM_SEED).standard_normal(time.size)
    echo = noise * np.exp(-math.log(1000) * time / _ROOM_S) * _rise(time / _EARLY_S)
    return np.asarray(echo / np.sqrt(np.square(echo).sum()))


def _from_zero(samples: Samples) -> Samples:
    """A loop turned to where its wave first rises through zero, so that it starts without a step."""
    rising = np.flatnonzero((samples[:-1] < 0) & (samples[1:] >= 0))
    return np.roll(samples, -int(rising[0]) - 1)
