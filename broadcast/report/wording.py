"""The words of a report, and figures as people write them."""

from datetime import date, datetime, timedelta

from broadcast.asrun import Outcome
from broadcast.language import Language, Text
from broadcast.playlist import PlaylistItem
from broadcast.schedule import VIETNAM

TITLE = Text("Báo cáo lượt phát và thời lượng", "Report of plays and airtime")

DAY = Text("Ngày", "Day")
HOUR = Text("Giờ", "Hour")
STATION = Text("Đài", "Station")
CAMPAIGN = Text("Chiến dịch", "Campaign")
TOPIC = Text("Chủ đề", "Topic")
PROGRAMME = Text("Chương trình", "Programme")
OUTCOME = Text("Kết quả", "Outcome")
REASON = Text("Lý do", "Reason")
LOG_LINE = Text("Dòng nhật ký", "Log line")

PLANNED = Text("Lượt xếp lịch", "Plays planned")
AIRED = Text("Lượt đã phát", "Plays aired")
LOST = Text("Lượt không phát được", "Plays lost")
UNREPORTED = Text("Lượt chưa báo", "Plays not reported")
TO_COME = Text("Lượt chưa tới giờ", "Plays to come")
PLANNED_MIN = Text("Phút xếp lịch", "Minutes planned")
AIRED_MIN = Text("Phút đã phát", "Minutes aired")
BASELINE = Text("Lượt trước chiến dịch", "Plays before the campaign")
LEAST = Text("Mức tối thiểu", "Target, at least")
MOST = Text("Mức tối đa", "Target, at most")
MET = Text("Ngày-đài đạt mức", "Station days on target")

BASELINE_MIN = Text("Phút trước chiến dịch", "Minutes before the campaign")
LEAST_MIN = Text("Phút tối thiểu", "Minutes, at least")
MET_DAYS = Text("Ngày đạt mức, cộng các đài", "Station days on target")
DUE_DAYS = Text("Ngày đã xét, cộng các đài", "Station days that are over")
PROGRAMMES_PLANNED = Text("Chương trình xếp lịch", "Programmes planned")
PROGRAMMES_AIRED = Text("Chương trình đã phát", "Programmes aired")
PLACE = Text("Địa bàn", "Place")
KIND = Text("Phân loại", "Kind")
GENRE = Text("Thể loại", "Genre")
LANGUAGE = Text("Ngôn ngữ", "Language")
ORIGIN = Text("Nơi gửi bài", "Origin")
HOUR_OF_DAY = Text("Ngày, giờ", "Day and hour")
LOG_LINES = Text("Các dòng nhật ký", "Log lines")
NOT_AIRED = Text("Lượt không phát được hoặc chưa báo", "Plays lost or not reported")
STANDING = Text("Mức chấp hành", "Standing")
OWED = Text("Buổi phải báo", "Sessions owed")
IN_TIME = Text("Báo đúng hạn", "Reported in time")
CAME_LATE = Text("Báo chậm", "Reported late")
MISSING = Text("Buổi chưa báo", "Sessions missing")
WHICH_MISSING = Text("Những buổi chưa báo", "Which sessions are missing")

PROGRAMMES = Text("Chương trình", "Programmes")
ON_TIME = Text("Đúng giờ", "On time")
LATE = Text("Trễ", "Late")
CUT = Text("Bị cắt", "Cut")
MISSED = Text("Lỡ", "Missed")
SILENT = Text("Không có loa", "No loudspeaker")
PAUSED = Text("Tạm dừng theo lệnh", "Paused by order")
NOT_REPORTED = Text("Chưa báo", "Not reported")

OUTCOMES = {
    Outcome.PLAYED: Text("đã phát", "played"),
    Outcome.LATE: Text("phát trễ", "late"),
    Outcome.CUT: Text("bị cắt", "cut"),
    Outcome.MISSED: Text("lỡ", "missed"),
}

WEEKDAYS = (
    Text("Thứ Hai", "Monday"),
    Text("Thứ Ba", "Tuesday"),
    Text("Thứ Tư", "Wednesday"),
    Text("Thứ Năm", "Thursday"),
    Text("Thứ Sáu", "Friday"),
    Text("Thứ Bảy", "Saturday"),
    Text("Chủ Nhật", "Sunday"),
)

