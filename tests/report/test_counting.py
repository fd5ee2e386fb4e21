"""Every figure of a report comes from plays, and every play from what was told and what was logged."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from houses import LINES, SCHEDULE, TOLD, reported
from hypothesis import given, settings
from hypothesis import strategies as st
from told_days import AFTER, BEFORE, DAY, HOURS, RUNDOWN, item, line, told

from broadcast.asrun import AsRunLine, Outcome, Reason, Told, judge
from broadcast.language import Text
from broadcast.playlist import RundownEntry
from broadcast.programme import CueKind
from broadcast.report import (
    Aim,
    Asked,
    Count,
    Goal,
    Row,
    WrongPeriod,
    by_campaign,
    by_day,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station,
    by_station_day,
    by_station_day_topic,
    by_topic,
    count,
    make_report,
    scope_of,
)
from broadcast.schedule import VIETNAM, Place, Target, Tie, UnknownCampaign, UnknownPlace
from broadcast.schedule.reform import Change, Reform

many = settings(max_examples=120, deadline=None, database=None, derandomize=True)


def figures(counted: Count) -> tuple[int, ...]:
    return counted.planned, counted.aired, counted.lost, counted.unreported, counted.to_come


def test_a_play_is_an_item_that_carries_the_campaign() -> None:
    report = reported(campaign="covid-19")
    assert {play.campaign for play in report.plays} == {"covid-19"}
    assert len(report.plays) == 3 * 3 * 2


def test_each_play_has_one_fate() -> None:
    """kien-an: 2 in the morning, 1 before the cut at noon, the rest lost; my-an: 2, then nothing heard of."""
    first = reported(last=DAY, campaign="covid-19")
    assert figures(count(first.plays)) == (12, 5, 3, 4, 0)


def test_what_was_never_reported_is_not_aired() -> None:
    nothing = count(reported(lines=[]).plays)
    assert (nothing.aired, nothing.aired_time, nothing.lines) == (0, timedelta(), ())
    assert nothing.unreported == nothing.planned == 27


def test_what_is_still_to_come_is_not_missing() -> None:
    judged = judge(TOLD[:1], [])
    report = make_report(SCHEDULE, Asked(DAY, DAY), judged, BEFORE)
    assert figures(count(report.plays)) == (9, 0, 0, 0, 9)


def test_what_ran_without_a_loudspeaker_is_lost() -> None:
    mute = line("sang", reason=Reason("no_loudspeaker", Text("không có loa", "no loudspeaker")))
    assert figures(count(reported([mute], TOLD[:1]).plays)) == (9, 0, 3, 6, 0)


def test_airtime_is_exact_to_the_millisecond() -> None:
    counted = count(reported(last=DAY, campaign="covid-19").plays)
    assert counted.planned_time == timedelta(seconds=6 * 60.75)
    assert counted.aired_time == timedelta(seconds=40.5 * 3 + 20.25 * 2)


def test_a_figure_names_the_lines_it_comes_from() -> None:
    rows = {(row.day, row.station): row for row in by_station_day(reported(campaign="covid-19"))}
    assert rows[DAY, "kien-an"].count.lines == tuple(sorted(each.id for each in LINES[:3]))
    assert rows[DAY, "my-an"].count.lines == (LINES[3].id,)
    assert rows[DAY + timedelta(days=1), "my-an"].count.lines == ()


def test_a_campaign_is_held_against_its_target_and_its_baseline() -> None:
    (row,) = by_campaign(reported(campaign="covid-19"))
    assert row.aim == Aim(days=4, met=2, baseline=4, least=8, most=20)
    assert figures(row.count) == (18, 5, 3, 10, 0)


def test_a_day_that_is_not_over_is_neither_met_nor_missed_until_it_is_met() -> None:
    """It is the evening of the first day: kien-an is on target already, my-an and tomorrow are open."""
    judged = judge(TOLD, LINES[:3])
    evening = datetime.combine(DAY, time(18), VIETNAM)
    (row, _) = by_campaign(make_report(SCHEDULE, Asked(DAY, DAY + timedelta(days=1)), judged, evening))
    assert row.aim == Aim(days=1, met=1, baseline=4, least=8, most=20)


def test_a_station_without_any_playlist_still_has_its_goal() -> None:
    rows = [row for row in by_station_day(reported([], [])) if row.station == "my-an"]
    assert [(row.day, row.count.planned, row.aim and row.aim.met) for row in rows] == [
        (DAY, 0, 0),
        (DAY + timedelta(days=1), 0, 0),
    ]


def test_before_its_window_a_campaign_has_no_goal() -> None:
    day_before = DAY - timedelta(days=1)
    rows = list(by_day(reported(first=day_before, last=DAY), "covid-19"))
    assert [row.aim is None for row in rows] == [True, False]


def test_topics_without_a_play_are_shown_as_well() -> None:
    rows = {row.topic: row.count for row in by_topic(reported(campaign="covid-19"))}
    assert list(rows) == ["bluezone", "khau-trang", "ncovi"]
    assert (rows["ncovi"].planned, rows["khau-trang"].aired, rows["bluezone"].aired) == (0, 3, 2)


def test_items_of_no_campaign_have_their_row_and_come_last() -> None:
    rows = list(by_campaign(reported()))
    assert [row.campaign for row in rows] == ["covid-19", None]
    assert (rows[1].count.planned, rows[1].aim) == (9, None)


def test_a_place_is_it_and_all_below_it() -> None:
    assert scope_of(SCHEDULE, Asked(DAY, DAY, place="cho-moi")).stations == ["kien-an", "my-an"]
    assert scope_of(SCHEDULE, Asked(DAY, DAY, place="my-an")).stations == ["my-an"]
    assert scope_of(SCHEDULE, Asked(DAY, DAY)).stations is None
    report = reported(place="my-an")
    assert [row.station for row in by_station(report)] == ["my-an"]
    assert report.place.name == "Mỹ An"


def test_a_station_that_left_the_schedule_still_counts_when_all_are_asked_for() -> None:
    gone = [told("da-giai-the")]
    report = reported([line("sang", station="da-giai-the")], gone)
    assert {row.station: row.count.aired for row in by_station(report)} == {
        "da-giai-the": 3,
        "kien-an": 0,
        "my-an": 0,
    }
    assert report.station_name("da-giai-the") == "da-giai-the"


def test_a_campaign_or_place_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownCampaign, match="covid-19"):
        scope_of(SCHEDULE, Asked(DAY, DAY, campaign="covid19"))
    with pytest.raises(UnknownPlace, match="kien-an"):
        scope_of(SCHEDULE, Asked(DAY, DAY, place="kien-am"))


@pytest.mark.parametrize(
    ("first", "last"), [(DAY, DAY - timedelta(days=1)), (date.min, date.max), (DAY, DAY + timedelta(366))]
)
def test_a_period_that_is_none_or_too_long_is_refused(first: date, last: date) -> None:
    with pytest.raises(WrongPeriod, match="366"):
        Asked(first, last)


def test_a_year_can_be_asked_for() -> None:
    assert len(list(Asked(date(2020, 1, 1), date(2020, 12, 31)).days)) == 366


@st.composite
def periods(draw: st.DrawFn) -> tuple[list[Told], list[AsRunLine]]:
    days = [DAY, DAY + timedelta(days=1)]
    snapshots = [
        told(
            station,
            day,
            items=tuple(
                item(station, day, slot, RUNDOWN[: draw(st.integers(1, 5))])
                for slot in HOURS
                if draw(st.booleans())
            ),
        )
        for station in ("kien-an", "my-an")
        for day in days
    ]
    lines = draw(
        st.lists(
            st.builds(
                lambda slot, outcome, played, station, day, version, mark: line(
                    slot, outcome, played, station, day, version=version, id=str(mark)
                ),
                st.sampled_from(sorted(HOURS)),
                st.sampled_from(Outcome),
                st.floats(0, 100),
                st.sampled_from(["kien-an", "my-an"]),
                st.sampled_from(days),
                st.integers(1, 2),
                st.integers(0, 99),
            ),
            max_size=10,
            unique_by=lambda each: each.id,
        )
    )
    return snapshots, lines


def added(rows: list[Row]) -> tuple[object, ...]:
    """Every figure of the rows, added up."""
    names = ("planned", "aired", "lost", "unreported", "to_come")
    sums = tuple(sum(getattr(row.count, name) for row in rows) for name in names)
    times = (getattr(row.count, name) for name in ("planned_time", "aired_time") for row in rows)
    return (*sums, sum(times, timedelta()))


@many
@given(periods())
def test_every_table_adds_up_to_the_same_plays(case: tuple[list[Told], list[AsRunLine]]) -> None:
    report = reported(case[1], case[0])
    whole = added([Row(None, count(report.plays))])
    for table in (by_campaign, by_topic, by_station, by_station_day, by_station_day_topic):
        assert added(list(table(report))) == whole
    of_campaign = [play for play in report.plays if play.campaign == "covid-19"]
    assert added(list(by_day(report, "covid-19"))) == added([Row(None, count(of_campaign))])


@many
@given(periods())
def test_no_more_airs_than_was_planned_and_all_fates_add_up(
    case: tuple[list[Told], list[AsRunLine]],
) -> None:
    report = reported(case[1], case[0])
    for row in by_station_day_topic(report):
        plays = row.count
        assert plays.planned == plays.aired + plays.lost + plays.unreported + plays.to_come
        assert plays.aired <= plays.planned
        assert plays.aired_time <= plays.planned_time
        assert bool(plays.lines) == bool(plays.aired + plays.lost)


@many
@given(periods())
def test_the_figures_are_those_that_the_lines_give_when_counted_by_hand(
    case: tuple[list[Told], list[AsRunLine]],
) -> None:
    """An independent count: for each item of each airing, whether any line that fits heard it out."""
    snapshots, lines = case
    expected = 0
    for given_day in snapshots:
        for each in given_day.playlist.items:
            mine = [one for one in lines if one.item == each.id and one.version == 1 and one.started_at]
            longest = max((one.played_s for one in mine), default=-1.0)
            expected += sum(
                entry.kind is CueKind.ITEM and entry.offset_s + entry.duration_s <= longest + 0.25
                for entry in each.rundown
            )
    assert count(reported(lines, snapshots).plays).aired == expected


@many
@given(periods(), st.data())
def test_the_order_of_what_was_sent_does_not_matter(
    case: tuple[list[Told], list[AsRunLine]], data: st.DataObject
) -> None:
    snapshots, lines = case
    shuffled = data.draw(st.permutations(lines))
    assert reported(shuffled, snapshots[::-1]) == reported(lines, snapshots)


def test_figures_by_genre_language_and_origin_add_up_to_all_plays() -> None:
    told_as = {"genre": "thong-bao", "language": "km", "origin": "Đài huyện"}
    morning = item()
    named = replace(morning, rundown=tuple(_named(each, told_as) for each in morning.rundown))
    report = reported(told=[told(items=(named, item(slot="trua")))])
    for rows, name in ((by_genre, "genre"), (by_language, "language"), (by_origin, "origin")):
        first, last = rows(report)
        assert (getattr(first, name), first.count.planned, first.count.aired) == (told_as[name], 2, 2)
        assert (getattr(last, name), last.count.planned, last.count.aired) == (None, 4, 2)
        assert first.count.programmes == first.count.programmes_aired == 1


def _named(entry: RundownEntry, told_as: dict[str, str]) -> RundownEntry:
    return replace(entry, **told_as) if entry.campaign else entry


def test_a_place_has_what_its_stations_aired_beside_their_goals() -> None:
    rows = {row.place: row for row in by_place(reported())}
    stations = {row.station: row for row in by_station(reported())}
    assert {place: row.count for place, row in rows.items()} == {
        station: row.count for station, row in stations.items()
    }
    assert rows["my-an"].aim == stations["my-an"].aim


def test_a_day_is_on_target_when_its_minutes_are_as_well() -> None:
    enough, more = timedelta(seconds=101), timedelta(seconds=200)
    goal = Goal("kien-an", DAY, "covid-19", 1, Target(2, 5), least_time=enough)
    report = replace(reported(), goals=(goal, replace(goal, station="my-an", least_time=more)))
    assert {row.station: row.aim.met for row in by_station(report) if row.aim} == {"kien-an": 1, "my-an": 0}


def test_places_are_those_of_then_or_of_the_day_that_is_asked_for() -> None:
    """The merge of 01/07/2025: what two communes aired in 2020 adds up to the one that they became."""
    day = date(2025, 7, 1)
    merged = replace(
        SCHEDULE,
        places={**SCHEDULE.places, "long-kien-moi": Place("long-kien-moi", "1", "Long Kiến", "xã")},
        reforms=(Reform(day, (Change(("my-an", "kien-an"), ("long-kien-moi",)),)),),
    )
    asked = Asked(DAY, DAY + timedelta(days=1))
    then = make_report(merged, asked, judge(TOLD, LINES), reported().now)
    now = make_report(merged, replace(asked, as_of=day), judge(TOLD, LINES), reported().now)
    assert [row.place for row in by_place(then)] == ["kien-an", "my-an"]
    (row,) = by_place(now)
    assert now.place_name(row.place).startswith("xã Long Kiến")
    assert figures(row.count) == figures(count(then.plays))
    assert row.aim is not None
    assert row.aim.least == sum(each.aim.least for each in by_place(then) if each.aim)


def test_a_place_counts_the_days_on_which_a_station_stood_in_it_and_no_others() -> None:
    """It stood in Kiến An on the first day and in Mỹ An from the second on: half of all it aired each."""
    moved = replace(SCHEDULE.stations["kien-an"], serves=(Tie("my-an", DAY + timedelta(days=1)),))
    house = replace(SCHEDULE, stations={"kien-an": moved})
    days = [DAY, DAY + timedelta(days=1)]
    judged = judge([told(day=day) for day in days], [line(day=day) for day in days])
    for place, day in zip(("kien-an", "my-an"), days, strict=True):
        report = make_report(house, Asked(*days, place=place), judged, AFTER)
        (row,) = by_place(report)
        assert (row.place, row.count.aired, row.aim and row.aim.days) == (place, 3, 1)
        assert {each.date for each in (*report.plays, *report.goals, *report.airings)} == {day}
