"""Whatever happens to places, lists and logs: every table adds up to the same, and so do the places."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from houses import COVID, SCHEDULE
from hypothesis import given, settings
from hypothesis import strategies as st
from told_days import BEFORE, DAY, RUNDOWN, item, line, told

from broadcast.asrun import AsRunLine, Judgement, Outcome, Told, judge
from broadcast.programme import CueKind
from broadcast.report import (
    Asked,
    Row,
    by_campaign,
    by_day,
    by_genre,
    by_place,
    by_station,
    by_station_day,
    by_topic,
    count,
    make_report,
)
from broadcast.report.report import Report
from broadcast.schedule import Place, Schedule, Station, Tie
from broadcast.schedule.reform import Change, Reform

DAYS = tuple(DAY + timedelta(days=number) for number in range(3))
SLOTS = ("sang", "chieu")
STATIONS = ("dai-1", "dai-2", "dai-3")
NOW = datetime(2020, 8, 8, 6, tzinfo=UTC)  # 13:00 on the last day: some are over, some are to come
LATER = (DAYS[-1], date(2025, 7, 1))
TABLES = (by_campaign, by_topic, by_station, by_place, by_day, by_station_day, by_genre)

P, C, M = Outcome.PLAYED, Outcome.CUT, Outcome.MISSED
some_days = st.lists(st.sampled_from(DAYS[1:]), max_size=2, unique=True).map(sorted)
some_slots = st.sampled_from([SLOTS, SLOTS[:1], SLOTS[1:], ()])
many = settings(max_examples=120, deadline=None, database=None, derandomize=True)


@st.composite
def houses(draw: st.DrawFn) -> Schedule:
    """Three communes; up to two of merger, division and new name; stations that follow, are told or move."""
    alive, places, reforms = ["a", "b", "c"], ["a", "b", "c"], []
    for day in draw(some_days):
        many, into = draw(st.sampled_from([(2, 1), (1, 2), (1, 1), (2, 2)]))
        old, new = draw(st.permutations(alive))[:many], [f"moi-{day:%d}-{part}" for part in range(into)]
        reforms.append(Reform(day, (Change(tuple(old), tuple(new)),)))
        alive, places = [*(each for each in alive if each not in old), *new], [*places, *new]
    house = replace(
        SCHEDULE,
        district="h",
        places={"h": Place("h", "1", "H", "huyện"), **{x: Place(x, x, x, "xã", "h") for x in places}},
        stations={},
        campaigns={"covid-19": replace(COVID, places=("h",))},
        reforms=tuple(reforms),
    )
    stations = {name: Station(name, draw(st.sampled_from("abc")), "Đài") for name in STATIONS}
    for name, day in [(name, day) for name in STATIONS for day in draw(some_days)]:
        there = [place for place in places if house.tree.holds(place, day)]
        tie = Tie(draw(st.sampled_from(there)), day)
        stations[name] = replace(stations[name], serves=(tie, *stations[name].serves))
    return replace(house, stations=stations)


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[Told], list[AsRunLine]]:
    """Every day is published up to twice, the second time perhaps in the middle of it."""
    snapshots = [
        told(
            station,
            day,
            version,
            BEFORE + (day - DAY) + timedelta(hours=draw(st.sampled_from([0, 18])) * (version - 1)),
            tuple(
                item(station, day, slot, RUNDOWN[: draw(st.sampled_from([5, 3, 2]))])
                for slot in draw(some_slots)
            ),
        )
        for station in STATIONS
        for day in DAYS
        for version in range(1, draw(st.sampled_from([2, 1, 0])) + 1)
    ]
    sounded = st.sampled_from([None, None, (P, 100.0), (P, 60.0), (C, 60.0), (C, 30.0), (M, 0.0)])
    lines = [
        line(slot, *told_us, station, day, version=version, id=f"{station}.{day}.{slot}.{version}")
        for station in STATIONS
        for day in DAYS
        for slot in SLOTS
        for version in (1, 2)
        if (told_us := draw(sounded)) is not None
    ]
    return snapshots, lines


def figures(rows: Iterable[Row]) -> tuple[object, ...]:
    """Every figure of the rows, added up."""
    names = ("planned", "aired", "lost", "unreported", "to_come", "planned_time", "aired_time")
    sums = [timedelta() if name.endswith("time") else 0 for name in names]
    for row in rows:
        sums = [total + getattr(row.count, name) for total, name in zip(sums, names, strict=True)]
    return tuple(sums)


def goals(rows: Iterable[Row]) -> tuple[int, ...]:
    """Every aim of the rows, added up."""
    aims = [row.aim for row in rows if row.aim]
    return tuple(sum(getattr(aim, name) for aim in aims) for name in ("days", "met", "baseline", "least"))


def whole(report: Report) -> tuple[object, ...]:
    return figures([Row(None, count(report.plays))])


def reports(house: Schedule, judged: Judgement, *days: date, of: date | None) -> Iterator[Report]:
    """One of each commune that there is on the day `of`, or on that of the report."""
    for place in house.places:
        if place != house.district and house.tree.holds(place, of or days[0]):
            yield make_report(house, Asked(*days, place=place, as_of=of), judged, NOW)


@many
@given(houses(), logs(), st.sampled_from([None, *DAYS, *LATER]))
def test_every_table_adds_up_to_all_plays(
    house: Schedule, log: tuple[list[Told], list[AsRunLine]], of: date | None
) -> None:
    report = make_report(house, Asked(DAYS[0], DAYS[-1], as_of=of), judge(*log), NOW)
    tables: list[Callable[[Report], Iterable[Row]]] = [*TABLES]
    assert {figures(table(report)) for table in tables} == {whole(report)}
    assert {goals(table(report)) for table in (by_campaign, by_station, by_place, by_day)} == {
        goals(by_station_day(report))
    }
    assert None not in {row.place for row in by_place(report)}


@many
@given(houses(), logs(), st.sampled_from(LATER))
def test_the_places_of_a_day_divide_the_whole_between_them(
    house: Schedule, log: tuple[list[Told], list[AsRunLine]], of: date
) -> None:
    """By the tree of the last day or a later one over all days, and by that of then on each of them."""
    judged = judge(*log)
    for days, tree in (((DAYS[0], DAYS[-1]), of), *(((day, day), None) for day in DAYS)):
        report = make_report(house, Asked(*days, as_of=tree), judged, NOW)
        parts = list(reports(house, judged, *days, of=tree))
        assert figures(row for part in parts for row in by_place(part)) == whole(report)
        assert goals(row for part in parts for row in by_place(part)) == goals(by_place(report))
        assert sorted(each.line.id for part in parts for each in part.strays) == sorted(
            each.line.id for each in report.strays
        )
        assert {part.asked.place: whole(part) for part in parts if part.plays} == {
            row.place: figures([row]) for row in by_place(report) if row.count.planned
        }


@many
@given(houses(), logs())
def test_what_aired_is_what_is_counted_by_hand(
    house: Schedule, log: tuple[list[Told], list[AsRunLine]]
) -> None:
    """Of each session the line that heard the most, by the version that it names."""
    snapshots, lines = log
    items = {
        (given.playlist.station.id, given.playlist.version, each.id): each
        for given in snapshots
        for each in given.playlist.items
    }
    heard = defaultdict(list)
    for each in lines:
        if (each.station, each.version, each.item) in items:
            heard[each.station, each.item].append((each.started_at is not None, each.played_s, each.id, each))
    aired: dict[str, int] = defaultdict(int)
    for (station, name), those in heard.items():
        began, played_s, _, best = max(those)
        rundown = items[station, best.version, name].rundown if began else ()
        aired[station] += sum(e.kind is CueKind.ITEM and e.ends_s <= played_s + 0.25 for e in rundown)
    report = make_report(house, Asked(DAYS[0], DAYS[-1]), judge(*log), NOW)
    assert {row.station: row.count.aired for row in by_station(report)} == {
        row.station: aired[row.station or ""] for row in by_station(report)
    }
    assert count(report.plays).aired == sum(aired.values())
