"""A report in the form that was asked for."""

from collections.abc import Sequence

from broadcast.asrun import Duty
from broadcast.language import Language
from broadcast.paper.drawing import Easel
from broadcast.paper.report_docx import report_docx
from broadcast.paper.report_xlsx import report_xlsx
from broadcast.report import Report, ReportForm, csv_form, html_form


def written(
    report: Report, duties: Sequence[Duty], form: ReportForm, language: Language, easel: Easel
) -> bytes:
    """The report in `form`, with how its stations reported where the form has room for it.

    The table for programs has names in Vietnamese and headings in English, the document is in Vietnamese.
    """
    match form:
        case ReportForm.CSV:
            return csv_form(report)
        case ReportForm.HTML:
            return html_form(report, language)
        case ReportForm.DOCX:
            return report_docx(report, duties, easel)
        case ReportForm.XLSX:
            return report_xlsx(report, duties, language)
