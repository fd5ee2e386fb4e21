"""espeak-ng, the embedded voice: always there, small, plain. A fresh isolated process speaks each sentence.

Measured with espeak-ng 1.52.0 on one core: see docs/howto/add-a-voice.md.
"""

import math
import os
import sys
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np

from broadcast.adapters.speech import espeak_child
from broadcast.adapters.speech.child import answered
from broadcast.adapters.speech.phonemes import REMEDY, STATUSES, library
from broadcast.adapters.speech.take import Take, believed, write
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.speech import Manner, Speaker, Voice, spoken_line

VOLUME = 70
"""Of the library's 0-100: peaks stay below -0.5 dBFS (measured); at its default, 100, its limiter bites."""

SYLLABLES_PER_S_AND_WPM = 3.6 / 150
"""Vietnamese syllables a second for each word a minute asked for (measured from 80 to 450)."""

VOICES = {Speaker.MAN: "vi-vn-x-south", Speaker.WOMAN: "vi-vn-x-south+f3"}
"""Southern voices. Of the library's five women f3 keeps the tones widest apart: 150-198 Hz (measured)."""

USUAL_WPM = 120
"""Slow enough for horns that answer each other across a village (shared/sound.md: 140-160 at most)."""

SLOWEST_WPM, FASTEST_WPM = 80, 450
"""The library's own bounds (espeakRATE in speak_lib.h)."""

MOST_SEMITONES = 11.0
"""The library's pitch runs from 0 to 99 around 50, and 50 steps are an octave (its pitch_adjust_tab)."""

_USUAL_PITCH, _PITCH_PER_SEMITONE = 50, 50 / 12


class Espeak:
    """Speaks with espeak-ng (22,050 Hz). Threads may share it: each sentence has its own process.

    `home` is the folder of the library and its data when it is not the package's. A process that is not done
    after `deadline_s` seconds is killed.
    """

    def __init__(
        self,
        *,
        voice_name: str = VOICES[Speaker.MAN],
        rate_wpm: int = USUAL_WPM,
        pitch: float = 0.0,
        deadline_s: float = 20.0,
        home: Path | None = None,
    ) -> None:
        """Choose the voice; nothing is started.

        Raises:
            Invalid: a rate or a pitch that the library would not keep.
        """
        if not SLOWEST_WPM <= rate_wpm <= FASTEST_WPM:
            raise _wrong_rate(rate_wpm)
        if not abs(pitch) <= MOST_SEMITONES:
            raise _wrong_pitch(pitch)
        self._library = library() if home is None else home.absolute() / library().name
        self._name, self._rate_wpm, self._pitch = voice_name, rate_wpm, pitch
        self._home, self._deadline_s = home, deadline_s
        self._others: dict[Manner, Espeak] = {}

    @cached_property
    def voice(self) -> Voice:
        """The voice, with the version that the library itself tells.

        Raises:
            EngineFailed: the library does not load, or has no such voice.
        """
        heading, _ = self._run("")
        made_by = f"{heading[0]}/{version('espeakng-loader')}/volume-{VOLUME}"
        return Voice("espeak", self._name, made_by, self._rate_wpm, self._pitch)

    def speaking(self, manner: Manner) -> "Espeak":
        """Another voice, pace or pitch, within the library's bounds; a pace counts from its usual rate."""
        return self._others.setdefault(manner, self._other(manner))

    def _other(self, manner: Manner) -> "Espeak":
        wished = round(USUAL_WPM * manner.pace)
        return Espeak(
            voice_name=manner.name or VOICES[manner.speaker],
            rate_wpm=min(max(wished, SLOWEST_WPM), FASTEST_WPM),
            pitch=min(max(manner.pitch, -MOST_SEMITONES), MOST_SEMITONES),
            deadline_s=self._deadline_s,
            home=self._home,
        )

    def say(self, words: str, to: Path) -> None:
        """Write `words` to `to` (see the port). The library's own silence of 10-50 ms at the ends stays.

        Raises:
            EngineFailed: the process failed, was killed, or gave sound that cannot be these words.
            OSError: the disk does not take it.
        """
        line = spoken_line(words)
        heading, samples = self._run(line)
        take = Take(np.frombuffer(samples, dtype="<i2"), int(heading[1]))
        write(believed(take, line, self._rate_wpm * SYLLABLES_PER_S_AND_WPM), to)

    def _run(self, words: str) -> tuple[list[str], bytes]:
        """One process from start to end; its heading (version, rate in Hz) and its samples."""
        job = words.encode()
        said = answered(
            self._command(len(job)),
            job,
            name="espeak",
            deadline_s=self._deadline_s,
            statuses={status: self._of_voice(meaning) for status, meaning in STATUSES.items()},
            remedy=REMEDY,
        )
        heading, _, samples = said.partition(b"\n")
        return heading.decode("ascii").split(), samples

    def _of_voice(self, said: Text) -> Text:
        return Text(f"{said.vi} (giọng {self._name})", f"{said.en} (voice {self._name})")

    def _command(self, length: int) -> list[str]:
        pitch = round(_USUAL_PITCH + self._pitch * _PITCH_PER_SEMITONE)
        figures = (self._rate_wpm, VOLUME, pitch, length, math.ceil(self._deadline_s), os.getpid())
        program = [sys.executable, "-I", "-S", espeak_child.__file__]
        return [*program, str(self._library), self._name, *map(str, figures)]


def _wrong_rate(rate_wpm: int) -> Invalid:
    bounds = f"{SLOWEST_WPM}-{FASTEST_WPM}"
    return Invalid(
        Fault(
            Text(
                f"espeak không đọc được {rate_wpm} từ một phút",
                f"espeak cannot speak {rate_wpm} words a minute",
            ),
            Text(f"chọn trong khoảng {bounds}", f"choose within {bounds}"),
        )
    )


def _wrong_pitch(pitch: float) -> Invalid:
    what = Text(f"espeak không đổi được cao độ {pitch:g}", f"espeak cannot shift the pitch by {pitch:g}")
    bounds = f"-{MOST_SEMITONES:g}..{MOST_SEMITONES:g}"
    return Invalid(
        Fault(what, Text(f"chọn trong khoảng {bounds} nửa cung", f"choose within {bounds} semitones"))
    )
