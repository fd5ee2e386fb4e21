"""What pydantic found wrong, said as an editor would say it, in both languages."""

from collections.abc import Callable

from pydantic_core import ErrorDetails

from broadcast.errors import Fault, Where
from broadcast.language import Text


class SpokenError(ValueError):
    """A validator's refusal in both languages: what is wrong and, where it is worth saying, what to do."""

    def __init__(self, text: Text, remedy: Text | None = None) -> None:
        super().__init__(text.en)
        self.text = text
        self.remedy = remedy


def fault_of(detail: ErrorDetails, where: Where, guide: str) -> Fault:
    """One fault of a validation, at its line; `guide` is the page that says what is allowed."""
    name = ".".join(part for part in detail["loc"] if isinstance(part, str)) or where.file
    reason = detail.get("ctx", {}).get("error")
    if isinstance(reason, SpokenError):
        what = Text(f"«{name}»: {reason.text.vi}", f"«{name}»: {reason.text.en}")
        return Fault(what, reason.remedy or _see(guide), where)
    if detail["type"] == "missing":
        return Fault(
            Text(f"thiếu mục «{name}»", f"«{name}» is missing"), Text("thêm mục này", "add it"), where
        )
    if detail["type"] == "extra_forbidden":
        what = Text(f"không có mục nào tên «{name}»", f"there is no field «{name}»")
        return Fault(what, Text("xoá hoặc sửa lại tên", "remove it or mend its name"), where)
    return _wrong_value(detail, name, where, guide)


def _wrong_value(detail: ErrorDetails, name: str, where: Where, guide: str) -> Fault:
    given = _shown(detail["input"])
    wanted = _wanted(detail)
    return Fault(
        Text(f"«{name}» không nhận {given.vi}", f"«{name}» does not take {given.en}"),
        Text(f"{wanted.vi}, xem {guide}", f"{wanted.en}, see {guide}"),
        where,
    )


def _shown(given: object) -> Text:
    if given is None or given == "":
        return Text("chỗ trống", "an empty value")
    if isinstance(given, dict):
        return Text("một nhóm mục con", "a group of fields")
    if isinstance(given, list):
        return Text("một danh sách", "a list")
    return Text(f"giá trị «{str(given)[:60]}»", f"«{str(given)[:60]}»")


def _wanted(detail: ErrorDetails) -> Text:
    kind = detail["type"]
    if kind in _BOUNDS:
        return _BOUNDS[kind](detail.get("ctx", {}))
    for prefix, wanted in _KINDS:
        if kind.startswith(prefix):
            return wanted
    return Text("ghi giá trị hợp lệ", f"write a value that is allowed ({detail['msg']})")


def _see(guide: str) -> Text:
    return Text(f"sửa lại, xem {guide}", f"mend it, see {guide}")


def _choice(expected: str) -> Text:
    return Text(f"chọn {expected.replace(' or ', ' hoặc ')}", f"choose {expected}")


_KINDS: tuple[tuple[str, Text], ...] = (
    ("string_pattern", Text("dùng chữ thường không dấu, số và dấu gạch nối", "use a-z, 0-9 and hyphens")),
    ("string", Text("ghi một dòng chữ", "write a line of text")),
    ("int", Text("ghi một số nguyên", "write a whole number")),
    ("float", Text("ghi một con số", "write a number")),
    ("finite_number", Text("ghi một con số", "write a number")),
    ("bool", Text("ghi true hoặc false", "write true or false")),
    ("date", Text("ghi ngày như 2020-08-06", "write a date like 2020-08-06")),
    ("list", Text("ghi một danh sách, mỗi dòng một dấu gạch", "write a list, a dash before each entry")),
    ("tuple", Text("ghi một danh sách, mỗi dòng một dấu gạch", "write a list, a dash before each entry")),
    (
        "model",
        Text("ghi các mục con, mỗi mục một dòng «tên: giá trị»", "write fields, each as «name: value»"),
    ),
    ("dict", Text("ghi các mục con, mỗi mục một dòng «tên: giá trị»", "write fields, each as «name: value»")),
)

_BOUNDS: dict[str, Callable[[dict[str, object]], Text]] = {
    "greater_than": lambda ctx: Text(f"ghi số lớn hơn {ctx['gt']}", f"write more than {ctx['gt']}"),
    "greater_than_equal": lambda ctx: Text(f"ghi từ {ctx['ge']} trở lên", f"write {ctx['ge']} or more"),
    "less_than": lambda ctx: Text(f"ghi số nhỏ hơn {ctx['lt']}", f"write less than {ctx['lt']}"),
    "less_than_equal": lambda ctx: Text(f"ghi từ {ctx['le']} trở xuống", f"write {ctx['le']} or less"),
    "literal_error": lambda ctx: _choice(str(ctx["expected"])),
    "enum": lambda ctx: _choice(str(ctx["expected"])),
    "too_short": lambda ctx: Text(
        f"ghi ít nhất {ctx['min_length']} mục", f"write at least {ctx['min_length']}"
    ),
    "string_too_short": lambda _: Text("ghi một dòng chữ", "write a line of text"),
}
