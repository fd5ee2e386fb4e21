"""The scripts: what is on file, and how each will be read."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.cards import ScriptCard
from broadcast.doors.asked import StudioDep
from broadcast.doors.pages.proof import proof
from broadcast.doors.pages.render import page
from broadcast.schedule import Campaign

router = APIRouter(include_in_schema=False)


@router.get("/scripts")
def scripts(request: Request, studio: StudioDep) -> Response:
    """Các bài phát thanh."""
    cards = studio.scripts()
    return page(request, "scripts.html", count=len(cards), groups=_by_campaign(studio.campaigns(), cards))


def _by_campaign(
    campaigns: Sequence[Campaign], cards: Sequence[ScriptCard]
) -> Sequence[tuple[str, Sequence[ScriptCard]]]:
    """Cards by the name of their campaign, in the campaigns' order; those of none come last."""
    known = [campaign.id for campaign in campaigns]
    groups = [(each.name, [card for card in cards if card.campaign == each.id]) for each in campaigns]
    groups.append(("", [card for card in cards if card.campaign not in known]))
    return [(name, group) for name, group in groups if group]


@router.get("/scripts/{script}")
def one_script(script: str, request: Request, studio: StudioDep) -> Response:
    """Một bài: bản viết và lời đọc."""
    found, reading = studio.script(script), studio.reading(script)
    faults = next((card.faults for card in studio.scripts() if card.id == script), ())
    names = {campaign.id: campaign.name for campaign in studio.campaigns()}
    return page(
        request,
        "script.html",
        script=found,
        faults=faults,
        campaigns=names,
        proof=proof(reading),
        findings=studio.findings(script),
        differences=studio.second_opinion(reading),
    )
