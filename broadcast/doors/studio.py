"""The port through which the doors ask the desks: everything that pages and API show, and nothing more."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from broadcast.desk.accounts import Accounts, Link, LoggedIn
from broadcast.desk.alarms import Alarm
from broadcast.desk.auditing import Auditing
from broadcast.desk.auditioning import Heard
from broadcast.desk.campaigning import Campaigning
from broadcast.desk.cards import Progress, ScriptCard, StationCard
from broadcast.desk.choosing import Choosing
from broadcast.desk.clearing import Clearing
from broadcast.desk.delivering import Delivered, Delivery
from broadcast.desk.dictionary import Dictionary
from broadcast.desk.drafting import Drafting
from broadcast.desk.findings import Finding
from broadcast.desk.logbook import LastSeen, StationToday
from broadcast.desk.measuring import Level
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.operating import Operating
from broadcast.desk.recalling import Recall, Spread
from broadcast.desk.reporting import Reporting
from broadcast.desk.sheets import CannotPlace, Changed, Done, Move, Sheet, StationRow, Wish
from broadcast.desk.timetable import Timetable
from broadcast.desk.todo import Todo
from broadcast.people import Person
from broadcast.playlist import Playlist
from broadcast.reading import Difference, Reading
from broadcast.schedule import Campaign, Contact, DayPlan, Place, Rulebook
from broadcast.script import Script

__all__ = [
    "Alarm",
    "CannotPlace",
    "Changed",
    "Delivered",
    "Delivery",
    "Done",
    "Heard",
    "LastSeen",
    "Level",
    "Link",
    "LoggedIn",
    "Move",
    "Progress",
    "Reporting",
    "ScriptCard",
    "Sheet",
    "StationCard",
    "StationRow",
    "StationToday",
    "Studio",
    "Timetable",
    "Todo",
    "Wish",
]


class Studio(Protocol):
    """Port: the desks, as the doors need them. Called from several threads."""

    @property
    def accounts(self) -> Accounts:
        """Who may come in."""
        ...

    @property
    def newsroom(self) -> Newsroom:
        """The scripts that people write here."""
        ...

    @property
    def operating(self) -> Operating:
        """The communes' loudspeakers: pause, volume, faults."""
        ...

    @property
    def choosing(self) -> Choosing:
        """What communes decide themselves of what comes from above."""
        ...

    @property
    def clearing(self) -> Clearing:
        """Who lets what on the air."""
        ...

    def recall(self, by: Person, script: str, reason: str) -> Recall:
        """Take `script` out of everything that has not begun, and have it made again at once.

        Raises:
            NotFound: no script has that id.
            Refused, Invalid: `by` may not, or gave no reason.
        """
        ...

    def release(self, by: Person, script: str, reason: str) -> Recall:
        """Let a recalled script on file air again; raises Conflict where it is not, Refused, Invalid."""
        ...

    def spread(self, script: str) -> Spread | None:
        """How far the last recall of `script` has come, station by station; None: it is not recalled."""
        ...

    @property
    def auditing(self) -> Auditing:
        """Who did what, and when."""
        ...

    @property
    def drafting(self) -> Drafting:
        """What a writer needs before there is a version."""
        ...

    @property
    def campaigning(self) -> Campaigning:
        """The campaigns that people lay down."""
        ...

    @property
    def dictionary(self) -> Dictionary:
        """The words that people added, and how they are spoken."""
        ...

    @property
    def timetable(self) -> Timetable:
        """Lịch phát: the days of all stations, and what people change in them."""
        ...

    @property
    def reporting(self) -> Reporting:
        """What was planned and what aired."""
        ...

    def delivery(self) -> Delivery:
        """Which stations hold the list of the day that matters now: today's, or tomorrow's from noon on."""
        ...

    def todo(self, person: Person) -> Todo:
        """What waits for `person`, and which stations are theirs."""
        ...

    def stations(self, day: date | None = None) -> Sequence[StationCard]:
        """Every station, by id, where it stands on `day` (by default the one that is shown)."""
        ...

    def playlists(self, day: date) -> Mapping[str, Playlist]:
        """The newest playlists of `day`, by station; those that have none are not there."""
        ...

    def playlist(self, station: str, day: date) -> Playlist:
        """The newest playlist that was published.

        Raises:
            NotFound: no such station, or nothing was published for that day.
        """
        ...

    def audio(self, sha256: str, ext: str) -> Path:
        """The stored file of that name; raises NotFound."""
        ...

    def session_wav(self, station: str, day: date, slot: str) -> BinaryIO:
        """A session as a Broadcast Wave of 48 kHz, open for reading: it is rendered now.

        Raises:
            NotFound: no such station, day or session, or its file is not kept any more.
            Unavailable: others wait already, or there is no room.
        """
        ...

    def level(self, sha256: str, ext: str) -> Level:
        """What was measured on a stored file: now, in about half a second, when it never was.

        Raises:
            NotFound: there is no such file.
            Unavailable, Invalid: it cannot be measured, or not just now.
        """
        ...

    def progress(self) -> Progress:
        """How far the shown day is. Asked often: it shall answer at once."""
        ...

    def alarms(self) -> Sequence[Alarm]:
        """What is wrong with the service or at stations, and since when; the oldest first."""
        ...

    def today(self) -> date:
        """The day that is made and shown."""
        ...

    def real_today(self) -> date:
        """The clock's day in Vietnam."""
        ...

    def now(self) -> datetime:
        """The clock (aware)."""
        ...

    def scripts(self) -> Sequence[ScriptCard]:
        """Every script, by id."""
        ...

    def script(self, script: str) -> Script:
        """The script of that id; raises NotFound."""
        ...

    def reading(self, script: str) -> Reading:
        """What will be spoken for the script of that id; raises NotFound."""
        ...

    def heard(self, script: str) -> Heard:
        """What the script of that id sounds like; raises NotFound where it was not spoken yet."""
        ...

    def consent(self, by: Person, wished: str) -> None:
        """Let the embedded engine speak while `wished` is away; raises MayNot, NotFound."""
        ...

    def findings(self, script: str) -> Sequence[Finding]:
        """What was found in the recording of that script on file; nothing for one that is spoken."""
        ...

    def second_opinion(self, reading: Reading) -> Sequence[Difference]:
        """Where another reader would say other words; none where no other is installed."""
        ...

    def plan(self, station: str, day: date) -> DayPlan:
        """What airs on `day`, and why.

        Raises:
            NotFound: no such station.
            Unavailable: what it takes to plan that day is not at hand.
        """
        ...

    def record_as_run(self, station: str, body: Mapping[str, object]) -> tuple[int, int]:
        """Write a batch of log lines down: how many were new, how many known.

        Raises:
            NotFound: no such station.
            Invalid: something in the batch is wrong; nothing of it was written.
            Unavailable: nothing was written; the station shall send it again.
        """
        ...

    def record_heartbeat(self, station: str, body: Mapping[str, object]) -> tuple[int, int]:
        """Write a batch of heartbeats down; answers and raises as `record_as_run`."""
        ...

    def day_board(self, day: date) -> Sequence[StationToday]:
        """Hôm nay: every station by id, with what became of its day and when it was heard of last."""
        ...

    def station_board(self, station: str, day: date) -> StationToday:
        """The same of one station; raises NotFound."""
        ...

    def contact(self) -> Contact | None:
        """Whom people call when a page cannot help them; None: nobody is named."""
        ...

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, in the order of schedules.yaml."""
        ...

    def places(self, day: date | None = None) -> Sequence[Place]:
        """Every place, in the order of schedules.yaml; or those that there are on `day`, as they lie then."""
        ...

    def rulebook(self, station: str, day: date) -> Rulebook:
        """The hours, caps and quiet hours of `station` on `day`, and who laid them down; raises NotFound."""
        ...
