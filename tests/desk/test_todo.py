"""What waits for one person: drafts and what came back, and what they may approve and have not."""

from datetime import date

import pytest

from broadcast.desk.clearing import Clearing
from broadcast.desk.house import open_house
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.studio import Studio
from broadcast.desk.todo import own_stations, todo
from broadcast.people import Grant, Person, Role
from broadcast.schedule import Schedule
from broadcast.script import Manuscript

DAY = date(2020, 8, 6)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Grant(Role.WRITER), Grant(Role.APPROVER)}))
HOA = Person("hoa", "Lê Thị Hoa", frozenset({Grant(Role.WRITER)}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Grant(Role.APPROVER)}))
AN = Person("an", "Phạm Văn An", frozenset({Grant(Role.APPROVER, "my-an")}))
TEXT = "Bà con nhớ đổ nước đọng trong lu, khạp mỗi tuần một lần."


@pytest.fixture
def house(cold_studio: Studio) -> Newsroom:
    opened = open_house(cold_studio.house)
    return Newsroom(cold_studio, lambda: opened)


@pytest.fixture
def schedule(house: Newsroom) -> Schedule:
    return house.house().schedule


def submitted(house: Newsroom, by: Person, title: str, *places: str) -> None:
    entry = house.write(by, Manuscript(title, TEXT, valid_from=date(2020, 8, 6), places=places))
    Clearing(house.studio, house.house).submit(by, entry.id, entry.version)


def test_drafts_are_the_writers_own(house: Newsroom, schedule: Schedule) -> None:
    for title in ("Diệt lăng quăng", "Rửa tay"):
        house.write(HOA, Manuscript(title, TEXT))
    assert (todo(house.studio, schedule, HOA).drafts, todo(house.studio, schedule, LAN).drafts) == (2, 0)
    assert todo(house.studio, schedule, HOA).to_approve is None


def test_an_approver_counts_what_others_wrote_and_where_they_may(house: Newsroom, schedule: Schedule) -> None:
    submitted(house, LAN, "Rửa tay")
    submitted(house, HOA, "Diệt lăng quăng", "my-an")
    waiting = {
        person.name: todo(house.studio, schedule, person).to_approve for person in (LAN, BINH, AN, HOA)
    }
    assert waiting == {"lan": 1, "binh": 2, "an": 1, "hoa": None}


def test_what_was_sent_back_waits_for_its_writer(house: Newsroom, schedule: Schedule) -> None:
    submitted(house, HOA, "Diệt lăng quăng")
    Clearing(house.studio, house.house).send_back(BINH, "diet-lang-quang", 1, "thiếu ngày")
    assert todo(house.studio, schedule, HOA).returned == 1
    assert todo(house.studio, schedule, BINH).to_approve == 0


def test_stations_are_those_of_a_person_who_is_bound_to_places(schedule: Schedule) -> None:
    assert own_stations(schedule, AN, DAY) == ("my-an",)
    assert own_stations(schedule, BINH, DAY) == ()
    assert own_stations(schedule, Person("x", "X", frozenset({Grant(Role.OPERATOR, "cho-moi")})), DAY) == ()
