"""Phòng lịch: a station's day from plan to published playlist."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from broadcast.desk import placing, production, publishing
from broadcast.desk.gathering import frames, groups_with_sounds, imaging_of, texts_of
from broadcast.desk.house import House
from broadcast.desk.locking import Held, held
from broadcast.desk.making_up import past_of
from broadcast.desk.placing import Decided
from broadcast.desk.production import Programme, Sounds
from broadcast.desk.relaying import with_relays
from broadcast.desk.speaking import (
    Spoken,
    not_consented,
    order_of,
    spoken_before,
)
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody, Stopped, Watcher, in_parallel
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Language, Text
from broadcast.playlist import Playlist, PlaylistItem
from broadcast.programme import Clip
from broadcast.schedule import (
    Asked,
    Candidate,
    DayPlan,
    LeftOut,
    Past,
    Placed,
    Placement,
    PlannedSession,
    Plans,
    Station,
)
from broadcast.script import Script
from broadcast.sound.tags import Tags
from broadcast.speech import EngineFailed


class NothingSpoken(Unavailable):
    """A day cannot be planned without sounds: their seconds count."""


Tell = Callable[[str, Text | None], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one station's day."""

    station: Station
    playlist: Playlist
    new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a day: by station id, either what was made or why it was not.

    `waiting`: engines that are away while nobody let another speak, and why they are.
    """

    made: Mapping[str, Made]
    failed: Mapping[str, Text]
    waiting: Mapping[str, Text] = field(default_factory=dict)


def make_day(
    studio: Studio,
    house: House,
    day: date,
    stations: Sequence[Station],
    watcher: Watcher,
    tell: Tell = lambda _station, _why: None,
) -> Outcome:
    """Speak, plan, join and publish `day` for `stations`; one station's failure leaves the others alone.

    `tell` hears of each station when it is done: its id, and why it failed if it did.

    Raises:
        BroadcastError: what all of them need cannot be made (imaging, the embedded voice in their manner).
        Stopped: the watcher asked for it.
    """
    making = _Making(studio, house, day, len(stations), tell)
    for jobs in groups_with_sounds(studio, house, day, stations, watcher, making.speechless):
        watcher.phase(Text("Ghép chương trình", "Joining programmes"), len(jobs))
        in_parallel(making.one, jobs, watcher, studio.workers)
        making.hear(jobs[0][1].spoken)
    return making.outcome


@dataclass
class _Making:
    """A day of `number` stations while it is made; several threads make one station each."""

    studio: Studio
    house: House
    day: date
    number: int
    tell: Tell
    made: dict[str, Made] = field(default_factory=dict)
    failed: dict[str, Text] = field(default_factory=dict)
    waiting: dict[str, Text] = field(default_factory=dict)
    plans: Plans = field(init=False)

    def __post_init__(self) -> None:
        self.plans = Plans(self.house.schedule, self.day)

    @property
    def outcome(self) -> Outcome:
        made, failed, waiting = (
            dict(sorted(self.made.items())),
            dict(sorted(self.failed.items())),
            self.waiting,
        )
        return Outcome(made, failed, dict(sorted(waiting.items())))

    def one(self, job: tuple[Station, Sounds]) -> None:
        station, sounds = job
        try:
            self.made[station.id] = _make_station(self.studio, self.house, self.plans, station, sounds)
        except Stopped:
            raise
        except Exception as error:  # a fault of ours, too, leaves the other stations alone
            if not isinstance(error, BroadcastError | OSError):
                logging.getLogger(__name__).exception("making %s", station.id)
            self.failed[station.id] = said(error)
        self.tell(station.id, self.failed.get(station.id))

    def speechless(self, group: Sequence[Station], error: EngineFailed) -> None:
        """No engine speaks for `group`; where that is everybody it is not their fault."""
        if len(group) == self.number:
            raise error
        for station in group:
            self.failed[station.id] = said(error)
            self.tell(station.id, self.failed[station.id])

    def hear(self, spoken: Spoken) -> None:
        """Note an engine that others wait for."""
        if spoken.waiting:
            self.waiting[spoken.engine] = spoken.waiting


def said(error: Exception) -> Text:
    """An error as one sentence in both languages; what nobody foresaw is a fault of ours."""
    if isinstance(error, BroadcastError):
        return Text(*("; ".join(fault.said(language) for fault in error.faults) for language in Language))
    if isinstance(error, OSError):
        return Text(f"lỗi đĩa: {error.strerror}", f"disk: {error.strerror}")
    return Text(f"lỗi phần mềm: {error!r}", f"a fault of the software: {error!r}")


def plans(
    studio: Studio, house: House, day: date, stations: Sequence[Station], watcher: Watcher
) -> list[DayPlan]:
    """What `stations` air on `day`. Speaks what was not spoken before: a plan counts real seconds."""
    alike = Plans(house.schedule, day)
    return [
        _plan(house, alike, station, sounds, _standing(studio, house, station, day))
        for group in groups_with_sounds(studio, house, day, stations, watcher)
        for station, sounds in group
    ]


def plan_as_spoken(
    studio: Studio,
    house: House,
    day: date,
    station: Station,
    engine: str | None = None,
    placements: Sequence[Placement] | None = None,
) -> DayPlan:
    """What `station` airs on `day` by what `engine` (None: the preferred) spoke so far; speaks nothing.

    `placements` are what shall hold by hand (None: what people decided).

    Raises:
        NothingSpoken: the words around the items were never spoken for that day.
    """
    texts = texts_of(house, day, [station])
    style = house.schedule.announcing(station.id, day)
    spoken = spoken_before(studio, texts.deliveries, style, engine or order_of(studio, style)[0])
    if any(delivery.fingerprint not in spoken.clips for delivery in texts.lines.values()):
        raise NothingSpoken(
            Fault(
                Text(f"chưa đọc thành tiếng cho ngày {day:%d/%m/%Y}", f"nothing was spoken yet for {day}"),
                Text(f"chạy: broadcast make --date {day}", f"run: broadcast make --date {day}"),
            )
        )
    (imaging,) = imaging_of(studio, house, day, [station], Nobody()).values()
    sounds = production.sounds(studio, texts, imaging, spoken)
    standing = _standing(studio, house, station, day)
    if placements is not None:
        standing = replace(standing, by_hand=replace(standing.by_hand, placements=tuple(placements)))
    return _plan(house, Plans(house.schedule, day), station, sounds, standing)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a station's day is planned around: what stays, what was decided by hand, what aired before."""

    stays: Held
    by_hand: Decided
    past: Past