NO_CAMPAIGN = Text("(không thuộc chiến dịch nào)", "(of no campaign)")
NO_TOPIC = Text("(không ghi chủ đề)", "(no topic given)")
ASSUMED = Text("giả định", "assumed")
NO_REASON = Text("không ghi", "not given")
NO_LINE = Text("đài chưa gửi nhật ký phát sóng", "the station has sent no log")
NOTHING = Text("Không có.", "None.")

HOW_COUNTED = (
    Text(
        "Một lượt phát là một bài trong chương trình của một đài trong một ngày; phút là thời lượng của "
        "riêng bài đó, không kể nhạc hiệu, lời xướng và nhạc cắt.",
        "A play is one item in the programme of one station on one day; minutes are those of the item "
        "itself, without signatures, announcements and stingers.",
    ),
    Text(
        "Đã phát: nhật ký của đài ghi bài đó đã phát đến hết. Chương trình bị cắt thì chỉ tính những bài đã "
        "phát hết trước lúc cắt.",
        "Aired: the log of the station says that the item sounded to its end. Of a programme that was cut, "
        "the items before the cut count.",
    ),
    Text(
        "Không phát được: nhật ký ghi lỡ, bị cắt trước khi hết bài, hoặc máy không có loa. Chương trình mà "
        "xã tạm dừng loa được đếm riêng: đó là lệnh, không phải hỏng.",
        "Lost: the log says that it was missed, was cut before its end, or ran without a loudspeaker. What a "
        "commune paused is counted apart: that is an order and no fault.",
    ),
    Text(
        "Chưa báo: đã qua giờ mà đài chưa gửi nhật ký. Không bao giờ tính là đã phát.",
        "Not reported: its hour is over and the station has sent no line. It never counts as aired.",
    ),
    Text(
        "Mỗi lần phát được đối chiếu với bản danh sách phát mà đài đã nhận, không phải với lịch hiện nay.",
        "Every airing is judged by the version of the playlist that the station had, not by today's plan.",
    ),
    Text(
        "Mức và số lượt trước chiến dịch tính cho mỗi đài mỗi ngày rồi cộng lại; một ngày-đài đạt khi số "
        "lượt đã phát không ít hơn mức tối thiểu. Ngày chưa qua thì chưa xét, trừ khi đã đạt.",
        "Targets and the plays before the campaign are those of each station and day, added up; a station "
        "day is on target when no fewer plays aired than it asks for. Days that are not over are left out "
        "until they are on target.",
    ),
    Text(
        "Phút được làm tròn ở từng ô, nên tổng các ô có thể lệch ở số cuối.",
        "Minutes are rounded in each cell, so that the last figure of a sum may differ.",
    ),
)


def figure(number: int, language: Language) -> str:
    """A whole number with its thousands apart."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language is Language.VI else grouped


def decimal(value: float, language: Language) -> str:
    """`1.234,5`: with one decimal."""
    grouped = f"{value:,.1f}"
    return grouped.translate(_VIETNAMESE) if language is Language.VI else grouped


def minutes(time: timedelta, language: Language) -> str:
    """Minutes with one decimal."""
    return decimal(time.total_seconds() / 60, language)


def each(value: float) -> Text:
    """A figure a station and day, with one decimal where it is not whole."""
    grouped = f"{value:,.1f}".removesuffix(".0")
    return Text(grouped.translate(_VIETNAMESE), grouped)


def day(written: date, language: Language) -> str:
    """A day in a table."""
    return f"{written:%d/%m/%Y}" if language is Language.VI else written.isoformat()


def official(day: date) -> str:
    """As official documents write a day: `06/8/2020`; a nought before days under 10, January and February."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"{day:%d}/{month}/{day.year}"


def daypart(item: PlaylistItem) -> Text:
    """Part of the day by the hour at which it starts; a relay is called so."""
    if item.relay is not None:
        return Text("Tiếp sóng", "Relay")
    hour = item.starts_at.hour
    if hour < 11:
        return Text("Buổi sáng", "Morning")
    if hour < 14:
        return Text("Buổi trưa", "Noon")
    return Text("Buổi chiều", "Afternoon") if hour < 18 else Text("Buổi tối", "Evening")


def hour(moment: datetime) -> str:
    """The Vietnamese wall clock."""
    return f"{moment.astimezone(VIETNAM):%H:%M}"


_VIETNAMESE = str.maketrans(",.", ".,")
