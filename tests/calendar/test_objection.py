"""What keeps a rule of days from falling on a day, in words."""

from datetime import date

import pytest

from broadcast.calendar import Dates, Lunar, OnHolidays, Weekly, When, objection

THURSDAY = date(2020, 8, 6)


@pytest.mark.parametrize(
    ("when", "day", "told"),
    [
        (When(), THURSDAY, None),
        (When(last=date(2020, 7, 31)), THURSDAY, "đã hết từ sau ngày 31/07/2020"),
        (
            When(first=date(2020, 9, 1)),
            THURSDAY,
            "từ ngày 01/09/2020 mới có; ngày kế tiếp: 01/09/2020",
        ),
        (
            When((Weekly((0, 4)),)),
            THURSDAY,
            "không phải ngày của mục này (thứ hai, thứ sáu); ngày kế tiếp: 07/08/2020",
        ),
        (
            When(never_on=(Dates(frozenset({THURSDAY})),)),
            THURSDAY,
            "ngày này được trừ ra; ngày kế tiếp: 07/08/2020",
        ),
        (
            When((Lunar(15),)),
            THURSDAY,
            "không phải ngày của mục này (rằm âm lịch mỗi tháng); ngày kế tiếp: 02/09/2020",
        ),
        (
            When(holidays=OnHolidays.NEVER),
            date(2020, 9, 2),
            "ngày lễ không phát (Quốc khánh); ngày kế tiếp: 03/09/2020",
        ),
        (When(holidays=OnHolidays.ONLY), THURSDAY, "chỉ phát ngày lễ; ngày kế tiếp: 02/09/2020"),
        (
            When((Dates(frozenset({date(2020, 8, 1)})),)),
            THURSDAY,
            "không phải ngày của mục này (01/08/2020)",
        ),
    ],
)
def test_the_first_thing_against_a_day_is_told_with_the_next_one(
    when: When, day: date, told: str | None
) -> None:
    found = objection(when, day)
    assert (found and found.vi) == told
    assert (found is None) is when.falls_on(day)


def test_the_last_days_of_the_calendar_are_no_error() -> None:
    assert objection(When((Weekly((0,)),)), date.max) is not None
