"""Thu âm: which phrases an announcer still has to record before a text, or a station's words, can be said."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from broadcast.desk.house import House
from broadcast.desk.rehearsal import text_of
from broadcast.desk.station_words import StationWords, spoken_words, station_words
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.reading import read_document
from broadcast.schedule import Station
from broadcast.speech import Manner, PartialEngine, Speaker, says_some

Wanted = list[tuple[str, int]]
"""Words, and in how many sentences they are wanted; the most wanted first."""


class NotRecorded(Invalid):
    """The engine is not one of recorded phrases."""


def unrecorded(studio: Studio, file: Path, manner: Manner, engine: str = "recorded") -> Wanted:
    """The words of `file` (a script, or plain text) that are not recorded.

    Raises:
        NotFound, Invalid: no such file, or no such kind of engine.
        EngineFailed: there is no such announcer.
    """
    speaking = _phrases(studio, manner, engine)
    found: Counter[str] = Counter()
    for sentence in read_document(text_of(file)).sentences:
        found.update(_missing(speaking, sentence.words))
    return _ordered(found)


def unrecorded_at(
    studio: Studio, house: House, station: Station, first: date, days: int, voice: str = ""
) -> Mapping[str, Wanted]:
    """The words of `station`'s calls, greetings, closings and other fixed lines that are not recorded.

    For its sessions of `days` from `first`, by announcer: the station's own for woman and man, or all by
    `voice`. What is said every week stands whole, for that sounds best; what differs by the day, such as
    dates, in pieces of which each day is composed. A line is counted as often as it is said. Headlines are
    titles of scripts: nobody records those.

    Raises:
        EngineFailed: there is no such announcer.
    """
    schedule, fixed = house.schedule, replace(house, scripts={})
    style, policy = schedule.announcing(station.id, first), schedule.reading_at(station.id, first)
    sessions = list(_sessions(fixed, station, first, days))
    told = Counter(line for words in sessions for line, _ in words.in_turn)

    @cache
    def announcer(speaker: Speaker) -> tuple[str, PartialEngine]:
        own = style.manner("recorded", speaker)
        speaking = _phrases(studio, replace(own, name=voice) if voice else own)
        return speaking.voice.name, speaking

    @cache  # of a thousand greetings each begins with the same sentences
    def missing(speaker: Speaker, words: str) -> set[str]:
        return _missing(announcer(speaker)[1], words)

    runs: dict[str, Counter[str]] = defaultdict(Counter)
    for line, delivery in spoken_words(fixed, iter(sessions), policy, style.speakers).items():
        for sentence in delivery.lines:
            name, _ = announcer(sentence.speaker)
            runs[name].update(dict.fromkeys(missing(sentence.speaker, sentence.words), told[line]))
    return {name: _ordered(_composed(found, days / 7)) for name, found in sorted(runs.items())}


def _sessions(house: House, station: Station, first: date, days: int) -> Iterator[StationWords]:
    for day in (first + timedelta(days=ahead) for ahead in range(days)):
        for slot in house.schedule.slots(station.id, day):
            yield station_words(house, station, day, slot)


def _phrases(studio: Studio, manner: Manner, engine: str = "recorded") -> PartialEngine:
    speaking = studio.engines[engine].speaking(manner)
    if says_some(speaking):
        return speaking
    what = Text(f"máy đọc {engine} không dùng câu thu sẵn", f"the engine {engine} has no recorded phrases")
    raise NotRecorded(Fault(what, Text("dùng máy recorded", "use the engine recorded")))


def _missing(speaking: PartialEngine, words: str) -> set[str]:
    return {run.casefold() for run in speaking.missing(words)}


def _composed(runs: Counter[str], often: float) -> Counter[str]:
    """`runs` said at least `often` times as they are, beside the pieces of all others."""
    whole = Counter({run: times for run, times in runs.items() if times >= often})
    return whole + _pieces(runs - whole)


def _pieces(runs: Counter[str]) -> Counter[str]:
    """What `runs` are made of: two words stay together where neither ever stands without the other.

    365 greetings differ by their dates alone; as runs they would be 365 things to record.
    """
    before: dict[str, set[str]] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        words = ["", *run.split(), ""]
        for left, right in pairwise(words):
            behind[left].add(right)
            before[right].add(left)
    pieces: Counter[str] = Counter()
    for run, times in runs.items():
        pieces.update(dict.fromkeys(_apart(run.split(), before, behind), times))
    return pieces


def _apart(words: list[str], before: Mapping[str, set[str]], behind: Mapping[str, set[str]]) -> Iterator[str]:
    piece = words[:1]
    for left, right in pairwise(words):
        if behind[left] == {right} and before[right] == {left}:
            piece.append(right)
        else:
            yield " ".join(piece)
            piece = [right]
    yield " ".join(piece)


def _ordered(found: Counter[str]) -> Wanted:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
