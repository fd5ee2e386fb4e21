"""Tiếp tân: answers everything that the doors ask, from what is on file and what was published."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from broadcast.desk import (
    delivering,
    duty,
    hearing,
    keeping,
    lastgood,
    logbook,
    merging,
    publishing,
    recalling,
    traffic,
)
from broadcast.desk.accounts import Accounts
from broadcast.desk.alarms import Alarm, Alarms
from broadcast.desk.auditing import Auditing, Head
from broadcast.desk.auditioning import Heard
from broadcast.desk.campaigning import Campaigning
from broadcast.desk.cards import Progress, ScriptCard, StationCard, script_card, station_card
from broadcast.desk.choosing import Choosing
from broadcast.desk.clearing import Clearing
from broadcast.desk.delivering import Delivery
from broadcast.desk.dictionary import Dictionary
from broadcast.desk.drafting import Drafting
from broadcast.desk.exporting import opened_wav
from broadcast.desk.findings import Finding
from broadcast.desk.house import House
from broadcast.desk.logbook import StationToday
from broadcast.desk.making import Making
from broadcast.desk.measuring import Gauge, Level
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.operating import Operating
from broadcast.desk.oversight import Oversight
from broadcast.desk.recalling import Recall, Spread
from broadcast.desk.reporting import Reporting
from broadcast.desk.studio import Studio
from broadcast.desk.timetable import Timetable
from broadcast.desk.todo import Todo, todo
from broadcast.desk.traffic import Outcome
from broadcast.desk.watching import Watcher
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import Lineage, Person
from broadcast.playlist import Playlist
from broadcast.reading import Difference, Reading, differences
from broadcast.schedule import Campaign, Contact, DayPlan, Place, Rulebook, Station, places_on, rulebook
from broadcast.script import Script


class Reception:
    """The desks as pages, API and clock need them; safe to ask from several threads.

    `shown` is the day that is made and shown (None: today, whichever it is), `only` makes a single station.
    """

    def __init__(self, studio: Studio, shown: date | None = None, only: str | None = None) -> None:
        self._studio = studio
        self._shown = shown
        self._only = only
        self._files = lastgood.Files(studio)
        self._merged = merging.Merged(studio)
        self._accounts = Accounts(studio, self._lineage)
        self.auditing = Auditing(studio)
        self._alarms = Alarms(studio)
        self._gauge = Gauge(studio)
        self._reporting = Reporting(studio, self._house)
        self._making = Making(studio, self._house, self.coming, self._alarms, only)
        self._oversight = Oversight(studio, self._house, self.coming, self._alarms, self._gauge)

    # ---- the day

    def today(self) -> date:
        """The day that is made and shown."""
        return self._shown or self.real_today()

    def real_today(self) -> date:
        """The clock's day in Vietnam."""
        return self._studio.today()

    def now(self) -> datetime:
        """The clock (aware)."""
        return self._studio.now()

    def coming(self) -> tuple[date, ...]:
        """Days that the clock makes, the nearest first: the shown one and a week, or only the one chosen."""
        return duty.coming(self.today(), self._shown)

    def due(self) -> date | None:
        """The nearest coming day that was not made from what is on file now, if any. A cheap look."""
        return self._making.due()

    def progress(self) -> Progress:
        """How far the shown day is."""
        return self._making.progress()

    def make(self, day: date, watcher: Watcher) -> Outcome:
        """Make `day` from what is on file now; raises as `Making.make`."""
        return self._making.make(day, watcher)

    def give_up(self, day: date, why: Text) -> None:
        """`day` could not be made; alarms tell it."""
        self._making.give_up(day, why)

    def consent(self, by: Person, wished: str) -> None:
        """Let the embedded engine speak while `wished` is away; raises as `Making.consent`."""
        self._making.consent(by, wished)

    def retire(self) -> None:
        """Remove finished programmes and clips that nobody may still want."""
        self._making.retire()

    def back_up(self) -> None:
        """Today's copy of the database, unless there is one; raises NotBackedUp."""
        keeping.back_up(self._studio)

    def verify_audit(self) -> Head | None:
        """Go through the audit; once a day the head to be printed. Raises ChainBroken, OSError."""
        return self.auditing.print_head(self.real_today())

    def close_sessions(self) -> None:
        """Alarms for the sessions since yesterday that are over and were not reported, and no others."""
        self._oversight.close_sessions()

    def measure(self, stopping: Callable[[], bool]) -> None:
        """Measure what was published and never was; alarms for what is not right; raises NotMeasured."""
        self._oversight.measure(stopping)

    def alarms(self) -> tuple[Alarm, ...]:
        """What is wrong, and since when: what is wrong here first, then what stations owe."""
        every = (*self._alarms.standing(), *self.operating.alarms())
        return tuple(sorted(every, key=lambda alarm: alarm.id.startswith(duty.UNREPORTED)))

    def alarm(self, name: str, what: Text | None) -> None:
        """Sound the alarm `name`, or (None) end it."""
        self._oversight.tell(name, what)

    # ---- people

    @property
    def newsroom(self) -> Newsroom:
        """The scripts that people write here."""
        return Newsroom(self._studio, self._house)

    @property
    def operating(self) -> Operating:
        """The communes' loudspeakers."""
        return Operating(self._studio.database, self._studio.now, lambda: self._house().schedule)

    @property
    def choosing(self) -> Choosing:
        """What communes decide themselves."""
        return Choosing(self._studio, self._house, self.operating)

    @property
    def drafting(self) -> Drafting:
        """What a writer needs before there is a version."""
        return Drafting(self._studio, self._house)

    @property
    def campaigning(self) -> Campaigning:
        """The campaigns that people lay down."""
        return Campaigning(self._studio, self._house, self.today)

    @property
    def dictionary(self) -> Dictionary:
        """The words that people added, and how they are spoken."""
        return Dictionary(self._studio, self._house)

    @property
    def clearing(self) -> Clearing:
        """Who lets what on the air."""
        return Clearing(self._studio, self._house)

    def recall(self, by: Person, script: str, reason: str) -> Recall:
        """Thu hồi, and make the days that hold it again at once; raises as `recalling.recall`."""
        recall = recalling.recall(self._studio, self._house(), by, script, reason)
        self._making.hurry(sorted({day for days in recall.told.values() for day in days}))
        return recall

    def release(self, by: Person, script: str, reason: str) -> Recall:
        """Cho phát lại; raises as `recalling.release`."""
        return recalling.release(self._studio, self._house(), by, script, reason)

    def spread(self, script: str) -> Spread | None:
        """How far the last recall of `script` has come; None: it is not recalled."""
        return recalling.spread(self._studio, self._house().schedule, script)

    @property
    def hurrying(self) -> threading.Thread | None:
        """What a recall has made again, if one had."""
        return self._making.hurrying

    @property
    def accounts(self) -> Accounts:
        """Who may come in."""
        return self._accounts

    @property
    def timetable(self) -> Timetable:
        """Lịch phát: the days of all stations, and what people change in them."""
        return Timetable(self._studio, self._house, self.coming)

    def todo(self, person: Person) -> Todo:
        """What waits for `person`; raises DatabaseUnavailable."""
        return todo(self._studio, self._house().schedule, person)

    # ---- what is on file

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the files now; none of it airs."""
        house = self._house()
        return (*self._files.broken(), *house.every_fault())

    def stations(self, day: date | None = None) -> Sequence[StationCard]:
        """Every station, by id, where it stands on `day` (by default the one that is shown)."""
        house, on = self._house(), day or self.today()
        return tuple(station_card(house.schedule, each, on) for each in house.stations())

    def station_of(self, wished: str | None) -> str:
        """The id of the station that was wished for, or of the first; raises UnknownStation."""
        return self._house().stations(wished)[0].id

    def scripts(self) -> Sequence[ScriptCard]:
        """Every script, by id."""
        return tuple(map(script_card, self._house().scripts.values()))

    def script(self, script: str) -> Script:
        """The script of that id; raises UnknownScript."""
        return self._house().script(script).script

    def reading(self, script: str) -> Reading:
        """What will be spoken for the script of that id; raises UnknownScript."""
        return self._house().script(script).reading

    def heard(self, script: str) -> Heard:
        """What the script of that id sounds like; raises UnknownScript, NotSpoken, NoSuchClip."""
        house = self._house()
        return hearing.heard_before(self._studio, house, house.script(script))

    def findings(self, script: str) -> Sequence[Finding]:
        """What was found in the recording of that script; nothing for a spoken one; raises UnknownScript."""
        return hearing.found_before(self._studio, self._house().script(script))

    def second_opinion(self, reading: Reading) -> Sequence[Difference]:
        """Where another reader would say other words; none where no other is installed."""
        opinion = self._studio.second_opinion
        return differences(reading, opinion) if opinion else ()

    def contact(self) -> Contact | None:
        """Whom people call when a page cannot help them: the district's contact."""
        schedule = self._house().schedule
        return schedule.contact(schedule.district, self.real_today())

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, in the order of schedules.yaml."""
        return tuple(self._house().schedule.campaigns.values())

    def places(self, day: date | None = None) -> Sequence[Place]:
        """Every place with the days that reforms give it, as schedules.yaml lists them; or those of `day`."""
        schedule = self._house().schedule
        return schedule.dated_places if day is None else tuple(places_on(schedule, day))

    def rulebook(self, station: str, day: date) -> Rulebook:
        """The hours, caps and quiet hours of `station` on `day`; raises UnknownStation."""
        return rulebook(self._house().schedule, station, day)

    # ---- what stations tell

    def record_as_run(self, station: str, body: Mapping[str, object]) -> tuple[int, int]:
        """Write a batch of log lines down; raises UnknownStation, WrongBatch, DatabaseUnavailable."""
        return logbook.record_as_run(self._studio, self._house().schedule, station, body)

    def record_heartbeat(self, station: str, body: Mapping[str, object]) -> tuple[int, int]:
        """Write a batch of heartbeats down; raises as `record_as_run`."""
        told = logbook.record_heartbeat(self._studio, self._house().schedule, station, body)
        recalling.note_receipts(self._studio, station)
        return told

    def day_board(self, day: date) -> Sequence[StationToday]:
        """Hôm nay: every station by id, as its log and its heartbeats tell."""
        return logbook.day_board(self._studio, self._house().schedule, day)

    def station_board(self, station: str, day: date) -> StationToday:
        """The same of one station; raises UnknownStation."""
        (board,) = logbook.day_board(self._studio, self._house().schedule, day, station)
        return board

    def delivery(self) -> Delivery:
        """Which stations hold the list of the day that matters now."""
        return delivering.delivery(
            self._studio, self._house().schedule, [each.id for each in self._stations()]
        )

    @property
    def reporting(self) -> Reporting:
        """What was planned and what aired."""
        return self._reporting

    # ---- what was published

    def playlist(self, station: str, day: date) -> Playlist:
        """The newest playlist of `station` for `day`; raises UnknownStation, NotPublished."""
        self._house().schedule.station(station)
        return publishing.published(self._studio, station, day)

    def playlists(self, day: date) -> Mapping[str, Playlist]:
        """The newest playlists of `day`, by station; those that have none are not there."""
        return publishing.published_on(self._studio, day)

    def audio(self, sha256: str, ext: str) -> Path:
        """The stored file of that name; raises NoSuchAudio."""
        return self._studio.audio.find(sha256, ext)

    def session_wav(self, station: str, day: date, slot: str) -> BinaryIO:
        """A session as a Broadcast Wave, open for reading; raises as `exporting.opened_wav`."""
        self.playlist(station, day)
        return opened_wav(self._studio, station, day, slot)

    def level(self, sha256: str, ext: str) -> Level:
        """What was measured on a stored file; raises NoSuchAudio, BeingMeasured, WrongFile, NotAudio."""
        return self._gauge.level(sha256, ext)

    def plan(self, station: str, day: date) -> DayPlan:
        """What airs on `day`, and why, in the voice of the published playlist; raises as `playlist`."""
        house = self._house()
        published = self.playlist(station, day)
        return traffic.plan_as_published(self._studio, house, day, house.schedule.station(station), published)

    def first_file(self) -> Path | None:
        """One file of the shown day to hear first, if any is made."""
        files = publishing.files(self._studio, [each.id for each in self._stations()], self.today())
        return next(files, None)

    def _stations(self) -> tuple[Station, ...]:
        return self._house().stations(self._only)

    def _lineage(self, place: str) -> Lineage:
        return self._house().schedule.lineage(place, self.real_today())

    def _house(self) -> House:
        return self._merged.house(self._files.house())
