"""What is due, what is late, what is refused: the agent's whole shift with a clock that the test moves."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from commune import MONDAY, Clock, Loudspeaker, Tape, item, playlist, put_file, wav

from broadcast.agent import Shift
from broadcast.agent.journal import JournalFailed

DAY = MONDAY.date()
FIVE = MONDAY + timedelta(hours=5)


class Commune:
    """Plans a day straight onto the agent's shelf and lets time go by."""

    def __init__(self, shift: Shift, clock: Clock, loudspeaker: Loudspeaker, tape: Tape, data: Path) -> None:
        self.shift, self.clock, self.loudspeaker, self.tape = shift, clock, loudspeaker, tape
        self._data, self._version = data, 0
        self.value: dict[str, int] = {}

    def plan(self, *items: tuple) -> None:
        """Each (name, when, seconds) and perhaps changes to its item; no_file: it never arrives."""
        written = []
        for name, when, seconds, *rest in items:
            change = dict(rest[0]) if rest else {}
            self.value.setdefault(name, 1000 + len(self.value))
            content = wav(self.value[name], seconds)
            if not change.pop("no_file", False):
                put_file(self._data, content)
            written.append(item(name, when, content, float(seconds)) | change)
        self._version += 1
        self.shift._shelf.offer(DAY, playlist(DAY, written, self._version), f'"{self._version}"')

    def file(self, name: str, seconds: float) -> Path:
        put_file(self._data, content := wav(self.value[name], seconds))
        return next(path for path in (self._data / "audio").iterdir() if path.read_bytes() == content)

    def until(self, when: datetime, step: float = 0.25) -> None:
        while self.clock._now < when:
            self.clock.go(step)
            self.loudspeaker.go()
            self.shift.tick()

    def heard(self, name: str) -> list[tuple[float, float]]:
        """When it sounded, in seconds after five o'clock, and how long."""
        runs = self.tape.of(self.value[name])
        return [((run.since - FIVE).total_seconds(), run.seconds) for run in runs]

    def line(self, name: str) -> dict:
        (line,) = [line for line in self.shift._journal.waiting(99) if line["item"] == name]
        return line

    def told(self, name: str) -> tuple[str, str | None]:
        line = self.line(name)
        return line["outcome"], line["reason"] and line["reason"]["code"]


@pytest.fixture
def commune(shift: Shift, clock: Clock, loudspeaker: Loudspeaker, tape: Tape, tmp_path: Path) -> Commune:
    commune = Commune(shift, clock, loudspeaker, tape, tmp_path)
    clock.leap((FIVE - MONDAY).total_seconds() - 300)
    commune.until(FIVE - timedelta(seconds=60), 10)
    return commune


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_it_begins_at_its_sample_though_ticks_come_seldom(commune: Commune) -> None:
    commune.plan(("sang", FIVE + seconds(0.123), 5))
    commune.until(FIVE + seconds(20), 0.9)
    assert commune.heard("sang") == [(0.123, 5.0)]
    assert commune.told("sang") == ("PLAYED", None)
    line = commune.line("sang")
    assert (line["started_at"], line["played_s"]) == ("2026-11-23T05:00:00.123+07:00", 5.0)
    assert line["ended_at"] == "2026-11-23T05:00:05.123+07:00"


def test_programmes_that_meet_do_not_overlap(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 10), ("noi", FIVE + seconds(10), 5))
    commune.until(FIVE + seconds(30))
    assert [commune.heard("sang"), commune.heard("noi")] == [[(0.0, 10.0)], [(10.0, 5.0)]]
    assert commune.told("noi") == ("PLAYED", None)


def test_a_file_that_comes_within_two_minutes_airs_late(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 5, {"no_file": True}))
    commune.until(FIVE + seconds(60))
    commune.file("sang", 5)
    commune.until(FIVE + seconds(90))
    ((began, length),) = commune.heard("sang")
    assert 60 <= began < 61
    assert length == 5
    assert commune.told("sang") == ("LATE", "no_file")


