"""Văn bản hành chính: a document in the form that Nghị định 30/2020/NĐ-CP, phụ lục I, lays down.

A4 upright; margins 20 mm above and below, 30 mm left, 15 mm right; Times New Roman 13, headings of the first
page 12 to 14; the national name and motto, issuing body, number, place and day, kind and subject; to whom it
goes and who signs. What no data say (number, day, addressee, signature) is left open, to be filled in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from broadcast.paper.plain import plain

FONT = "Times New Roman"
BODY_PT, TABLE_PT = 13.0, 11.0
TOP, LEFT, RIGHT = Mm(20), Mm(30), Mm(15)
WIDE = Mm(210) - LEFT - RIGHT
INDENT = Mm(10)

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DOTS = "…" * 24

_DOTTED = WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""What a paragraph may have behind its borders: the format asks for this order."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the body above it and its own name (both in capitals), where it sits, and when (aware)."""

    above: str
    body: str
    seat: str
    at: datetime


_LONGEST = 255
"""Letters of a property: Word takes no more (ECMA-376, part 2)."""


class Paper:
    """A document that is being written from top to bottom."""

    def __init__(self, title: str, author: str, at: datetime) -> None:
        self._document: Doc = Document()
        _page(self._document)
        _letters(self._document)
        properties = self._document.core_properties
        properties.title, properties.author = plain(title)[:_LONGEST], plain(author)[:_LONGEST]
        properties.comments = ""
        properties.created = properties.modified = at.replace(tzinfo=None)
        properties.language = "vi-VN"

    def head(self, letterhead: Letterhead) -> None:
        """National name and motto, issuing body, number, place and day."""
        table = _bare(self._document, (Mm(62), WIDE - Mm(62)))
        left, right = table.rows[0].cells
        _said(left.paragraphs[0], letterhead.above, size=12, at=ALIGN.CENTER)
        _said(left.add_paragraph(), letterhead.body, size=12, bold=True, at=ALIGN.CENTER)
        _ruled(left.add_paragraph(), Mm(62), Mm(24))
        _said(right.paragraphs[0], MOTTO[0], size=12, bold=True, at=ALIGN.CENTER)
        _said(right.add_paragraph(), MOTTO[1], size=13, bold=True, at=ALIGN.CENTER)
        _ruled(right.add_paragraph(), WIDE - Mm(62), Mm(61))
        left, right = table.add_row().cells  # type: ignore[no-untyped-call]
        _said(left.paragraphs[0], "Số:          /BC-…………", size=13, at=ALIGN.CENTER)
        day = f"{letterhead.seat}, ngày        tháng {_month(letterhead.at.month)} năm {letterhead.at.year}"
        _said(right.paragraphs[0], day, size=13, italic=True, at=ALIGN.CENTER)

    def subject(self, kind: str, about: str) -> None:
        """The kind of document and what it is about."""
        _said(self._line(before=12), kind, size=14, bold=True, at=ALIGN.CENTER)
        _said(self._line(), about, size=14, bold=True, at=ALIGN.CENTER)
        _ruled(self._line(after=6), WIDE, Mm(60))

    def addressee(self) -> None:
        """To whom; nobody but the writer knows."""
        _said(self._line(after=6), f"Kính gửi: {DOTS}", at=ALIGN.CENTER)

    def heading(self, text: str, level: int = 1) -> None:
        """`I. …` (level 1) or `1. …` (level 2), kept with what follows; a screen reader finds them."""
        line = self._line(before=6, after=6)
        line.style = self._document.styles[f"Heading {level}"]
        line.paragraph_format.first_line_indent = INDENT
        _said(line, text, bold=True)

    def paragraph(self, text: str, *, italic: bool = False, kept: bool = False) -> None:
        """One paragraph of running text; `kept` on the page of what follows: no signature stands alone."""
        line = self._line(after=6)
        line.paragraph_format.keep_with_next = line.paragraph_format.keep_together = kept
        line.paragraph_format.first_line_indent = INDENT
        _said(line, text, italic=italic, at=ALIGN.JUSTIFY)

    def caption(self, text: str) -> None:
        """What a table or a drawing shows; kept with it."""
        line = self._line(before=6, after=3)
        line.paragraph_format.keep_with_next = True
        _said(line, text, size=12, italic=True, at=ALIGN.CENTER)

    def to_fill_in(self, lines: int = 2) -> None:
        """Dotted lines for what a person writes."""
        for _ in range(lines):
            line = self._line(after=6)
            line.paragraph_format.tab_stops.add_tab_stop(WIDE, *_DOTTED)
            line.add_run("\t")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], wide_mm: Sequence[float]) -> None:
        """A table with a heading that every page repeats; figures (all but the first column) stand right.

        `wide_mm` are the widths of the columns; text columns are those wider than 26 mm.
        """
        widths = [Mm(each) for each in wide_mm]
        table = self._document.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        _filled(table.rows[0].cells, heads, widths, bold=True)
        _repeated(table)
        for row in rows:
            row_ = table.add_row()
            _unbroken(row_)
            _filled(row_.cells, row, widths)
        self._line(after=3)

    def picture(self, png: bytes, described: str) -> None:
        """A drawing as wide as the text; `described` says in words what it shows."""
        line = self._line(after=6)
        line.alignment = ALIGN.CENTER
        shape = line.add_run().add_picture(BytesIO(png), width=WIDE - Mm(2))
        shape._inline.docPr.set("descr", plain(described))  # noqa: SLF001 - python-docx has no other way

    def signed(self, receivers: Sequence[str]) -> None:
        """Nơi nhận at the left; who signs at the right, with room for signature and seal."""
        table = _bare(self._document, (Mm(80), WIDE - Mm(80)))
        left, right = table.rows[0].cells
        _unbroken(table.rows[0])
        _said(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
        for receiver in receivers:
            _said(left.add_paragraph(), f"- {receiver}", size=11)
        _said(right.paragraphs[0], DOTS[:16], bold=True, at=ALIGN.CENTER)
        for _ in range(4):
            right.add_paragraph()
        _said(right.add_paragraph(), DOTS[:16], bold=True, at=ALIGN.CENTER)

    def written(self) -> bytes:
        """The document as .docx."""
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _line(self, *, before: float = 0, after: float = 0) -> Paragraph:
        line = self._document.add_paragraph()
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
        return line


def _page(document: Doc) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = TOP
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        _field(number, kind, text)


def _field(line: Paragraph, kind: str, text: str) -> None:
    """A part of the field that counts pages."""
    run = line.add_run()
    run.font.size = Pt(BODY_PT)
    part = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        part.set(qn("w:fldCharType"), kind)
    part.text = text or None
    run._r.append(part)  # noqa: SLF001


def _letters(document: Doc) -> None:
    """Times New Roman everywhere, black, headings like the text; Vietnamese for the speller."""
    for name in ("Normal", "Heading 1", "Heading 2"):
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(BODY_PT)
        style.font.color.rgb, style.font.italic = None, False
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        for colour in properties.findall(qn("w:color")):
            properties.remove(colour)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        properties.append(language)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _said(
    line: Paragraph,
    text: str,
    *,
    size: float = BODY_PT,
    bold: bool = False,
    italic: bool = False,
    at: ALIGN = ALIGN.LEFT,
) -> None:
    run = line.add_run(plain(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    line.alignment = at


def _ruled(line: Paragraph, wide: int, long: int) -> None:
    """A line across the middle, `long` of `wide`: the upper border of a paragraph with nothing in it."""
    form = line.paragraph_format
    form.left_indent = form.right_indent = Length((wide - long) // 2)
    form.line_spacing, form.space_before, form.space_after = Pt(4), Pt(3), Pt(0)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    line._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)  # noqa: SLF001


def _bare(document: Doc, widths: Sequence[int]) -> Table:
    """A table without lines, to set things side by side."""
    table: Table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Length(wide)
        for cell in column.cells:
            cell.width = Length(wide)
    return table


def _filled(
    cells: Sequence[_Cell], values: Sequence[str], widths: Sequence[int], *, bold: bool = False
) -> None:
    for number, (cell, value, wide) in enumerate(zip(cells, values, widths, strict=True)):
        cell.width = Length(wide)
        figure = number and wide <= Mm(26)
        at = ALIGN.CENTER if bold else ALIGN.RIGHT if figure else ALIGN.LEFT
        _said(cell.paragraphs[0], value, size=TABLE_PT, bold=bold, at=at)


def _repeated(table: Table) -> None:
    """The first row stands on top of every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def _unbroken(row: Any) -> None:  # noqa: ANN401 - python-docx's own row
    """A row is not torn between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def _month(number: int) -> str:
    """01, 02, 3, ...: January and February have a nought before them, so that nobody adds a figure."""
    return f"{number:02}" if number <= 2 else str(number)
