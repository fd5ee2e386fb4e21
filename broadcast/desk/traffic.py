"""Phòng lịch: a station's day from plan to published playlist."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from broadcast.desk import production, publishing
from broadcast.desk.house import House
from broadcast.desk.locking import Held, held
from broadcast.desk.production import Programme, Sounds, Texts
from broadcast.desk.speaking import not_consented, order_of, speak_all, spoken_before, waits_for_others
from broadcast.desk.station_words import spoken_words, station_words
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody, Stopped, Watcher, in_parallel
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Language, Text
from broadcast.playlist import Playlist, PlaylistItem
from broadcast.programme import Clip, Frame, announcer
from broadcast.reading import Policy
from broadcast.schedule import (
    Announcing,
    Candidate,
    DayPlan,
    LeftOut,
    Locked,
    PlannedSession,
    Slot,
    Station,
    plan_day,
)
from broadcast.script import Script
from broadcast.sound.tags import Tags
from broadcast.speech.delivery import delivered


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
        BroadcastError: what all of them need cannot be made (imaging, the embedded voice).
        Stopped: the watcher asked for it.
    """
    made: dict[str, Made] = {}
    failed: dict[str, Text] = {}

    def one(job: tuple[Station, Sounds]) -> None:
        station, sounds = job
        try:
            made[station.id] = _make_station(studio, house, day, station, sounds)
        except Stopped:
            raise
        except Exception as error:  # a fault of ours, too, leaves the other stations alone
            if not isinstance(error, BroadcastError | OSError):
                logging.getLogger(__name__).exception("making %s", station.id)
            failed[station.id] = said(error)
        tell(station.id, failed.get(station.id))

    waiting: dict[str, Text] = {}
    for group, sounds in _groups_with_sounds(studio, house, day, stations, watcher):
        watcher.phase(Text("Ghép chương trình", "Joining programmes"), len(group))
        in_parallel(one, [(station, sounds) for station in group], watcher, studio.workers)
        if sounds.spoken.waiting:
            waiting[sounds.spoken.engine] = sounds.spoken.waiting
    return Outcome(dict(sorted(made.items())), dict(sorted(failed.items())), dict(sorted(waiting.items())))


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
    return [
        _plan(house, day, station, sounds, held(studio, house, station, day).locked)
        for group, sounds in _groups_with_sounds(studio, house, day, stations, watcher)
        for station in group
    ]


def plan_as_spoken(
    studio: Studio, house: House, day: date, station: Station, engine: str | None = None
) -> DayPlan:
    """What `station` airs on `day` by what `engine` (None: the preferred) spoke so far; speaks nothing.

    Raises:
        NothingSpoken: the words around the items were never spoken for that day.
    """
    texts = _texts(house, day, [station])
    style = house.schedule.announcing(station.id)
    spoken = spoken_before(studio, texts.deliveries, style, engine or order_of(studio, style)[0])
    if any(delivery.fingerprint not in spoken.clips for delivery in texts.lines.values()):
        raise NothingSpoken(
            Fault(
                Text(f"chưa đọc thành tiếng cho ngày {day:%d/%m/%Y}", f"nothing was spoken yet for {day}"),
                Text(f"chạy: broadcast make --date {day}", f"run: broadcast make --date {day}"),
            )
        )
    imaging = production.imaging_clips(studio, _imaging_files(house), Nobody())
    sounds = production.sounds(studio, texts, imaging, spoken)
    return _plan(house, day, station, sounds, held(studio, house, station, day).locked)


