"""Phát bù: what a station reports as missed is in its next programmes, with the reason."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import tiny_house
from told_days import as_json, line

from broadcast.asrun import Outcome, Reason
from broadcast.desk import editorial, logbook, traffic
from broadcast.desk.house import open_house
from broadcast.desk.making_up import shortfalls
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.language import Text
from broadcast.playlist import Playlist
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM

DAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
POWER_CUT = Reason("power", Text("mất điện", "power cut"))


class Wall:
    """The clock on the wall, set by the test."""

    at = datetime.combine(DAY, time(4), VIETNAM)

    def set(self, hour: int) -> None:
        self.at = datetime.combine(DAY, time(hour), VIETNAM)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def studio(tmp_path: Path, wall: Wall) -> Studio:
    """A tiny house whose campaign asks for 5 to 9 plays a day, with five scripts of it and five others."""
    house = tmp_path / "house"
    tiny_house.lay_out(house)
    given: dict[str, Any] = tiny_house.schedule()
    campaign = given["campaigns"][0]
    campaign |= {"valid_until": date(2026, 12, 31), "target_plays": {"min": 5, "max": 9}}
    for slot in given["policies"][0]["slots"]:
        slot |= {"longest_min": 1.0, "aim_min": 0.6}
    tiny_house.write_schedule(house, given)
    for number in range(5):
        _script(house, f"chien-dich-{number}", "campaign: covid-19\ntopic: khau-trang\n")
        _script(house, f"khac-{number}", "")
    return tiny_house.tiny_studio(house, tmp_path / "data", lambda: wall.at)


def _script(house: Path, name: str, belongs: str) -> None:
    words = "Bà con nhớ đeo khẩu trang khi ra khỏi nhà." if belongs else "Bà con nhớ tắt bếp khi đi ngủ."
    path = house / "scripts_vi" / f"{name}.md"
    path.write_text(f"---\ntitle: Bài {name}\ngenre: tin\n{belongs}---\n\n{words}\n")
    editorial.approve(path, "Nguyễn Văn A", DAY, house)


@pytest.fixture
def make(studio: Studio) -> Callable[[date], Playlist]:
    def one(day: date) -> Playlist:
        house = open_house(studio.house)
        outcome = traffic.make_day(studio, house, day, [house.schedule.station("my-an")], Nobody())
        assert not outcome.failed
        return outcome.made["my-an"].playlist

    return one


def plays(playlist: Playlist) -> list[int]:
    """Plays of the campaign by session."""
    return [
        sum(cue.kind is CueKind.ITEM and cue.campaign == "covid-19" for cue in item.rundown)
        for item in playlist.items
    ]


def report(studio: Studio, playlist: Playlist, number: int, outcome: Outcome, **more: Any) -> None:
    item = playlist.items[number]
    told = line(
        outcome=outcome,
        id=f"{item.id}.v{playlist.version}",
        item=item.id,
        station="my-an",
        date=playlist.date,
        version=playlist.version,
        planned_at=item.starts_at,
        sha256=item.audio.sha256 if item.audio else None,
        played_s=item.duration_s if outcome is Outcome.PLAYED else 0.0,
        **more,
    )
    logbook.record_as_run(studio, open_house(studio.house).schedule, "my-an", {"lines": [as_json(told)]})


def test_a_morning_without_power_is_made_up_for_in_the_evening(
    studio: Studio, wall: Wall, make: Callable[[date], Playlist]
) -> None:
    first = make(DAY)
    morning, evening = plays(first)
    assert morning + evening == 5
    wall.set(6)
    assert make(DAY) == first, "nothing was reported: nothing moves"
    report(studio, first, 0, Outcome.MISSED, reason=POWER_CUT)
    second = make(DAY)
    assert second.items[0] == first.items[0]
    assert plays(second)[1] > evening
    assert make(DAY).version == second.version, "made up once, not again and again"
    house = open_house(studio.house)
    (plan,) = traffic.plans(studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    assert [item.lost for item in plan.sessions[0].items] == [True] * len(plan.sessions[0].items)
    (outcome,) = plan.targets
    assert outcome.planned == plays(second)[1], "what did not sound is not counted"
    assert sum(session.duration_s for session in plan.sessions) <= house.schedule.policy("my-an").daily_cap_s


def test_what_was_missed_makes_its_station_due_and_no_other(studio: Studio, wall: Wall) -> None:
    reception = Reception(studio)
    for day in (DAY, TOMORROW):
        assert not reception.make(day, Nobody()).failed
    others = reception.playlist("kien-an", DAY)
    wall.set(6)
    assert reception.due() not in {DAY, TOMORROW}
    report(studio, reception.playlist("my-an", DAY), 0, Outcome.MISSED, reason=POWER_CUT)
    assert reception.due() == DAY
    made = reception.make(DAY, Nobody()).made
    assert list(made) == ["my-an"]
    assert made["my-an"].new
    assert reception.playlist("kien-an", DAY) == others
    assert reception.due() == TOMORROW


def test_what_sounded_is_not_made_up_for(
    studio: Studio, wall: Wall, make: Callable[[date], Playlist]
) -> None:
    first = make(DAY)
    wall.set(6)
    report(studio, first, 0, Outcome.PLAYED)
    assert make(DAY) == first
    assert shortfalls(studio, [DAY])[DAY] == {}


def test_tomorrow_makes_up_for_today_and_its_reason_says_so(
    studio: Studio, wall: Wall, make: Callable[[date], Playlist]
) -> None:
    first = make(DAY)
    before = sum(plays(make(TOMORROW)))
    wall.set(20)
    for number in range(2):
        report(studio, first, number, Outcome.MISSED, reason=POWER_CUT)
    assert shortfalls(studio, [DAY, TOMORROW]) == {DAY: {"my-an": 2}, TOMORROW: {"my-an": 2}}
    after = sum(plays(make(TOMORROW)))
    assert before == 5 < after
    house = open_house(studio.house)
    (plan,) = traffic.plans(studio, house, TOMORROW, [house.schedule.station("my-an")], Nobody())
    reasons = [item.reason.vi for session in plan.sessions for item in session.items]
    assert any("bù 5 lượt mấy ngày trước chưa phát" in reason for reason in reasons)
    assert plan.targets[0].owed == 5
    later = DAY + timedelta(days=9)
    assert shortfalls(studio, [later])[later] == {}
    assert wall.at.astimezone(UTC).date() == DAY
