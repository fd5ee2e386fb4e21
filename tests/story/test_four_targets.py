"""The targets that districts really ordered (domain.md, section 2), each planned from a schedule on file.

A national letter: at least 2 plays a day until 31/8/2020. Nam Định: 3-5 plays a day and reports every week.
Long Phú: 30 of the session's 45 minutes, in Vietnamese and Khmer. Châu Đức: 2 sessions of 30 minutes raised
to 3, in 16 communes. Hải Dương: 2 sessions raised to 5. And what became of Chợ Mới on 01/07/2025.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from broadcast.files.schedules import load_schedule
from broadcast.programme import Clip, Frame
from broadcast.schedule import Asked, Candidate, DayPlan, Plans, Schedule, plan_day
from broadcast.script import Approval, Script

ROOT = Path(__file__).resolve().parents[2]
FRAME = Frame(
    signature=Clip("signature", "", 12),
    call=Clip("call", "", 3),
    greeting=Clip("greeting", "", 9),
    stingers=(Clip("cut-1", "", 3), Clip("cut-2", "", 4)),
    closing=Clip("closing", "", 7),
    sign_off=Clip("sign-off", "", 10),
)
"""What a real day has around its items, in seconds."""

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def house(tmp_path: Path) -> Callable[[Edit], Schedule]:
    """The real schedules.yaml with one order written into it."""

    def laid(edit: Edit) -> Schedule:
        given = yaml.safe_load((ROOT / "schedules.yaml").read_text(encoding="utf-8"))
        edit(given)
        path = tmp_path / "schedules.yaml"
        path.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load_schedule(path, ROOT / "jingles")

    return laid


def script(name: str, seconds: float = 40.0, **fields: Any) -> Candidate:
    words = {"genre": "tin", "fingerprint": "same", "approved": Approval("A", date(2020, 7, 1), "same")}
    made = Script(id=name, title=f"Bài {name}", text="Lời.", **{**words, **fields})
    return Candidate(made, Clip(f"clip-{name}", made.title, seconds))


def scripts(number: int, campaign: str | None, topic: str, **fields: Any) -> list[Candidate]:
    kind = campaign or "khac"
    return [
        script(f"{kind}-{topic}-{n:02d}", 30.0 + 7 * (n % 5), campaign=campaign, topic=topic, **fields)
        for n in range(number)
    ]


def planned(
    house: Schedule, day: date, pool: Sequence[Candidate], only: int | None = None
) -> Iterator[DayPlan]:
    for station in sorted(house.stations)[:only]:
        frames: Mapping[str, Frame] = {slot.id: FRAME for slot in house.slots(station, day)}
        yield plan_day(house, station, day, pool, frames)


def plays(plan: DayPlan, campaign: str = "covid-19") -> int:
    return sum(item.clip.campaign == campaign for session in plan.sessions for item in session.items)


def half_hour(starts: str) -> dict[str, Any]:
    """A session of schedules.yaml."""
    name = f"luc-{starts[:2]}{starts[3:]}"
    return {"id": name, "name": name, "starts": starts, "longest_min": 30, "form": "hang-ngay"}


def inside_every_rule(house: Schedule, plan: DayPlan) -> bool:
    policy = house.policy_at(plan.station, plan.date)
    row = [item.clip.script for session in plan.sessions for item in session.items]
    ends = [(each.starts, each.starts + timedelta(seconds=each.duration_s)) for each in plan.sessions]
    return (
        sum(each.duration_s for each in plan.sessions) <= policy.daily_cap_s
        and all(each.duration_s <= each.slot.longest_s for each in plan.sessions)
        and all(first != second for first, second in pairwise(row))
        and all(5 <= starts.hour < 21 and end.hour < 21 for starts, end in ends)
    )


def test_two_plays_a_day_until_the_31st_of_august(house: Callable[[Edit], Schedule]) -> None:
    def letter(given: dict[str, Any]) -> None:
        given["campaigns"][0] |= {
            "valid_from": date(2020, 8, 1),
            "valid_until": date(2020, 8, 31),
            "target_plays": {"min": 2},
        }

    laid = house(letter)
    pool = [*scripts(8, "covid-19", "bluezone"), *scripts(20, "thuong-xuyen", "doi-song")]
    for day in (date(2020, 8, 1), date(2020, 8, 15), date(2020, 8, 31)):
        for plan in planned(laid, day, pool):
            assert plays(plan) >= 2
            assert plan.targets[0].met
            assert inside_every_rule(laid, plan)
    for plan in planned(laid, date(2020, 9, 1), pool):
        assert plays(plan) == 0
        told = {left.reason.vi for left in plan.left_out if left.script.startswith("covid-19")}
        assert told == {"chiến dịch covid-19 kết thúc ngày 31/8/2020"}


def test_thirty_of_forty_five_minutes_in_vietnamese_and_khmer(house: Callable[[Edit], Schedule]) -> None:
    def long_phu(given: dict[str, Any]) -> None:
        given["policies"][0] |= {
            "daily_cap_min": 90,
            "slots": [
                {"id": "sang", "name": "sáng", "starts": "05:00", "longest_min": 45, "form": "hang-ngay"},
                {"id": "chieu", "name": "chiều", "starts": "17:00", "longest_min": 45, "form": "hang-ngay"},
            ],
        }
        del given["campaigns"][0]["target_plays"]
        given["campaigns"][0] |= {"target_share": 30 / 45, "languages": ["vi", "km"]}

    laid = house(long_phu)
    pool = [
        *scripts(45, "covid-19", "bluezone"),
        *scripts(45, "covid-19", "ncovi", language="km"),
        *scripts(60, "thuong-xuyen", "doi-song"),
    ]
    tongue = {each.script.id: each.script.language for each in pool}
    for plan in planned(laid, date(2020, 8, 10), pool, only=4):
        assert plan.targets[0].met, plan.targets[0].reason.vi
        assert inside_every_rule(laid, plan)
        for session in plan.sessions:
            assert session.duration_s > 43 * 60
            own = [item.clip for item in session.items if item.clip.campaign == "covid-19"]
            assert sum(clip.duration_s for clip in own) >= session.duration_s * 2 / 3 - 5
        lengths = {"vi": 0.0, "km": 0.0}
        for item in (item for session in plan.sessions for item in session.items):
            if item.clip.campaign == "covid-19":
                lengths[tongue[item.clip.script or ""]] += item.clip.duration_s
        assert lengths["km"] == pytest.approx(lengths["vi"], rel=0.1)


def test_two_sessions_of_half_an_hour_become_three_and_five(house: Callable[[Edit], Schedule]) -> None:
    """The raise is a dated policy with the campaign's own window: before and after it the old hours hold."""

    def chau_doc(given: dict[str, Any]) -> None:
        given["policies"][0] |= {"daily_cap_min": 60, "slots": [half_hour("05:30"), half_hour("17:00")]}
        raised = {
            "place": "cho-moi",
            "legal": "Kế hoạch số 1677/KH-UBND ngày 06/8/2020 của UBND huyện Chợ Mới",
            "valid_from": date(2020, 8, 6),
            "valid_until": date(2020, 12, 31),
            "daily_cap_min": 90,
            "slots": [half_hour("05:30"), half_hour("11:00"), half_hour("17:00")],
        }
        many = [half_hour(each) for each in ("05:30", "07:00", "11:00", "17:00", "19:00")]
        hai_duong = {"place": "my-an", "legal": None, "assumed": True, "daily_cap_min": 150, "slots": many}
        given["policies"] += [
            raised,
            hai_duong | {"valid_from": date(2020, 8, 6), "valid_until": date(2020, 12, 31)},
        ]
        given["campaigns"][0] |= {"baseline_plays": 2, "target_plays": {"min": 6, "max": 30}}

    laid = house(chau_doc)
    pool = [*scripts(30, "covid-19", "bluezone"), *scripts(90, "thuong-xuyen", "doi-song")]

    def minutes(day: date) -> Mapping[str, tuple[int, float]]:
        found = {}
        for plan in planned(laid, day, pool, only=12):
            assert inside_every_rule(laid, plan)
            assert all(each.duration_s <= 1_800 for each in plan.sessions)
            found[plan.station] = len(plan.sessions), sum(each.duration_s for each in plan.sessions) / 60
        return found

    before, raised, after = (minutes(date(2020, 8, 5)), minutes(date(2020, 8, 6)), minutes(date(2021, 1, 1)))
    assert {number for number, _ in before.values()} == {2} == {number for number, _ in after.values()}
    assert raised["my-an"][0] == 5
    others = [raised[name] for name in raised if name != "my-an"]
    assert {number for number, _ in others} == {3}
    for name, (_, length) in raised.items():
        assert length > 1.4 * before[name][1], "the time that was ordered is filled"


