"""Một dòng nhật ký, một lần báo: what a station says about one airing, and about itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from broadcast.language import Text


class Outcome(StrEnum):
    """What became of an airing, as the station saw it."""

    PLAYED = "PLAYED"
    LATE = "LATE"
    CUT = "CUT"
    MISSED = "MISSED"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an airing was late, cut or missed: a code for machines, a sentence for people."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class AsRunLine:
    """One line of a station's log; `id` is the station's own, and a line of the same id is the same line.

    `item` of the playlist of `date` in `version` was to begin at `planned_at`; `played_s` seconds of it
    sounded, from its beginning. The three moments are aware, by the station's clock, which may be set back
    in between; `started_at` and `ended_at` are None when it never sounded, `ended_at` also when nobody knows
    (the power went).
    `sha256` (hex) is the file that sounded or should have, None for a relay.
    """

    id: str
    station: str
    item: str
    date: date
    version: int
    outcome: Outcome
    planned_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    played_s: float
    reason: Reason | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life: `at` by the station's clock, `agent` is its software, `playing` the item on air.

    `playlists` are the versions that it holds, by day; `waiting` is how many log lines it has still to send,
    `free_bytes` what is left on its disk. `control` is the version of the orders that it obeys, None
    where its software knows of none.
    """

    id: str
    station: str
    at: datetime
    agent: str
    playing: str | None
    playlists: Mapping[date, int]
    waiting: int
    free_bytes: int
    control: int | None = None


def contradictions(line: AsRunLine) -> Iterator[Text]:
    """What in `line` cannot all be true."""
    sounded = line.started_at is not None
    if line.outcome is Outcome.MISSED and (sounded or line.ended_at or line.played_s > 0):
        yield Text(
            "MISSED là chưa hề lên tiếng: started_at và ended_at phải là null, played_s là 0",
            "MISSED never sounded: started_at and ended_at must be null, played_s 0",
        )
    if line.outcome in {Outcome.PLAYED, Outcome.LATE} and not (sounded and line.ended_at):
        yield Text(
            f"{line.outcome} phải có started_at và ended_at", f"{line.outcome} needs started_at and ended_at"
        )
    if not sounded and (line.ended_at or line.played_s > 0) and line.outcome is not Outcome.MISSED:
        yield Text("đã lên tiếng thì phải có started_at", "what sounded needs started_at")
    if line.outcome in {Outcome.CUT, Outcome.MISSED} and line.reason is None:
        yield Text(f"{line.outcome} phải có reason", f"{line.outcome} needs a reason")
