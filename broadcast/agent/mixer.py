"""Bàn trộn: a row of samples that a player takes one after another, with airings put in at their sample."""

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np

from broadcast.agent.sound import Samples, Sound

TURN_S = 0.1
"""A gain goes from silence to full within this, in seconds: slow enough not to click."""


@dataclass(slots=True, eq=False)
class Take:
    """One airing at the mixer. Places are samples of the mixer, counted from 0; None: not yet.

    `aim`: where it shall begin. `sounded`: how many of its samples went out. `starved`: how many samples of
    silence went out because the next were not decoded in time. `gain`: what its samples are multiplied by,
    `wanted`: what that turns into, too slowly to click.
    """

    sound: Sound
    aim: int
    began: int | None = None
    ended: int | None = None
    sounded: int = 0
    starved: int = 0
    gain: float = 1.0
    wanted: float = 1.0


class Mixer:
    """Silence, and takes in the order in which they were armed, each from its sample on, never two at once.

    The player's thread calls `read`, which touches no disk; the tick's thread everything else.
    """

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._guard = threading.Lock()
        self._line: deque[Take] = deque()
        self._fading = np.zeros(0, np.int16)
        self._position = 0

    @property
    def position(self) -> int:
        """How many samples were read: the next one's place."""
        return self._position

    def read(self, samples: int) -> Samples:
        """The next samples."""
        out = np.zeros(samples, np.int16)
        with self._guard:
            at = 0
            while self._line and at < samples:
                at = self._play(self._line[0], out, at)
                if self._line[0].ended is None:
                    break
                self._line.popleft()
            self._position += samples
            self._fade(out)
        return out

    def arm(self, sound: Sound, aim: int, gain: float = 1.0) -> Take:
        """Let `sound` begin at sample `aim`; at once if that is past; behind those before it in any case."""
        take = Take(sound, aim, gain=gain, wanted=gain)
        with self._guard:
            self._line.append(take)
        return take

    def aim(self, take: Take, aim: int) -> None:
        """Move a take that has not begun."""
        with self._guard:
            take.aim = aim

    def turn(self, take: Take, gain: float) -> None:
        """Turn a take up or down, within `TURN_S`; at once while it has not begun."""
        with self._guard:
            take.wanted = gain
            if take.began is None:
                take.gain = gain

    def cut(self, take: Take, *, fade: bool = False) -> bool:
        """End a take now, or (`fade`) within `TURN_S`, of which no sample counts; whether it had begun."""
        with self._guard:
            if take in self._line:
                self._line.remove(take)
                if fade and take.began is not None:
                    self._fading = self._faded(take)
                take.ended = self._position
        take.sound.close()
        return take.began is not None

    def free_at(self) -> int:
        """The first sample at which nothing that is armed will sound, as far as is known."""
        free = self._position
        with self._guard:
            for take in self._line:
                left = round(take.sound.duration_s * self.rate_hz) - take.sounded
                free = max(free, take.aim if take.began is None else free) + max(0, left)
        return free

    def fill(self) -> None:
        """Decode ahead."""
        with self._guard:
            takes = list(self._line)
        for take in takes:
            take.sound.fill()

    def _play(self, take: Take, out: Samples, at: int) -> int:
        """Put what belongs to `take` into `out` from `at` on; where it stopped."""
        if take.began is None:
            at += max(0, take.aim - self._position - at)
            if at >= out.size:
                return at
            take.began = self._position + at
        taken = take.sound.take(out[at:])
        self._turned(take, out[at : at + taken], TURN_S)
        take.sounded += taken
        if take.sound.over:
            take.ended = self._position + at + taken
        else:
            take.starved += out.size - at - taken
        return at + taken

    def _turned(self, take: Take, samples: Samples, within_s: float) -> None:
        """Multiply `samples` by the take's gain, which goes on towards what is wanted."""
        if take.gain == take.wanted == 1.0 or not samples.size:
            return
        step = 1.0 / max(1.0, within_s * self.rate_hz)
        away = np.minimum(np.arange(1, samples.size + 1) * step, abs(take.wanted - take.gain))
        gains = take.gain + np.copysign(away, take.wanted - take.gain)
        samples[:] = np.rint(samples * gains).astype(np.int16)
        take.gain = take.wanted if away[-1] >= abs(take.wanted - take.gain) else float(gains[-1])

    def _faded(self, take: Take) -> Samples:
        """The next samples of a take that ends, down to silence."""
        samples = np.zeros(round(TURN_S * self.rate_hz), np.int16)
        taken = samples[: take.sound.take(samples)]
        self._turned(take, taken, TURN_S)
        ramp = np.linspace(1.0, 0.0, samples.size, endpoint=False)
        samples[:] = np.rint(samples * ramp).astype(np.int16)
        return samples

    def _fade(self, out: Samples) -> None:
        """Let what was cut end, under whatever sounds now."""
        now = self._fading[: out.size]
        if now.size:
            mixed = out[: now.size].astype(np.int32) + now
            out[: now.size] = np.clip(mixed, -32_768, 32_767)
            self._fading = self._fading[now.size :]
