"""Lời của đài: what the announcers say around the items of one session, as it is written."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.desk.house import House
from broadcast.programme import announcer
from broadcast.reading import Policy, Reading, read_document
from broadcast.schedule import Slot, Station
from broadcast.speech import Speaker
from broadcast.speech.delivery import Delivery, cast, deliver

AHEAD = 8
"""Days looked ahead for the hour of the next programme."""


@dataclass(frozen=True, slots=True)
class StationWords:
    """The lines of one session: `headlines` by script, `features` by topic; `headlined` comes before them."""

    call: str
    greeting: str
    closing: str
    headlined: str | None
    headlines: Mapping[str, str]
    features: Mapping[str, str]

    @property
    def in_turn(self) -> Iterator[tuple[str, int]]:
        """Every line but the headlines, and whose turn it is to say it."""
        yield from ((self.call, 0), (self.greeting, 1), (self.closing, 0))
        if self.headlined:
            yield self.headlined, 0
        yield from ((line, 1) for line in self.features.values())


def station_words(house: House, station: Station, day: date, slot: Slot) -> StationWords:
    """What is said around the items of `slot` on `day`."""
    framing = house.schedule.framing(slot.form)
    words, starts = framing.words, slot.starts_on(day)
    sessions = house.schedule.starts(station.id, [day + timedelta(days=ahead) for ahead in range(AHEAD)])
    told = bool(words.headlines and framing.form.headlines)
    titles = {
        name: _sentence(each.script.title)
        for name, each in house.airable(day).items()
        if each.script.airs_at(station.id)
    }
    return StationWords(
        call=announcer.call(words, station.name),
        greeting=announcer.greeting(words, day, slot.name),
        closing=announcer.closing(words, starts, announcer.following(sessions, starts)),
        headlined=words.headlines if told else None,
        headlines=titles if told else {},
        features=framing.features_on(day),
    )


def spoken_words(
    house: House, every: Iterator[StationWords], policy: Policy, speakers: tuple[Speaker, ...]
) -> dict[str, Delivery]:
    """How every line is spoken: announcers take turns, and whoever reads an item reads its headline.

    A title in which nothing can be read, of which letters are lost, or in another script (a recording in
    Khmer) is no headline: its item airs without one.
    """
    who, turned = dict[str, Speaker](), set[str]()
    for words in every:
        for name, line in words.headlines.items():
            who[line] = cast(house.scripts[name].script, speakers)[0]
        for line, turn in words.in_turn:
            turned.add(line)
            who[line] = speakers[turn % len(speakers)]
    readings = {line: read_document(line, policy) for line in sorted(who)}
    told = (line for line, reading in readings.items() if line in turned or _readable(reading))
    return {line: deliver(readings[line], (who[line],)) for line in told}


def _readable(reading: Reading) -> bool:
    letters = filter(str.isalpha, reading.source)
    vietnamese = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return bool(reading.sentences) and vietnamese and not reading.blocked


def _sentence(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."
