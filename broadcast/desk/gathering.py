"""Gom tiếng: what can sound on a day, for stations that share voices, readings and sounds of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from broadcast.desk import production
from broadcast.desk.house import House
from broadcast.desk.production import ImagingClips, Own, Sounds, Texts
from broadcast.desk.speaking import not_consented, speak_all, waits_for_others
from broadcast.desk.station_words import spoken_words, station_words
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Watcher
from broadcast.programme import Frame, announcer
from broadcast.reading import Policy
from broadcast.schedule import Announcing, Slot, Station
from broadcast.speech import EngineFailed
from broadcast.speech.delivery import delivered


def _refuse(_group: Sequence[Station], error: EngineFailed) -> None:
    raise error


def groups_with_sounds(
    studio: Studio,
    house: House,
    day: date,
    stations: Sequence[Station],
    watcher: Watcher,
    speechless: Callable[[Sequence[Station], EngineFailed], None] = _refuse,
) -> Iterator[Sequence[tuple[Station, Sounds]]]:
    """Stations with what can sound there: those with the same voices and reading share what is spoken.

    Those that have the same set of own sounds as well share all of it. Those that the embedded engine speaks
    for come first: no server that is slow or away keeps them waiting. `speechless` hears of stations whose
    voices fail; the others go on.
    """
    imaging = imaging_of(studio, house, day, stations, watcher)
    kinds: dict[tuple[Announcing, Policy], list[Station]] = defaultdict(list)
    for station in stations:
        alike = house.schedule.announcing(station.id, day), house.schedule.reading_at(station.id, day)
        kinds[alike].append(station)
    for (style, _), group in sorted(kinds.items(), key=lambda kind: waits_for_others(studio, kind[0][0])):
        texts = texts_of(house, day, group)
        try:
            spoken = speak_all(studio, texts.deliveries, style, watcher)
        except EngineFailed as error:
            speechless(group, error)
            continue
        sets = {station.id: house.schedule.imaging_set(station.id, day) for station in group}
        sounds = {own: production.sounds(studio, texts, imaging[own], spoken) for own in set(sets.values())}
        yield [(station, sounds[sets[station.id]]) for station in group]


def imaging_of(
    studio: Studio, house: House, day: date, stations: Sequence[Station], watcher: Watcher
) -> Mapping[Own, ImagingClips]:
    """The own sounds of `stations` on `day`, set by set."""
    sets = dict.fromkeys(house.schedule.imaging_set(station.id, day) for station in stations)
    return production.imaging_clips(studio, {own: house.imaging(own) for own in sets}, watcher)


def texts_of(house: House, day: date, stations: Sequence[Station]) -> Texts:
    """All that sounds at `stations`, which read alike and in the same voices."""
    policy = house.schedule.reading_at(stations[0].id, day)
    speakers = house.schedule.announcing(stations[0].id, day).speakers
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
            if not each.sound and any(each.script.airs_at(station.id) for station in stations)
        },
        lines=spoken_words(house, words, policy, speakers),
        ready={name: (each.script, each.sound, each.speaker) for name, each in airable.items() if each.sound},
    )


def _slots(house: House, station: Station, day: date) -> tuple[Slot, ...]:
    """The hours at which the station itself speaks, or would if a relay were not received."""
    laid = house.schedule.laid(station.id, day)
    return (*laid.slots, *laid.stand_ins)


def frames(house: House, station: Station, day: date, sounds: Sounds) -> Mapping[str, Frame]:
    """The sounds around the items of every session of `station`, by slot id; raises NotConsented.

    Those of its own programmes for relays that are not received are among them.
    """
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
