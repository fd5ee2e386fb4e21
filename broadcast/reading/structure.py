"""The build of a document: wrapped lines joined; header, recipients, signature, loose links set aside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from broadcast.reading.aligned import Aligned, Edit
from broadcast.reading.rule import Rule
from broadcast.reading.syllables import CAPITALS, SMALL, bare

_LINE = re.compile(r"[^\n]*\n?")
_TERMINAL = re.compile(r"[.;:!?…]['\"”’)]*$|\./\.$")
_MARKER = re.compile(
    r"(?:[-+*•●○▪■➢➤✓·](?: |(?=[^\W\d_]))|\d{1,2}(?:\.\d{1,2})*[.)](?: |$)|[IVXL]{1,5}[.)] |[a-zđ][.)] "
    r"|\(?\*|Điều \d|Chương [IVX]|Phụ lục|PHỤ LỤC)"
)
_MOTTO = re.compile(
    r"doc lap ?- ?tu do ?- ?hanh phuc|cong hoa xa hoi chu nghia viet nam|dang cong san viet nam$"
)
_NUMBER_LINE = re.compile(r"so ?: ?[\d.… ]*[-/]")
_PLACE_DATE = re.compile(r"[\w .()-]{2,40}, ?ngay ?[\d.… ]{0,6} ?thang ?[\d.… ]{0,6} ?nam ?[\d.…]{0,6}$")
_RECIPIENTS = re.compile(r"noi nhan ?[:.]?")
_SIGNER = re.compile(
    rf"(?:TM|KT|TL|TUQ|Q)\. ?[{CAPITALS}]"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG (?:PHÒNG|BAN|ĐÀI|TRẠM|CÔNG AN)|CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG"
    rf"|CHỦ NHIỆM|BỘ TRƯỞNG|CỤC TRƯỞNG|THỦ TƯỚNG|TRƯỞNG ẤP)\b[{CAPITALS} ,-]*$"
)
_NAME = re.compile(rf"(?:[{CAPITALS}][{SMALL}]*\.? ?){{2,5}}$")
_SIGNED = re.compile(r"\(?(?:đã ký|ký tên|ký, ghi rõ|ký, đóng dấu|ký và đóng dấu)", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+$")
_HEADER_LINES = 14
_APPENDIX = re.compile(r"PHỤ LỤC|Phụ lục")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text without its blanks, its place, and how many empty lines stand before it."""

    start: int
    end: int
    words: str
    gap: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is read, or is silent by `rule`."""

    start: int
    end: int
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Laid:
    """A document whose wrapped lines are joined, and its blocks, which tile it."""

    aligned: Aligned
    blocks: tuple[Block, ...]


def lay_out(aligned: Aligned) -> Laid:
    """Find the blocks and join the wrapped lines of those that are read."""
    lines = tuple(_lines(aligned.text))
    silent = _silent(lines)
    joined = aligned.edited(tuple(_joints(aligned.text, lines, silent)))
    return Laid(joined, tuple(_blocks(lines, silent, joined)))


def join_wrapped(aligned: Aligned) -> Aligned:
    """Join the wrapped lines of a text of which nothing is dropped."""
    lines = tuple(_lines(aligned.text))
    return aligned.edited(tuple(_joints(aligned.text, lines, {}))) if len(lines) > 1 else aligned


def _lines(text: str) -> Iterator[Line]:
    gap = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            gap += 1
            continue
        yield Line(match.start(), match.end(), words, gap)
        gap = 0


def _silent(lines: Sequence[Line]) -> dict[int, Rule]:
    """The rule that silences each silent line, by its index."""
    silent: dict[int, Rule] = dict.fromkeys(range(_header_end(lines)), Rule.HEADER)
    silent |= _tail(lines)
    silent |= {at: Rule.LINKS for at in _link_blocks(lines) if at not in silent}
    return silent if len(silent) < len(lines) else {}


def _header_end(lines: Sequence[Line]) -> int:
    """Behind the last line of the header; it must show the motto or a number to be one."""
    end, strong = 0, False
    for at, line in enumerate(lines[:_HEADER_LINES]):
        plain = bare(line.words)
        mark = _MOTTO.search(plain) or _NUMBER_LINE.match(plain)
        if mark or (_PLACE_DATE.match(plain) and len(plain) < 70):
            end, strong = at + 1, strong or mark is not None
    return end if strong else 0


def _tail(lines: Sequence[Line]) -> dict[int, Rule]:
    """Recipients, attachments and signature, down to an appendix or the end."""
    silent: dict[int, Rule] = {}
    rule: Rule | None = None
    for at, line in enumerate(lines):
        if rule is not None and _APPENDIX.match(line.words):
            rule = None
        if _RECIPIENTS.match(bare(line.words)) and len(line.words) < 40:
            rule = Rule.RECIPIENTS
        elif _signs(lines, at, rule):
            rule = Rule.SIGNATURE
        if rule is not None:
            silent[at] = rule
    return silent


def _signs(lines: Sequence[Line], at: int, rule: Rule | None) -> bool:
    """A signer's office, with a name or a mark of signing soon behind it and little more."""
    if not _SIGNER.match(lines[at].words):
        return _SIGNED.match(lines[at].words) is not None and at > len(lines) // 2
    following = [line.words for line in lines[at + 1 : at + 5]]
    named = any(_NAME.match(words) or _SIGNED.match(words) for words in following)
    return rule is not None or (named and at >= len(lines) - 8) or (at > 0 and at >= len(lines) - 2)