def test_a_file_that_never_comes_delays_nothing(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 5, {"no_file": True}), ("noi", FIVE + seconds(5), 5))
    commune.until(FIVE + seconds(121))
    assert commune.heard("noi") == [(5.0, 5.0)]
    assert commune.told("sang") == ("MISSED", "no_file")
    assert commune.told("noi") == ("PLAYED", None)


def test_a_file_that_decayed_or_is_no_sound_delays_nothing(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 5), ("noi", FIVE + seconds(5), 5))
    path = commune.file("sang", 5)
    path.write_bytes(path.read_bytes()[:-2] + b"!!")
    commune.until(FIVE + seconds(121))
    assert commune.heard("sang") == []
    assert commune.heard("noi") == [(5.0, 5.0)]
    assert commune.told("sang") == ("MISSED", "bad_file")
    assert not path.exists(), "it would never be fetched again"


def test_more_than_two_minutes_late_is_missed(commune: Commune) -> None:
    commune.plan(("dai", FIVE, 121.5), ("sang", FIVE + seconds(1), 5))
    commune.until(FIVE + seconds(130))
    assert commune.heard("sang") == []
    assert commune.told("sang") == ("MISSED", "busy")


def test_the_one_before_that_overruns_makes_it_late(commune: Commune) -> None:
    commune.plan(("dai", FIVE, 60), ("sang", FIVE + seconds(1), 5))
    commune.until(FIVE + seconds(90))
    assert commune.heard("sang") == [(60.0, 5.0)]
    assert commune.told("sang") == ("LATE", "busy")


def test_quiet_hours_stop_everything_but_an_emergency(commune: Commune) -> None:
    night = FIVE - seconds(10)
    commune.plan(
        ("sai", night, 2), ("khan", night + seconds(4), 2, {"class": "emergency"}), ("sang", FIVE, 5)
    )
    commune.until(FIVE + seconds(115))
    assert [commune.heard(name) for name in ("sai", "khan", "sang")] == [[], [(-6.0, 2.0)], [(0.0, 5.0)]]
    assert commune.told("sai") == ("MISSED", "quiet_hours")


def test_what_would_begin_late_inside_quiet_hours_is_refused(commune: Commune, clock: Clock) -> None:
    nine = MONDAY + timedelta(hours=21)
    commune.plan(("toi", nine - seconds(30), 5, {"no_file": True}))
    clock.leap((nine - clock._now).total_seconds() - 200)
    commune.until(nine + seconds(10))
    commune.file("toi", 5)
    commune.until(nine + seconds(95))
    assert commune.heard("toi") == []
    assert commune.told("toi") == ("MISSED", "quiet_hours")


def test_an_emergency_does_not_wait_for_the_programme_to_end(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 60), ("khan", FIVE + seconds(20), 5, {"class": "emergency"}))
    commune.until(FIVE + seconds(60))
    ((began, length),) = commune.heard("khan")
    assert 20 <= began < 21
    assert length == 5
    assert commune.told("sang") == ("CUT", "emergency")
    assert commune.line("sang")["played_s"] == pytest.approx(began, abs=0.3)


def test_a_relay_airs_its_file_or_is_missed_with_its_reason(commune: Commune) -> None:
    relay = {"kind": "relay", "relay": {"url": "https://vov.example/live"}}
    commune.plan(("vov", FIVE, 5, relay), ("tinh", FIVE + seconds(10), 5, relay | {"audio": None}))
    commune.until(FIVE + seconds(135))
    assert commune.told("vov") == ("PLAYED", "relay_replaced")
    assert commune.told("tinh") == ("MISSED", "no_source")
    assert commune.line("tinh")["sha256"] is None


def test_a_clock_set_back_starts_nothing_twice(commune: Commune, clock: Clock) -> None:
    commune.plan(("sang", FIVE, 5))
    commune.until(FIVE + seconds(2))
    clock.leap(-60)
    commune.until(FIVE + seconds(30))
    assert len(commune.heard("sang")) == 1
    assert commune.line("sang")["played_s"] == 5.0
    assert commune.told("sang") == ("PLAYED", None)


