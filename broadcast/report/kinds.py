"""Thể loại, ngôn ngữ, nơi gửi bài: plays by each of these, with their names."""

from collections.abc import Iterator

from broadcast.language import Text
from broadcast.report import wording
from broadcast.report.report import Report
from broadcast.report.tables import Row, by_genre, by_language, by_origin
from broadcast.script import genre, tongue


def by_kind(report: Report) -> Iterator[tuple[Text, Text, Row]]:
    """By genre, then language, then origin: which of the three, its name, its row."""
    for row in by_genre(report):
        yield wording.GENRE, genre(row.genre) if row.genre else wording.NO_REASON, row
    for row in by_language(report):
        yield wording.LANGUAGE, tongue(row.language) if row.language else wording.NO_REASON, row
    for row in by_origin(report):
        yield wording.ORIGIN, Text(row.origin, row.origin) if row.origin else wording.NO_REASON, row