def test_560_clusters_in_16_communes_get_their_third_session_from_16_plans(
    house: Callable[[Edit], Schedule],
) -> None:
    """Châu Đức: every cluster is a station of its own; what is asked of one in a commune is asked of all."""

    def clusters(given: dict[str, Any]) -> None:
        communes = [each["place"] for each in given["stations"]][:16]
        given["stations"] = [
            {"id": f"{place}-loa-{number:02d}", "place": place, "name": "Đài Truyền thanh"}
            for place in communes
            for number in range(35)
        ]
        given["policies"] = [each for each in given["policies"] if each["place"] == "cho-moi"]
        given["policies"][0] |= {"daily_cap_min": 60, "slots": [half_hour("05:30"), half_hour("17:00")]}
        given["policies"].append(
            {
                "place": "cho-moi",
                "legal": None,
                "assumed": True,
                "valid_from": date(2020, 8, 6),
                "daily_cap_min": 90,
                "slots": [half_hour("05:30"), half_hour("11:00"), half_hour("17:00")],
            }
        )
        given["campaigns"][0] |= {"baseline_plays": 2, "target_plays": {"min": 6, "max": 30}}

    laid = house(clusters)
    pool = [*scripts(30, "covid-19", "bluezone"), *scripts(90, "thuong-xuyen", "doi-song")]
    for day, sessions in ((date(2020, 8, 5), 2), (date(2020, 8, 6), 3)):
        plans = Plans(laid, day)
        for station in laid.stations:
            frames = {slot.id: FRAME for slot in laid.slots(station, day)}
            plan = plans.of(pool, Asked(station, frames))
            assert (plan.station, len(plan.sessions)) == (station, sessions)
            assert inside_every_rule(laid, plan)
            assert plays(plan) >= 6 or day < date(2020, 8, 6)
        assert len(laid.stations) == 560
        assert plans.number == 16


def test_on_the_first_of_july_2025_the_stations_go_on_under_the_new_communes(
    house: Callable[[Edit], Schedule],
) -> None:
    def running(given: dict[str, Any]) -> None:
        given["campaigns"][0] |= {"valid_until": date(2025, 12, 31), "target_plays": {"min": 3, "max": 5}}

    laid = house(running)
    pool = [*scripts(8, "covid-19", "bluezone"), *scripts(20, "thuong-xuyen", "doi-song")]
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    for day in (last, first):
        plans = list(planned(laid, day, pool))
        assert len(plans) == 18
        assert all(3 <= plays(plan) <= 5 and inside_every_rule(laid, plan) for plan in plans)
    assert laid.home("my-an", last)[0] == "my-an"
    assert laid.home("my-an", first)[0] == "xa-long-kien"
    assert all("an-giang" in laid.home(each, first) for each in laid.stations)
    assert len({laid.home(each, first)[0] for each in laid.stations}) == 6
