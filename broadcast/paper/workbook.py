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

    def chart(self, of: Text, title: Text, unit: Text, columns: Sequence[int], line: int | None) -> None:
        """The spreadsheet's own chart of the sheet `of`: `columns` beside each other, `line` across them.

        The first column of that sheet has the days. The chart stands on a sheet of its own.
        """
        name = of.said(self._language)
        chart = self._book.add_chart({"type": "column"})
        for column, colour in zip(columns, ("#B9C4D2", "#0B5351"), strict=True):
            chart.add_series(self._series(name, column, {"fill": {"color": colour}}))
        if line is not None:
            across = self._book.add_chart({"type": "line"})
            dashed = {"line": {"color": "#A3211B", "width": 2, "dash_type": "dash"}}
            across.add_series(self._series(name, line, dashed))
            chart.combine(across)
        chart.set_title({"name": title.said(self._language), "name_font": {"size": 12}})
        chart.set_x_axis({"num_format": "dd/mm", "date_axis": True})
        chart.set_y_axis({"name": unit.said(self._language), "num_format": "#,##0"})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 900, "height": 380})
        sheet = self._book.add_worksheet(Text("Biểu đồ", "Chart").said(self._language))
        sheet.insert_chart("A1", chart, {"description": title.said(self._language)})
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 1)

    def _series(self, sheet: str, column: int, looks: Mapping[str, Any]) -> Mapping[str, Any]:
        last = self._rows[sheet]
        return {
            "name": [sheet, 0, column],
            "categories": [sheet, 1, 0, last, 0],
            "values": [sheet, 1, column, last, column],
            **looks,
        }

    def written(self, title: Text, at: datetime) -> bytes:
        """The workbook as .xlsx; `at` (aware) is when it was made."""
        made = at.astimezone(VIETNAM).replace(tzinfo=None)
        self._book.set_properties({"title": title.said(self._language), "created": made})
        self._book.close()
        return self._file.getvalue()
