"""Tiếp tân: answers everything that the doors ask, from what is on file and what was published."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from broadcast.desk import (
    consent,
    delivering,
    duty,
    falling,
    keeping,
    lastgood,
    levels,
    logbook,
    merging,
    placing,
    publishing,
    recalling,
    traffic,
)
from broadcast.desk.accounts import Accounts
from broadcast.desk.alarms import Alarm, Alarms
from broadcast.desk.auditing import Auditing, Head
from broadcast.desk.auditioning import Heard
from broadcast.desk.cards import Progress, ScriptCard, StationCard
from broadcast.desk.choosing import Choosing
from broadcast.desk.clearing import Clearing
from broadcast.desk.delivering import Delivery
from broadcast.desk.dictionary import Dictionary
from broadcast.desk.drafting import Drafting
from broadcast.desk.exporting import opened_wav
from broadcast.desk.findings import Finding, findings
from broadcast.desk.hearing import heard_before
from broadcast.desk.house import House, Reviewed
from broadcast.desk.intake import examination_of
from broadcast.desk.logbook import StationToday
from broadcast.desk.measuring import Gauge, Level
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.operating import Operating
from broadcast.desk.recalling import Recall, Spread
from broadcast.desk.reporting import Reporting
from broadcast.desk.rights import refuse_unless_may_at
from broadcast.desk.studio import Studio
from broadcast.desk.timetable import Timetable
from broadcast.desk.todo import Todo, todo
from broadcast.desk.traffic import Outcome
from broadcast.desk.watching import Nobody, Watcher
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.people import Act, Lineage, Person
from broadcast.playlist import Playlist
from broadcast.reading import Difference, Reading, differences
from broadcast.schedule import Campaign, Contact, DayPlan, Place, Station
from broadcast.schedule.schedule import unknown
from broadcast.script import BulletinClass, Script


class UnknownScript(NotFound):
    """No script has this id."""


_LOOK_FOR_IT = Text(
    "mở trang Bản tin hay Bài trên máy rồi chọn bài", "choose it on the page Newsroom or Scripts on file"
)


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
        self._making = threading.Lock()
        self.hurrying: threading.Thread | None = None  # what a recall has made again
        self._made_from: dict[date, tuple[House, Mapping[str, int]]] = {}  # files, and steps by hand
        self._made: dict[date, set[str]] = {}
        self._failed: dict[date, dict[str, Text]] = {}
        self._tried: dict[date, datetime] = {}  # days that failed, and when
        self._waiting: dict[date, Mapping[str, Text]] = {}  # engines that are away, and why

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
        house = self._house()
        now = self.now()
        steps = placing.steps_of_days(self._studio, self.coming())
        for day in self.coming():
            files, by_hand = self._made_from.get(day, (None, None))
            if files is not house or by_hand != steps[day] or self._tried.get(day, now) + duty.RETRY <= now:
                return day
        return None

    def progress(self) -> Progress:
        """How far the shown day is."""
        day = self.today()
        stations = {station.id for station in self._stations()}
        failed = {name: why for name, why in self._failed.get(day, {}).items() if name in stations}
        made = self._made.get(day, set()) & stations
        return Progress(len(made), len(stations), dict(sorted(failed.items())), day)

    def make(self, day: date, watcher: Watcher) -> Outcome:
        """Make `day` from what is on file now; the last good schedule stands in for a broken one.

        Raises:
            Invalid: the schedule is broken and there never was a good one.
            Stopped: the watcher asked for it.
        """
        with self._making:
            self._let_fall()
            house, steps = self._house(), placing.steps_of_days(self._studio, [day])[day]
            stations = self._touched(day, house, steps)
            self._made_from[day] = house, steps  # also when it fails: it is tried again, not at every look
            self._failed[day] = {}
            outcome = traffic.make_day(
                self._calmly(day),
                house,
                day,
                stations,
                watcher,
                lambda *told: self._note(day, *told),
            )
            self._tell_made(day, outcome.failed)
            self._tell_waiting(day, outcome.waiting)
            return outcome

    def _touched(self, day: date, house: House, steps: Mapping[str, int]) -> Sequence[Station]:
        """The stations for which somebody placed something by hand, where nothing else changed; else all."""
        every = house.stations(self._only)
        files, before = self._made_from.get(day, (None, {}))
        if files is not house or day in self._tried:
            return every
        return [each for each in every if steps.get(each.id) != before.get(each.id)] or every

    def _let_fall(self) -> None:
        """Approvals that do not hold any more fall away, and an alarm tells it."""
        self._alarms.settle(falling.FELL, falling.let_fall(self._studio, self._house()))

    def _calmly(self, day: date) -> Studio:
        """Days ahead take half of the machine: the shown day is served and played meanwhile."""
        if day == self.today():
            return self._studio
        return replace(self._studio, workers=max(1, self._studio.workers // 2))

    def _tell_made(self, day: date, failed: Mapping[str, Text]) -> None:
        self._tried.pop(day, None)
        if failed:
            self._tried[day] = self.now()
            self._alarms.put(duty.making(day), duty.not_made(day, failed))
        else:
            self._alarms.clear(duty.making(day))

    def _tell_waiting(self, day: date, waiting: Mapping[str, Text]) -> None:
        """One alarm an engine, with the first day that waits for it."""
        self._waiting = {each: said for each, said in self._waiting.items() if each in self.coming()}
        self._waiting[day] = waiting
        if waiting:
            self._tried[day] = self.now()
        told: dict[str, Text] = {}
        for each, engines in sorted(self._waiting.items(), reverse=True):
            told |= {duty.SPEECH + name: duty.waits(name, each, why) for name, why in engines.items()}
        self._alarms.settle(duty.SPEECH, told)

    def consent(self, by: Person, wished: str) -> None:
        """Let the embedded engine speak while `wished` is away; what waits is made at the next look.

        Raises:
            MayNot: `by` may not approve, or not everywhere: it speaks for every station that wished so.
            UnknownEngine: there is no such engine.
        """
        refuse_unless_may_at(by, Act.APPROVE, (), BulletinClass.NORMAL, self._house().schedule)
        consent.give(self._studio, by, wished)
        self._made_from = {}  # another object: somebody may be walking through the old one

    def retire(self) -> None:
        """Remove finished programmes that no station may still want, and clips that nobody used for long."""
        with self._making:
            keeping.retire(self._studio)
            keeping.retire_clips(self._studio)
            days = self.coming()
            self._made_from = {day: made for day, made in self._made_from.items() if day in days}
            self._tried = {day: when for day, when in self._tried.items() if day in days}

    def back_up(self) -> None:
        """Today's copy of the database, unless there is one; raises NotBackedUp."""
        keeping.back_up(self._studio)

    def verify_audit(self) -> Head | None:
        """Go through the audit; once a day the head to be printed. Raises ChainBroken, OSError."""
        return self.auditing.print_head(self.real_today())

    def close_sessions(self) -> None:
        """Alarms for the sessions since yesterday that are over and were not reported, and no others."""
        self._let_fall()
        today = self.real_today()
        airings = logbook.unreported(self._studio, [today - timedelta(days=1), today])
        self._alarms.settle(duty.UNREPORTED, duty.not_reported(self._house().schedule, airings))
        for name in duty.over((alarm.id for alarm in self.alarms()), self.coming()):
            self._alarms.clear(name)

    def measure(self, stopping: Callable[[], bool]) -> None:
        """Measure what was published and never was, the shown day first; alarms for what is not right.

        Raises:
            NotMeasured: the process that measures could not be run.
        """
        for troubles in self._gauge.measured(self.coming(), stopping):
            self._alarms.settle(levels.OFF, levels.alarms(self._house().schedule, troubles))

    def alarms(self) -> tuple[Alarm, ...]:
        """What is wrong, and since when: what is wrong here first, then what stations owe."""
        every = (*self._alarms.standing(), *self.operating.alarms())
        return tuple(sorted(every, key=lambda alarm: alarm.id.startswith(duty.UNREPORTED)))

    def alarm(self, name: str, what: Text | None) -> None:
        """Sound the alarm `name`, or (None) end it."""
        if what is None:
            self._alarms.clear(name)
        else:
            self._alarms.put(name, what)

    def _note(self, day: date, station: str, why: Text | None) -> None:
        made = self._made.setdefault(day, set())
        if why is None:
            made.add(station)
        else:
            made.discard(station)
            self._failed[day][station] = why

    def give_up(self, day: date, why: Text) -> None:
        """`day` could not be made: every station that is not made has failed for this reason.

        Where all were made before, the older programmes still air, perhaps with a script that was withdrawn:
        that is an alarm as well, and it is tried again in a while.
        """
        missing = {station.id for station in self._stations()} - self._made.get(day, set())
        self._failed[day] = dict.fromkeys(sorted(missing), why)
        self._tried[day] = self.now()
        told = duty.not_made(day, self._failed[day]) if missing else duty.not_made_anew(day, why)
        self._alarms.put(duty.making(day), told)

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
        self._hurry(sorted({day for days in recall.told.values() for day in days}))
        return recall

    def release(self, by: Person, script: str, reason: str) -> Recall:
        """Cho phát lại; raises as `recalling.release`."""
        return recalling.release(self._studio, self._house(), by, script, reason)

    def spread(self, script: str) -> Spread | None:
        """How far the last recall of `script` has come; None: it is not recalled."""
        return recalling.spread(self._studio, self._house().schedule, script)

    def _hurry(self, days: Sequence[date]) -> None:
        """Make `days` again beside the clock, which may be a few seconds away or at work on a later day."""
        wanted = [day for day in days if day in self.coming()]
        self.hurrying = threading.Thread(target=self._make_again, args=(wanted,), name="recall", daemon=True)
        self.hurrying.start()

    def _make_again(self, days: Sequence[date]) -> None:
        for day in days:
            try:
                self.make(day, Nobody())
            except Exception as error:  # noqa: BLE001 - told as an alarm; the clock tries again
                self.give_up(day, traffic.said(error))

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

    def stations(self) -> Sequence[StationCard]:
        """Every station, by id."""
        schedule = self._house().schedule
        return tuple(_card(station, schedule.place(station.place)) for station in self._house().stations())

    def station_of(self, wished: str | None) -> str:
        """The id of the station that was wished for, or of the first; raises UnknownStation."""
        return self._house().stations(wished)[0].id

    def scripts(self) -> Sequence[ScriptCard]:
        """Every script, by id."""
        return tuple(_script_card(reviewed) for reviewed in self._house().scripts.values())

    def script(self, script: str) -> Script:
        """The script of that id; raises UnknownScript."""
        return self._reviewed(script).script

    def reading(self, script: str) -> Reading:
        """What will be spoken for the script of that id; raises UnknownScript."""
        return self._reviewed(script).reading

    def heard(self, script: str) -> Heard:
        """What the script of that id sounds like; raises UnknownScript, NotSpoken, NoSuchClip."""
        return heard_before(self._studio, self._house(), self._reviewed(script))

    def findings(self, script: str) -> Sequence[Finding]:
        """What was found in the recording of that script; nothing for a spoken one; raises UnknownScript."""
        sound = self._reviewed(script).sound
        if sound is None or not self._studio.clips.has(sound):
            return ()
        meta, target_lufs = self._studio.clips.meta(sound), self._studio.profile.loudness_lufs
        found = examination_of(meta)
        return () if found is None else findings(found, meta["loudness_lufs"], target_lufs)

    def second_opinion(self, reading: Reading) -> Sequence[Difference]:
        """Where another reader would say other words; none where no other is installed."""
        opinion = self._studio.second_opinion
        return differences(reading, opinion) if opinion else ()

    def contact(self) -> Contact | None:
        """Whom people call when a page cannot help them: the district's contact."""
        schedule = self._house().schedule
        return schedule.contact(schedule.district)

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, in the order of schedules.yaml."""
        return tuple(self._house().schedule.campaigns.values())

    def places(self) -> Sequence[Place]:
        """Every place, in the order of schedules.yaml."""
        return tuple(self._house().schedule.places.values())

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
        playlist = self.playlist(station, day)
        house = self._house()
        engine = next((item.speech.engine for item in playlist.items if item.speech), None)
        chosen = house.schedule.station(station)
        return traffic.plan_as_spoken(self._studio, house, day, chosen, engine)

    def first_file(self) -> Path | None:
        """One file of the shown day to hear first, if any is made."""
        for item in self._published_items():
            return item
        return None

    def _published_items(self) -> Iterator[Path]:
        for station in self._stations():
            try:
                items = self.playlist(station.id, self.today()).items
            except NotFound:
                continue
            for item in items:
                if item.audio:
                    yield self.audio(item.audio.sha256, item.audio.url.rsplit(".", 1)[-1])

    def _stations(self) -> tuple[Station, ...]:
        return self._house().stations(self._only)

    def _lineage(self, place: str) -> Lineage:
        return self._house().schedule.lineage(place)

    def _house(self) -> House:
        return self._merged.house(self._files.house())

    def _reviewed(self, script: str) -> Reviewed:
        scripts = self._house().scripts
        if script not in scripts:
            raise UnknownScript(unknown(Text("bài", "script"), script, scripts, _LOOK_FOR_IT))
        return scripts[script]


def _card(station: Station, place: Place) -> StationCard:
    return StationCard(station.id, station.name, f"{place.kind} {place.name}", place.code)


def _script_card(reviewed: Reviewed) -> ScriptCard:
    script = reviewed.script
    return ScriptCard(
        id=script.id,
        title=script.title,
        genre=script.genre,
        klass=script.klass,
        campaign=script.campaign,
        topic=script.topic,
        valid_from=script.valid_from,
        valid_until=script.valid_until,
        cleared=script.cleared,
        faults=reviewed.faults,
    )
