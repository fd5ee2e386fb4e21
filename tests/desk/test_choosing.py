"""Thông tư 39: of normal items the commune chooses, where priority items meet it decides the order."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from broadcast.desk.choosing import Choosing, NotToChoose
from broadcast.desk.house import House, open_house
from broadcast.desk.merging import Merged
from broadcast.desk.operating import Operating
from broadcast.desk.studio import Studio
from broadcast.desk.traffic import make_day
from broadcast.desk.watching import Nobody
from broadcast.people import Did, Grant, MayNot, Person, Role
from broadcast.schedule import Pin
from broadcast.script import Approval, BulletinClass
from broadcast.store import audit

LE = Person("le", "Trần Thị Lệ", frozenset({Grant(Role.OPERATOR, "my-an")}))
HOA = Person("hoa", "Lê Thị Hoa", frozenset({Role.WRITER}))
PRIORITY = BulletinClass.PRIORITY


class Office:
    """The desk over the small house in which a test makes scripts its commune's own, or urgent."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.files = open_house(studio.house)
        self._merged = Merged(studio)
        self.desk = Choosing(
            studio, self.house, Operating(studio.database, studio.now, lambda: self.files.schedule)
        )

    def house(self) -> House:
        return self._merged.house(self.files)

    def change(self, script: str, **fields: object) -> None:
        reviewed = self.files.scripts[script]
        changed = replace(reviewed.script, valid_from=None, valid_until=None, **fields)  # type: ignore[arg-type]
        changed = replace(changed, approved=Approval("A", self.studio.today(), changed.fingerprint))
        scripts = {**self.files.scripts, script: replace(reviewed, script=changed)}
        self.files = replace(self.files, scripts=scripts)

    def pin(self, *scripts: str) -> None:
        """Put them into one session: otherwise the planner gives each its own."""
        day, schedule = self.studio.today(), self.files.schedule
        slot = schedule.slots("my-an", day)[-1].id
        pins = tuple(Pin(script, "my-an", slot, day, day) for script in scripts)
        self.files = replace(self.files, schedule=replace(schedule, pins=pins))

    def done(self) -> list[tuple[str, str, str]]:
        with self.studio.database.begin() as connection:
            return [(line.by, line.did, line.on) for line in audit.every(connection)]


@pytest.fixture
def office(small_studio: Studio) -> Office:
    office = Office(small_studio)
    office.change("lich-bom-nuoc", klass=PRIORITY, places=("my-an",))
    office.change("khuyen-hoc", klass=PRIORITY)
    office.change("nuoc-sach")
    return office


def test_a_clash_is_found_decided_and_then_planned_so(office: Office) -> None:
    office.pin("lich-bom-nuoc", "khuyen-hoc")
    studio, day = office.studio, office.studio.today()
    stations = [office.files.schedule.station("my-an")]
    make_day(studio, office.house(), day, stations, Nobody())
    (coming,) = office.desk.clashes("my-an")
    clash = coming.clash
    assert {clash.own.id, clash.above.id} == {"lich-bom-nuoc", "khuyen-hoc"}
    assert (clash.both, clash.decided, coming.days[0]) == (True, False, day)

    second = clash.first
    first = next(name for name in (clash.own.id, clash.above.id) if name != second)
    office.desk.put_first(LE, "my-an", first, second)
    (coming,) = office.desk.clashes("my-an")
    assert (coming.clash.first, coming.clash.decided) == (first, True)
    assert office.done() == [("le", Did.ORDER_CHOSEN.value, "my-an")]
    assert office.desk.clashes("kien-an") == ()


def test_who_handles_normal_items_only_does_not_order_priority_ones(office: Office) -> None:
    low = Person("tam", "Bùi Thị Tám", frozenset({Grant(Role.OPERATOR, "my-an", BulletinClass.NORMAL)}))
    with pytest.raises(MayNot):
        office.desk.put_first(low, "my-an", "lich-bom-nuoc", "khuyen-hoc")
    assert office.done() == []
    office.desk.decline(low, "my-an", "nuoc-sach")


def test_a_declined_item_is_offered_again_and_can_be_taken_back(office: Office) -> None:
    before = office.house()
    office.desk.decline(LE, "my-an", "nuoc-sach")
    assert office.house() is not before, "the days have to be made again"
    assert [each.script.id for each in office.desk.from_above("my-an") if each.declined] == ["nuoc-sach"]
    assert office.house().choices_of("my-an").declined == {"nuoc-sach"}
    assert office.house().choices_of("kien-an").declined == frozenset()
    office.desk.take_back(LE, "my-an", "nuoc-sach")
    assert office.house().choices_of("my-an").declined == frozenset()
    kinds = [did for _, did, _ in office.done()]
    assert kinds == [Did.ITEM_DECLINED.value, Did.ITEM_TAKEN_BACK.value]


def test_what_airs_from_above_is_offered_by_title_and_ones_own_is_not(office: Office) -> None:
    offered = [each.script for each in office.desk.from_above("my-an")]
    assert "nuoc-sach" in {script.id for script in offered}
    assert {"lich-bom-nuoc", "khuyen-hoc"}.isdisjoint({script.id for script in offered})
    assert [script.title for script in offered] == sorted(script.title for script in offered)


WRONG: dict[str, Callable[[Choosing], None]] = {
    "a priority item is not declined": lambda desk: desk.decline(LE, "my-an", "khuyen-hoc"),
    "one's own item is not declined": lambda desk: desk.decline(LE, "my-an", "lich-bom-nuoc"),
    "nothing is not declined": lambda desk: desk.decline(LE, "my-an", "khong-co"),
    "what airs is not taken back": lambda desk: desk.take_back(LE, "my-an", "nuoc-sach"),
    "a normal item is in no order": lambda desk: desk.put_first(LE, "my-an", "nuoc-sach", "khuyen-hoc"),
    "an item does not meet itself": lambda desk: desk.put_first(LE, "my-an", "khuyen-hoc", "khuyen-hoc"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_commune_chooses_nothing_else(office: Office, what: str) -> None:
    with pytest.raises(NotToChoose):
        WRONG[what](office.desk)
    assert office.done() == []


@pytest.mark.parametrize(("by", "station"), [(HOA, "my-an"), (LE, "kien-an")])
def test_only_those_who_operate_the_station_choose(office: Office, by: Person, station: str) -> None:
    with pytest.raises(MayNot):
        office.desk.decline(by, station, "nuoc-sach")
    with pytest.raises(MayNot):
        office.desk.put_first(by, station, "khuyen-hoc", "lich-bom-nuoc")
    with pytest.raises(MayNot):
        office.desk.take_back(by, station, "nuoc-sach")


def test_days_of_which_nothing_was_spoken_yet_have_no_clashes(office: Office) -> None:
    assert office.desk.clashes("my-an") == ()
