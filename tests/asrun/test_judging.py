"""The log is judged against what stations were told."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_days import AFTER, BEFORE, DAY, HOURS, RUNDOWN, entry, item, line, told

from broadcast.asrun import Airing, AsRunLine, Outcome, Reason, Tally, Told, judge, tally
from broadcast.language import Text
from broadcast.schedule import VIETNAM

many = settings(max_examples=150, deadline=None, database=None, derandomize=True)


def heard(airing: Airing) -> list[str | None]:
    return [each.topic for each in airing.heard if each.script]


def test_what_nobody_reported_has_no_line_and_is_not_heard() -> None:
    airings = judge([told()], []).airings
    assert [(airing.line, airing.heard) for airing in airings] == [(None, ())] * 3
    assert tally(airings, AFTER) == Tally(unreported=3)


def test_what_is_not_over_yet_is_to_come() -> None:
    noon = datetime.combine(DAY, datetime.min.time(), VIETNAM).replace(hour=11)
    airings = judge([told()], []).airings
    assert tally(airings, noon + timedelta(seconds=99)) == Tally(unreported=1, to_come=2)
    assert tally(airings, noon + timedelta(seconds=100)) == Tally(unreported=2, to_come=1)


def test_outcomes_are_counted_as_the_station_told_them() -> None:
    lines = [line("sang", Outcome.LATE), line("trua", Outcome.CUT, 60.0), line("chieu", Outcome.MISSED)]
    counted = tally(judge([told()], lines).airings, BEFORE)
    assert counted == Tally(late=1, cut=1, missed=1)
    assert (counted.aired, counted.planned) == (1, 3)


@pytest.mark.parametrize(
    ("played_s", "expected"),
    [
        (0.0, []),
        (52.2, []),
        (52.3, ["khau-trang"]),
        (75.25, ["khau-trang", "bluezone"]),
        (94.9, ["khau-trang", "bluezone", None]),
        (100.0, ["khau-trang", "bluezone", None]),
    ],
)
def test_an_item_of_a_cut_programme_aired_when_it_sounded_to_its_end(
    played_s: float, expected: list[str | None]
) -> None:
    (airing, *_) = judge([told()], [line("sang", Outcome.CUT, played_s)]).airings
    assert heard(airing) == expected


def test_a_programme_called_played_that_lasted_a_moment_was_not_heard() -> None:
    (airing, *_) = judge([told()], [line("sang", Outcome.PLAYED, 3.0)]).airings
    assert heard(airing) == []


def test_what_ran_without_a_loudspeaker_was_not_heard() -> None:
    mute = Reason("no_loudspeaker", Text("máy không có loa", "there is no loudspeaker"))
    judged = judge([told()], [line("sang", reason=mute), line("trua")])
    assert [len(airing.heard) for airing in judged.airings] == [0, 5, 0]
    counted = tally(judged.airings, AFTER)
    assert counted == Tally(silent=1, played=1, unreported=1)
    assert (counted.aired, counted.planned) == (1, 3)


def test_what_the_commune_paused_is_no_fault_and_what_it_resumed_late_is_late() -> None:
    paused = Reason("paused", Text("tạm dừng theo lệnh của Lệ", "paused by order of Lệ"))
    lines = [
        line("sang", Outcome.MISSED, reason=paused),
        line("trua", Outcome.CUT, 50.0, reason=paused),
        line("chieu", Outcome.LATE, reason=paused),
    ]
    judged = judge([told()], lines)
    counted = tally(judged.airings, AFTER)
    assert counted == Tally(paused=2, late=1)
    assert (counted.aired, counted.missed, counted.cut, counted.planned) == (1, 0, 0, 3)
    assert 0 < len(judged.airings[1].heard) < 5, "what sounded before the pause was heard"


def test_a_line_is_judged_by_the_version_that_its_station_had() -> None:
    """The station missed the second version and played the first: that is what aired."""
    second = told(version=2, items=(item(rundown=(entry(1.0, 30.0, "khac"),)),))
    (airing, *_) = judge([told(), second], [line("sang")]).airings
    assert airing.version == 1
    assert heard(airing) == ["khau-trang", "bluezone", None]


def test_a_day_published_anew_in_the_afternoon_does_not_change_its_morning() -> None:
    anew = datetime.combine(DAY, datetime.min.time(), VIETNAM).replace(hour=14)
    others = tuple(item(slot=slot, rundown=(entry(1.0, 30.0, "khac"),)) for slot in HOURS)
    airings = judge([told(version=2, published_at=anew, items=others), told()], []).airings
    assert [airing.version for airing in airings] == [1, 1, 2]


def test_a_session_that_was_withdrawn_before_its_hour_was_not_planned() -> None:
    airings = judge([told(), told(version=2, items=(item(slot="trua"),))], []).airings
    assert [airing.item.starts_at.hour for airing in airings] == [11]


def test_a_day_that_was_made_after_it_was_over_counts_as_its_newest_version_says() -> None:
    late = [told(version=1, published_at=AFTER), told(version=2, published_at=AFTER, items=(item(),))]
    assert [airing.version for airing in judge(late, []).airings] == [2]


def test_lines_that_fit_nothing_are_kept_apart_with_the_reason() -> None:
    strangers = [
        line("sang", version=9, id="no-version"),
        line("sang", item="kien-an.2020-08-06.dem", id="no-item"),
        line("sang", sha256="b" * 64, id="other-sound"),
        line("sang", station="my-an", id="other-station"),
        line("sang", day=date(2020, 8, 7), id="other-day"),
    ]
    judged = judge([told()], strangers)
    assert [stray.line.id for stray in judged.strays] == [
        "no-item",
        "no-version",
        "other-sound",
        "other-day",
        "other-station",
    ]
    assert all(airing.line is None for airing in judged.airings)


def test_a_missed_airing_may_name_a_file_that_was_never_there() -> None:
    judged = judge([told()], [line("sang", Outcome.MISSED, sha256="b" * 64)])
    assert judged.strays == ()
    assert judged.airings[0].line is not None


def test_two_lines_of_one_airing_are_one_airing_and_the_fuller_one_counts() -> None:
    lines = [
        line("sang", Outcome.CUT, 60.0, id="a"),
        line("sang", Outcome.PLAYED, id="b"),
        line("sang", Outcome.MISSED, id="c"),
    ]
    (airing, *_) = judge([told()], lines).airings
    assert {each.id for each in airing.lines} == {"a", "b", "c"}
    assert airing.line == lines[1]
    assert tally(judge([told()], lines).airings, AFTER) == Tally(played=1, unreported=2)


def test_an_airing_that_only_an_old_version_had_is_known_by_its_line() -> None:
    second = told(version=2, items=(item(slot="trua"),))
    airings = judge([told(), second], [line("sang", Outcome.MISSED)]).airings
    assert [airing.item.starts_at.hour for airing in airings] == [5, 11]


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Told], list[AsRunLine]]:
    stations = ("kien-an", "my-an")
    snapshots = [
        told(
            station,
            version=version,
            published_at=BEFORE + timedelta(hours=draw(st.integers(0, 40))),
            items=tuple(
                item(station, slot=slot, rundown=RUNDOWN[: draw(st.integers(1, 5))])
                for slot in HOURS
                if draw(st.booleans())
            ),
        )
        for station in stations
        for version in range(1, 1 + draw(st.integers(0, 3)))
    ]
    lines = draw(
        st.lists(
            st.builds(
                lambda slot, outcome, played, station, version, mark: line(
                    slot, outcome, played, station, version=version, id=f"{mark}"
                ),
                st.sampled_from(sorted(HOURS)),
                st.sampled_from(Outcome),
                st.floats(0, 100),
                st.sampled_from(stations),
                st.integers(1, 4),
                st.integers(0, 99),
            ),
            max_size=8,
            unique_by=lambda each: each.id,
        )
    )
    return snapshots, lines


@many
@given(days(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_snapshots_does_not_matter(
    case: tuple[list[Told], list[AsRunLine]], chance: Random
) -> None:
    snapshots, lines = case
    judged = judge(snapshots, lines)
    chance.shuffle(snapshots)
    chance.shuffle(lines)
    assert judge(snapshots, lines) == judged


@many
@given(days())
def test_every_line_is_in_one_airing_or_astray_and_nothing_is_heard_that_was_not_told(
    case: tuple[list[Told], list[AsRunLine]],
) -> None:
    snapshots, lines = case
    judged = judge(snapshots, lines)
    placed = [each for airing in judged.airings for each in airing.lines]
    assert sorted(each.id for each in (*placed, *(stray.line for stray in judged.strays))) == sorted(
        each.id for each in lines
    )
    keys = [(airing.station, airing.item.id) for airing in judged.airings]
    assert len(keys) == len(set(keys))
    for airing in judged.airings:
        assert set(airing.heard) <= set(airing.item.rundown)
        assert airing.item in {each for told in snapshots for each in told.playlist.items}
    assert tally(judged.airings, AFTER).planned == len(judged.airings)


def test_a_relay_has_no_file_to_compare() -> None:
    judged = judge([told()], [replace(line("sang"), sha256=None)])
    assert judged.strays == ()
