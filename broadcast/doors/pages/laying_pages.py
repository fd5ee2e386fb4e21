"""Lập chiến dịch: one line that is understood, then a form to look at, and the next plans obey."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.campaigning import MOST_TOPICS, topics_named
from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.entrance import OwnFormDep, Sent, SessionDep
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import LoggedIn, Studio
from broadcast.errors import BroadcastError, Fault, Invalid
from broadcast.language import Text
from broadcast.people import Act
from broadcast.schedule import Campaign, Stage, Target

router = APIRouter(include_in_schema=False, prefix="/campaigns")


class NotUnderstood(Invalid):
    """A field of the form says nothing that can be used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it stands: text of every field, so that nothing has to be typed again."""

    name: str = ""
    legal: str = ""
    first: str = ""
    last: str = ""
    places: tuple[str, ...] = ()
    figures: dict[str, str] = field(default_factory=dict)
    topics: str = ""
    ramp: str = ""

    def __getitem__(self, figure: str) -> str:
        """A field for a number, as it was typed."""
        return self.figures.get(figure, "")


FIGURES = (
    *("plays_min", "plays_max", "minutes_min", "minutes_max", "share"),
    *("baseline_plays", "baseline_minutes", "report_every_days"),
)


@router.get("/new")
def new(request: Request, studio: StudioDep, session: SessionDep, line: str = "") -> Response:
    """The form, with what was understood of `line`."""
    session.person.refuse_unless_may(Act.PLAN)
    order = studio.campaigning.read(line)
    sheet = Sheet(
        name=order.name,
        first=_iso(order.first),
        last=_iso(order.last),
        places=order.places or (),
        figures=_figures_of(order.target),
    )
    return _page(request, studio, session, sheet, line=line)


@router.post("/new")
def lay(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Lập chiến dịch."""
    try:
        wished = _campaign(studio, sent, Campaign("", "", (), ()))
        made = studio.campaigning.add(sent.session.person, wished)
    except BroadcastError as error:
        return _page(request, studio, sent.session, _sheet_of(sent), error.faults)
    return turned_to(request, f"/campaigns/{made.id}")


@router.get("/{campaign}/change")
def look(campaign: str, request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """The form of a campaign that people laid down."""
    session.person.refuse_unless_may(Act.PLAN)
    laid = studio.campaigning.one(campaign)
    places = () if studio.campaigning.everywhere(laid.campaign) else laid.campaign.places
    sheet = replace(_sheet(laid.campaign), places=places)
    return _page(request, studio, session, sheet, of=campaign, version=laid.version)


@router.post("/{campaign}/change")
def change(campaign: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Sửa chiến dịch."""
    version = sent.number("version")
    try:
        before = studio.campaigning.one(campaign).campaign
        studio.campaigning.change(sent.session.person, _campaign(studio, sent, before), version)
    except BroadcastError as error:
        return _page(
            request, studio, sent.session, _sheet_of(sent), error.faults, of=campaign, version=version
        )
    return turned_to(request, f"/campaigns/{campaign}")


def _page(
    request: Request,
    studio: Studio,
    session: LoggedIn,
    sheet: Sheet,
    faults: Sequence[Fault] = (),
    *,
    of: str = "",
    version: int = 0,
    line: str = "",
) -> Response:
    return page(
        request,
        "laying.html",
        422 if faults else 200,
        sheet=sheet,
        faults=faults,
        of=of,
        version=version,
        line=line,
        places=studio.campaigning.places(),
        session=session,
        most_topics=MOST_TOPICS,
    )


def _campaign(studio: Studio, sent: Sent, before: Campaign) -> Campaign:
    """What the form asks for; raises NotUnderstood, BadDay."""
    return replace(
        before,
        name=sent["name"],
        legal=sent["legal"],
        valid_from=day_of(sent["first"]) if sent["first"] else None,
        valid_until=day_of(sent["last"]) if sent["last"] else None,
        places=tuple(each for each in sent.several.get("places", ()) if each),
        topics=topics_named(sent["topics"].splitlines(), before.topics),
        target=_target(sent),
        ramp=tuple(_ramp(studio, sent["ramp"])),
        baseline_plays=round(_number(sent["baseline_plays"])),
        baseline_s=_number(sent["baseline_minutes"]) * 60,
        report_every_days=round(_number(sent["report_every_days"])),
    )


def _target(sent: Sent) -> Target | None:
    given = Target(
        plays_min=round(_number(sent["plays_min"])),
        plays_max=round(_number(sent["plays_max"])),
        seconds_min=_number(sent["minutes_min"]) * 60,
        seconds_max=_number(sent["minutes_max"]) * 60,
        share=_number(sent["share"]) / 100,
    )
    return None if given == Target() else given


def _ramp(studio: Studio, typed: str) -> Iterator[Stage]:
    """`từ 16/8: 4-6 lần/ngày`, one a line; raises NotUnderstood."""
    for line in filter(str.strip, typed.splitlines()[:12]):
        order = studio.campaigning.read(line.replace(":", ","))
        if order.first is None or order.target is None or order.name:
            what = Text(f"không hiểu bước tăng «{line[:60]}»", f"«{line[:60]}» is no stage")
            raise NotUnderstood(Fault(what, _STAGE))
        yield Stage(order.first, order.target)


def _number(typed: str) -> float:
    shown = typed.strip().replace(",", ".").removesuffix("%")
    if not shown:
        return 0.0
    if not re.fullmatch(r"\d{1,4}(\.\d{1,2})?", shown, re.ASCII):
        what = Text(f"«{typed[:20]}» không phải là số", f"«{typed[:20]}» is no number")
        raise NotUnderstood(Fault(what, _FIGURE))
    return float(shown)


def _sheet(campaign: Campaign) -> Sheet:
    figures = _figures_of(campaign.target) | {
        "baseline_plays": _figure(campaign.baseline_plays),
        "baseline_minutes": _figure(campaign.baseline_s / 60),
        "report_every_days": _figure(campaign.report_every_days),
    }
    return Sheet(
        name=campaign.name,
        legal=campaign.legal or "",
        first=_iso(campaign.valid_from),
        last=_iso(campaign.valid_until),
        figures=figures,
        topics="\n".join(topic.name for topic in campaign.topics),
        ramp="\n".join(f"từ {stage.starts:%d/%m/%Y}: {stage.target.said.vi}" for stage in campaign.ramp),
    )


def _sheet_of(sent: Sent) -> Sheet:
    """What was typed, as it was typed."""
    return Sheet(
        name=sent["name"],
        legal=sent["legal"],
        first=sent["first"],
        last=sent["last"],
        places=sent.several.get("places", ()),
        figures={name: sent[name] for name in FIGURES},
        topics=sent["topics"],
        ramp=sent["ramp"],
    )


def _figures_of(target: Target | None) -> dict[str, str]:
    given = target or Target()
    return {
        "plays_min": _figure(given.plays_min),
        "plays_max": _figure(given.plays_max),
        "minutes_min": _figure(given.seconds_min / 60),
        "minutes_max": _figure(given.seconds_max / 60),
        "share": _figure(given.share * 100),
    }


def _figure(number: float) -> str:
    return f"{number:.4g}".replace(".", ",") if number else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_STAGE = Text("ghi như: từ 16/8: 4-6 lần/ngày", "write it like: từ 16/8: 4-6 lần/ngày")
_FIGURE = Text("ghi bằng chữ số, ví dụ 3 hay 7,5", "write it in figures, such as 3 or 7,5")
