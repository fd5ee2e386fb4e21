"""Lượt phát: one rundown item that was to sound, and what became of it; and how to add them up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from broadcast.asrun import Airing


class Fate(StrEnum):
    """What became of a play: each has exactly one."""

    AIRED = "aired"
    LOST = "lost"
    UNREPORTED = "unreported"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Play:
    """One item of a programme, counted for `campaign` and `topic` (None: for none).

    `genre`, `language` and `origin` are those of its script as it was published (None: its playlist does not
    say).

    `airtime` is the item's own sound as the playlist gives it, to the millisecond. `lines` are the ids of the
    log lines that say what became of it, empty when there are none.
    """

    station: str
    date: date
    item: str
    script: str | None
    campaign: str | None
    topic: str | None
    airtime: timedelta
    fate: Fate
    lines: tuple[str, ...]
    genre: str | None = None
    language: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Plays added up: `planned` = `aired` + `lost` + `unreported` + `to_come`, and their airtime.

    `lines` are the ids of all log lines that these figures come from. `programmes` are those in which such a
    play was planned, `programmes_aired` those in which one aired.
    """

    planned: int
    aired: int
    lost: int
    unreported: int
    to_come: int
    planned_time: timedelta
    aired_time: timedelta
    lines: tuple[str, ...]
    programmes: int = 0
    programmes_aired: int = 0


def plays_of(airing: Airing, now: datetime) -> Iterator[Play]:
    """The plays of an airing as they stand at `now`: its `item`s, not the words and sounds around them."""
    heard = airing.heard
    lines = tuple(sorted(line.id for line in airing.lines))
    for entry in airing.items:
        yield Play(
            station=airing.station,
            date=airing.date,
            item=airing.item.id,
            script=entry.script,
            campaign=entry.campaign,
            topic=entry.topic,
            airtime=timedelta(milliseconds=round(entry.duration_s * 1000)),
            fate=_fate(airing, now, heard=entry in heard),
            lines=lines,
            genre=entry.genre,
            language=entry.language,
            origin=entry.origin,
        )


def count(plays: Iterable[Play]) -> Count:
    """Add `plays` up."""
    plays = tuple(plays)
    aired = [play for play in plays if play.fate is Fate.AIRED]
    fates = Counter(play.fate for play in plays)
    return Count(
        planned=len(plays),
        aired=fates[Fate.AIRED],
        lost=fates[Fate.LOST],
        unreported=fates[Fate.UNREPORTED],
        to_come=fates[Fate.TO_COME],
        planned_time=_time(plays),
        aired_time=_time(aired),
        lines=tuple(sorted({line for play in plays for line in play.lines})),
        programmes=_programmes(plays),
        programmes_aired=_programmes(aired),
    )


def _fate(airing: Airing, now: datetime, *, heard: bool) -> Fate:
    if airing.line is not None:
        return Fate.AIRED if heard else Fate.LOST
    return Fate.TO_COME if airing.item.ends_at > now else Fate.UNREPORTED


def _programmes(plays: Iterable[Play]) -> int:
    return len({(play.station, play.date, play.item) for play in plays})


def _time(plays: Iterable[Play]) -> timedelta:
    return sum((play.airtime for play in plays), timedelta())
