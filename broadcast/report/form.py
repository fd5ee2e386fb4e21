"""The forms that a report is given out in: each with its suffix and its media type."""

from enum import StrEnum

from broadcast.language import Language
from broadcast.report.csv_form import csv_form
from broadcast.report.html_form import html_form
from broadcast.report.report import Report


class ReportForm(StrEnum):
    """A form; its value is the suffix."""

    CSV = "csv"
    HTML = "html"

    @property
    def media_type(self) -> str:
        """The media type that answers carry."""
        return f"text/{self.value}; charset=utf-8"


def written(report: Report, form: ReportForm, language: Language) -> bytes:
    """The report in `form`; the table for programs has names in Vietnamese and headings in English."""
    match form:
        case ReportForm.CSV:
            return csv_form(report)
        case ReportForm.HTML:
            return html_form(report, language)
