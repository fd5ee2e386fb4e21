"""What changes while the day goes on: in the next programme if there is time, never in one that began."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from approver import approved, clearing

from broadcast.desk.newsroom import Newsroom
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.language import Text
from broadcast.people import Person, Role
from broadcast.playlist import PlaylistItem
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM
from broadcast.script import BulletinClass, Manuscript
from broadcast.store.scripts import Entry

DAY = date(2026, 11, 23)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
CUC = Person("cuc", "Lê Thị Cúc", frozenset({Role.APPROVER}))
POWER = Manuscript("Cắt điện ấp Long Hòa", "Cắt điện từ 7 giờ 30 đến 16 giờ.", klass=BulletinClass.PRIORITY)


@dataclass
class Wall:
    """The clock on the wall, set by the test."""

    at: datetime

    def set(self, hour: int, minute: int = 0, day: date = DAY) -> None:
        self.at = datetime.combine(day, time(hour, minute), VIETNAM)


@pytest.fixture
def wall() -> Wall:
    return Wall(datetime.combine(DAY, time(4), VIETNAM))


@pytest.fixture
def reception(small_studio: Studio, wall: Wall) -> Reception:
    """My An, made at four in the morning."""
    reception = Reception(replace(small_studio, now=lambda: wall.at), only="my-an")
    reception.make(DAY, Nobody())
    return reception


@pytest.fixture
def approve(reception: Reception) -> Callable[[], Entry]:
    def one() -> Entry:
        newsroom: Newsroom = reception.newsroom
        draft = newsroom.write(LAN, POWER)
        entry = clearing(newsroom).submit(LAN, draft.id, draft.version)
        return approved(newsroom, entry, BINH)

    return one


def programmes(reception: Reception) -> tuple[PlaylistItem, ...]:
    return reception.playlist("my-an", DAY).items


def scripts(*items: PlaylistItem) -> list[str | None]:
    return [cue.script for item in items for cue in item.rundown if cue.kind is CueKind.ITEM]


def test_a_script_approved_at_four_is_in_the_five_oclock_programme(
    reception: Reception, wall: Wall, approve: Callable[[], Entry]
) -> None:
    morning, noon, _ = programmes(reception)
    wall.set(16)
    entry = approve()
    assert reception.due() == DAY
    reception.make(DAY, Nobody())
    after = programmes(reception)
    assert after[:2] == (morning, noon)
    assert entry.id in scripts(after[2])
    assert all(first != second for first, second in pairwise(scripts(*after)))


def test_a_script_approved_five_minutes_before_does_not_change_the_programme(
    reception: Reception, wall: Wall, approve: Callable[[], Entry]
) -> None:
    before = reception.playlist("my-an", DAY)
    wall.set(16, 55)
    approve()
    reception.make(DAY, Nobody())
    assert reception.playlist("my-an", DAY) == before


def test_an_emergency_breaks_the_lock_of_what_has_not_begun_and_only_once(
    reception: Reception, wall: Wall
) -> None:
    """Locked means twenty minutes before: 16:45 is too late for news, and not for an emergency."""
    before = programmes(reception)
    wall.set(16, 45)
    newsroom: Newsroom = reception.newsroom
    flood = replace(POWER, title="Nước lên nhanh", text="Nước lên nhanh.", klass=BulletinClass.EMERGENCY)
    draft = newsroom.write(LAN, flood)
    entry = clearing(newsroom).submit(LAN, draft.id, draft.version)
    for approver in (BINH, CUC):
        approved(newsroom, entry, approver)
    reception.make(DAY, Nobody())
    after = programmes(reception)
    assert after[:2] == before[:2]
    assert scripts(after[2])[0] == entry.id
    version = reception.playlist("my-an", DAY).version
    reception.make(DAY, Nobody())
    assert reception.playlist("my-an", DAY).version == version


@pytest.mark.parametrize(("minute", "changed"), [(39, True), (41, False)])
def test_a_session_is_locked_twenty_minutes_before_it_begins(
    reception: Reception,
    wall: Wall,
    approve: Callable[[], Entry],
    minute: int,
    changed: bool,  # noqa: FBT001
) -> None:
    before = programmes(reception)
    wall.set(16, minute)
    approve()
    reception.make(DAY, Nobody())
    assert (programmes(reception) != before) is changed


def test_the_day_stays_one_version_while_its_sessions_begin(reception: Reception, wall: Wall) -> None:
    for hour in (5, 11, 17, 23):
        wall.set(hour, 5)
        reception.make(DAY, Nobody())
    assert reception.playlist("my-an", DAY).version == 1


def test_the_reasons_of_what_aired_stay(
    reception: Reception, wall: Wall, approve: Callable[[], Entry]
) -> None:
    before = reception.plan("my-an", DAY).sessions[0]
    wall.set(16)
    approve()
    reception.make(DAY, Nobody())
    after = reception.plan("my-an", DAY).sessions[0]
    assert [item.clip.script for item in after.items] == [item.clip.script for item in before.items]
    assert reception.plan("my-an", DAY).sessions[2].items[0].clip.script == "cat-dien-ap-long-hoa"


def test_a_withdrawn_file_stays_in_what_began_and_leaves_what_comes(reception: Reception, wall: Wall) -> None:
    before = programmes(reception)
    wall.set(10, 55)
    for name in ("nuoc-sach", "khuyen-hoc"):
        (reception.newsroom.studio.house / f"scripts_vi/{name}.md").unlink()
    reception.make(DAY, Nobody())
    after = programmes(reception)
    assert after[:2] == before[:2]
    assert not {"nuoc-sach", "khuyen-hoc"} & set(scripts(after[2]))


def test_a_draft_makes_nothing_due_and_a_changed_file_does(reception: Reception, wall: Wall) -> None:
    assert reception.due() == DAY + timedelta(days=1)
    reception.newsroom.write(LAN, POWER)
    assert reception.due() == DAY + timedelta(days=1)
    (reception.newsroom.studio.house / "scripts_vi/nuoc-sach.md").unlink()
    assert reception.due() == DAY
    wall.set(0, 1, DAY + timedelta(days=1))
    assert reception.due() == DAY + timedelta(days=1)


def test_files_of_a_superseded_version_go_after_a_while_and_those_of_the_newest_stay(
    reception: Reception, wall: Wall
) -> None:
    studio = reception.newsroom.studio
    first = {item.audio.sha256 for item in programmes(reception) if item.audio}
    (studio.house / "scripts_vi/nuoc-sach.md").unlink()
    reception.make(DAY, Nobody())
    newest = {item.audio.sha256 for item in programmes(reception) if item.audio}
    reception.retire()
    assert {path.stem for path in studio.audio.files()} == first | newest
    wall.set(8)
    reception.retire()
    assert {path.stem for path in studio.audio.files()} == newest


def test_a_session_moved_to_an_hour_that_is_too_near_airs_once_more_at_its_old_one(
    reception: Reception, wall: Wall, small_house: Path
) -> None:
    before = programmes(reception)
    wall.set(16, 25)
    schedule = small_house / "schedules.yaml"
    schedule.write_text(schedule.read_text().replace('starts: "17:00"', 'starts: "16:30"'))
    reception.make(DAY, Nobody())
    assert programmes(reception) == before


def test_a_day_that_cannot_be_made_again_is_an_alarm_and_is_tried_again_in_a_while(
    small_studio: Studio, wall: Wall
) -> None:
    """The older programme would air, perhaps with a script that was withdrawn."""
    reception = Reception(replace(small_studio, now=lambda: wall.at), DAY, "my-an")
    reception.make(DAY, Nobody())
    assert reception.due() is None
    reception.give_up(DAY, Text("đĩa đầy", "disk full"))
    (alarm,) = reception.alarms()
    assert "đài vẫn phát bản cũ: đĩa đầy" in alarm.what.vi
    assert reception.due() is None
    wall.set(4, 2)
    assert reception.due() == DAY
    reception.make(DAY, Nobody())
    assert reception.alarms() == ()
    assert reception.due() is None
