"""What the facts of a line of the audit are called, and how their values are told."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from broadcast.desk.operating import Broken
from broadcast.doors.pages.wording import moment
from broadcast.language import Text
from broadcast.people import Door, Fact, Role, State
from broadcast.script import BulletinClass

NAMES: Mapping[str, Text] = {
    "address": Text("từ máy", "from the machine"),
    "after": Text("quyền sau đó", "may now"),
    "approved_anew": Text("số bài phải duyệt lại", "scripts to be approved anew"),
    "audio": Text("tiếng", "sound"),
    "before": Text("quyền trước đó", "could before"),
    "code": Text("mã xác nhận", "code"),
    "console": Text("làm ở máy chủ", "at the server itself"),
    "day": Text("ngày phát", "day"),
    "door": Text("làm ở", "by way of"),
    "emergencies": Text("dừng cả tin khẩn cấp", "emergencies held back as well"),
    "fault": Text("lần báo hỏng số", "fault number"),
    "from": Text("từ", "from"),
    "full_name": Text("họ tên", "full name"),
    "gain_db": Text("âm lượng, dB", "volume, dB"),
    "grants": Text("quyền", "may"),
    "heard_s": Text("giây đã nghe", "seconds heard"),
    "kind": Text("hỏng gì", "what is broken"),
    "left": Text("còn lại", "left"),
    "length_s": Text("dài, giây", "length in seconds"),
    "lines": Text("số dòng", "lines"),
    "moved_from": Text("dời từ buổi", "moved from"),
    "needed": Text("cần mấy người duyệt", "approvers needed"),
    "note": Text("đã sửa thế nào", "what was done"),
    "number": Text("người thứ", "approver number"),
    "on_air": Text("số đài đang phát", "stations on air"),
    "recall": Text("lần thu hồi số", "recall number"),
    "position": Text("thứ tự trong buổi", "position"),
    "reason": Text("lý do", "reason"),
    "scope": Text("loại tin, ngày đầu, ngày cuối, nơi phát", "class, first day, last day, places"),
    "script": Text("bài", "script"),
    "slot": Text("buổi", "session"),
    "spoken": Text("lời đọc", "spoken words"),
    "station": Text("đài", "station"),
    "stations": Text("số đài", "stations"),
    "text": Text("bài viết", "text"),
    "totp": Text("mã xác nhận", "code"),
    "until": Text("đến", "until"),
    "version": Text("bản", "version"),
    "was": Text("trước đó", "was"),
    "to": Text("đến ngày", "to"),
    "form": Text("dạng tệp", "form"),
    "words": Text("người báo ghi", "in their words"),
    "name": Text("tên", "name"),
    "as_of": Text("địa bàn như ngày", "places as on"),
    "target": Text("mức", "target"),
    "legal": Text("căn cứ", "legal basis"),
    "campaign": Text("chiến dịch", "campaign"),
    "place": Text("địa bàn", "place"),
}
"""By the name that stands in the audit."""

UNTOLD = frozenset({"move"})
"""Facts that serve the machine alone: what `undo` takes back."""


def named(fact: str) -> Text:
    """What the fact of that name is called; one of an older version stands as it was written."""
    return NAMES.get(fact, Text(fact, fact))


def told(value: Fact, names: Mapping[str, str] | None = None) -> Text:
    """A value in words: what `names` knows by its id, dates as people write them, hashes cut short."""
    if value is None:
        return Text("không", "none")
    if isinstance(value, bool):
        return Text("có", "yes") if value else Text("không", "no")
    if isinstance(value, float):
        return Text(f"{value:g}".replace("-", "−").replace(".", ","), f"{value:g}")
    written = str(value)
    if names and written in names:
        return Text(names[written], names[written])
    if len(written) == 64 and all(c in "0123456789abcdef" for c in written):
        return Text(f"{written[:12]}…", f"{written[:12]}…")
    dated = _DATED.sub(_day, written)
    return Text(_WORD.sub(_named, dated), dated)


def _day(found: re.Match[str]) -> str:
    try:
        if len(found[0]) > len("2026-11-28"):
            return moment(datetime.fromisoformat(found[0]))
        return f"{date.fromisoformat(found[0]):%d/%m/%Y}"
    except ValueError:
        return found[0]


def _named(word: re.Match[str]) -> str:
    known = _VALUES.get(word[0])
    return known.vi if known else word[0]


_DATED = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?(?![\w-])")
_WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_DAYPARTS = {
    "sang": Text("sáng", "morning"),
    "trua": Text("trưa", "noon"),
    "chieu": Text("chiều", "afternoon"),
}
"""Sessions as schedules.yaml calls them; another name stands as it is written there."""
_VALUES: Mapping[str, Text] = _DAYPARTS | {
    each.value: each.named for kind in (Role, BulletinClass, State, Door, Broken) for each in kind
}
"""Values that are one of a few, as the audit writes them."""
