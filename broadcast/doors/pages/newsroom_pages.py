"""Bản tin, Soạn, Duyệt: the pages on which a script lives until it airs."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.newsroom import Proofs
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.manuscripts import kept, manuscript_of
from broadcast.doors.pages import wording
from broadcast.doors.pages.clearing_pages import heard_of, review
from broadcast.doors.pages.proof import proof
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.pages.waveform import of_clip
from broadcast.doors.studio import Studio
from broadcast.errors import Fault, Invalid
from broadcast.people import Act, State
from broadcast.script import BulletinClass, Manuscript

router = APIRouter(include_in_schema=False, prefix="/newsroom")

EMPTY = Manuscript("", "")


@router.get("")
def listed(request: Request, studio: StudioDep, _: SessionDep, state: str = "") -> Response:
    """Bản tin: every script of people, by state."""
    entries, names = studio.newsroom.listed()
    counts = {each: sum(entry.state is each for entry in entries) for each in State}
    chosen = State(state) if state in set(State) else None
    shown = [entry for entry in entries if chosen is None or entry.state is chosen]
    return page(
        request, "newsroom.html", entries=shown, names=names, counts=counts, chosen=chosen, total=len(entries)
    )


@router.get("/new")
def new(
    request: Request, studio: StudioDep, session: SessionDep, places: str = "", genre: str = ""
) -> Response:
    """Soạn: an empty sheet; a station's page asks for one with its place and a genre filled in."""
    session.person.refuse_unless_may(Act.WRITE)
    known = {card.id for card in studio.stations()}
    wished = tuple(place for place in places.split(",") if place in known)
    return _sheet(
        request,
        studio,
        replace(EMPTY, places=wished, genre=genre if genre in wording.GENRES else EMPTY.genre),
    )


@router.post("/new")
def write(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Keep a new draft, and show how it will be read."""
    manuscript = kept(sent, EMPTY)
    try:
        manuscript = manuscript_of(studio, sent)
        entry = studio.newsroom.write(sent.session.person, manuscript)
    except Invalid as error:
        return _sheet(request, studio, manuscript, error.faults)
    return turned_to(request, f"/newsroom/{entry.id}")


@router.get("/{script}")
def one(script: str, request: Request, studio: StudioDep, session: SessionDep, edit: str = "") -> Response:
    """Soạn while it is a draft, Duyệt from then on."""
    proofs = studio.newsroom.proofs(script)
    writes = proofs.entry.state in {State.DRAFT, State.RETURNED} or bool(edit)
    if writes and session.person.may(Act.WRITE):
        return _sheet(request, studio, proofs.entry.manuscript, proofs=proofs)
    return review(request, studio, session, proofs)


@router.post("/{script}")
def revise(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Keep what was edited; hand it to the approvers as well, if that was asked for."""
    newsroom, proofs = studio.newsroom, studio.newsroom.proofs(script)
    manuscript = kept(sent, proofs.entry.manuscript)
    try:
        manuscript = manuscript_of(studio, sent)
        manuscript = replace(manuscript, sound=manuscript.sound or proofs.entry.manuscript.sound)
        entry = newsroom.revise(sent.session.person, script, sent.number("version"), manuscript)
        if sent["then"] == "submit":
            studio.clearing.submit(sent.session.person, script, entry.version)
    except Invalid as error:
        return _sheet(request, studio, manuscript, error.faults, proofs=newsroom.proofs(script))
    return turned_to(request, f"/newsroom/{script}")


@router.post("/{script}/repair")
def repair(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """One click: a proposal takes the place of a doubtful word."""
    span = (sent.number("start"), sent.number("end"))
    studio.newsroom.repair(sent.session.person, script, sent.number("version"), span, sent["words"])
    return turned_to(request, f"/newsroom/{script}#doubts")


def _sheet(
    request: Request,
    studio: Studio,
    manuscript: Manuscript,
    faults: Sequence[Fault] = (),
    proofs: Proofs | None = None,
) -> Response:
    heard, unheard = heard_of(studio, proofs)
    return page(
        request,
        "write.html",
        422 if faults else 200,
        manuscript=manuscript,
        entry=proofs and proofs.entry,
        proofs=proofs,
        proof=proof(proofs.reading) if proofs else None,
        faults=faults,
        heard=heard,
        wave=heard and of_clip(heard.peaks),
        findings=studio.newsroom.findings(heard) if heard else (),
        unheard=unheard,
        delivery=proofs and studio.newsroom.delivery(proofs.entry),
        campaigns=studio.campaigns(),
        stations=studio.stations(),
        classes=BulletinClass,
    )
