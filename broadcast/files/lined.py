"""YAML that remembers its lines, so that every fault names the line that it stands on."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from broadcast.errors import Fault, Invalid, Where
from broadcast.files.wording import SpokenError, fault_of
from broadcast.language import Text

__all__ = ["Lined", "SpokenError", "in_order", "load", "salvaged", "validated"]

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

    def spelt(self, path: Path) -> Path:
        """`path` as it is written, where an entry that stands by itself was read as a list of one."""
        value: object = self.value
        found: Path = ()
        for part in path:
            if isinstance(part, int) and not isinstance(value, list):
                continue
            known = isinstance(value, list) or (isinstance(value, dict) and part in value)
            value = value[part] if known else None  # type: ignore[index]
            found = (*found, part)
        return found

    def without(self, dropped: Collection[Path]) -> "Lined":
        """The document without the parts at `dropped`; what is left keeps its lines."""
        lines: dict[Path, int] = {}

        def kept(value: object, old: Path, new: Path) -> object:
            lines[new] = self.lines.get(old, 1)
            if isinstance(value, dict):
                keys = [key for key in value if (*old, key) not in dropped]
                return {key: kept(value[key], (*old, key), (*new, key)) for key in keys}
            if isinstance(value, list):
                numbers = [number for number in range(len(value)) if (*old, number) not in dropped]
                return [kept(value[was], (*old, was), (*new, now)) for now, was in enumerate(numbers)]
            return value

        return Lined(self.file, kept(self.value, (), ()), lines)


def load(text: str, file: str, *, first_line: int = 1) -> Lined:
    """Parse one YAML document that begins at `first_line` of `file`.

    Plain words are read as YAML 1.2 reads them, and dates stay text: `17:00` is no number of base 60, `on`
    and `no` are words, `012` keeps its nought, and a wrong date is found at its line by whoever wants one.

    Raises:
        Invalid: not YAML, or a key stands twice.
    """
    try:
        value, walk = _parsed(text, file, first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise Invalid(_not_yaml(error, Where(file, line))) from error
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise Invalid(Fault(_FORBIDDEN_LETTER, _RETYPE, Where(file, line))) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Invalid(Fault(_FORBIDDEN_VALUE, _RETYPE, Where(file, first_line))) from error
    return Lined(file, value, walk.lines)


def validated(model: type[Model], document: Lined, *, guide: str = "docs/schedules.md") -> Model:
    """`document` as a `model`; `guide` is the page that says what is allowed.

    Raises:
        Invalid: with every fault at once, each at its line.
    """
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise Invalid(*in_order(_faults(error, document, guide))) from error


def salvaged(
    model: type[Model], document: Lined, *, guide: str = "docs/schedules.md"
) -> tuple[Model, Lined, tuple[Fault, ...]]:
    """The sound part of `document` as a `model`, that part, and the faults of the rest.

    So that what refers to what can be checked in the same run as what is misspelt.

    Raises:
        Invalid: with every fault, when nothing sound is left.
    """
    faults: tuple[Fault, ...] = ()
    while True:
        try:
            return model.model_validate(document.value), document, faults
        except ValidationError as error:
            faults = faults or tuple(_faults(error, document, guide))
            dropped = {
                _unsound(detail["type"], document.spelt(detail["loc"]))
                for detail in error.errors(include_url=False)
            }
            smaller = document.without(dropped)
            if () in dropped or smaller.value == document.value:
                raise Invalid(*in_order(faults)) from error
            document = smaller


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults as they stand in the file."""
    return sorted(faults, key=lambda fault: (fault.where and fault.where.line) or 0)


def _unsound(kind: str, path: Path) -> Path:
    """What to drop for a fault at `path`: the value itself, or the list entry that lacks it."""
    if kind != "missing":
        return path
    numbers = [place for place, part in enumerate(path) if isinstance(part, int)]
    return path[: numbers[-1] + 1] if numbers else ()


def _faults(error: ValidationError, document: Lined, guide: str) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        yield fault_of(detail, document.where(*document.spelt(detail["loc"])), guide)


class _Loader(
    yaml.reader.Reader,
    yaml.scanner.Scanner,
    yaml.parser.Parser,
    yaml.composer.Composer,
    yaml.constructor.SafeConstructor,
    yaml.resolver.BaseResolver,
):
    """Reads plain words as YAML 1.2 does: decimal numbers, true, false and null; everything else is text."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        for part in (yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer):
            part.__init__(self)
        yaml.constructor.SafeConstructor.__init__(self)
        yaml.resolver.BaseResolver.__init__(self)


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def _parsed(text: str, file: str, first_line: int) -> tuple[object, "_Walk"]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        walk = _Walk(file, first_line)
        if node is not None:
            walk.over(node)
        if walk.faults:
            raise Invalid(*walk.faults)
        return (None if node is None else loader.construct_document(node)), walk
    finally:
        loader.dispose()


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
                self.lines[path], Text("dùng lại một mục bằng & và *", "& and * use a part again"), _WRITE_OUT
            )
            return
        self._met.add(id(node))
        for key, start, child in _children(node):
            if (*path, key) in self.lines:
                self._fault(
                    self._line(start), Text(f"mục «{key}» ghi hai lần", f"«{key}» stands twice"), _KEEP_ONE
                )
            self.lines[*path, key] = self._line(start)
            self.over(child, (*path, key))

    def _line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def _fault(self, line: int, what: Text, remedy: Text) -> None:
        self.faults.append(Fault(what, remedy, Where(self.file, line)))


def _children(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield str(key.value), key, child
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield number, child, child


def _not_yaml(error: yaml.MarkedYAMLError, where: Where) -> Fault:
    problem = error.problem or ""
    if "\\t" in problem:
        what = Text("có ký tự tab ở đầu dòng", "a tab stands where the line is indented")
        return Fault(what, Text("thụt lề bằng dấu cách", "indent with spaces"), where)
    return Fault(
        Text(f"không đọc được YAML ({problem})", f"this is not YAML ({problem})"),
        Text(
            "sửa dòng này: thụt lề bằng dấu cách, có dấu cách sau dấu hai chấm, đóng đủ ngoặc",
            "mend this line: indent with spaces, put a space after each colon, close every bracket",
        ),
        where,
    )


_KEEP_ONE = Text("giữ lại một", "keep one of them")
_WRITE_OUT = Text("viết lại đầy đủ", "write it out")
_RETYPE = Text("gõ lại dòng đó và lưu tệp ở dạng UTF-8", "type that line again and save the file as UTF-8")
_FORBIDDEN_LETTER = Text("có ký tự mà YAML không cho phép", "a character that YAML does not allow")
_FORBIDDEN_VALUE = Text("có giá trị mà YAML không cho phép", "a value that YAML does not allow")
