"""The forms that a report is given out in: each with its suffix and its media type."""

from enum import StrEnum

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
HTML = "text/html; charset=utf-8"


class ReportForm(StrEnum):
    """A form; its value is the suffix."""

    CSV = "csv"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """The media type that answers carry."""
        return _MEDIA_TYPES[self]

    @property
    def has_duties(self) -> bool:
        """Whether it also says how stations reported."""
        return self in {ReportForm.DOCX, ReportForm.XLSX}


_MEDIA_TYPES = {
    ReportForm.CSV: "text/csv; charset=utf-8",
    ReportForm.HTML: HTML,
    ReportForm.DOCX: DOCX,
    ReportForm.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}
