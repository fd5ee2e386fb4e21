"""Báo cáo: what was planned and aired in a period, who reported, and the report to take away."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.asrun import Duty, Standing
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.pages import campaign_pages
from broadcast.doors.pages.charts import query
from broadcast.doors.pages.render import page
from broadcast.doors.reports import AskedDep, handed_out, reminders
from broadcast.doors.studio import Studio
from broadcast.language import Text
from broadcast.report import Asked, ReportForm, by_campaign, count, reminding
from broadcast.schedule import Place, names_of

router = APIRouter(include_in_schema=False)


LOOKS: Mapping[Standing, str] = {
    Standing.SILENT: "bad",
    Standing.LATE: "wait",
    Standing.GREEN: "good",
    Standing.NOT_DUE: "plain-state",
    Standing.NO_PLAYER: "plain-state",
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A period at one press."""

    named: Text
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One station on the board of compliance, and what to write to it (None: nothing)."""

    duty: Duty
    name: str
    looks: str
    words: Text
    letter: Text | None


@router.get("/reports")
def reports(asked: AskedDep, request: Request, studio: StudioDep) -> Response:
    """The report of the period that was chosen, by default of this month so far."""
    report = studio.reporting.report(asked)
    lines = _lines(studio, asked)
    found = Counter(line.duty.standing for line in lines)
    standings = [(kind, found[kind]) for kind in reminding.ORDER]
    return page(
        request,
        "reports.html",
        asked=asked,
        query=query(asked),
        presets=tuple(_presets(studio, asked)),
        report=report,
        whole=count(report.plays),
        pictures=studio.reporting.pictures(asked),
        campaign_rows=tuple(by_campaign(report)),
        tables=campaign_pages.Tables(report),
        lines=lines,
        standings=[(kind, number) for kind, number in standings if number],
        looks=LOOKS,
        short=reminding.SHORT,
        campaigns=studio.campaigns(),
        places=_places(studio),
        today=studio.today(),
        place_names=names_of(studio.places()),
    )


@router.get("/reports/report.{form}")
def download(
    form: ReportForm, asked: AskedDep, request: Request, studio: StudioDep, language: LanguageDep
) -> Response:
    """The report as a table for a spreadsheet (.csv), or as a page to print (.html)."""
    return handed_out(request, studio, asked, form, language)


def _presets(studio: Studio, asked: Asked) -> Iterator[Preset]:
    today = studio.today()
    periods = [
        (Text("Hôm nay", "Today"), today, today),
        (Text("Tuần này", "This week"), today - timedelta(days=today.weekday()), today),
        (Text("Tháng này", "This month"), today.replace(day=1), today),
        (Text("Tháng trước", "Last month"), *_month_before(today)),
    ]
    chosen = next((each for each in studio.campaigns() if each.id == asked.campaign), None)
    span = chosen and campaign_pages.span(chosen, today)
    if span:
        periods.append((Text("Cả chiến dịch", "The whole campaign"), *span))
    for named, first, last in periods:
        wanted = Asked(first, last, asked.campaign, asked.place, asked.as_of)
        yield Preset(named, query(wanted), wanted == asked)


def _month_before(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _lines(studio: Studio, asked: Asked) -> tuple[Line, ...]:
    names = {card.id: card.name for card in studio.stations()}
    duties = reminding.in_order(studio.reporting.duties(asked))
    letters = reminders(studio, duties)
    return tuple(
        Line(
            duty,
            names[duty.station],
            LOOKS[duty.standing],
            reminding.NAMED[duty.standing],
            letters.get(duty.station),
        )
        for duty in duties
    )


def _places(studio: Studio) -> tuple[Place, ...]:
    return tuple(studio.places())
