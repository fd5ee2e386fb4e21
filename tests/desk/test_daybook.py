from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from broadcast.desk.daybook import Daybook
from broadcast.desk.duty import RETRY
from broadcast.desk.house import House
from broadcast.language import Text
from broadcast.schedule import Schedule

DAY, NEXT = date(2020, 8, 6), date(2020, 8, 7)
NOW = datetime(2020, 8, 6, 1, tzinfo=UTC)
STEPS = {DAY: {"my-an": 1}, NEXT: {}}
FULL = Text("đĩa đầy", "disk full")


def opened() -> House:
    schedule = Schedule(district="", places={}, stations={}, policies={}, forms={}, campaigns={})
    return House(Path(), schedule, {}, ())


@pytest.fixture
def house() -> House:
    return opened()


@pytest.fixture
def book(house: House) -> Daybook:
    """Both days are made."""
    made = Daybook()
    for day, steps in STEPS.items():
        made.begin(day, house, steps)
        made.note(day, "my-an", None)
        made.end(day, {}, NOW)
    return made


def test_a_day_is_due_when_files_or_its_own_steps_changed(book: Daybook, house: House) -> None:
    assert book.due(house, STEPS, NOW) is None
    assert book.due(house, {**STEPS, NEXT: {"my-an": 1}}, NOW) == NEXT
    assert book.due(opened(), STEPS, NOW) == DAY  # read anew, even if it says the same


def test_what_is_forgotten_while_a_day_is_made_makes_it_due_again(book: Daybook, house: House) -> None:
    book.begin(DAY, house, STEPS[DAY])
    book.forget()
    book.note(DAY, "my-an", None)
    book.end(DAY, {}, NOW)
    book.keep_only([DAY, NEXT])
    assert book.due(house, STEPS, NOW) == DAY


def test_a_day_that_failed_is_tried_again_in_a_while(book: Daybook, house: House) -> None:
    book.begin(DAY, house, STEPS[DAY])
    book.note(DAY, "my-an", FULL)
    book.end(DAY, {"my-an": FULL}, NOW)
    assert book.due(house, STEPS, NOW) is None
    assert book.due(house, STEPS, NOW + RETRY) == DAY
    progress = book.progress(DAY, {"my-an", "kien-an"})
    assert (progress.made, progress.of, progress.failed, progress.ready) == (0, 2, {"my-an": FULL}, False)


def test_giving_up_fails_only_what_is_not_made(book: Daybook, house: House) -> None:
    assert book.give_up(DAY, {"my-an", "kien-an"}, FULL, NOW) == {"kien-an": FULL}
    assert book.progress(DAY, {"my-an", "kien-an"}).made == 1
    assert book.give_up(NEXT, {"my-an"}, FULL, NOW) == {}
    assert book.due(house, STEPS, NOW + RETRY) == DAY


def test_a_day_waits_until_its_engine_is_back(book: Daybook, house: House) -> None:
    away = {"gtts": Text("mất mạng", "no network")}
    assert book.wait(DAY, away, [DAY, NEXT], NOW) == {DAY: away}
    assert book.due(house, STEPS, NOW + RETRY) == DAY
    assert book.wait(NEXT, away, [NEXT], NOW) == {NEXT: away}  # DAY is over