def _link_blocks(lines: Sequence[Line]) -> Iterator[int]:
    """Lines that hold nothing but a link which the text shows elsewhere: left by a PDF's notes."""
    bare_links = {at: _target(line.words) for at, line in enumerate(lines) if _LINK.match(line.words)}
    if not bare_links:
        return
    read = {
        _target(found)
        for at, line in enumerate(lines)
        if at not in bare_links
        for found in re.findall(r"(?:https?://|www\.)\S+", line.words)
    }
    yield from (at for at, target in bare_links.items() if target in read)


def _target(link: str) -> str:
    return re.sub(r"^https?://|^www\.", "", link).rstrip("/.,;)")


def _joints(text: str, lines: Sequence[Line], silent: dict[int, Rule]) -> Iterator[Edit]:
    """An edit for each seam between lines: a blank where the line was wrapped, else one line end."""
    spaced = _usual_gap(lines)
    width = _width(lines)
    last: int | None = None
    for at, line in enumerate(lines):
        if at in silent:
            continue
        if last is not None:
            between = not any(
                number in silent and silent[number] is not Rule.LINKS for number in range(last + 1, at)
            )
            start, end = _seam(text, lines[last], lines[last + 1] if last + 1 < len(lines) else line)
            new = _joint(lines[last].words, line, width, spaced) if between and at == last + 1 else "\n"
            if text[start:end] != new:
                yield Edit(start, end, new)
        last = at


def _seam(text: str, upper: Line, lower: Line) -> tuple[int, int]:
    start = upper.start + len(text[upper.start : upper.end].rstrip())
    return start, lower.start + len(text[lower.start : lower.end]) - len(
        text[lower.start : lower.end].lstrip()
    )


def _usual_gap(lines: Sequence[Line]) -> int:
    """1 where every line is followed by an empty one, as text out of a PDF is."""
    gaps = [line.gap for line in lines[1:]]
    return 1 if sum(gap > 0 for gap in gaps) * 2 > len(gaps) and len(gaps) > 6 else 0


def _width(lines: Sequence[Line]) -> int:
    """How long full lines are: nine of ten are no longer."""
    lengths = sorted(len(line.words) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _joint(upper: str, line: Line, width: int, usual_gap: int) -> str:
    """What joins two lines: nothing between hyphen and figures, a blank in a sentence, else a line end."""
    if line.gap > usual_gap:
        return "\n"
    lower = line.words
    if upper.endswith("-") and not upper.endswith(" -"):
        return "" if lower[0].isdigit() else " "
    if _TERMINAL.search(upper) or _MARKER.match(lower):
        return "\n"
    if lower[0].islower() or upper.endswith((",", "-")):
        return " "
    full = len(upper) >= max(40, width * 0.72)
    return " " if full and not (upper.isupper() and len(upper) > 3) and not lower.isupper() else "\n"


def _blocks(lines: Sequence[Line], silent: dict[int, Rule], new: Aligned) -> Iterator[Block]:
    """Runs of lines with the same fate, in positions of the joined text."""
    starts = [0] + [line.start for line in lines[1:]]
    moved = [*_positions(new, starts), len(new.text)]
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and silent.get(end) == silent.get(at):
            end += 1
        yield Block(moved[at] if at else 0, moved[end], silent.get(at))
        at = end


def _positions(new: Aligned, wanted: Sequence[int]) -> list[int]:
    """Positions of the text before the last edits, as positions of the text after them."""
    if not new.here:
        return list(wanted)
    found: list[int] = []
    at = 0
    for position in wanted:
        while at + 1 < len(new.there) and new.there[at + 1] <= position:
            at += 1
        limit = new.here[at + 1] if at + 1 < len(new.here) else len(new.text)
        found.append(min(new.here[at] + position - new.there[at], limit))
    return found
