"""The number that matters, in red, green or neither; and what the front page says of on air and next."""

from datetime import date, timedelta

import pytest
from told_weeks import at

from broadcast.asrun import Heartbeat, Holding
from broadcast.desk.logbook import LastSeen
from broadcast.doors.pages import front
from broadcast.doors.studio import Delivered, Delivery

TODAY = date(2020, 8, 6)
TOMORROW = TODAY + timedelta(days=1)


def delivery(*kinds: Holding, day: date = TOMORROW) -> Delivery:
    return Delivery(day, tuple(one(kind, f"s{number}") for number, kind in enumerate(kinds)))


def one(kind: Holding, station: str = "s", *, away: bool = False) -> Delivered:
    came = at(TODAY, 9)
    beat = Heartbeat("b", station, came, "1", None, {}, 0, 1)
    seen = LastSeen(beat, came, timedelta(hours=away))
    return Delivered(station, station, kind, 2, 1, None if kind is Holding.NO_PLAYER else seen, None)


HOLDS, LACKS, OLDER, NOT_MADE, NEVER = (
    Holding.HOLDS,
    Holding.LACKS,
    Holding.OLDER,
    Holding.NOT_MADE,
    Holding.NO_PLAYER,
)


@pytest.mark.parametrize(
    ("kinds", "looks", "said"),
    [
        ((HOLDS, LACKS, OLDER, NOT_MADE), "bad", "3 xã chưa nhận lịch ngày mai"),
        ((HOLDS, HOLDS), "good", "2/2 xã đã nhận lịch ngày mai"),
        ((HOLDS, NEVER), "plain", "1/2 xã đã nhận lịch ngày mai"),
        ((NEVER, NEVER), "plain", "0/2 xã đã nhận lịch ngày mai"),
        ((LACKS, NEVER), "bad", "1 xã chưa nhận lịch ngày mai"),
    ],
)
def test_only_a_whole_district_is_green(kinds: tuple[Holding, ...], looks: str, said: str) -> None:
    number = front.number(delivery(*kinds), TODAY)
    assert (number.looks, f"{number.figure} {number.words.vi}") == (looks, said)
    assert (number.rest is not None) is (NEVER in kinds)


def test_before_noon_it_speaks_of_today() -> None:
    assert front.number(delivery(HOLDS, day=TODAY), TODAY).words.vi == "xã đã nhận lịch hôm nay"
    assert "01/09" in front.number(delivery(LACKS, day=date(2020, 9, 1)), TODAY).words.vi


def test_what_the_server_has_not_made_comes_first_and_is_not_the_communes_fault() -> None:
    lacking = delivery(OLDER, LACKS, NOT_MADE).lacking
    assert [each.holding for each in lacking] == [NOT_MADE, LACKS, OLDER]
    assert front.remedy(lacking[0]).vi.startswith("Lỗi ở máy chủ")


def test_what_to_do_depends_on_whether_the_station_answers() -> None:
    assert "Gọi cán bộ trực đài" in front.remedy(one(LACKS, away=True)).vi
    assert "tắt máy phát rồi bật lại" in front.remedy(one(LACKS)).vi
    assert "bản cũ" in front.remedy(one(OLDER)).vi
    assert "chưa nối máy phát" in front.remedy(one(NEVER)).vi
    assert front.state_of(one(OLDER))[1].vi == "còn giữ bản 1, bản mới là 2"


@pytest.mark.parametrize(
    ("minute", "said"), [(55, "còn 5 phút"), (0, "còn 1 giờ"), (59, "còn 1 phút"), (30, "còn 30 phút")]
)
def test_how_long_until_the_next_session(minute: int, said: str) -> None:
    assert front.until(at(TODAY, 11), at(TODAY, 10, minute)).vi == said
    assert front.until(at(TODAY, 11), at(TODAY, 8, 55)).vi == "còn 2 giờ 5 phút"
