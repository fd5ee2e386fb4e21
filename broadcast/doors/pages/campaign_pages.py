"""Chiến dịch: what each was meant to have, what was planned and what aired, and where it lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import session_of
from broadcast.doors.pages.charts import query
from broadcast.doors.pages.render import page
from broadcast.doors.studio import Studio
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.report import (
    Asked,
    Count,
    Report,
    Rise,
    Row,
    by_day,
    by_kind,
    by_place,
    by_station,
    by_topic,
    count,
    rise,
    short_name,
    worst_first,
)
from broadcast.report.asked import LONGEST
from broadcast.schedule import Campaign

router = APIRouter(include_in_schema=False)

OPEN = timedelta(days=29)
"""A campaign without a beginning is shown over the last 30 days."""


class UnknownCampaign(NotFound):
    """No campaign has this id."""


@dataclass(frozen=True, slots=True)
class Card:
    """A campaign in the list, and what aired of it so far (None: it has not begun)."""

    campaign: Campaign
    looks: str
    state: Text
    span: tuple[date, date] | None
    whole: Count | None
    rise: Rise | None


class Tables:
    """The rows behind the charts of a report."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @property
    def stations(self) -> Sequence[tuple[str, Row]]:
        """Each station with its row, the worst first."""
        rows = worst_first(by_station(self.report))
        return [(short_name(self.report.station_name(row.station)), row) for row in rows]

    @property
    def topics(self) -> Iterator[tuple[str, Row]]:
        """Each topic with its row, the most planned first."""
        rows = sorted(by_topic(self.report), key=lambda row: -row.count.planned)
        return ((self.report.topic_name(row.campaign, row.topic), row) for row in rows)

    @property
    def places(self) -> Iterator[tuple[str, Row]]:
        """Each place with its row."""
        return ((self.report.place_name(row.place), row) for row in by_place(self.report))

    @property
    def kinds(self) -> Iterator[tuple[Text, Text, Row]]:
        """By genre, language and origin."""
        return by_kind(self.report)

    @property
    def days(self) -> Iterator[Row]:
        """Each day of a report about one campaign."""
        return by_day(self.report, self.report.asked.campaign or "")


@router.get("/campaigns")
def campaigns(request: Request, studio: StudioDep) -> Response:
    """Every campaign, those that run first."""
    cards = [_card(studio, campaign) for campaign in studio.campaigns()]
    cards.sort(key=lambda card: _ORDER.index(card.looks))
    session = session_of(request)
    may = session is not None and studio.campaigning.may(session.person)
    return page(request, "campaigns.html", cards=cards, may=may, today=studio.today())


@router.get("/campaigns/{campaign}")
def campaign(campaign: str, request: Request, studio: StudioDep) -> Response:
    """One campaign from its beginning to today."""
    card = _card(studio, _found(studio, campaign))
    session = session_of(request)
    may = session is not None and studio.campaigning.may(session.person)
    every, names = studio.campaigning.laid() if may else ({}, {})
    laid = every.get(campaign)
    if card.span is None:
        return page(
            request, "campaign.html", card=card, report=None, laid=laid, names=names, today=studio.today()
        )
    asked = Asked(*card.span, campaign)
    report = studio.reporting.report(asked)
    return page(
        request,
        "campaign.html",
        card=card,
        laid=laid,
        names=names,
        today=studio.today(),
        query=query(asked),
        report=report,
        pictures=studio.reporting.pictures(asked),
        tables=Tables(report),
    )


def span(campaign: Campaign, today: date) -> tuple[date, date] | None:
    """The days of `campaign` until `today`, at most a year of them; None before it begins."""
    last = min(campaign.valid_until or today, today)
    first = campaign.valid_from or last - OPEN
    return None if first > last else (max(first, last - LONGEST + timedelta(days=1)), last)


def _card(studio: Studio, campaign: Campaign) -> Card:
    today = studio.today()
    days = span(campaign, today)
    looks, state = _state(campaign, today)
    if days is None:
        return Card(campaign, looks, state, None, None, None)
    report = studio.reporting.report(Asked(*days, campaign.id))
    return Card(campaign, looks, state, days, count(report.plays), rise(report, campaign.id))


def _state(campaign: Campaign, today: date) -> tuple[str, Text]:
    if campaign.valid_from and today < campaign.valid_from:
        return "wait", Text("Chưa bắt đầu", "Not begun")
    if campaign.valid_until and today > campaign.valid_until:
        return "plain-state", Text("Đã kết thúc", "Over")
    return "good", Text("Đang chạy", "Running")


def _found(studio: Studio, name: str) -> Campaign:
    for each in studio.campaigns():
        if each.id == name:
            return each
    what = Text(f"không có chiến dịch «{name[:80]}»", f"there is no campaign «{name[:80]}»")
    raise UnknownCampaign(Fault(what, Text("xem trang Chiến dịch", "see the list of campaigns")))


_ORDER = ("good", "wait", "plain-state")
