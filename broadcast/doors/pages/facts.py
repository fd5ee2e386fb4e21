"""What the facts of a line of the audit are called, and how their values are told."""

import re
from collections.abc import Mapping

from broadcast.language import Text
from broadcast.people import Door, Fact, Role, State
from broadcast.script import BulletinClass

NAMES: Mapping[str, Text] = {
    "address": Text("từ máy", "from the machine"),
    "after": Text("quyền sau đó", "may now"),
    "audio": Text("tiếng", "sound"),
    "before": Text("quyền trước đó", "could before"),
    "code": Text("mã xác nhận", "code"),
    "console": Text("làm ở máy chủ", "at the server itself"),
    "door": Text("làm ở", "by way of"),
    "from": Text("từ", "from"),
    "full_name": Text("họ tên", "full name"),
    "grants": Text("quyền", "may"),
    "heard_s": Text("giây đã nghe", "seconds heard"),
    "left": Text("còn lại", "left"),
    "length_s": Text("dài, giây", "length in seconds"),
    "lines": Text("số dòng", "lines"),
    "needed": Text("cần mấy người duyệt", "approvers needed"),
    "number": Text("người thứ", "approver number"),
    "on_air": Text("số đài đang phát", "stations on air"),
    "recall": Text("lần thu hồi số", "recall number"),
    "reason": Text("lý do", "reason"),
    "scope": Text("loại tin, ngày đầu, ngày cuối, nơi phát", "class, first day, last day, places"),
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
    "campaign": Text("chiến dịch", "campaign"),
    "place": Text("địa bàn", "place"),
}
"""By the name that stands in the audit."""


def named(fact: str) -> Text:
    """What the fact of that name is called; one of an older version stands as it was written."""
    return NAMES.get(fact, Text(fact, fact))


def told(value: Fact) -> Text:
    """A value in words; hashes are cut to what a person compares."""
    if value is None:
        return Text("không", "none")
    if isinstance(value, bool):
        return Text("có", "yes") if value else Text("không", "no")
    written = str(value)
    if len(written) == 64 and all(c in "0123456789abcdef" for c in written):
        return Text(f"{written[:12]}…", f"{written[:12]}…")
    return Text(_WORD.sub(_named, written), written)


def _named(word: re.Match[str]) -> str:
    known = _VALUES.get(word[0])
    return known.vi if known else word[0]


_WORD = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_VALUES: Mapping[str, Text] = {
    each.value: each.named for kind in (Role, BulletinClass, State, Door) for each in kind
}
"""Values that are one of a few, as the audit writes them."""
