"""Bảng tính: a workbook of tables, figures as figures, text as text, and a chart that can be changed.

A title that begins with = + - @ stays a title: every text is written as text, none as a formula or a link.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from broadcast.language import Language, Text
from broadcast.paper.plain import plain
from broadcast.schedule import VIETNAM

LONGEST_CELL = 32_000
"""A cell holds 32,767 letters; a longer text would be left out whole."""

A4 = 9
"""The format's number of that paper."""

Cell = str | int | float | date | datetime | Text | None
Table = tuple[Text, Sequence[Text], Iterable[Sequence[Cell]]]
"""The name of the sheet, its headings, its rows."""


class Book:
    """The workbook with its looks."""

    def __init__(self, language: Language) -> None:
        self._file = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book: Any = Workbook(self._file, options)
        self._language = language
        self._head = self._book.add_format(
            {"bold": True, "bg_color": "#E4F0EE", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self._minutes = self._book.add_format({"num_format": "#,##0.0"})
        self._whole = self._book.add_format({"num_format": "#,##0"})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._moment = self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._rows: dict[str, int] = {}
        self._charts: Any = None
        self._drawn = 0

    def add(self, table: Table) -> None:
        """A sheet with its headings frozen, a filter on them, and columns as wide as what is in them."""
        title, heads, rows = table
        name = title.said(self._language)
        sheet = self._book.add_worksheet(name)
        widths = [9] * len(heads)
        sheet.set_row(0, 48)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head.said(self._language), self._head)
        number = 0
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                widths[column] = max(widths[column], self._write(sheet, number, column, value))
        for column, wide in enumerate(widths):
            sheet.set_column(column, column, min(wide + 2, 60))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._rows[name] = number

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> int:  # noqa: ANN401
        """Write one cell, by what it is; how many letters it takes."""
        match value:
            case None | "":
                return 0
            case datetime():
                sheet.write_datetime(
                    row, column, value.astimezone(VIETNAM).replace(tzinfo=None), self._moment
                )
                return 16
            case date():
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self._day)  # noqa: DTZ001 - a workbook knows no zones
                return 10
            case int():
                sheet.write_number(row, column, value, self._whole)
                return 8
            case float():
                sheet.write_number(row, column, value, self._minutes)
                return 9
            case _:
                text = plain(value.said(self._language) if isinstance(value, Text) else value)[:LONGEST_CELL]
                sheet.write_string(row, column, text)
                return len(text)

    def chart(
        self,
        of: Text,
        title: Text,
        unit: Text,
        columns: Sequence[int],
        lines: Sequence[int] = (),
        rows: tuple[int, int] | None = None,
    ) -> None:
        """The spreadsheet's own chart of the sheet `of`: `columns` beside each other, `lines` across them.

        The first column of that sheet has the days; `rows` are the first and the last that count (None: all).
        Charts stand below each other on a sheet of their own.
        """
        name = of.said(self._language)
        first, last = rows or (1, self._rows[name])
        chart = self._book.add_chart({"type": "column"})
        for column, colour in zip(columns, ("#B9C4D2", "#0B5351"), strict=True):
            chart.add_series(_series(name, column, first, last, {"fill": {"color": colour}}))
        if lines:
            across = self._book.add_chart({"type": "line"})
            for line, (colour, dash) in zip(
                lines, (("#A3211B", "dash"), ("#16211F", "round_dot")), strict=False
            ):
                looks = {"line": {"color": colour, "width": 2, "dash_type": dash}}
                across.add_series(_series(name, line, first, last, looks))
            chart.combine(across)
        told = plain(title.said(self._language)).replace("!", "! ")  # `Bài!A1` would be taken for a reference
        chart.set_title({"name": told, "name_font": {"size": 12}})
        chart.set_x_axis({"num_format": "dd/mm", "date_axis": True})
        chart.set_y_axis({"name": unit.said(self._language), "num_format": "#,##0"})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 900, "height": 380})
        if self._charts is None:
            self._charts = self._book.add_worksheet(Text("Biểu đồ", "Chart").said(self._language))
            self._charts.set_landscape()
            self._charts.set_paper(A4)
            self._charts.fit_to_pages(1, 0)
        self._charts.insert_chart(_CHART_ROWS * self._drawn, 0, chart, {"description": told})
        self._drawn += 1

    def written(self, title: Text, at: datetime) -> bytes:
        """The workbook as .xlsx; `at` (aware) is when it was made."""
        made = at.astimezone(VIETNAM).replace(tzinfo=None)
        self._book.set_properties({"title": title.said(self._language), "created": made})
        self._book.close()
        return self._file.getvalue()


_CHART_ROWS = 20
"""Rows of a sheet that a chart covers."""


def _series(sheet: str, column: int, first: int, last: int, looks: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "name": [sheet, 0, column],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, column, last, column],
        **looks,
    }