def test_a_clock_set_between_arming_and_starting_moves_the_start(commune: Commune, clock: Clock) -> None:
    commune.plan(("sang", FIVE, 5))
    commune.until(FIVE - seconds(1))
    assert commune.shift._journal.known, "it should be armed by now"
    clock.leap(-100)
    commune.until(FIVE + seconds(10))
    assert commune.heard("sang") == [(0.0, 5.0)]
    assert commune.told("sang") == ("PLAYED", None)


def test_a_clock_set_forward_over_an_airing_is_explained(commune: Commune, clock: Clock) -> None:
    commune.plan(("sang", FIVE, 5))
    commune.until(FIVE - seconds(40))
    clock.leap(400)
    commune.until(FIVE + seconds(600))
    assert commune.heard("sang") == []
    assert commune.told("sang") == ("MISSED", "clock_leap")


def test_a_wrong_clock_at_the_start_writes_nothing_off(commune: Commune, clock: Clock) -> None:
    """A Pi without a battery wakes in another year; NTP sets it a minute later."""
    commune.plan(("sang", FIVE, 5))
    clock.leap(3600 * 24 * 300)
    commune.until(clock._now + seconds(30))
    clock.leap(-3600 * 24 * 300)
    commune.until(FIVE + seconds(10))
    assert commune.heard("sang") == [(0.0, 5.0)]


def test_a_device_that_dies_is_opened_again_and_what_was_cut_is_said(
    commune: Commune, loudspeaker: Loudspeaker
) -> None:
    commune.plan(("sang", FIVE, 30), ("trua", FIVE + seconds(60), 5))
    commune.until(FIVE + seconds(10))
    loudspeaker.broken = True
    commune.until(FIVE + seconds(20))
    loudspeaker.broken = False
    commune.until(FIVE + seconds(80))
    assert commune.told("sang") == ("CUT", "player_failed")
    assert commune.line("sang")["played_s"] == pytest.approx(10, abs=0.5)
    assert commune.heard("trua") == [(60.0, 5.0)]
    assert loudspeaker.opened > 1


def test_the_end_of_a_shift_is_written_down(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 30), ("trua", FIVE + seconds(31), 5))
    commune.until(FIVE + seconds(10))
    commune.shift._playout.stop()
    assert commune.told("sang") == ("CUT", "stopped")
    assert commune.heard("sang") == [(0.0, 10.0)]


def test_a_withdrawn_programme_does_not_air(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 5), ("trua", FIVE + seconds(50), 5))
    commune.until(FIVE + seconds(10))
    commune.plan(("sang", FIVE, 5))
    commune.until(FIVE + seconds(200))
    assert commune.heard("trua") == []
    assert [line["item"] for line in commune.shift._journal.waiting(9)] == ["sang"]


def test_what_is_playing_is_known(commune: Commune) -> None:
    commune.plan(("sang", FIVE, 5))
    commune.until(FIVE - seconds(1))
    assert commune.shift._playout.playing is None
    commune.until(FIVE + seconds(1))
    assert commune.shift._playout.playing == "sang"


def test_nothing_begins_while_its_intent_cannot_be_written_down(commune: Commune) -> None:
    """A full disk: an airing that sounded without a trace could sound again."""
    commune.plan(("sang", FIVE, 5))
    database = commune.shift._journal._database
    database.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalFailed, match="không ghi được sổ phát"):
        commune.until(FIVE + seconds(30))
    while commune.clock._now < FIVE + seconds(30):
        commune.clock.go(0.5)
        commune.loudspeaker.go()
        with suppress(JournalFailed):
            commune.shift.tick()
    assert commune.heard("sang") == []
    database.execute("PRAGMA query_only = OFF")
    commune.until(FIVE + seconds(60))
    ((began, length),) = commune.heard("sang")
    assert 30 <= began < 31
    assert length == 5
