"""Grants in the newsroom: every step of a script asks where it airs and which class it is."""

from dataclasses import replace
from datetime import date

import pytest
from approver import clearing

from broadcast.desk.house import open_house
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.rights import refuse_unless_may
from broadcast.desk.studio import Studio
from broadcast.people import Act, Grant, MayNot, Person, Role
from broadcast.schedule import Schedule
from broadcast.script import BulletinClass, Manuscript
from broadcast.store import scripts
from broadcast.store.scripts import Entry

DAY = date(2020, 8, 6)
HERE = Manuscript("Họp ấp Long Hòa", "Mời bà con họp ấp lúc 19 giờ.", places=("my-an",))
THERE = replace(HERE, places=("my-an", "kien-an"))
ALL = replace(HERE, places=())
URGENT = replace(HERE, klass=BulletinClass.EMERGENCY)
HEAD = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
OF_MY_AN = Person(
    "tu",
    "Võ Văn Tư",
    frozenset(Grant(role, "my-an", BulletinClass.PRIORITY) for role in (Role.WRITER, Role.APPROVER)),
)
BEYOND = [(THERE, "xã Chợ Mới"), (ALL, "xã Chợ Mới"), (URGENT, "khẩn cấp")]  # Kiến An is part of it now


@pytest.fixture
def newsroom(cold_studio: Studio) -> Newsroom:
    house = open_house(cold_studio.house)
    return Newsroom(cold_studio, lambda: house)


@pytest.fixture
def schedule(newsroom: Newsroom) -> Schedule:
    return newsroom.house().schedule


def test_a_script_for_no_station_in_particular_counts_as_the_district_s(schedule: Schedule) -> None:
    district = Person("ba", "Ba", frozenset({Grant(Role.WRITER, schedule.district)}))
    for manuscript in (HERE, THERE, ALL, URGENT):
        refuse_unless_may(district, Act.WRITE, manuscript, schedule, DAY)
    refuse_unless_may(OF_MY_AN, Act.WRITE, HERE, schedule, DAY)


def test_a_station_that_is_gone_is_reached_only_by_what_is_granted_everywhere(schedule: Schedule) -> None:
    gone = replace(HERE, places=("khong-con",))
    refuse_unless_may(HEAD, Act.WRITE, gone, schedule, DAY)
    district = Person("ba", "Ba", frozenset({Grant(Role.WRITER, schedule.district)}))
    with pytest.raises(MayNot):
        refuse_unless_may(district, Act.WRITE, gone, schedule, DAY)


@pytest.mark.parametrize(("manuscript", "told"), BEYOND)
def test_a_commune_s_writer_writes_and_submits_only_what_airs_there(
    newsroom: Newsroom, manuscript: Manuscript, told: str
) -> None:
    own = newsroom.write(OF_MY_AN, HERE)
    with pytest.raises(MayNot, match=told):
        newsroom.write(OF_MY_AN, manuscript)
    with pytest.raises(MayNot, match=told):  # one's own is not moved to where one may not write
        newsroom.revise(OF_MY_AN, own.id, own.version, manuscript)
    other = newsroom.write(HEAD, manuscript)
    with pytest.raises(MayNot, match=told):  # nor that of others to where one may
        newsroom.revise(OF_MY_AN, other.id, other.version, HERE)
    with pytest.raises(MayNot, match=told):
        clearing(newsroom).submit(OF_MY_AN, other.id, other.version)
    clearing(newsroom).submit(OF_MY_AN, own.id, own.version)


@pytest.mark.parametrize(("manuscript", "told"), BEYOND)
def test_a_commune_s_approver_decides_only_what_airs_there(
    newsroom: Newsroom, manuscript: Manuscript, told: str
) -> None:
    entry = handed_in(newsroom, manuscript)
    for decide in (clearing(newsroom).send_back, clearing(newsroom).withdraw):
        with pytest.raises(MayNot, match=told):
            decide(OF_MY_AN, entry.id, entry.version, "không phải của xã")
    with newsroom.studio.database.begin() as connection:
        assert scripts.find(connection, entry.id) == entry
    own = handed_in(newsroom, HERE)
    clearing(newsroom).send_back(OF_MY_AN, own.id, own.version, "ghi rõ ngày nào")


def handed_in(newsroom: Newsroom, manuscript: Manuscript) -> Entry:
    draft = newsroom.write(HEAD, manuscript)
    return clearing(newsroom).submit(HEAD, draft.id, draft.version)
