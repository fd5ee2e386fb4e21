"""Dates, lengths and names as pages say them, in both languages."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from broadcast.calendar import said
from broadcast.desk.levels import Verdict
from broadcast.desk.measuring import Level
from broadcast.language import Language, Text
from broadcast.playlist import PlaylistItem, RundownEntry, SpokenBy
from broadcast.programme import CueKind
from broadcast.programme.announcer import HEADLINES
from broadcast.report import wording as reports
from broadcast.schedule import VIETNAM
from broadcast.script import AirDays, BulletinClass, naming
from broadcast.speech import Speaker
from broadcast.speech.delivery import Delivery

_WEEKDAYS = reports.WEEKDAYS
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

GENRES, LANGUAGES = naming.GENRES, naming.LANGUAGES
genre, tongue, daypart = naming.genre, naming.tongue, reports.daypart

CUES: Mapping[CueKind, Text] = {kind: kind.named for kind in CueKind}

CLASSES: Mapping[BulletinClass, Text] = {
    BulletinClass.NORMAL: Text("Thông thường", "Normal"),
    BulletinClass.PRIORITY: Text("Ưu tiên", "Priority"),
    BulletinClass.EMERGENCY: Text("Khẩn cấp", "Emergency"),
}

READERS: Mapping[tuple[str, ...], Text] = {
    (): Text("Đài chọn", "The station decides"),
    ("woman",): Text("Giọng nữ", "A woman's voice"),
    ("man",): Text("Giọng nam", "A man's voice"),
    ("woman", "man"): Text("Nữ và nam thay nhau từng đoạn", "Woman and man in turn by paragraph"),
    ("man", "woman"): Text("Nam và nữ thay nhau từng đoạn", "Man and woman in turn by paragraph"),
}
"""Whom a writer may wish for."""

TIMES: Mapping[bool | None, Text] = {
    None: Text("Một lần, tin khẩn cấp hai lần", "Once, an emergency twice"),
    True: Text("Hai lần (Xin nhắc lại)", "Twice (Xin nhắc lại)"),
    False: Text("Một lần", "Once"),
}

VOICES: Mapping[str, Text] = {
    "vi": Text("giọng nam miền Bắc", "northern man"),
    "vi-vn-x-central": Text("giọng nam miền Trung", "central man"),
    "vi-vn-x-south": Text("giọng nam miền Nam", "southern man"),
    "vi-vn-x-south+f3": Text("giọng nữ miền Nam", "southern woman"),
}

_READER: Mapping[Speaker, Text] = {
    Speaker.WOMAN: Text("giọng nữ", "a woman"),
    Speaker.MAN: Text("giọng nam", "a man"),
}

_UNMEASURED = ("plain-state", Text("Chưa đo", "Not measured"), Text("Chưa đo trên tệp.", "Not measured yet."))
_LEVELS: Mapping[Verdict, tuple[str, Text, Text]] = {
    Verdict.EVEN: (
        "good",
        Text("Đạt", "Right"),
        Text("Chương trình to đúng mức chuẩn.", "The programme is as loud as it should be."),
    ),
    Verdict.LOUD: (
        "bad",
        Text("Lệch", "Off"),
        Text("Chương trình to hơn mức chuẩn.", "The programme is too loud."),
    ),
    Verdict.SOFT: (
        "bad",
        Text("Lệch", "Off"),
        Text("Chương trình nhỏ hơn mức chuẩn.", "The programme is too soft."),
    ),
    Verdict.SHRILL: (
        "bad",
        Text("Lệch", "Off"),
        Text("Có chỗ đỉnh tiếng cao quá mức, loa có thể bị rè.", "Some peaks are too high."),
    ),
}


def level(found: Level | None) -> tuple[str, Text, Text]:
    """The look, the word and the sentence for how loud a programme is (None: it was not measured)."""
    return _UNMEASURED if found is None else _LEVELS[found.verdict]


def figure(value: float) -> Text:
    """`-16,0`: to a tenth, with the reader's comma or point."""
    if math.isinf(value):
        return Text("im lặng", "silence")
    return Text(f"{value:.1f}".replace(".", ","), f"{value:.1f}")


