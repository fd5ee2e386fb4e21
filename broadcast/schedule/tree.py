"""Cây địa bàn theo ngày: what lay in what on a day, through every reform.

A place that ended does not vanish with what was laid down for it: that goes on holding, behind what the new
place says, at the stations that stood there, until somebody lays down something else (decision 0021). So the
line of a station is the tree of that day, the nearest place first, with each that was there before right
behind what it became. Over a new place as a whole an old one still stands only if all that the new one was
made of lay in it: what one of three merged communes laid down does not reach the other two.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from broadcast.schedule.places import Place, Station
from broadcast.schedule.reform import Reform, beginnings, ends, forebears, heirs
from broadcast.schedule.span import DAY, Span

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Places, the stations in them, and what became of places: all by the day.

    `spans` are the days on which each place holds: what a reform says goes before what its entry says.
    """

    places: Mapping[str, Place]
    stations: Mapping[str, Station]
    reforms: tuple[Reform, ...] = ()
    spans: Mapping[str, Span] = field(init=False)
    heirs: Mapping[str, Line] = field(init=False)
    forebears: Mapping[str, Line] = field(init=False)
    _turns: tuple[date, ...] = field(init=False, repr=False)
    _lines: dict[tuple[str, int], Line] = field(init=False, repr=False, compare=False, default_factory=dict)
    _at: dict[tuple[str, int], tuple[Line, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        over, begun = ends(self.reforms), beginnings(self.reforms)
        spans = {
            each.id: Span(
                begun.get(each.id, each.valid_from),
                over[each.id] - DAY if each.id in over else each.valid_until,
            )
            for each in self.places.values()
        }
        object.__setattr__(self, "spans", spans)
        object.__setattr__(self, "heirs", heirs(self.reforms))
        object.__setattr__(self, "forebears", forebears(self.reforms))
        object.__setattr__(
            self, "_turns", tuple(sorted({t for span in self.every_span() for t in span.turns()}))
        )

    def every_span(self) -> Iterator[Span]:
        """All stretches of days that make a difference to the tree."""
        yield from self.spans.values()
        yield from (tie.span for place in self.places.values() for tie in place.parents)
        yield from (tie.span for station in self.stations.values() for tie in station.serves)

    def holds(self, place: str, day: date) -> bool:
        """Whether there is such a place on `day`."""
        return place in self.spans and self.spans[place].holds_on(day)

    def became(self, place: str, day: date, station: str | None = None) -> Line:
        """What `place` is on `day`: itself, or what reforms made of it; nothing before it began.

        For `station`, of several that it became those that the station served from then on, if any.
        """
        if self.holds(place, day):
            return (place,)
        heirs = self._heirs(place, day, station)
        return _once(later for heir in heirs for later in self.became(heir, day, station))

    def served(self, station: str, day: date) -> Line:
        """The places that `station` serves on `day`, by the tree of that day, its home first."""
        declared = self.stations[station].declared(day)
        return _once(now for place in declared for now in self.became(place, day))

    def parent(self, place: str, day: date) -> str | None:
        """The place right above it on `day`; None: none, or one that became several."""
        own = self.places[place]
        named = next((tie.place for tie in own.parents if tie.span.holds_on(day)), own.parent)
        above = () if named is None else self.became(named, day)
        return above[0] if len(above) == 1 else None

    def climb(self, place: str, day: date) -> list[str]:
        """`place` and those above it on `day`, the nearest first, each once."""
        line: list[str] = []
        above: str | None = place
        while above is not None and above not in line:
            line.append(above)
            above = self.parent(above, day)
        return line

    def line(self, place: str, day: date) -> Line:
        """The ids of `place` and of those above it on `day`, the nearest first, with those they once were.

        Of a place that is not there on `day`, as it was on the nearest day on which it was.
        """
        if place not in self.spans:
            return ()
        day = self.spans[place].nearest(day)
        key = place, bisect_right(self._turns, day)
        if key not in self._lines:
            alive = self.climb(place, day)
            former = (old for each in alive for old in self._former(each, day))
            self._lines[key] = self._behind(alive, former, day)
        return self._lines[key]

    def lines(self, station: str, day: date) -> tuple[Line, ...]:
        """The lines of all places that `station` serves on `day`, its home's first."""
        key = station, bisect_right(self._turns, day)
        if key not in self._at:
            declared = self.stations[station].declared(day)
            self._at[key] = tuple(
                dict.fromkeys(line for place in declared for line in self._trails(place, day))
            )
        return self._at[key]

    def _former(self, place: str, day: date) -> Iterator[str]:
        """The ended places that all of `place` lay in: over all it was made of, or right above it once."""
        begun = self.spans[place].earliest
        parts = self.forebears.get(place, ()) if begun <= day else ()
        made_of = [self.line(old, begun - DAY) for old in parts if self.holds(old, begun - DAY)]
        for old in made_of[0] if made_of else ():
            if self._ended(old, day) and all(old in line for line in made_of):
                yield old
        own = self.places[place]
        for above in (*(tie.place for tie in own.parents), own.parent):
            if above is not None and self._ended(above, day):
                yield from self.line(above, day)

    def _trails(self, place: str, day: date) -> Iterator[Line]:
        """The line of `place`; once it ended, of each that it became, and behind it what was there."""
        if self.holds(place, day):
            yield self.line(place, day)
        elif self._ended(place, day):
            before = self.line(place, day)
            later = [line for heir in self._heirs(place, day) for line in self._trails(heir, day)]
            yield from (self._behind(line, before, day) for line in later or [()])

    def _behind(self, line: Iterable[str], before: Iterable[str], day: date) -> Line:
        """`line`, and each place of `before` right behind what it became; at the end, if nothing."""
        all_ = list(line)
        for old in before:
            if old not in all_:
                now = set(self.became(old, day))
                same = [at for at, each in enumerate(all_) if now.intersection(self.became(each, day))]
                all_.insert(same[-1] + 1 if same else len(all_), old)
        return tuple(all_)

    def _ended(self, place: str, day: date) -> bool:
        return place in self.spans and self.spans[place].ended_by(day)

    def _heirs(self, place: str, day: date, station: str | None = None) -> Line:
        """What `place` became, where that has come about by `day`: it was there when `place` was no more."""
        if not self._ended(place, day):
            return ()
        since = self.spans[place].latest + DAY
        all_ = tuple(heir for heir in self.heirs.get(place, ()) if self.holds(heir, since))
        served = self.served(station, since) if station is not None and len(all_) > 1 else ()
        return tuple(heir for heir in all_ if heir in served) or all_


def _once(names: Iterable[str]) -> Line:
    return tuple(dict.fromkeys(names))
