"""YAML that remembers its lines, so that every fault names the line that it stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Text

Model = TypeVar("Model", bound=BaseModel)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Lined:
    """A YAML document: its value, and the line (from 1) of every key and list entry by its path."""

    file: str
    value: object
    lines: Mapping[Path, int]

    def where(self, *path: str | int) -> Where:
        """The line of `path`, or of the nearest parent that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return Where(self.file, self.lines.get(path, 1))


def load(text: str, file: str, *, first_line: int = 1) -> Lined:
    """Parse one YAML document that begins at `first_line` of `file`.

    Raises:
        Invalid: not YAML, or a key stands twice.
    """
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        walk = _Walk(file, first_line)
        if node is not None:
            walk.over(node)
        if walk.faults:
            raise Invalid(*walk.faults)
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise Invalid(
            Fault(
                Text(f"không đọc được YAML ({error.problem})", f"this is not YAML ({error.problem})"),
                Text(
                    "sửa dòng này: thụt lề bằng dấu cách, có dấu cách sau dấu hai chấm",
                    "mend this line: indent with spaces, put a space after each colon",
                ),
                Where(file, line),
            )
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise Invalid(
            Fault(
                Text(
                    "có ký tự hoặc giá trị mà YAML không cho phép",
                    "a character or value that YAML does not allow",
                ),
                Text(
                    "lưu lại tệp ở dạng UTF-8 và sửa giá trị đó", "save the file as UTF-8 and mend the value"
                ),
                Where(file, first_line),
            )
        ) from error
    finally:
        loader.dispose()
    return Lined(file, value, walk.lines)


def validated(model: type[Model], document: Lined) -> Model:
    """`document` as a `model`.

    Raises:
        Invalid: with every fault at once, each at its line.
    """
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise Invalid(*_faults(error, document)) from error


class _Walk:
    """One pass over the nodes of a document: the line of every path, and the faults of form."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self._met: set[int] = set()

    def over(self, node: yaml.Node, path: Path = ()) -> None:
        """Note `node` and everything below it."""
        self.lines.setdefault(path, self._line(node))
        if isinstance(node, yaml.CollectionNode) and id(node) in self._met:
            self._fault(
                node, Text("dùng lại một mục bằng & và *", "a part is used again by & and *"), _WRITE_OUT
            )
            return
        self._met.add(id(node))
        for key, start, child in _children(node):
            if (*path, key) in self.lines:
                self._fault(start, Text(f"mục «{key}» ghi hai lần", f"«{key}» stands twice"), _KEEP_ONE)
            self.lines[*path, key] = self._line(start)
            self.over(child, (*path, key))

    def _line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def _fault(self, node: yaml.Node, what: Text, remedy: Text) -> None:
        self.faults.append(Fault(what, remedy, Where(self.file, self._line(node))))


_KEEP_ONE = Text("giữ lại một", "keep one of them")
_WRITE_OUT = Text("viết lại đầy đủ", "write it out")


def _children(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield str(key.value), key, child
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield number, child, child


def _faults(error: ValidationError, document: Lined) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        name = ".".join(str(part) for part in detail["loc"]) or document.file
        yield Fault(_what(detail, name), _remedy(detail), document.where(*detail["loc"]))


def _what(detail: ErrorDetails, name: str) -> Text:
    given = str(detail.get("input"))[:60]
    match detail["type"]:
        case "missing":
            return Text(f"thiếu mục «{name}»", f"«{name}» is missing")
        case "extra_forbidden":
            return Text(f"không có mục nào tên «{name}»", f"there is no field «{name}»")
        case "value_error":
            reason = detail.get("ctx", {}).get("error")
            if isinstance(reason, SpokenError):
                return Text(f"«{name}»: {reason.text.vi}", f"«{name}»: {reason.text.en}")
    return Text(
        f"«{name}» không nhận giá trị «{given}»", f"«{name}» does not take «{given}» ({detail['msg']})"
    )


def _remedy(detail: ErrorDetails) -> Text:
    match detail["type"]:
        case "missing":
            return Text("thêm mục này", "add it")
        case "extra_forbidden":
            return Text("xoá hoặc sửa lại tên", "remove it or mend its name")
    return Text("xem docs/schedules.md để biết giá trị hợp lệ", "see docs/schedules.md for what is allowed")


class SpokenError(ValueError):
    """A validator's refusal, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
