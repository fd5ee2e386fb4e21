"""A commune's week: two days without the server, the power gone twenty times, the clock set twice."""

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import requests
from commune import MONDAY, STATION, Clock, Loudspeaker, PowerCut, Tape, item, playlist, wav
from loopback import Loopback

from broadcast.agent import Agent, Shift

DAYS = [(MONDAY + timedelta(days=ahead)).date() for ahead in range(7)]
AWAY = (MONDAY + timedelta(days=3, hours=1), MONDAY + timedelta(days=5, hours=1))
HOURS = {"dem": 3.25, "sang": 5, "noi": 5 + 30 / 3600, "trua": 11, "chieu": 17, "bao": 22.5}
LENGTH_S = 30.0


class Week:
    """What was planned, by item; `value` is the sound of each."""

    def __init__(self) -> None:
        self.planned: dict[str, dict] = {}
        self._starts: dict[str, datetime] = {}
        self.value: dict[str, int] = {}
        self.content: dict[str, bytes] = {}

    def day(self, day: date, version: int) -> bytes:
        return playlist(day, [self._item(day, name) for name in HOURS], version)

    def _item(self, day: date, name: str) -> dict:
        known = f"{day}.{name}"
        value = self.value.setdefault(known, 1000 + len(self.value))
        content = self.content.setdefault(known, wav(value, LENGTH_S))
        midnight = datetime.combine(day, datetime.min.time(), MONDAY.tzinfo)
        starts = midnight + timedelta(hours=HOURS[name])
        self._starts[known] = starts
        more = {"class": "emergency"} if name == "bao" else {}
        self.planned[known] = item(known, starts, content, LENGTH_S, **more)
        return self.planned[known]

    def starts(self, known: str) -> datetime:
        return self._starts[known]

    def pace(self, now: datetime) -> float:
        """How many seconds may go by at once: few when something could sound."""
        ahead = [(self.starts(known) - now).total_seconds() for known in self.planned]
        if any(-170 < each < 40 for each in ahead):
            return 0.5
        return 10.0 if any(0 < each < 250 for each in ahead) else 120.0


class Life:
    """The agent of the week, dropped and begun anew on the same disk."""

    def __init__(self, data: Path, server: Loopback, session: requests.Session, week: Week) -> None:
        self.clock, self.tape, self.week = Clock(MONDAY), Tape(), week
        self._data, self._server, self._session = data, server, session
        self._dropped: list[Shift] = []
        self.begin()

    def begin(self) -> None:
        self.clock.fuse = None
        self.loudspeaker = Loudspeaker(self.clock, self.tape)
        agent = Agent(
            self._server.url, STATION, self._data, self.loudspeaker, clock=self.clock, session=self._session
        )
        self.shift = agent.shift()
        self._dropped.append(self.shift)

    def until(self, moment: datetime) -> None:
        while self.clock._now < moment:
            pace = self.week.pace(self.clock._now)
            self.clock.go(pace)
            self.loudspeaker.go()
            self.shift.tick()
            if pace > 1 or self.clock.monotonic() % 10 == 0:
                self.shift.exchange()

    def power_cut(self, looks: int) -> None:
        """After so many more looks at the clock, in the middle of whatever it does."""
        self.clock.fuse = looks
        with suppress(PowerCut):
            self.until(self.clock._now + timedelta(minutes=30))
        assert self.clock.fuse < 0, "the power did not go"

    def bury(self) -> None:
        """Only now are the dropped ones' files closed, for the sake of the test's own process."""
        for shift in self._dropped:
            shift._journal.close()


@pytest.fixture
def week(server: Loopback) -> Week:
    week = Week()
    for day in DAYS:
        server.publish(day, week.day(day, 1))
    for content in week.content.values():
        server.keep(content)
    return week


@pytest.fixture
def life(tmp_path: Path, server: Loopback, session: requests.Session, week: Week) -> Iterator[Life]:
    life = Life(tmp_path, server, session, week)
    yield life
    life.bury()


def _power_cuts(week: Week) -> list[tuple[datetime, int, float]]:
    """Twenty: when, after how many looks at the clock, and for how many seconds the machine stays off."""
    dice = random.Random(1677)
    daytime = [known for known in week.planned if not known.endswith("dem")]
    chosen = dice.sample(daytime, 16)
    near = [week.starts(known) + timedelta(seconds=dice.uniform(-4, 33)) for known in chosen]
    anywhere = [MONDAY + timedelta(days=dice.uniform(0.1, 6.9)) for _ in range(4)]
    return [(when, dice.randrange(25), dice.choice([2, 20, 50, 300])) for when in sorted(near + anywhere)]


