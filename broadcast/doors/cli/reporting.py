"""`broadcast report`: planned and aired airtime, as a table or as a page."""

from datetime import date
from pathlib import Path

import click

from broadcast.desk import reporting
from broadcast.desk.house import open_house
from broadcast.disk import whole
from broadcast.doors.cli.opening import Opening
from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Language, Text
from broadcast.paper import Easel, written
from broadcast.report import Report, ReportForm, count


class WrongForm(Invalid):
    """A report is not written in that form."""


def write_report(
    opening: Opening,
    *,
    first: date,
    last: date,
    campaign: str | None,
    place: str | None,
    as_of: date | None = None,
    to: Path,
    language: Language,
) -> None:
    """Write the report to `to`, whole or not at all, and say in a line what it holds.

    Raises:
        Invalid: a suffix that is none of the forms, days that are no period, a broken schedules.yaml.
        NotFound: no such campaign or place.
        NotWritten: the disk is full or closed to us.
    """
    form = form_of(to)
    studio = opening.studio()
    house = open_house(studio.house)
    report, duties = reporting.with_duties(studio, house, first, last, campaign, place, as_of=as_of)
    content = written(report, duties, form, language, Easel())
    with whole(to) as file:
        file.write(content)
    click.echo(f"{to}: {_summary(report).said(language)}")


def form_of(to: Path) -> ReportForm:
    """The form that the suffix of `to` asks for; raises WrongForm."""
    suffix = to.suffix.removeprefix(".").lower()
    if suffix in set(ReportForm):
        return ReportForm(suffix)
    *others, last = (f".{each}" for each in ReportForm)
    vi, en = f"{', '.join(others)} hoặc {last}", f"{', '.join(others)} or {last}"
    raise WrongForm(
        Fault(
            Text(f"không viết báo cáo ra tệp đuôi «{to.suffix}»", f"no report is written as «{to.suffix}»"),
            Text(f"đặt đuôi {vi}", f"name it {en}"),
            Where(str(to)),
        )
    )


def _summary(report: Report) -> Text:
    plays = count(report.plays)
    vi = f"xếp lịch {plays.planned} lượt, đã phát {plays.aired}, không phát được {plays.lost}"
    en = f"{plays.planned} plays planned, {plays.aired} aired, {plays.lost} lost"
    return Text(
        f"{vi}, chưa báo {plays.unreported}, chưa tới giờ {plays.to_come}",
        f"{en}, {plays.unreported} not reported, {plays.to_come} to come",
    )
