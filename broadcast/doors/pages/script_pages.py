"""The scripts: what is on file, and how each will be read."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.cards import ScriptCard
from broadcast.doors.api.answering import unchanged
from broadcast.doors.api.audio import StoredAudio, wanted
from broadcast.doors.asked import StudioDep
from broadcast.doors.pages.proof import proof
from broadcast.doors.pages.render import page
from broadcast.doors.pages.waveform import of_clip
from broadcast.doors.studio import Heard, Studio
from broadcast.errors import NotFound
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
    heard = _heard(studio, script)
    return page(
        request,
        "script.html",
        script=found,
        faults=faults,
        campaigns=names,
        proof=proof(reading),
        findings=studio.findings(script),
        differences=studio.second_opinion(reading),
        heard=heard,
        wave=heard and of_clip(heard.peaks),
    )


@router.get("/scripts/{script}/clip.mp3")
def clip(script: str, request: Request, studio: StudioDep) -> Response:
    """Nghe bài: the sound of a script, as stations play it."""
    heard = studio.heard(script)
    etag = f'"{heard.sha256}"'
    headers = {"etag": etag, "cache-control": "no-cache", "accept-ranges": "bytes"}
    if unchanged(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    return StoredAudio(heard.file, wanted(request.headers, etag, heard.file.stat().st_size), headers)


def _heard(studio: Studio, script: str) -> Heard | None:
    """The sound of a script that was spoken."""
    try:
        return studio.heard(script)
    except NotFound:
        return None