def voice(speech: SpokenBy) -> Text:
    """`giọng nữ miền Nam (espeak)`; a voice that we have no name for goes by its own."""
    named = [VOICES.get(name, Text(name, name)) for name in speech.voice.split(", ")]
    vi, en = (", ".join(each.said(language) for each in named) for language in Language)
    return Text(f"{vi} ({speech.engine})", f"{en} ({speech.engine})")


def spoken(delivery: Delivery) -> Text:
    """`Giọng nữ đọc hai lần liền (Xin nhắc lại), chậm`: who will be heard, how often, at which pace."""
    several = len(delivery.speakers) > 1
    vi_who = " và ".join(_READER[each].vi for each in delivery.speakers)
    en_who = " and ".join(_READER[each].en for each in delivery.speakers)
    vi = ["thay nhau từng đoạn"] * several + ["hai lần liền (Xin nhắc lại)" if delivery.again else "một lần"]
    en = ["in turn by paragraph"] * several + ["twice (Xin nhắc lại)" if delivery.again else "once"]
    vi, en = vi + ["chậm"] * delivery.slow, en + ["slowly"] * delivery.slow
    return Text(f"{vi_who[:1].upper()}{vi_who[1:]} đọc {', '.join(vi)}", f"Read by {en_who}, {', '.join(en)}")


def chapter(entry: RundownEntry) -> Text:
    """What sounds there: a script, a feature or a headline by its title, all else by its kind."""
    named = entry.script or entry.kind is CueKind.FEATURE or entry.title.startswith(HEADLINES)
    return Text(entry.title, entry.title) if named else CUES[entry.kind]


_SAID = (CueKind.CALL, CueKind.GREETING, CueKind.FEATURE, CueKind.CLOSING)


def row(entry: RundownEntry) -> tuple[Text, str]:
    """What a row of a running order is headed, and the words said there where the heading does not tell.

    A headline is headed by what it announces: a row of greetings that are none helps nobody.
    """
    if entry.title.startswith(HEADLINES):
        return Text(entry.title, entry.title), ""
    return CUES[entry.kind], entry.title if entry.kind in _SAID else ""


def slot(item: PlaylistItem) -> str:
    """The last part of the item's id: its address below its station's day."""
    return item.id.rpartition(".")[2]


WEEKDAYS: Mapping[str, Text] = {
    "mon": Text("Thứ hai", "Monday"),
    "tue": Text("Thứ ba", "Tuesday"),
    "wed": Text("Thứ tư", "Wednesday"),
    "thu": Text("Thứ năm", "Thursday"),
    "fri": Text("Thứ sáu", "Friday"),
    "sat": Text("Thứ bảy", "Saturday"),
    "sun": Text("Chủ nhật", "Sunday"),
}
"""Days of the week as the form of a script offers them."""

FULL_MOONS: Mapping[str, Text] = {
    "15": Text("Rằm âm lịch", "15th of the lunar month"),
    "1": Text("Mùng một âm lịch", "1st of the lunar month"),
}
"""Lunar days that a script is often meant for."""

HOLIDAYS: Mapping[str, Text] = {
    "also": Text("phát như ngày thường", "as any other day"),
    "never": Text("không phát", "it does not air"),
    "only": Text("chỉ phát ngày lễ", "only then"),
}
"""What public holidays do to a script."""

FIELDS: Mapping[str, Text] = {
    "title": Text("Tên bài", "Title"),
    "klass": Text("Mức bản tin", "Class"),
    "genre": Text("Thể loại", "Genre"),
    "campaign": Text("Chiến dịch", "Campaign"),
    "topic": Text("Chủ đề", "Topic"),
    "origin": Text("Nơi gửi bài", "Origin"),
    "valid_from": Text("Phát từ ngày", "From"),
    "valid_until": Text("Đến hết ngày", "Until"),
    "days": Text("Ngày phát", "Days"),
    "places": Text("Đài phát", "Stations"),
    "sound": Text("Âm thanh làm sẵn", "Ready audio"),
    "voices": Text("Giọng đọc", "Voice"),
    "again": Text("Đọc mấy lần", "How often it is said"),
    "language": Text("Ngôn ngữ", "Language"),
}
"""The fields of a manuscript beside its text, in the order of the form."""


