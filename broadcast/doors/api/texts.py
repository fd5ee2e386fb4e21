"""Scripts and their reading proofs, to read."""

from fastapi import APIRouter, Request

from broadcast.doors.api import text_models as models
from broadcast.doors.api.models import Class
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.entrance import session_of
from broadcast.doors.studio import Studio
from broadcast.errors import NotFound
from broadcast.reading import Reading
from broadcast.script import Approval

router = APIRouter(prefix="/api/v1/scripts", tags=["scripts"])


@router.get("", summary="All scripts, by id")
def scripts(studio: StudioDep, language: LanguageDep) -> models.Scripts:
    """Every script with what keeps it from the air."""
    listed = [
        models.ScriptInList(
            id=card.id,
            title=card.title,
            genre=card.genre,
            klass=Class(card.klass.value),
            campaign=card.campaign,
            topic=card.topic,
            valid_from=card.valid_from,
            valid_until=card.valid_until,
            cleared=card.cleared,
            faults=[fault.said(language) for fault in card.faults],
        )
        for card in studio.scripts()
    ]
    return models.Scripts(scripts=listed)


@router.get("/{script}", summary="One script", responses=problems(NotFound))
def script(script: str, studio: StudioDep) -> models.Script:
    """One script with its text."""
    found = studio.script(script)
    return models.Script(
        id=found.id,
        title=found.title,
        text=found.text,
        genre=found.genre,
        klass=Class(found.klass.value),
        campaign=found.campaign,
        topic=found.topic,
        language=found.language,
        origin=found.origin,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        places=list(found.places),
        voices=list(found.voices),
        repeat=found.repeat,
        again=found.again,
        cleared=found.cleared,
        approved=None if found.approved is None else _approval(found.approved),
    )


def _approval(approval: Approval) -> models.Approval:
    return models.Approval(by=approval.by, on=approval.on, sha256=approval.sha256)


@router.get("/{script}/reading", summary="The reading proof", responses=problems(NotFound))
def reading(script: str, request: Request, studio: StudioDep, language: LanguageDep) -> models.Reading:
    """What will be spoken, piece by piece; whoever is logged in sees drafts as well."""
    found = _reading(studio, script, draft=session_of(request) is not None)
    return models.Reading(
        script=script,
        source=found.source,
        spoken=found.spoken,
        pieces=[models.Piece.model_validate(piece.as_json(language)) for piece in found.pieces],
    )


def _reading(studio: Studio, script: str, *, draft: bool) -> Reading:
    try:
        return studio.reading(script)
    except NotFound:
        if not draft:
            raise
        return studio.newsroom.proofs(script).reading
