"""Bàn trộn: a row of samples that a player takes one after another, with airings put in at their sample."""

import threading
from collections import deque
from dataclasses import dataclass

import numpy as np

from broadcast.agent.sound import Samples, Sound


@dataclass(slots=True, eq=False)
class Take:
    """One airing at the mixer. Places are samples of the mixer, counted from 0; None: not yet.

    `aim`: where it shall begin. `sounded`: how many of its samples went out. `starved`: how many samples of
    silence went out because the next were not decoded in time.
    """

    sound: Sound
    aim: int
    began: int | None = None
    ended: int | None = None
    sounded: int = 0
    starved: int = 0


class Mixer:
    """Silence, and takes in the order in which they were armed, each from its sample on, never two at once.

    The player's thread calls `read`, which touches no disk; the tick's thread everything else.
    """

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._guard = threading.Lock()
        self._line: deque[Take] = deque()
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
        return out

    def arm(self, sound: Sound, aim: int) -> Take:
        """Let `sound` begin at sample `aim`; at once if that is past; behind those before it in any case."""
        take = Take(sound, aim)
        with self._guard:
            self._line.append(take)
        return take

    def aim(self, take: Take, aim: int) -> None:
        """Move a take that has not begun."""
        with self._guard:
            take.aim = aim

    def cut(self, take: Take) -> bool:
        """End a take now; whether it had begun."""
        with self._guard:
            if take in self._line:
                self._line.remove(take)
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
        take.sounded += taken
        if take.sound.over:
            take.ended = self._position + at + taken
        else:
            take.starved += out.size - at - taken
        return at + taken
