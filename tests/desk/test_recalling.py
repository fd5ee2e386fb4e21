"""Thu hồi on a real day: out of everything that has not begun, ten minutes or not; and who knows of it."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from approver import approved, clearing
from told_days import beat_json

from broadcast.desk.entries import NoReason, UnknownEntry
from broadcast.desk.recalling import NotRecalled
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.people import Grant, MayNot, Person, Role, State, TooLateToUndo
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM
from broadcast.script import BulletinClass, Manuscript
from broadcast.store import audit
from broadcast.store.scripts import Entry

DAY = date(2026, 11, 23)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
POWER = Manuscript("Cắt điện ấp Long Hòa", "Cắt điện từ 7 giờ 30 đến 16 giờ.", klass=BulletinClass.PRIORITY)
WHY = "Sai ngày cắt điện"


@dataclass
class Wall:
    """The clock on the wall, set by the test."""

    at: datetime

    def set(self, hour: int, minute: int = 0, second: int = 0) -> None:
        self.at = datetime.combine(DAY, time(hour, minute, second), VIETNAM)


@pytest.fixture
def wall() -> Wall:
    return Wall(datetime.combine(DAY, time(4), VIETNAM))


@pytest.fixture
def reception(small_studio: Studio, wall: Wall) -> Reception:
    """My An, which is made for one day."""
    return Reception(replace(small_studio, now=lambda: wall.at), DAY, only="my-an")


@pytest.fixture
def power(reception: Reception) -> Entry:
    """A script that is approved at four in the morning and in the playlist."""
    newsroom = reception.newsroom
    draft = newsroom.write(LAN, POWER)
    entry = approved(newsroom, clearing(newsroom).submit(LAN, draft.id, draft.version), BINH)
    reception.make(DAY, Nobody())
    return entry


@pytest.fixture
def recall(reception: Reception) -> Callable[[str], None]:
    """Recall, and wait until the day is made again."""

    def one(script: str) -> None:
        reception.recall(BINH, script, WHY)
        assert reception.hurrying
        reception.hurrying.join(60)

    return one


def at(reception: Reception) -> Iterator[tuple[time, list[str | None]]]:
    """The hours of the newest playlist, and the scripts of each."""
    for item in reception.playlist("my-an", DAY).items:
        yield (
            item.starts_at.astimezone(VIETNAM).time(),
            [cue.script for cue in item.rundown if cue.kind is CueKind.ITEM],
        )


def hours(reception: Reception, script: str) -> list[time]:
    return [hour for hour, names in at(reception) if script in names]


def test_a_recall_breaks_the_lock_and_the_session_still_airs(
    reception: Reception, wall: Wall, power: Entry, recall: Callable[[str], None]
) -> None:
    assert time(5) in hours(reception, power.id)
    sessions = [hour for hour, _ in at(reception)]
    wall.set(4, 55)
    recall(power.id)
    assert hours(reception, power.id) == []
    assert [hour for hour, _ in at(reception)] == sessions, "without the script, but on the air"
    assert reception.newsroom.proofs(power.id).entry.state is State.WITHDRAWN


def test_what_only_was_withdrawn_stays_in_what_is_locked(
    reception: Reception, wall: Wall, power: Entry
) -> None:
    wall.set(4, 55)
    reception.clearing.withdraw(BINH, power.id, 1, WHY)
    reception.make(DAY, Nobody())
    assert hours(reception, power.id) == [time(5)]


def test_a_programme_on_air_stays_as_it_is_and_the_rest_of_the_day_is_free_of_it(
    reception: Reception, wall: Wall, power: Entry, recall: Callable[[str], None]
) -> None:
    wall.set(5, 0, 30)
    recall(power.id)
    assert hours(reception, power.id) == [time(5)]
    spread = reception.spread(power.id)
    assert spread
    (station,) = spread.stations
    assert station.on_air_until
    assert station.on_air_until > wall.at


def test_which_stations_know_is_seen_and_kept_and_can_be_downloaded(
    reception: Reception, wall: Wall, power: Entry, recall: Callable[[str], None]
) -> None:
    old = reception.playlist("my-an", DAY).version
    wall.set(4, 30)
    recall(power.id)
    spread = reception.spread(power.id)
    assert spread
    assert [(each.id, each.made, each.received_at) for each in spread.stations] == [("my-an", True, None)]
    assert not spread.done

    def beat(number: int, version: int) -> None:
        told = beat_json(number, at=wall.at.isoformat(), playlists={str(DAY): version})
        reception.record_heartbeat("my-an", {"beats": [told]})

    wall.set(4, 31)
    beat(1, old)
    assert not reception.spread(power.id).done  # type: ignore[union-attr]
    wall.set(4, 32)
    beat(2, old + 1)
    spread = reception.spread(power.id)
    assert spread
    assert (spread.received, spread.done) == (1, True)
    wall.set(4, 40)
    beat(3, old + 1)
    (row,) = csv.DictReader(io.StringIO(spread.as_csv()))
    assert (row["station"], row["made_again"]) == ("my-an", "yes")
    assert row["received_at"] == "2026-11-23T04:32:00+07:00"
    lines = [line for line in audited(reception) if line[0].startswith("recall") or "recalled" in line[0]]
    assert lines == [
        ("script.recalled", "binh", {"reason": WHY, "stations": 1, "on_air": 0, "recall": 1}),
        ("recall.received", "", {"recall": 1, "station": "my-an"}),
    ]


def audited(reception: Reception) -> list[tuple[str, str, dict[str, object]]]:
    with reception.newsroom.studio.database.begin() as connection:
        return [(line.did, line.by, json.loads(line.facts)) for line in audit.every(connection)]


def test_a_script_on_file_is_recalled_and_let_on_the_air_again(
    reception: Reception, wall: Wall, power: Entry, recall: Callable[[str], None]
) -> None:
    on_file = next(name for _, names in at(reception) for name in names if name and name != power.id)
    wall.set(4, 55)
    recall(on_file)
    assert hours(reception, on_file) == []
    assert any("đã thu hồi" in fault.what.vi for fault in reception.faults())
    reception.release(BINH, on_file, "Đã sửa lịch")
    assert reception.spread(on_file) is None
    wall.set(4, 56)
    reception.make(DAY, Nobody())
    assert hours(reception, on_file), "later sessions may have it again"
    with pytest.raises(NotRecalled):
        reception.release(BINH, on_file, "Đã sửa lịch")


def test_a_recalled_file_stays_off_the_air_whatever_stands_in_it_until_it_is_let_go(
    reception: Reception, wall: Wall, power: Entry, recall: Callable[[str], None], small_house: Path
) -> None:
    """Put back as it was stamped once, its stamp holds again; the recall does as well."""
    on_file = next(name for _, names in at(reception) for name in names if name and name != power.id)
    path = small_house / f"scripts_vi/{on_file}.md"
    stamped = path.read_text(encoding="utf-8")
    path.write_text(f"{stamped}\nThêm một câu.\n", encoding="utf-8")
    wall.set(4, 55)
    recall(on_file)
    path.write_text(stamped, encoding="utf-8")
    reception.make(DAY, Nobody())
    assert hours(reception, on_file) == []
    assert any("đã thu hồi" in fault.what.vi for fault in reception.faults())
    reception.release(BINH, on_file, "Đã sửa lịch")
    reception.make(DAY, Nobody())
    assert hours(reception, on_file)


def test_a_recalled_script_of_people_comes_back_by_a_new_approval(
    reception: Reception, power: Entry, recall: Callable[[str], None]
) -> None:
    recall(power.id)
    local = Person("ba", "Lê Văn Ba", frozenset({Grant(Role.APPROVER, "kien-an")}))
    with pytest.raises(MayNot):
        reception.release(local, power.id, "Không sai")
    with pytest.raises(NotRecalled):
        reception.release(BINH, power.id, "Không sai")
    newsroom = reception.newsroom
    edited = newsroom.revise(LAN, power.id, 1, replace(POWER, text="Cắt điện từ 8 giờ đến 16 giờ."))
    approved(newsroom, clearing(newsroom).submit(LAN, edited.id, 2), BINH)
    reception.make(DAY, Nobody())
    assert hours(reception, power.id)
    assert reception.spread(power.id) is None


def test_a_draft_whose_approved_version_still_airs_can_be_recalled(
    reception: Reception, wall: Wall, power: Entry, recall: Callable[[str], None]
) -> None:
    reception.newsroom.revise(LAN, power.id, 1, replace(POWER, title="Tên khác"))
    wall.set(4, 55)
    reception.make(DAY, Nobody())
    assert hours(reception, power.id) == [time(5)], "locked"
    recall(power.id)
    assert hours(reception, power.id) == []


def test_who_may_not_or_says_no_reason_recalls_nothing(reception: Reception, power: Entry) -> None:
    with pytest.raises(MayNot):
        reception.recall(LAN, power.id, WHY)
    with pytest.raises(NoReason):
        reception.recall(BINH, power.id, " . ")
    with pytest.raises(UnknownEntry):
        reception.recall(BINH, "khong-co", WHY)
    assert reception.spread(power.id) is None
    assert hours(reception, power.id)


def test_an_approval_is_not_undone_once_it_soon_airs(reception: Reception, wall: Wall, power: Entry) -> None:
    wall.at = wall.at + timedelta(minutes=50)
    with pytest.raises(TooLateToUndo, match="Thu hồi"):
        reception.clearing.undo(BINH, power.id, 1)
    wall.set(4, 10)
    assert reception.clearing.undo(BINH, power.id, 1).state is State.SUBMITTED
