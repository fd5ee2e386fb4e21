"""What the commune orders: a pause, a volume; obeyed over restarts, leaping clocks and without the server."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import requests
from commune import MONDAY, RATE_HZ, STATION, Clock, Loudspeaker, Tape, item, playlist, put_file, wav
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Loopback

from broadcast.agent import Agent, Shift
from broadcast.agent.mixer import TURN_S, Mixer
from broadcast.agent.orders import Obeyed, WrongOrders, read
from broadcast.agent.sound import Sound

FIVE = MONDAY + timedelta(hours=5)
VALUE = 1000


def at(seconds: float) -> datetime:
    return FIVE + timedelta(seconds=seconds)


def orders(version: int = 1, **more: object) -> dict:
    return {"version": version, "pause": None, "volume": None, **more}


def pause(since: float, until: float, *, emergencies: bool = False) -> dict:
    return {
        "since": at(since).isoformat(),
        "until": at(until).isoformat(),
        "emergencies": emergencies,
        "by": "Trần Thị Lệ",
        "reason": "có đám tang",
    }


class Commune:
    """One machine in a commune: its folder outlives its shifts."""

    def __init__(self, open_shift: Callable[[], Shift], clock: Clock, loudspeaker: Loudspeaker) -> None:
        self._open, self.clock, self.loudspeaker = open_shift, clock, loudspeaker
        self.shift = open_shift()

    def plan(self, data: Path, *items: tuple[str, float, int, dict]) -> None:
        written = []
        for name, when, seconds, change in items:
            put_file(data, content := wav(VALUE, seconds))
            written.append(item(name, at(when), content, float(seconds)) | change)
        self.shift._shelf.offer(MONDAY.date(), playlist(MONDAY.date(), written), '"1"')

    def until(self, seconds: float, step: float = 0.25, *, talks: bool = False) -> None:
        while self.clock._now < at(seconds):
            self.clock.go(step)
            self.loudspeaker.go()
            self.shift.tick()
            if talks:
                self.shift.exchange()

    def power_cut(self) -> None:
        """The machine goes off without a word and starts again."""
        self.loudspeaker.close()
        self.shift = self._open()

    def told(self, name: str) -> tuple[str, str | None, float]:
        (line,) = [line for line in self.shift._journal.waiting(99) if line["item"] == name]
        return line["outcome"], line["reason"] and line["reason"]["code"], line["played_s"]


@pytest.fixture
def commune(
    server: Loopback,
    tmp_path: Path,
    clock: Clock,
    loudspeaker: Loudspeaker,
    session: requests.Session,
    said: list[str],
) -> Commune:
    def open_shift() -> Shift:
        return Agent(
            server.url,
            STATION,
            tmp_path,
            loudspeaker,
            clock=clock,
            session=session,
            say=lambda text: said.append(text.vi),
        ).shift()

    clock.leap((FIVE - MONDAY).total_seconds() - 300)
    commune = Commune(open_shift, clock, loudspeaker)
    commune.until(-60, 10)
    return commune


def heard(tape: Tape) -> list[tuple[float, float]]:
    """When something was to be heard, in seconds after five, and for how long; whatever its volume."""
    runs: list[tuple[float, float]] = []
    for each in (each for each in tape.heard if each.value):
        since = (each.since - FIVE).total_seconds()
        if runs and abs(sum(runs[-1]) - since) < 0.001:
            runs[-1] = (runs[-1][0], runs[-1][1] + each.seconds)
        else:
            runs.append((since, each.seconds))
    return runs


def test_what_falls_into_a_pause_is_missed_by_order_and_the_rest_airs(
    commune: Commune, tmp_path: Path, tape: Tape
) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}), ("noi", 600, 10, {}))
    commune.shift._obeyed.take(orders(pause=pause(-30, 300)))
    commune.until(700)
    assert commune.told("sang") == ("MISSED", "paused", 0.0)
    assert commune.told("noi") == ("PLAYED", None, 10.0)
    assert heard(tape) == [(600.0, 10.0)]


def test_a_pause_cuts_what_sounds_and_fades_it(commune: Commune, tmp_path: Path, tape: Tape) -> None:
    commune.plan(tmp_path, ("sang", 0, 60, {}))
    commune.until(20)
    commune.shift._obeyed.take(orders(pause=pause(20, 300)))
    commune.until(40)
    outcome, code, played_s = commune.told("sang")
    assert (outcome, code) == ("CUT", "paused")
    assert played_s == pytest.approx(20, abs=0.5)
    ((_, length),) = heard(tape)
    assert played_s < length <= played_s + TURN_S + 0.001
    tail = [each.value for each in tape.heard if 0 < each.value < VALUE]
    assert tail == sorted(tail, reverse=True), "it does not stop with a click"
    assert len(tail) > 10


def test_resumed_within_two_minutes_it_airs_late(commune: Commune, tmp_path: Path, tape: Tape) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}))
    commune.shift._obeyed.take(orders(pause=pause(-30, 900)))
    commune.until(60)
    commune.shift._obeyed.take(orders(2))
    commune.until(90)
    assert commune.told("sang") == ("LATE", "paused", 10.0)
    ((began, length),) = heard(tape)
    assert 60 <= began < 61
    assert length == 10


def test_what_was_armed_when_the_pause_came_airs_after_it(
    commune: Commune, tmp_path: Path, tape: Tape
) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}))
    commune.until(-1)
    commune.shift._obeyed.take(orders(pause=pause(-1, 30)))
    commune.until(60)
    ((began, length),) = heard(tape)
    assert 30 <= began < 31
    assert length == 10


def test_a_pause_ends_by_its_own_hour_while_the_server_is_away_and_over_a_restart(
    commune: Commune, server: Loopback, tmp_path: Path, tape: Tape
) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}), ("trua", 150, 10, {}), ("noi", 600, 10, {}))
    server.control = orders(7, pause=pause(-60, 300))
    commune.until(-40, talks=True)
    server.away = True
    commune.until(100, talks=True)
    commune.power_cut()
    commune.until(700, talks=True)
    assert heard(tape) == [(600.0, 10.0)]
    assert [commune.told(name)[:2] for name in ("sang", "trua")] == [("MISSED", "paused")] * 2
    assert commune.told("noi")[0] == "PLAYED"


def test_a_machine_that_was_off_in_a_pause_says_that_it_was_paused(commune: Commune, tmp_path: Path) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}))
    commune.shift._obeyed.take(orders(pause=pause(-30, 300)))
    commune.until(-10)
    commune.clock.go(400)
    commune.power_cut()
    commune.until(600)
    assert commune.told("sang")[:2] == ("MISSED", "paused")


def test_an_emergency_sounds_through_a_pause_unless_it_was_meant_too(
    commune: Commune, tmp_path: Path, tape: Tape
) -> None:
    urgent = {"class": "emergency"}
    commune.plan(tmp_path, ("sang", 0, 10, urgent), ("noi", 600, 10, urgent))
    commune.shift._obeyed.take(orders(pause=pause(-30, 300)))
    commune.until(400)
    commune.shift._obeyed.take(orders(2, pause=pause(400, 900, emergencies=True)))
    commune.until(800)
    assert heard(tape) == [(0.0, 10.0)]
    assert commune.told("sang")[0] == "PLAYED"
    assert commune.told("noi")[:2] == ("MISSED", "paused")


def test_a_pause_never_outlasts_its_length_though_the_clock_is_set_back(
    commune: Commune, tmp_path: Path, tape: Tape
) -> None:
    commune.clock.leap(7200)
    commune.shift._obeyed.take(orders(pause=pause(7140, 7500)))
    commune.until(7150)
    commune.clock.leap(-3600)
    commune.plan(tmp_path, ("sang", 3600, 10, {}), ("noi", 4200, 10, {}))
    commune.until(4300)
    assert commune.told("sang")[0] == "MISSED"
    assert [length for _, length in heard(tape)] == [10.0], "300 s are over, whatever the wall says"


def test_an_expired_pause_silences_nothing(commune: Commune, tmp_path: Path) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}))
    commune.shift._obeyed.take(orders(pause=pause(-600, -300)))
    commune.until(30)
    assert commune.told("sang") == ("PLAYED", None, 10.0)


def test_the_volume_turns_without_a_click_and_the_next_programme_begins_with_it(
    commune: Commune, tmp_path: Path, tape: Tape
) -> None:
    commune.plan(tmp_path, ("sang", 0, 10, {}), ("noi", 30, 10, {}))
    commune.until(5)
    commune.shift._obeyed.take(orders(volume={"gain_db": -6.0, "until": None}))
    commune.until(60)
    values = [each.value for each in tape.heard if each.value]
    softer = round(VALUE * 10 ** (-6 / 20))
    steps = np.abs(np.diff(values[: values.index(softer) + 1]))
    assert values[0] == VALUE
    assert steps.max() < VALUE / 50, "it comes down over a tenth of a second"
    assert values[-1] == softer
    assert sum(value == softer for value in values) == 2
    assert commune.told("sang") == ("PLAYED", None, 10.0)


def test_the_volume_holds_until_its_day_and_leaves_emergencies_alone(
    commune: Commune, tmp_path: Path, tape: Tape
) -> None:
    commune.plan(tmp_path, ("sang", 0, 5, {"class": "emergency"}), ("noi", 100, 5, {}))
    commune.shift._obeyed.take(orders(volume={"gain_db": -12, "until": at(50).isoformat()}))
    commune.until(200)
    assert {each.value for each in tape.heard if each.value} == {VALUE}


def test_orders_come_with_a_heartbeat_and_the_next_one_says_so_at_once(
    commune: Commune, server: Loopback
) -> None:
    server.control = orders(7, volume={"gain_db": -3.0, "until": None})
    asked = len(server.asked)
    commune.until(120, 1, talks=True)
    versions = [beat["control"] for beat in server.beats.values()]
    assert versions[0] == 0
    assert set(versions[2:]) == {7}
    beats = [datetime.fromisoformat(beat["at"]) for beat in server.beats.values()]
    first = versions.index(7)
    assert (beats[first] - beats[first - 1]).total_seconds() <= 2
    assert not [each for each in server.asked[asked:] if "control" in each[1]], "no request more"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"version": True},
        {"version": 1, "pause": {"since": "2026-11-23T05:00:00+07:00", "until": "2026-12-23T05:00:00+07:00"}},
        {"version": 1, "pause": {"since": "2026-11-23T05:00:00", "until": "2026-11-23T06:00:00"}},
        {"version": 1, "pause": {"since": "2026-11-23T05:00:00+07:00", "until": "2026-11-23T05:00:00+07:00"}},
        {"version": 1, "volume": {"gain_db": 3.0}},
        {"version": 1, "volume": {"gain_db": -120}},
        {"version": 1, "volume": [1]},
        {"version": 1, "pause": 5},
    ],
)
def test_wrong_orders_change_nothing(
    commune: Commune, server: Loopback, said: list[str], wrong: dict, tmp_path: Path
) -> None:
    kept = orders(3, pause=pause(-60, 300))
    commune.shift._obeyed.take(kept)
    server.control = {"oddity": 1, **wrong}
    commune.until(30, 1, talks=True)
    assert commune.shift._obeyed.orders == read(kept)
    assert Obeyed(tmp_path / "orders.json").orders == read(kept)
    assert any("lệnh của máy chủ không đọc được" in sentence for sentence in said)


def test_orders_that_a_power_cut_spoilt_are_none_until_the_server_tells_them_again(tmp_path: Path) -> None:
    path = tmp_path / "orders.json"
    path.write_bytes(b'{"version": 4, "pa')
    obeyed = Obeyed(path)
    assert obeyed.orders.version == 0
    assert obeyed.take(orders(4))
    assert json.loads(path.read_text())["version"] == 4


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


many = settings(
    max_examples=150,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@many
@given(st.fixed_dictionaries({"version": json_values, "pause": json_values, "volume": json_values}))
def test_whatever_is_written_is_obeyed_or_refused(written: dict) -> None:
    try:
        found = read(written)
    except WrongOrders:
        return
    assert found.gain_db <= 0
    assert found.pause is None or found.pause.until > found.pause.since


def test_a_cut_that_fades_lies_under_what_comes_next(tmp_path: Path) -> None:
    mixer = Mixer(RATE_HZ)
    for value in (7000, 500):
        (tmp_path / f"{value}.wav").write_bytes(wav(value, 1))
    first = mixer.arm(Sound(tmp_path / "7000.wav", RATE_HZ), 0)
    mixer.fill()
    mixer.read(10)
    assert mixer.cut(first, fade=True)
    mixer.arm(Sound(tmp_path / "500.wav", RATE_HZ), 0)
    mixer.fill()
    heard_then = mixer.read(300)
    fading = round(TURN_S * RATE_HZ)
    assert (np.diff(heard_then[:fading].astype(int)) <= 0).all()
    assert (heard_then[fading:] == 500).all()
    assert first.sounded == 10
