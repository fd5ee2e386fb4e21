"""The one rule of what a campaign may ask for, whoever wrote it."""

from dataclasses import replace
from datetime import date, time

import pytest
from planning import EVENING, MORNING, campaign, schedule, slot

from broadcast.language import Language
from broadcast.schedule import Campaign, Place, Stage, Target
from broadcast.schedule.campaign_rules import contradictions, out_of_reach, over_before

AUGUST = {"valid_from": date(2020, 8, 6), "valid_until": date(2020, 8, 31)}
WEEKDAYS = (0, 1, 2, 3, 4)


def stage(day: int, *figures: float, month: int = 8) -> Stage:
    return Stage(date(2020, month, day), Target(*map(int, figures)))


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        (campaign(6, 5), "target_plays", "mức ít nhất 6 lượt lớn hơn mức nhiều nhất 5"),
        (
            campaign(target=Target(seconds_min=1200, seconds_max=630)),
            "target_minutes",
            "mức ít nhất 20 phút lớn hơn mức nhiều nhất 10,5",
        ),
        (
            campaign(target=Target(3, 5, seconds_max=6)),
            "target_minutes",
            "3 lượt một ngày không vừa trong 0,1 phút: mỗi lượt ít nhất 5 giây",
        ),
        (campaign(999, 999), "target_plays", "hơn 100 lượt một ngày"),
        (campaign(target=Target(share=1.5)), "target_share", "phần của mỗi buổi phải từ 0 đến 100%"),
        (
            campaign(valid_from=date(2020, 8, 6), valid_until=date(2020, 8, 5)),
            "valid_until",
            "ngày cuối 05/8/2020 ở trước ngày đầu 06/8/2020",
        ),
        (campaign(**AUGUST, ramp=(stage(16),)), "ramp.0", "bước tăng không ghi mức nào"),
        (campaign(**AUGUST, ramp=(stage(16, 9, 4),)), "ramp.0.target_plays", "mức ít nhất 9 lượt lớn hơn"),
        (
            campaign(**AUGUST, ramp=(stage(6, 3),)),
            "ramp.0.starts",
            "bước tăng từ 06/8/2020 không ở sau 06/8/2020",
        ),
        (
            campaign(**AUGUST, ramp=(stage(16, 3), stage(16, 4))),
            "ramp.1.starts",
            "bước tăng từ 16/8/2020 không ở sau 16/8/2020",
        ),
        (
            campaign(**AUGUST, ramp=(stage(1, 3, month=9),)),
            "ramp.0.starts",
            "bước tăng từ 01/9/2020 ở sau ngày cuối 31/8/2020 của chiến dịch",
        ),
    ],
)
def test_what_contradicts_itself_is_told_at_its_field(given: Campaign, field: str, said: str) -> None:
    (wrong,) = contradictions(given)
    assert ".".join(map(str, wrong.field)) == field
    assert wrong.fault.what.vi.startswith(said)
    assert wrong.fault.remedy.vi
    assert wrong.fault.said(Language.EN)


@pytest.mark.parametrize(
    "given",
    [
        campaign(),
        campaign(None),
        campaign(5, 5),
        campaign(**AUGUST, ramp=(stage(16, 3), stage(31, 4))),
        campaign(valid_from=None, valid_until=None, ramp=(stage(1, 3),)),
        campaign(valid_from=date(2020, 8, 6), valid_until=date(2020, 8, 6)),
    ],
)
def test_a_sound_campaign_is_let_through(given: Campaign) -> None:
    assert not [*contradictions(given), *out_of_reach(given, schedule())]


SATURDAY, SUNDAY = date(2020, 8, 8), date(2020, 8, 9)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        (
            campaign(places=("huyen", "xa-moi")),
            "places.1",
            "không có đài nào ở xã Mới («xa-moi») trong thời gian của chiến dịch; bỏ địa bàn này",
        ),
        (
            campaign(valid_from=SATURDAY, valid_until=SUNDAY),
            "valid_from",
            "không ngày nào của chiến dịch có buổi phát ở các đài đã chọn; sửa ngày của chiến dịch",
        ),
        (
            campaign(target=Target(seconds_min=25 * 60)),
            "target_minutes",
            "mức 25 phút một ngày, mà không đài nào ở đó được phát quá 20 phút; giảm số phút",
        ),
        (
            campaign(**AUGUST, ramp=(Stage(date(2020, 8, 16), Target(seconds_min=21 * 60)),)),
            "ramp.0.target_minutes",
            "mức 21 phút một ngày, mà không đài nào ở đó được phát quá 20 phút",
        ),
    ],
)
def test_what_nobody_can_air_is_told_at_its_field(given: Campaign, field: str, said: str) -> None:
    """Two sessions of ten minutes from Monday to Friday, a cap of forty-five."""
    open_ = schedule((slot(MORNING, 10, days=WEEKDAYS), slot(EVENING, 10, days=WEEKDAYS)))
    new = Place("xa-moi", "1", "Mới", "xã", "huyen")
    (wrong,) = out_of_reach(given, replace(open_, places={**open_.places, new.id: new}))
    assert ".".join(map(str, wrong.field)) == field
    assert wrong.fault.said().startswith(said)
    assert wrong.fault.said(Language.EN)


def test_the_cap_counts_where_it_is_less_than_the_sessions() -> None:
    given = campaign(target=Target(seconds_min=25 * 60))
    (wrong,) = out_of_reach(given, schedule(cap_min=20))
    assert "được phát quá 20 phút" in wrong.fault.what.vi
    long = (slot(MORNING, 30, days=(5,)), slot(time(6), 30, days=(6,)))
    assert not list(out_of_reach(given, schedule(long)))
    (wrong,) = out_of_reach(campaign(target=Target(seconds_min=31 * 60)), schedule(long))
    assert "được phát quá 30 phút" in wrong.fault.what.vi, "one session a day"


def test_more_plays_than_the_day_holds_are_told() -> None:
    """Twenty minutes are 240 sentences; a cap of five hold sixty."""
    assert not list(out_of_reach(campaign(100), schedule(cap_min=20)))
    (wrong,) = out_of_reach(campaign(61), schedule(cap_min=5))
    assert wrong.field == ("target_plays",)
    assert wrong.fault.what.vi == "61 lượt một ngày không vừa trong 5 phút: mỗi lượt ít nhất 5 giây"


def test_days_that_are_over_are_a_fault_of_what_is_laid_down_anew() -> None:
    last = AUGUST["valid_until"]
    assert not list(over_before(campaign(**AUGUST), last))
    (wrong,) = over_before(campaign(**AUGUST), date(2020, 9, 1))
    assert wrong.fault.said() == "ngày cuối 31/8/2020 đã qua; chọn ngày cuối từ hôm nay trở đi"
    assert not list(contradictions(campaign(**AUGUST))), "the file keeps history"
    assert not list(over_before(campaign(valid_until=None), last))


def test_one_day_with_a_session_is_enough() -> None:
    monday = campaign(valid_from=SATURDAY, valid_until=date(2020, 8, 10))
    assert not list(out_of_reach(monday, schedule((slot(MORNING, days=WEEKDAYS),))))
