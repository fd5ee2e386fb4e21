"""A commune and its loudspeakers: pauses that end, volumes that only go down, faults that stand."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from broadcast.desk.logbook import record_heartbeat
from broadcast.desk.operating import Broken, NoSuchFault, NoWords, Operating
from broadcast.desk.studio import Studio
from broadcast.files.schedules import load_schedule
from broadcast.people import Did, Grant, MayNot, Person, Role
from broadcast.playlist import STEPS_DB, Control, Pause, Volume, WrongPause, WrongVolume
from broadcast.schedule import Schedule, UnknownStation
from broadcast.script import BulletinClass
from broadcast.store import audit
from broadcast.store.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
LE = Person("le", "Trần Thị Lệ", frozenset({Role.OPERATOR}))
HOA = Person("hoa", "Lê Thị Hoa", frozenset({Role.WRITER}))
HOUR = timedelta(hours=1)


class Day:
    """The desk, and a clock that a test moves."""

    def __init__(self, database: Database, schedule: Schedule) -> None:
        self.now = NOW
        self.desk = Operating(database, lambda: self.now, lambda: schedule)

    def control(self) -> Control:
        return self.desk.control("my-an")

    def done(self) -> list[tuple[str, str, str]]:
        with self.desk.database.begin() as connection:
            return [(line.by, line.did, line.on) for line in audit.every(connection)]


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    return load_schedule(ROOT / "schedules.yaml")


@pytest.fixture
def day(tmp_path: Path, schedule: Schedule) -> Iterator[Day]:
    database = Database(tmp_path / "broadcast.sqlite3")
    yield Day(database, schedule)
    database.close()


def pause(day: Day, length: timedelta = HOUR, *, emergencies: bool = False, reason: str = "") -> Control:
    return day.desk.pause(LE, "my-an", day.now + length, emergencies=emergencies, reason=reason)


def test_a_pause_rules_at_once_and_ends_by_itself(day: Day) -> None:
    ordered = pause(day, reason="  có đám\ntang ")
    assert ordered == day.control()
    assert ordered.pause == Pause(NOW, NOW + HOUR, emergencies=False, by="Trần Thị Lệ", reason="có đám tang")
    assert ordered.paused(NOW + HOUR - timedelta(seconds=1))
    assert ordered.paused(NOW + HOUR) is None
    assert day.desk.control("kien-an") == Control()


def test_resuming_ends_it_and_leaves_the_volume(day: Day) -> None:
    day.desk.turn(LE, "my-an", -6.0, None)
    pause(day)
    day.now += timedelta(minutes=5)
    resumed = day.desk.resume(LE, "my-an")
    assert (resumed.pause, resumed.volume) == (None, Volume(-6.0))
    assert resumed.version == 3
    assert day.desk.resume(LE, "my-an").version == 3, "there is nothing to resume"


@pytest.mark.parametrize(
    ("length", "emergencies", "reason"),
    [
        (timedelta(), False, ""),
        (-HOUR, False, ""),
        (25 * HOUR, False, "Tết"),
        (HOUR, True, ""),
        (HOUR, True, " ... "),
        (3 * HOUR, True, "lễ tang"),
    ],
)
def test_a_pause_that_would_not_end_or_hides_emergencies_without_a_word_is_refused(
    day: Day,
    length: timedelta,
    emergencies: bool,  # noqa: FBT001 - a case of the table
    reason: str,
) -> None:
    with pytest.raises(WrongPause):
        pause(day, length, emergencies=emergencies, reason=reason)
    assert day.control() == Control()
    assert day.done() == []


@pytest.mark.parametrize("gain_db", [3.0, 0.5, -1.0, -15.0, float("nan")])
def test_a_commune_never_turns_up_and_only_by_steps(day: Day, gain_db: float) -> None:
    with pytest.raises(WrongVolume):
        day.desk.turn(LE, "my-an", gain_db, None)
    assert day.control() == Control()


def test_a_volume_holds_until_its_moment(day: Day) -> None:
    for step in STEPS_DB:
        day.desk.turn(LE, "my-an", step, NOW + HOUR)
    last = day.control()
    assert last.turned(NOW) == Volume(-12.0, NOW + HOUR)
    assert last.turned(NOW + HOUR) is None
    with pytest.raises(WrongVolume):
        day.desk.turn(LE, "my-an", -3.0, NOW)


def test_a_fault_is_an_alarm_until_it_is_mended_and_stays_in_the_history(day: Day) -> None:
    number = day.desk.report(LE, "my-an", Broken.SILENT, "ấp Mỹ An 2")
    (alarm,) = day.desk.alarms()
    assert alarm.what.vi.endswith("báo hỏng: không có tiếng (ấp Mỹ An 2)")
    with pytest.raises(NoWords):
        day.desk.mend(LE, "my-an", number, " ")
    with pytest.raises(NoSuchFault):
        day.desk.mend(LE, "kien-an", number, "thay loa")
    day.now += HOUR
    day.desk.mend(LE, "my-an", number, "thay dây")
    assert day.desk.alarms() == ()
    with pytest.raises(NoSuchFault):
        day.desk.mend(LE, "my-an", number, "lần nữa")
    (fault,), _ = day.desk.history("my-an")
    assert (fault.note, fault.mended_by, fault.mended_at) == ("thay dây", "le", NOW + HOUR)


def test_a_fault_of_another_kind_is_told_in_words(day: Day) -> None:
    with pytest.raises(NoWords):
        day.desk.report(LE, "my-an", Broken.OTHER, "  ")


def test_a_pause_that_holds_emergencies_back_is_an_alarm_while_it_lasts(day: Day) -> None:
    pause(day, emergencies=True, reason="lễ tang cạnh loa")
    (alarm,) = day.desk.alarms()
    assert "tạm dừng cả tin khẩn cấp đến 17:00 theo lệnh của Trần Thị Lệ" in alarm.what.vi
    day.now += HOUR
    assert day.desk.alarms() == ()


ASKED: dict[str, Callable[[Operating, Person], object]] = {
    "pause": lambda desk, by: desk.pause(by, "my-an", NOW + HOUR, emergencies=False, reason=""),
    "resume": lambda desk, by: desk.resume(by, "my-an"),
    "turn": lambda desk, by: desk.turn(by, "my-an", -3.0, None),
    "report": lambda desk, by: desk.report(by, "my-an", Broken.POWER, ""),
    "mend": lambda desk, by: desk.mend(by, "my-an", 1, "xong"),
}


@pytest.mark.parametrize("what", ASKED)
def test_only_operators_and_planners_operate(day: Day, what: str) -> None:
    with pytest.raises(MayNot):
        ASKED[what](day.desk, HOA)
    assert day.control() == Control()
    assert day.desk.alarms() == ()


def test_an_operator_who_is_bound_to_a_place_acts_there_only_and_sees_it_first(day: Day) -> None:
    bound = Person("tu", "Võ Văn Tư", frozenset({Grant(Role.OPERATOR, "my-an")}))
    day.desk.turn(bound, "my-an", -3.0, None)
    with pytest.raises(MayNot):
        day.desk.turn(bound, "kien-an", -3.0, None)
    assert day.desk.own(bound) == {"my-an"}
    assert day.desk.own(LE) == frozenset()
    assert day.desk.own(HOA) == frozenset()


def test_no_station_of_nobody_is_ordered(day: Day) -> None:
    with pytest.raises(UnknownStation):
        day.desk.pause(LE, "khong-co", NOW + HOUR, emergencies=False, reason="")


def test_every_order_is_written_down(day: Day) -> None:
    pause(day)
    day.desk.resume(LE, "my-an")
    day.desk.turn(LE, "my-an", -3.0, None)
    number = day.desk.report(LE, "my-an", Broken.SPEAKER, "")
    day.desk.mend(LE, "my-an", number, "thay củ loa")
    kinds = (
        Did.STATION_PAUSED,
        Did.STATION_RESUMED,
        Did.STATION_TURNED,
        Did.FAULT_REPORTED,
        Did.FAULT_MENDED,
    )
    assert day.done() == [("le", kind.value, "my-an") for kind in kinds]


def test_a_station_says_which_orders_it_obeys_and_the_first_time_counts(
    cold_studio: Studio, schedule: Schedule
) -> None:
    studio = cold_studio
    desk = Operating(studio.database, studio.now, lambda: schedule)
    version = desk.pause(LE, "my-an", studio.now() + HOUR, emergencies=False, reason="").version

    def beat(number: int, control: int | None) -> None:
        told = {
            "id": f"beat-{number}",
            "at": studio.now().isoformat(),
            "agent": "broadcast",
            "playing": None,
            "playlists": {str(date(2020, 8, 6)): 1},
            "waiting": 0,
            "free_bytes": 1,
        }
        more = {} if control is None else {"control": control}
        record_heartbeat(studio, schedule, "my-an", {"beats": [told | more]})

    for number, control in enumerate((None, 0, version + 7)):
        beat(number, control)
        assert desk.standing()["my-an"].obeyed_at is None
    beat(8, version)
    assert desk.standing()["my-an"].obeyed_at == studio.now()
    assert desk.standing()["kien-an"].obeyed_at is None


def test_who_handles_no_emergencies_holds_none_back(day: Day) -> None:
    low = Person("tam", "Bùi Thị Tám", frozenset({Grant(Role.OPERATOR, "my-an", BulletinClass.PRIORITY)}))
    until = NOW + HOUR
    with pytest.raises(MayNot, match="khẩn cấp"):
        day.desk.pause(low, "my-an", until, emergencies=True, reason="lễ tang")
    assert day.control() == Control()
    assert day.desk.pause(low, "my-an", until, emergencies=False, reason="").paused(NOW)