def _standing(studio: Studio, house: House, station: Station, day: date) -> _Standing:
    return _Standing(
        held(studio, house, station, day),
        placing.decided(studio, station.id, day),
        past_of(studio, day, [station.id])[station.id],
    )


def _plan(house: House, plans: Plans, station: Station, sounds: Sounds, standing: _Standing) -> DayPlan:
    """The day's plan over every script on file, so that each that does not air has its reason."""
    day = plans.day
    here = {name for name, each in house.airable(day).items() if each.script.airs_at(station.id)}
    unspoken = here - sounds.scripts.keys()
    fit = [each for name, each in house.scripts.items() if not each.faults and name not in unspoken]
    candidates = [
        Candidate(each.script, sounds.scripts.get(each.script.id, _silent(each.script))) for each in fit
    ]
    asked = Asked(
        station.id,
        frames(house, station, day, sounds),
        standing.stays.locked,
        standing.by_hand.placements,
        house.choices_of(station.id),
        standing.past,
    )
    planned = plans.of(candidates, asked)
    not_fit = tuple(_not_fit(house, sounds, unspoken))
    why = {each.script: each.reason for each in not_fit}
    told = (_told(each, why.get(each.placement.script)) for each in planned.placed)
    return replace(planned, left_out=(*planned.left_out, *not_fit), placed=tuple(told))


def plan_as_published(
    studio: Studio,
    house: House,
    day: date,
    station: Station,
    published: Playlist | None,
    placements: Sequence[Placement] | None = None,
) -> DayPlan:
    """What `station` airs on `day`, in the voice of what was published (None: nothing yet).

    The rest, and what it raises, as `plan_as_spoken`.
    """
    items = published.items if published else ()
    engine = next((item.speech.engine for item in items if item.speech), None)
    return plan_as_spoken(studio, house, day, station, engine, placements)


def _told(placed: Placed, why: Text | None) -> Placed:
    """What came of a placement, with the reason why its script does not air at all, where there is one."""
    return placed if why is None else replace(placed, note=why)


def _not_fit(house: House, sounds: Sounds, unspoken: AbstractSet[str]) -> Iterator[LeftOut]:
    """Scripts that have faults, and those that nobody has spoken yet."""
    waits = not_consented(sounds.spoken).faults[0].what if sounds.spoken.waiting else _NOT_SPOKEN
    for name, each in house.scripts.items():
        if each.faults or name in unspoken:
            yield LeftOut(name, each.script.title, each.faults[0].what if each.faults else waits)


_NOT_SPOKEN = Text("chưa đọc thành tiếng", "not spoken yet")


def _silent(script: Script) -> Clip:
    """Stands for the sound of a script that was not spoken, because it may not air that day anyway."""
    return Clip("", script.title, 0.0, script.id, script.campaign, script.topic)


def _make_station(studio: Studio, house: House, plans: Plans, station: Station, sounds: Sounds) -> Made:
    day = plans.day
    standing = _standing(studio, house, station, day)
    planned = _plan(house, plans, station, sounds, standing)
    stays, by_hand = standing.stays, standing.by_hand
    items = [_item(studio, house, station, day, session, sounds, stays) for session in planned.sessions]
    joined = partial(_programme, studio, house, station, day, sounds=sounds)
    items = with_relays(studio, station, planned, sounds, items, stays, joined)
    playlist, new = publishing.publish(studio, station, day, items)
    with studio.database.begin() as connection:
        placing.keep(connection, house, station, planned, known=by_hand.known, made=True)
    return Made(station, playlist, new)


def _item(  # noqa: PLR0917
    studio: Studio,
    house: House,
    station: Station,
    day: date,
    session: PlannedSession,
    sounds: Sounds,
    stays: Held,
) -> PlaylistItem:
    """What stays is carried over as it is; its file is joined again if it was lost and can be."""
    kept = stays.items.get(session.slot.id)
    if kept is None:
        programme = _programme(studio, house, station, day, session, sounds)
        return publishing.item(station, day, session, programme, sounds.spoken)
    known = session.frame.signature.key != ""  # what was only read back from a playlist names no stored sound
    if kept.audio and known and not studio.audio.holds(kept.audio.sha256, production.EXT):
        _programme(studio, house, station, day, session, sounds)
    return kept


def _programme(
    studio: Studio, house: House, station: Station, day: date, session: PlannedSession, sounds: Sounds
) -> Programme:
    tags = Tags(publishing.title(session, day), station.name, session.form.name, day)
    duck_db = house.schedule.framing(session.slot.form).imaging.duck_db
    return production.programme(studio, session, tags, sounds, duck_db)
