"""On which days: every kind of rule, exceptions, holidays, and rules that are none."""

from datetime import date, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.calendar import (
    DAILY,
    NATIONAL,
    Dates,
    Lunar,
    Monthly,
    NoSuchLunarDate,
    OnHolidays,
    Weekly,
    When,
    WrongRule,
    Yearly,
    lunar_days,
    rrule,
    said,
)
from broadcast.language import Text

YEAR = date(2020, 1, 1), date(2020, 12, 31)


def on(*rules, **more) -> list[str]:
    return [f"{day:%m-%d}" for day in When(rules, **more).days(*YEAR)]


def test_given_dates_weekdays_days_of_the_month_and_of_the_year():
    assert on(Dates(frozenset({date(2020, 9, 2), date(2021, 1, 1)}))) == ["09-02"]
    assert on(Weekly((0, 3)), last=date(2020, 1, 9)) == ["01-02", "01-06", "01-09"]
    assert on(Monthly((31,))) == ["01-31", "03-31", "05-31", "07-31", "08-31", "10-31", "12-31"]
    assert on(Monthly((-1,)))[:3] == ["01-31", "02-29", "03-31"]
    assert on(Yearly(27, 7)) == ["07-27"]


def test_ram_and_mung_mot_count_the_leap_month_too():
    assert on(*lunar_days("rằm"))[3:6] == ["04-07", "05-07", "06-06"]  # tháng 3, tháng 4, tháng 4 nhuận
    assert len(on(*lunar_days("mùng 1"))) == len(on(*lunar_days("1"))) == 12


def test_a_day_of_a_lunar_month_is_kept_once_a_year():
    assert on(*lunar_days("15/4")) == ["05-07"]
    assert on(*lunar_days("15/4 nhuận")) == ["06-06"]
    assert on(*lunar_days("tết")) == ["01-25", "01-26", "01-27"]
    assert on(*lunar_days("rằm tháng giêng")) == ["02-08"]


def test_a_lunar_day_is_understood_however_its_marks_are_encoded():
    """UniKey "tổ hợp" and macOS write a letter and its marks one by one."""
    for written in ("rằm", "Mùng 1", "rằm tháng giêng", "15/4 nhuận", "tết", "giao thừa"):
        assert lunar_days(normalize("NFD", written)) == lunar_days(written)


def test_the_thirtieth_of_a_short_month_is_its_last_day():
    """Tháng Chạp năm Tân Sửu (2021) has 29 days: giao thừa is on the 29th."""
    eves = When(lunar_days("giao thừa")).days(date(2021, 1, 1), date(2023, 12, 31))
    assert [f"{day}" for day in eves] == ["2021-02-11", "2022-01-31", "2023-01-21"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("31", "từ 1 đến 30"),
        ("0", "từ 1 đến 30"),
        ("15/13", "tháng từ 1 đến 12"),
        ("30/12/2021", "ngày cuối của tháng ấy là 29/12/2021"),
        ("15/4 nhuận/2020", "«15/4 nhuận»"),
        ("15/5/2020 nhuận", "năm ấy nhuận tháng 4"),
        ("1/1/2021 nhuận", "năm ấy không nhuận"),
        ("15/12 nhuận", "không năm nào nhuận tháng ấy"),
        ("15 nhuận", "ghi «15»"),
        ("1/1/1900", "từ năm 1968"),
        ("hôm qua", "ghi «15»"),
        ("", "ghi «15»"),
    ],
)
def test_a_lunar_date_that_does_not_exist_is_refused_with_what_to_write(written: str, told: str):
    with pytest.raises(NoSuchLunarDate) as refused:
        lunar_days(written)
    assert told in refused.value.said()


FULL = When(
    (Weekly((3, 0)), rrule("FREQ=MONTHLY;BYDAY=1FR")),
    date(2020, 8, 6),
    date(2020, 9, 30),
    (Dates(frozenset({date(2020, 9, 2)})),),
    OnHolidays.NEVER,
)
MANY = When((Dates(frozenset(date(2020, 9, day) for day in range(1, 8))),))


@pytest.mark.parametrize(
    ("when", "vi", "en"),
    [
        (When(), "mọi ngày", "every day"),
        (When(lunar_days("rằm")), "rằm âm lịch mỗi tháng", "the 15th of every lunar month"),
        (When(lunar_days("15/4 nhuận")), "rằm tháng 4 nhuận âm lịch", "the 15th of leap lunar month 4"),
        (
            When(lunar_days("29/12/2021")),
            "ngày 29 tháng 12 năm 2021 âm lịch",
            "day 29 of lunar month 12 2021",
        ),
        (When((Monthly((-1, 1)),)), "ngày 1, ngày cuối mỗi tháng", "day 1, the last day of the month"),
        (When((Yearly(27, 7),)), "ngày 27/7 hằng năm", "27/7 every year"),
    ],
)
def test_days_are_said_as_a_planner_says_them(when: When, vi: str, en: str):
    assert said(when) == Text(vi, en)


def test_everything_that_bounds_the_days_is_said():
    assert said(FULL).vi.split("; ") == [
        "thứ hai, thứ năm, theo quy tắc FREQ=MONTHLY;BYDAY=1FR",
        "từ 06/08/2020",
        "đến 30/09/2020",
        "trừ 02/09/2020",
        "không phát ngày lễ",
    ]
    assert said(MANY).vi.endswith("04/09/2020, 05/09/2020 và 2 ngày nữa")