def _groups_with_sounds(
    studio: Studio, house: House, day: date, stations: Sequence[Station], watcher: Watcher
) -> Iterator[tuple[Sequence[Station], Sounds]]:
    """Stations with what can sound there: those with the same voices and reading share sounds.

    Those that the embedded engine speaks for come first: no server that is slow or away keeps them waiting.
    """
    files = _imaging_files(house)
    watcher.phase(Text("Nhạc hiệu của đài", "The station's own sounds"), len(files))
    imaging = production.imaging_clips(studio, files, watcher)
    kinds: dict[tuple[Announcing, Policy], list[Station]] = defaultdict(list)
    for station in stations:
        alike = house.schedule.announcing(station.id), house.schedule.reading_at(station.id)
        kinds[alike].append(station)
    for (style, _), group in sorted(kinds.items(), key=lambda kind: waits_for_others(studio, kind[0][0])):
        texts = _texts(house, day, group)
        spoken = speak_all(studio, texts.deliveries, style, watcher)
        yield group, production.sounds(studio, texts, imaging, spoken)


def _imaging_files(house: House) -> Mapping[str, Path]:
    return {name: house.sound(name) for name in house.imaging}


def _texts(house: House, day: date, stations: Sequence[Station]) -> Texts:
    """All that sounds at `stations`, which read alike and in the same voices."""
    policy = house.schedule.reading_at(stations[0].id)
    speakers = house.schedule.announcing(stations[0].id).speakers
    airable = house.airable(day)
    words = (
        station_words(house, station, day, slot)
        for station in stations
        for slot in _slots(house, station, day)
    )
    return Texts(
        scripts={
            name: (each.script, delivered(each.script, house.read(each, policy), speakers))
            for name, each in airable.items()
            if not each.sound
        },
        lines=spoken_words(house, words, policy, speakers),
        ready={name: (each.script, each.sound) for name, each in airable.items() if each.sound},
    )


def _slots(house: House, station: Station, day: date) -> tuple[Slot, ...]:
    return house.schedule.slots(station.id, day)


def _frames(house: House, station: Station, day: date, sounds: Sounds) -> Mapping[str, Frame]:
    return {slot.id: _frame(house, station, day, slot, sounds) for slot in _slots(house, station, day)}


def _frame(house: House, station: Station, day: date, slot: Slot, sounds: Sounds) -> Frame:
    """The sounds around the items; raises NotConsented where words of the station wait for their engine."""
    words = station_words(house, station, day, slot)
    imaging, said = house.schedule.framing(slot.form).imaging, sounds.words
    if any(line not in said for line, _ in words.in_turn):
        raise not_consented(sounds.spoken)
    return Frame(
        signature=sounds.imaging[imaging.signature],
        call=said[words.call],
        greeting=said[words.greeting],
        stingers=tuple(sounds.imaging[name] for name in imaging.stingers),
        closing=said[words.closing],
        sign_off=sounds.imaging[imaging.sign_off],
        bed=sounds.imaging[imaging.bed] if imaging.bed else None,
        headlined=replace(said[words.headlined], title=announcer.HEADLINES) if words.headlined else None,
        headlines={
            name: replace(said[line], title=f"{announcer.HEADLINES}: {line.rstrip('.')}")
            for name, line in words.headlines.items()
            if line in said
        },
        features={topic: said[line] for topic, line in words.features.items()},
    )


def _plan(house: House, day: date, station: Station, sounds: Sounds, locked: Locked) -> DayPlan:
    """The day's plan over every script on file, so that each that does not air has its reason."""
    unspoken = house.airable(day).keys() - sounds.scripts.keys()
    fit = [each for name, each in house.scripts.items() if not each.faults and name not in unspoken]
    candidates = [
        Candidate(each.script, sounds.scripts.get(each.script.id, _silent(each.script))) for each in fit
    ]
    frames = _frames(house, station, day, sounds)
    planned = plan_day(house.schedule, station.id, day, candidates, frames, locked)
    return replace(planned, left_out=(*planned.left_out, *_not_fit(house, sounds, unspoken)))


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


def _make_station(studio: Studio, house: House, day: date, station: Station, sounds: Sounds) -> Made:
    stays = held(studio, house, station, day)
    planned = _plan(house, day, station, sounds, stays.locked)
    items = [_item(studio, house, station, day, session, sounds, stays) for session in planned.sessions]
    playlist, new = publishing.publish(studio, station, day, items)
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