def _sabotage(server: Loopback, week: Week) -> None:
    """One file is never there, one is never right, one is late."""
    sha256 = {known: planned["audio"]["sha256"] for known, planned in week.planned.items()}
    del server.files[sha256[f"{DAYS[1]}.trua"]]
    server.wrong[sha256[f"{DAYS[2]}.noi"]] = bytes(week.planned[f"{DAYS[2]}.noi"]["audio"]["bytes"])


def test_a_week_with_twenty_power_cuts_and_two_days_without_the_server(
    life: Life, server: Loopback, week: Week
) -> None:
    _sabotage(server, week)
    cuts = _power_cuts(week)
    events = [(when, "cut", cut) for cut in cuts for when in cut[:1]]
    events += [(AWAY[0], "away", True), (AWAY[1], "away", False)]
    events += [
        (MONDAY + timedelta(days=1, hours=9), "leap", 40.0),
        (MONDAY + timedelta(days=6, hours=9), "leap", -25.0),
    ]
    events += [(MONDAY + timedelta(days=day, hours=12), "lost", 3) for day in range(7)]
    for when, what, value in sorted(events, key=lambda event: event[0]):
        life.until(when)
        match what:
            case "cut":
                life.power_cut(value[1])
                life.clock.go(value[2])
                life.begin()
            case "away":
                server.away = value
            case "leap":
                life.clock.leap(value)
            case "lost":
                server.lost_replies = value
    life.until(MONDAY + timedelta(days=7, minutes=30))

    _every_airing_has_one_line(server, week)
    for line in server.lines.values():
        _the_line_is_what_sounded(line, life.tape.of(week.value[line["item"]]), week)
    _nothing_else_sounded(life.tape, week)
    _the_expected_outcomes(server, week)
    assert server.repeated, "no reply was lost"
    assert all(line == server.lines[line["id"]] for line in server.repeated if line["id"] in server.lines)


def _every_airing_has_one_line(server: Loopback, week: Week) -> None:
    assert sorted(line["item"] for line in server.lines.values()) == sorted(week.planned)


def _the_line_is_what_sounded(line: dict, heard: list, week: Week) -> None:
    assert len(heard) <= 1, f"{line['item']} was started {len(heard)} times"
    sounded = heard[0].seconds if heard else 0.0
    assert line["reason"] is None or (line["reason"]["vi"] and line["reason"]["en"])
    match line["outcome"]:
        case "MISSED":
            assert not heard
            assert line["reason"]
        case "CUT":
            assert line["reason"]["code"] == "interrupted"
            assert line["played_s"] <= sounded <= line["played_s"] + 11
        case outcome:
            assert sounded == pytest.approx(LENGTH_S, abs=0.01)
            began = datetime.fromisoformat(line["started_at"])
            assert abs((began - heard[0].since).total_seconds()) < 0.05
            late = (heard[0].since - week.starts(line["item"])).total_seconds()
            assert 1 < late <= 120.5 if outcome == "LATE" else abs(late) < 0.05
            assert line["played_s"] == pytest.approx(LENGTH_S, abs=0.01)


def _nothing_else_sounded(tape: Tape, week: Week) -> None:
    assert {each.value for each in tape.heard} <= set(week.value.values())


def _the_expected_outcomes(server: Loopback, week: Week) -> None:
    told = {line["item"]: line for line in server.lines.values()}
    assert {told[f"{day}.dem"]["outcome"] for day in DAYS} == {"MISSED"}
    assert "quiet_hours" in {told[f"{day}.dem"]["reason"]["code"] for day in DAYS}
    assert told[f"{DAYS[1]}.trua"]["reason"]["code"] == "no_file"
    assert told[f"{DAYS[2]}.noi"]["reason"]["code"] == "no_file"
    outcomes = [line["outcome"] for line in told.values()]
    assert outcomes.count("PLAYED") > 15
    assert outcomes.count("CUT") > 3
    on_days_away = [
        told[f"{day}.{name}"]["outcome"] for day in DAYS[3:5] for name in ("sang", "chieu", "bao")
    ]
    assert "PLAYED" in on_days_away