def test_exceptions_and_holidays_take_days_away():
    week = date(2020, 4, 29), date(2020, 5, 3)
    never = When((DAILY,), holidays=OnHolidays.NEVER)
    assert [day.day for day in never.days(*week)] == [29, 2, 3]
    assert [day.day for day in When((DAILY,), holidays=OnHolidays.ONLY).days(*week)] == [30, 1]
    assert [day.day for day in When((DAILY,), never_on=(Yearly(1, 5),)).days(*week)] == [29, 30, 2, 3]


def test_the_holidays_of_a_year_are_those_of_the_labour_code():
    def holidays(year: int) -> list[str]:
        only = When((DAILY,), holidays=OnHolidays.ONLY)
        return [f"{day:%m-%d}" for day in only.days(date(year, 1, 1), date(year, 12, 31))]

    tet = ["01-24", "01-25", "01-26", "01-27", "01-28"]
    assert holidays(2020) == ["01-01", *tet, "04-02", "04-30", "05-01", "09-02"]
    assert holidays(2021)[-2:] == ["09-01", "09-02"]  # a second day since 2021
    assert {each.legal for each in NATIONAL if each.assumed} != {None}


@pytest.mark.parametrize(
    ("text", "starts", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", None, ["01-06", "02-03", "03-02"]),
        ("rrule:freq=monthly;byday=-1fr", None, ["01-31", "02-28", "03-27"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", date(2020, 1, 1), ["01-01", "01-15", "01-29"]),
        ("FREQ=DAILY;COUNT=3", date(2020, 2, 28), ["02-28", "02-29", "03-01"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", None, ["02-29"]),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20200114", None, ["01-07", "01-14"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", None, ["01-31", "02-28", "03-31"]),
        ("FREQ=DAILY", date(2020, 12, 30), ["12-30", "12-31"]),
    ],
)
def test_rules_of_rfc_5545(text: str, starts: date | None, days: list[str]):
    assert on(rrule(text, starts))[: len(days)] == days


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("FREQ=HOURLY", "«FREQ=HOURLY» không đúng"),
        ("FREQ=DAILY;BYHOUR=5", "chỉ dùng FREQ"),
        ("FREQ=DAILY;INTERVAL=0", "«INTERVAL=0» không đúng"),
        ("FREQ=DAILY;INTERVAL=2", "thêm from"),
        ("FREQ=WEEKLY", "thêm from"),
        ("FREQ=WEEKLY;BYDAY=2MO", "cần MONTHLY"),
        ("FREQ=MONTHLY;BYDAY=XX", "«BYDAY=XX» không đúng"),
        ("FREQ=DAILY;UNTIL=20201340", "không phải là quy tắc"),
        ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=0", "không phải là quy tắc"),
        ("mỗi thứ hai", "không dùng được"),
        ("", "không dùng được"),
        ("FREQ=DAILY;FREQ=DAILY", "không phải là quy tắc"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_what_to_write(text: str, told: str):
    with pytest.raises(WrongRule) as refused:
        rrule(text)
    assert told in refused.value.said()


def test_a_rule_does_not_begin_before_the_years_that_are_known():
    with pytest.raises(WrongRule, match="ngoài các năm"):
        rrule("FREQ=DAILY", date.min)


@pytest.mark.parametrize(
    "text",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSETPOS=3", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20"],
)
def test_a_rule_that_never_falls_on_a_day_ends(text: str):
    with pytest.raises(WrongRule, match="không rơi vào ngày nào"):
        rrule(text)


RULES = st.one_of(
    st.just(DAILY),
    st.builds(Weekly, st.lists(st.integers(0, 6), max_size=4).map(tuple)),
    st.builds(Monthly, st.lists(st.integers(1, 31) | st.just(-1), max_size=3).map(tuple)),
    st.builds(Yearly, st.integers(1, 31), st.integers(1, 12)),
    st.builds(Dates, st.frozensets(st.dates(date(2019, 1, 1), date(2022, 1, 1)), max_size=5)),
    st.builds(Lunar, st.integers(1, 30), st.none() | st.integers(1, 12)),
    st.sampled_from(["FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]).map(rrule),
)
DAYS = st.dates(date(2019, 1, 1), date(2022, 1, 1))


@given(
    st.lists(RULES, max_size=3).map(tuple),
    st.none() | DAYS,
    st.none() | DAYS,
    st.lists(RULES, max_size=1).map(tuple),
    st.sampled_from(OnHolidays),
    st.tuples(DAYS, st.integers(0, 90)),
)
def test_days_are_those_that_it_falls_on(rules, first, last, never_on, holidays, asked):
    when = When(rules, first, last, never_on, holidays)
    begins, length = asked
    span = [begins + timedelta(ahead) for ahead in range(length)]
    found = list(when.days(begins, begins + timedelta(length - 1)))
    assert found == [day for day in span if when.falls_on(day)]
    assert all((first is None or first <= day) and (last is None or day <= last) for day in found)


@pytest.mark.parametrize("day", [date.min, date.max, date(1967, 12, 31), date(2200, 1, 1)])
def test_no_day_is_too_far_away_to_be_asked_for(day: date):
    rules = (*lunar_days("rằm"), rrule("FREQ=MONTHLY;BYDAY=1MO"), Monthly((15, -1)))
    assert When(rules, holidays=OnHolidays.NEVER).falls_on(day) is (day in {date.max, date(1967, 12, 31)})
