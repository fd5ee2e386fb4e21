"""What the facts of a line of the audit are called, and how their values are told."""

from collections.abc import Mapping

from broadcast.language import Text
from broadcast.people import Fact

NAMES: Mapping[str, Text] = {
    "lines": Text("số dòng", "lines"),
    "until": Text("đến", "until"),
    "version": Text("bản", "version"),
    "reason": Text("lý do", "reason"),
    "from": Text("từ ngày", "from"),
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
    return Text(written, written)
