"""Phòng lịch: a station's day from plan to published playlist."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from broadcast.desk import production, publishing
from broadcast.desk.house import House
from broadcast.desk.locking import Held, held
from broadcast.desk.production import Programme, Sounds, Texts
from broadcast.desk.speaking import speak_all, spoken_before
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody, Stopped, Watcher, in_parallel
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Language, Text
from broadcast.playlist import Playlist, PlaylistItem
from broadcast.programme import Clip, Frame, announcer, rundown
from broadcast.reading import Policy, read_document
from broadcast.schedule import Candidate, DayPlan, LeftOut, Locked, PlannedSession, Slot, Station, plan_day
from broadcast.script import Script
from broadcast.sound.tags import Tags


class NothingSpoken(Unavailable):
    """A day cannot be planned without sounds: their seconds count."""


AHEAD = 8
"""Days looked ahead for the hour of the next programme."""


Tell = Callable[[str, Text | None], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one station's day."""

    station: Station
    playlist: Playlist
    new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a day: by station id, either what was made or why it was not."""

    made: Mapping[str, Made]
    failed: Mapping[str, Text]


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

    jobs = list(_with_sounds(studio, house, day, stations, watcher))
    watcher.phase(Text("Ghép chương trình", "Joining programmes"), len(jobs))
    in_parallel(one, jobs, watcher, studio.workers)
    return Outcome(dict(sorted(made.items())), dict(sorted(failed.items())))


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
        for station, sounds in _with_sounds(studio, house, day, stations, watcher)
    ]


def plan_as_spoken(studio: Studio, house: House, day: date, station: Station, engine: str) -> DayPlan:
    """What `station` airs on `day` by what `engine` has spoken so far; answers at once, speaks nothing.

    Raises:
        NothingSpoken: the words around the items were never spoken for that day.
    """
    texts = _texts(house, day, [station])
    spoken = spoken_before(studio, texts.readings, engine)
    if any(reading.fingerprint not in spoken.clips for reading in texts.lines.values()):
        raise NothingSpoken(
            Fault(
                Text(f"chưa đọc thành tiếng cho ngày {day:%d/%m/%Y}", f"nothing was spoken yet for {day}"),
                Text(f"chạy: broadcast make --date {day}", f"run: broadcast make --date {day}"),
            )
        )
    imaging = production.imaging_clips(studio, _imaging_files(house), Nobody())
    sounds = production.sounds(studio, texts, imaging, spoken)
    return _plan(house, day, station, sounds, held(studio, house, station, day).locked)


def order_of(studio: Studio, station: Station) -> tuple[str, ...]:
    """The engines that `station` wishes for, in order; the operator's choice comes before its own."""
    return (studio.choice,) if studio.choice else station.engines


def _with_sounds(
    studio: Studio, house: House, day: date, stations: Sequence[Station], watcher: Watcher
) -> Iterator[tuple[Station, Sounds]]:
    """Every station with what can sound there: stations share sounds that like the same voice and reading."""
    files = _imaging_files(house)
    watcher.phase(Text("Nhạc hiệu của đài", "The station's own sounds"), len(files))
    imaging = production.imaging_clips(studio, files, watcher)
    kinds: dict[tuple[tuple[str, ...], Policy], list[Station]] = defaultdict(list)
    for station in stations:
        kinds[order_of(studio, station), house.schedule.reading_at(station.id)].append(station)
    for (order, _), group in kinds.items():
        texts = _texts(house, day, group)
        spoken = speak_all(studio, texts.readings, order, watcher)
        sounds = production.sounds(studio, texts, imaging, spoken)
        yield from ((station, sounds) for station in group)


def _imaging_files(house: House) -> Mapping[str, Path]:
    return {name: house.sound(name) for name in house.imaging}


