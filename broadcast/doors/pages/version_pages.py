"""Các bản: every version of a script, what changed word by word, and back to an old one."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages import wording
from broadcast.doors.pages.render import page, turned_to
from broadcast.language import Text
from broadcast.script import Manuscript
from broadcast.script.changes import Change, changes

router = APIRouter(include_in_schema=False, prefix="/newsroom/{script}/versions")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that two versions have otherwise."""

    named: Text
    before: Text
    after: Text


@router.get("")
def versions(
    script: str, request: Request, studio: StudioDep, _: SessionDep, old: str = "", new: str = ""
) -> Response:
    """The versions of a script; `old` and `new` are compared, at first the last two."""
    every = studio.drafting.versions(script)
    numbers = {each.number: each for each in every}
    after = numbers.get(_number(new), every[0])
    before = numbers.get(_number(old), numbers.get(after.number - 1, after))
    return page(
        request,
        "versions.html",
        script=script,
        entry=studio.newsroom.proofs(script).entry,
        every=every,
        names=studio.newsroom.proofs(script).names,
        before=before,
        after=after,
        changes=tuple(changes(before.manuscript.text, after.manuscript.text)),
        fields=tuple(field_changes(before.manuscript, after.manuscript)),
        Change=Change,
    )


@router.post("")
def reuse(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Dùng lại bản này: an old version becomes the newest, a draft; that undoes whatever came after it."""
    studio.drafting.reuse(sent.session.person, script, sent.number("version"), sent.number("number"))
    return turned_to(request, f"/newsroom/{script}?edit=1")


def field_changes(before: Manuscript, after: Manuscript) -> list[FieldChange]:
    """What differs beside the text, in words."""
    found: list[FieldChange] = []
    for name, named in wording.FIELDS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(FieldChange(named, wording.field(name, old), wording.field(name, new)))
    return found


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else -1
