"""On which days a script of people airs: chosen and typed, right or wrong."""

from dataclasses import replace
from datetime import date

import pytest

from broadcast.calendar import said
from broadcast.language import Language
from broadcast.script import EVERY_DAY, AirDays, BadManuscript, Manuscript

SHEET = Manuscript("Họp ấp", "Mời bà con đi họp.")
SEPTEMBER = [date(2020, 9, day) for day in range(1, 31)]


@pytest.mark.parametrize(
    ("days", "airs", "told"),
    [
        (EVERY_DAY, list(range(1, 31)), "mọi ngày"),
        (AirDays(weekly=("mon", "thu")), [3, 7, 10, 14, 17, 21, 24, 28], "thứ hai, thứ năm"),
        (AirDays(dates=("2020-09-05", "2020-09-06")), [5, 6], "05/09/2020, 06/09/2020"),
        (AirDays(lunar=("15", "1")), [2, 17], "rằm âm lịch mỗi tháng, ngày 1 âm lịch mỗi tháng"),
        (AirDays(lunar=("rằm/7",), dates=("2020-09-20",)), [2, 20], "20/09/2020, rằm tháng 7 âm lịch"),
        (AirDays(holidays="only"), [2], "mọi ngày; chỉ ngày lễ"),
        (AirDays(weekly=("wed",), holidays="never"), [9, 16, 23, 30], "thứ tư; không phát ngày lễ"),
    ],
)
def test_a_script_airs_on_the_chosen_days_and_says_which(days: AirDays, airs: list[int], told: str) -> None:
    sheet = replace(SHEET, days=days)
    sheet.refuse_faults()
    script = sheet.script("hop-ap")
    assert [day.day for day in SEPTEMBER if script.valid_on(day)] == airs
    assert said(script.when).vi == told


def test_whoever_approved_the_script_approved_its_days() -> None:
    days = (EVERY_DAY, AirDays(weekly=("mon",)), AirDays(weekly=("tue",)), AirDays(holidays="never"))
    assert len({replace(SHEET, days=each).fingerprint for each in days}) == len(days)
    before_there_were_days = "07fe53647e9e74e5197ed323f2fc2533e3306868090100837b147c3627c9e92e"
    assert SHEET.fingerprint == before_there_were_days, "approvals from before stay valid"


@pytest.mark.parametrize(
    ("days", "first", "last", "said"),
    [
        (AirDays(dates=("30/2/2026",)), None, None, "«30/2/2026» không phải một ngày; ghi ngày/tháng/năm"),
        (AirDays(dates=("2026-02-30",)), None, None, "«2026-02-30» không phải một ngày"),
        (AirDays(lunar=("31",)), None, None, "âm lịch không có ngày «31»; tháng âm lịch có 29 hoặc 30 ngày"),
        (AirDays(lunar=("30/12/2021",)), None, None, "tháng 12 năm 2021 có 29 ngày; ngày cuối"),
        (AirDays(weekly=("hai",)), None, None, "không có thứ hay cách nghỉ lễ này"),
        (AirDays(holidays="x"), None, None, "không có thứ hay cách nghỉ lễ này"),
        (AirDays(dates=("2026-01-01",) * 61), None, None, "hơn 60 ngày; bớt ngày"),
        (
            AirDays(weekly=("sun",)),
            date(2026, 11, 23),
            date(2026, 11, 28),
            "trong thời hạn của bài không có ngày phát nào như đã chọn; sửa ngày phát, hoặc sửa hạn phát",
        ),
        (AirDays(dates=("2026-11-22",)), date(2026, 11, 23), None, "không có ngày phát nào như đã chọn"),
        (AirDays(dates=("2026-11-24",)), None, date(2026, 11, 23), "không có ngày phát nào như đã chọn"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    days: AirDays, first: date | None, last: date | None, said: str
) -> None:
    with pytest.raises(BadManuscript) as refused:
        replace(SHEET, days=days, valid_from=first, valid_until=last).refuse_faults()
    (fault,) = refused.value.faults
    assert said in fault.said()
    assert fault.said(Language.EN)


def test_what_is_half_typed_can_be_shown_and_listened_to() -> None:
    half = replace(SHEET, days=AirDays(dates=("24/12", "2026-12-31"), lunar=("ngày nào",)))
    assert half.script("x").valid_on(date(2026, 12, 31))


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_trouble(edge: date) -> None:
    for first, last in ((edge, None), (None, edge)):
        list(AirDays(lunar=("15",)).faults(first, last))
        list(AirDays(weekly=("mon",)).faults(first, last))