def _texts(house: House, day: date, stations: Sequence[Station]) -> Texts:
    """All that sounds at `stations`, which read alike."""
    policy = house.schedule.reading_at(stations[0].id)
    lines = {
        line
        for station in stations
        for slot in _slots(house, station, day)
        for line in _lines(house, station, day, slot)
    }
    airable = house.airable(day)
    return Texts(
        scripts={
            name: (each.script, house.read(each, policy)) for name, each in airable.items() if not each.sound
        },
        lines={line: read_document(line, policy) for line in sorted(lines)},
        ready={name: (each.script, each.sound) for name, each in airable.items() if each.sound},
    )


def _slots(house: House, station: Station, day: date) -> tuple[Slot, ...]:
    return house.schedule.slots(station.id, day)


def _lines(house: House, station: Station, day: date, slot: Slot) -> tuple[str, str, str]:
    """The written words around the items of one session: call, greeting, closing."""
    words = house.schedule.framing(slot.form).words
    starts = slot.starts_on(day)
    sessions = house.schedule.starts(station.id, [day + timedelta(days=ahead) for ahead in range(AHEAD)])
    return (
        announcer.call(words, station.name),
        announcer.greeting(words, day, slot.name),
        announcer.closing(words, starts, announcer.following(sessions, starts)),
    )


def _frames(house: House, station: Station, day: date, sounds: Sounds) -> Mapping[str, Frame]:
    return {slot.id: _frame(house, station, day, slot, sounds) for slot in _slots(house, station, day)}


def _frame(house: House, station: Station, day: date, slot: Slot, sounds: Sounds) -> Frame:
    call, greeting, closing = (sounds.words[line] for line in _lines(house, station, day, slot))
    imaging = house.schedule.framing(slot.form).imaging
    return Frame(
        signature=sounds.imaging[imaging.signature],
        call=call,
        greeting=greeting,
        stingers=tuple(sounds.imaging[name] for name in imaging.stingers),
        closing=closing,
        sign_off=sounds.imaging[imaging.sign_off],
    )


def _plan(house: House, day: date, station: Station, sounds: Sounds, locked: Locked) -> DayPlan:
    """The day's plan over every script on file, so that each that does not air has its reason."""
    fit = [reviewed for reviewed in house.scripts.values() if not reviewed.faults]
    candidates = [
        Candidate(each.script, sounds.scripts.get(each.script.id, _silent(each.script))) for each in fit
    ]
    frames = _frames(house, station, day, sounds)
    planned = plan_day(house.schedule, station.id, day, candidates, frames, locked)
    faulty = [
        LeftOut(each.script.id, each.script.title, each.faults[0].what)
        for each in house.scripts.values()
        if each.faults
    ]
    return replace(planned, left_out=(*planned.left_out, *faulty))


def _silent(script: Script) -> Clip:
    """Stands for the sound of a script that was not spoken, because it may not air that day anyway."""
    return Clip("", script.title, 0.0, script.id, script.campaign, script.topic)


def _make_station(studio: Studio, house: House, day: date, station: Station, sounds: Sounds) -> Made:
    stays = held(studio, house, station, day)
    planned = _plan(house, day, station, sounds, stays.locked)
    items = [_item(studio, station, day, session, sounds, stays) for session in planned.sessions]
    playlist, new = publishing.publish(studio, station, day, items)
    return Made(station, playlist, new)


def _item(
    studio: Studio, station: Station, day: date, session: PlannedSession, sounds: Sounds, stays: Held
) -> PlaylistItem:
    """What stays is carried over as it is; its file is joined again if it was lost and can be."""
    kept = stays.items.get(session.slot.id)
    if kept is None:
        programme = _programme(studio, station, day, session)
        return publishing.item(station, day, session, programme, sounds.spoken)
    known = session.frame.signature.key != ""  # what was only read back from a playlist names no stored sound
    if kept.audio and known and not studio.audio.holds(kept.audio.sha256, production.EXT):
        _programme(studio, station, day, session)
    return kept


def _programme(studio: Studio, station: Station, day: date, session: PlannedSession) -> Programme:
    cues = rundown(session.form, session.frame, [item.clip for item in session.items])
    title = publishing.title(session, day)
    return production.programme(studio, cues, Tags(title, station.name, session.form.name, day))