def field(name: str, value: object) -> Text:
    """A field's value as people read it."""
    known: Mapping[str, Mapping[Any, Text]] = {
        "klass": CLASSES,
        "genre": GENRES,
        "voices": READERS,
        "again": TIMES,
        "language": LANGUAGES,
    }
    if name in known and value in known[name]:
        return known[name][value]
    if name == "sound":
        return Text("có", "yes") if value else Text("không", "no")
    if isinstance(value, AirDays):
        return said(value.when)
    if isinstance(value, date):
        return Text(f"{value:%d/%m/%Y}", f"{value:%d/%m/%Y}")
    told = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    return Text(told or "(để trống)", told or "(empty)")


def dates(written: Iterable[str]) -> str:
    """Days as a form shows them, `24/12/2026, 31/12/2026`; what is no day, as it was typed."""
    return ", ".join(re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1", each) for each in written)


def at_work(name: str, clock: str) -> Text:
    """Somebody else is typing in the same script."""
    return Text(
        f"{name} cũng đang sửa bài này (lúc {clock}). Hỏi nhau trước khi lưu, kẻo đè lên nhau.",
        f"{name} is editing this script too (at {clock}). Talk before you save.",
    )


def newer(name: str, clock: str, version: int) -> Text:
    """Somebody saved a version since the page was opened."""
    return Text(
        f"{name} vừa lưu bản {version} lúc {clock}. Chữ bạn gõ vẫn còn nguyên; bấm Lưu để xem và chọn.",
        f"{name} saved version {version} at {clock}. What you typed is kept; press Save to see and choose.",
    )


def moment(at: datetime) -> str:
    """`16:05 06/08/2020` in Vietnam."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def clock_of(at: datetime, day: date) -> str:
    """`16:05` in Vietnam, with its date where that is not `day`."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M}" if local.date() == day else f"{local:%H:%M %d/%m}"


def ago(passed: timedelta) -> Text:
    """`2 phút trước`; a clock that was set back in between makes no negative one."""
    minutes = int(passed / timedelta(minutes=1))
    if minutes < 1:
        return Text("vừa xong", "just now")
    return Text(f"{minutes} phút trước", f"{minutes} min ago")


def title_of_day(item: PlaylistItem) -> str:
    """The item's title without the date, for a page that is of that day."""
    return item.title.removesuffix(f", {item.starts_at:%d/%m/%Y}")


def anchor(item: PlaylistItem) -> str:
    """Where the item stands on its station's page."""
    return f"luc-{item.starts_at:%H-%M}"


def long_date(day: date) -> Text:
    """`Thứ Năm, ngày 6 tháng 8 năm 2020`."""
    weekday = _WEEKDAYS[day.weekday()]
    return Text(
        f"{weekday.vi}, ngày {day.day} tháng {day.month} năm {day.year}",
        f"{weekday.en}, {day.day} {_MONTHS[day.month - 1]} {day.year}",
    )


def short_date(day: date) -> Text:
    """`Thứ Năm 06/08`."""
    weekday = _WEEKDAYS[day.weekday()]
    return Text(f"{weekday.vi} {day:%d/%m}", f"{weekday.en} {day.day} {_MONTHS[day.month - 1][:3]}")


def length(seconds: float) -> Text:
    """`10 phút 12 giây`, to the second."""
    minutes, rest = divmod(round(seconds), 60)
    vi = [f"{minutes} phút"] * (minutes > 0) + [f"{rest} giây"] * (rest > 0 or minutes == 0)
    en = [f"{minutes} min"] * (minutes > 0) + [f"{rest} s"] * (rest > 0 or minutes == 0)
    return Text(" ".join(vi), " ".join(en))


def about(seconds: float) -> Text:
    """`10 phút`: to the minute, at least one."""
    minutes = max(1, round(seconds / 60))
    return Text(f"{minutes} phút", f"{minutes} min")


def counter(seconds: float) -> str:
    """`1:05` as a player counts."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def air_clock(item: PlaylistItem, offset_s: float) -> str:
    """The Vietnamese wall clock at `offset_s` of `item`: `05:00:12`."""
    return f"{item.starts_at + timedelta(seconds=offset_s):%H:%M:%S}"
