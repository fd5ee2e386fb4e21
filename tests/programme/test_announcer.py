from datetime import date, datetime
from zoneinfo import ZoneInfo

from broadcast.programme import announcer

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WORDS = announcer.Words(
    "Đây là {station}.", "Hôm nay là {weekday}, ngày {date}, buổi {daypart}.", "Mời nghe tiếp lúc {next}."
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 8, day, hour, minute, tzinfo=VIETNAM)


def test_the_greeting_names_the_weekday_of_the_calendar() -> None:
    greeting = announcer.greeting(WORDS, date(2020, 8, 6), "sáng")
    assert greeting == "Hôm nay là thứ năm, ngày 06/08/2020, buổi sáng."


def test_the_closing_tells_the_next_hour_of_the_same_day() -> None:
    assert announcer.closing(WORDS, at(6, 5), at(6, 11)) == "Mời nghe tiếp lúc 11 giờ hôm nay."


def test_the_closing_says_tomorrow_and_minutes() -> None:
    assert announcer.closing(WORDS, at(6, 17), at(7, 5, 30)) == "Mời nghe tiếp lúc 5 giờ 30 phút ngày mai."


def test_the_closing_names_a_later_weekday() -> None:
    assert announcer.closing(WORDS, at(7, 17), at(10, 5)) == "Mời nghe tiếp lúc 5 giờ thứ hai tới."


def test_the_following_session_is_the_first_later_one() -> None:
    assert announcer.following([at(6, 17), at(6, 5), at(6, 11)], at(6, 5)) == at(6, 11)
    assert announcer.following([at(6, 5)], at(6, 5)) is None
