"""Lệnh của xã: a pause and a volume that the commune chose, kept on the disk, obeyed without the server.

They come with the answer to a heartbeat, not with a playlist: a playlist is a snapshot. Values that are not
known here are passed over, wrong ones refuse the whole, and what was obeyed before stays.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from broadcast.agent.clock import Moment
from broadcast.agent.keeping import write_whole
from broadcast.agent.reasons import Reason, paused_by
from broadcast.errors import Fault, Invalid
from broadcast.language import Text

LONGEST_PAUSE = timedelta(hours=26)
"""A pause that would last longer is no order of ours: a day, and two hours for clocks that disagree."""

SOFTEST_DB = -24.0
"""Softer than this nobody hears anything: who wants silence pauses."""

MOST_VERSIONS = 2**31 - 1

_LONGEST_NAME = 120


class WrongOrders(Invalid):
    """The server's answer holds no orders that can be obeyed."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing sounds from `since` on, until `until` (both aware); emergencies do unless `emergencies`."""

    since: datetime
    until: datetime
    emergencies: bool
    by: str

    def rules(self, at: datetime, *, emergency: bool) -> bool:
        """Whether it would silence what sounds at that moment."""
        return at < self.until and (self.emergencies or not emergency)

    def covered(self, at: datetime, *, emergency: bool) -> bool:
        """Whether it silenced what was to begin at that moment, which is past."""
        return self.since <= at and self.rules(at, emergency=emergency)

    @property
    def reason(self) -> Reason:
        """Why something did not sound."""
        return paused_by(self.by)


@dataclass(frozen=True, slots=True)
class Orders:
    """What the commune wants, as the server told it in `version` (0: nothing was ever ordered).

    `gain_db` (0 or less) comes on top of the playlist's, until `gain_until` (None: from now on).
    """

    version: int = 0
    pause: Pause | None = None
    gain_db: float = 0.0
    gain_until: datetime | None = None

    def volume_db(self, at: datetime) -> float:
        """What is added to the gain of what sounds then; an emergency sounds as the playlist says."""
        return self.gain_db if self.gain_until is None or at < self.gain_until else 0.0


def read(written: Mapping[str, Any]) -> Orders:
    """The orders as the server writes them.

    Raises:
        WrongOrders: a field that is needed is missing or cannot be meant.
    """
    try:
        return _read(written)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        why = f"{type(error).__name__}: {error}"
        raise WrongOrders(
            Fault(
                Text(f"lệnh của máy chủ không đọc được ({why})", f"the server's orders are wrong ({why})"),
                Text("vẫn theo lệnh trước; xem máy chủ", "the ones before stay; look at the server"),
            )
        ) from error


@dataclass
class Obeyed:
    """The orders that rule, kept at `path`; one thread takes new ones, another asks.

    A pause ends at its hour by the wall clock, and after its length by the clock that nobody sets: a machine
    that starts in 1970 does not stay silent until it is told the year.
    """

    path: Path
    orders: Orders = field(default_factory=Orders)
    _seen: tuple[Pause, float] | None = None  # the pause, and when (monotonic) this run saw it first

    def __post_init__(self) -> None:
        with suppress(OSError, ValueError, WrongOrders):
            self.orders = read(json.loads(self.path.read_bytes()))

    def take(self, written: object) -> bool:
        """Obey what the server answered from now on; whether that is something new.

        Raises:
            WrongOrders: what was obeyed stays.
        """
        if not isinstance(written, Mapping):  # a server from before there were orders says nothing
            return False
        orders = read(written)
        if orders == self.orders:
            return False
        write_whole(self.path, json.dumps(written, ensure_ascii=False).encode())
        self.orders = orders
        return True

    def silences(self, now: Moment, at: datetime, *, emergency: bool) -> Reason | None:
        """Why nothing may sound `at` a moment now or to come; None when it may."""
        pause = self.orders.pause
        if pause is None or not pause.rules(at, emergency=emergency):
            return None
        if self._seen is None or self._seen[0] != pause:
            self._seen = (pause, now.mono)
        lasted = timedelta(seconds=now.mono - self._seen[1]) + max(timedelta(), at - now.wall)
        return pause.reason if lasted < pause.until - pause.since else None

    def silenced(self, at: datetime, *, emergency: bool) -> Reason | None:
        """Why nothing sounded at a moment that is past; None when no pause that is known covers it."""
        pause = self.orders.pause
        return pause.reason if pause and pause.covered(at, emergency=emergency) else None

    def factor(self, now: datetime, *, emergency: bool) -> float:
        """By how much samples are multiplied, from 0 to 1."""
        return 1.0 if emergency else float(10 ** (self.orders.volume_db(now) / 20))


def _read(written: Mapping[str, Any]) -> Orders:
    pause, volume = written.get("pause"), written.get("volume")
    until = volume.get("until") if volume else None
    return Orders(
        version=int(_within(written["version"], 0, MOST_VERSIONS)),
        pause=None if pause is None else _pause(pause),
        gain_db=0.0 if volume is None else _within(volume["gain_db"], SOFTEST_DB, 0.0),
        gain_until=None if until is None else _aware(until),
    )


def _pause(written: Mapping[str, Any]) -> Pause:
    since, until = _aware(written["since"]), _aware(written["until"])
    if not timedelta() < until - since <= LONGEST_PAUSE:
        raise ValueError("a pause that does not end")
    by = "".join(letter for letter in str(written.get("by", "")) if letter.isprintable())
    return Pause(since, until, written.get("emergencies") is True, by[:_LONGEST_NAME])


def _within(value: object, least: float, most: float) -> float:
    figure = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if figure and least <= float(value) <= most:  # type: ignore[arg-type]
        return float(value)  # type: ignore[arg-type]
    raise ValueError(f"a number from {least} to {most} expected, not {value!r}")


def _aware(value: object) -> datetime:
    if not isinstance(value, str):
        raise TypeError(f"a moment expected, not {value!r}")
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError(f"no time zone: {value!r}")
    return read
