"""Bản tin, Soạn, Duyệt: the pages on which a script lives until it airs."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.auditioning import Heard
from broadcast.desk.entries import Overtaken
from broadcast.desk.newsroom import Proofs
from broadcast.doors.api.problems import status_of
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, OwnSent, SessionDep
from broadcast.doors.manuscripts import kept, manuscript_of
from broadcast.doors.pages import wording
from broadcast.doors.pages.clearing_pages import review
from broadcast.doors.pages.proof import doubtful, proof
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.pages.waveform import of_clip
from broadcast.doors.pages.writing_pages import copied
from broadcast.doors.studio import LoggedIn, Studio
from broadcast.errors import BroadcastError, Invalid, Unavailable
from broadcast.people import Act, State
from broadcast.script import LONGEST_TEXT, BulletinClass, Manuscript

router = APIRouter(include_in_schema=False, prefix="/newsroom")

EMPTY = Manuscript("", "")
LONGEST_SEARCH = 100


@router.get("")
def listed(request: Request, studio: StudioDep, _: SessionDep, state: str = "", q: str = "") -> Response:
    """Bản tin: every script of people, by state, or those that have the words of `q`."""
    entries, names = studio.newsroom.listed(q[:LONGEST_SEARCH])
    counts = {each: sum(entry.state is each for entry in entries) for each in State}
    chosen = State(state) if state in set(State) else None
    shown = [entry for entry in entries if chosen is None or entry.state is chosen]
    return page(
        request,
        "newsroom.html",
        entries=shown,
        names=names,
        counts=counts,
        chosen=chosen,
        total=len(entries),
        wanted=q[:LONGEST_SEARCH],
    )


@router.get("/new")
def new(
    request: Request,
    studio: StudioDep,
    session: SessionDep,
    resume: str = "",
    places: str = "",
    genre: str = "",
) -> Response:
    """Soạn: an empty sheet, or what was typed last time; a station's page fills in its place and a genre."""
    session.person.refuse_unless_may(Act.WRITE)
    known = {card.id for card in studio.stations()}
    wished = tuple(place for place in places.split(",") if place in known)
    sheet = replace(EMPTY, places=wished, genre=genre if genre in wording.GENRES else EMPTY.genre)
    return _sheet(request, studio, session, sheet, resume=bool(resume))


@router.post("/new")
def write(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Keep a new draft, and show how it will be read; or hand it to the approvers at once."""
    manuscript, session = kept(sent, EMPTY), sent.session
    try:
        manuscript = manuscript_of(studio, sent)
        entry = studio.newsroom.write(session.person, manuscript)
    except (Invalid, Unavailable) as error:
        return _sheet(request, studio, session, manuscript, error)
    return _saved(request, "new", _submitted(request, studio, sent, entry.id, entry.version))


def _saved(request: Request, script: str, answer: Response) -> Response:
    """Tell the page's script that this machine need not keep its own copy any more (static/writing.js)."""
    secure = request.url.scheme == "https"
    answer.set_cookie("saved", script, max_age=3600, secure=secure, samesite="strict")
    return answer


def _submitted(request: Request, studio: Studio, sent: OwnSent, script: str, version: int) -> Response:
    if sent["then"] == "submit":
        try:
            studio.clearing.submit(sent.session.person, script, version)
        except Invalid as error:
            proofs = studio.newsroom.proofs(script)
            return _sheet(request, studio, sent.session, proofs.entry.manuscript, error, proofs)
    return turned_to(request, f"/newsroom/{script}")


@router.get("/{script}")
def one(
    script: str,
    request: Request,
    studio: StudioDep,
    session: SessionDep,
    edit: str = "",
    resume: str = "",
) -> Response:
    """Soạn while it is a draft, Duyệt from then on."""
    proofs = studio.newsroom.proofs(script)
    writes = proofs.entry.state in {State.DRAFT, State.RETURNED} or bool(edit or resume)
    if writes and session.person.may(Act.WRITE):
        return _sheet(request, studio, session, proofs.entry.manuscript, proofs=proofs, resume=bool(resume))
    return review(request, studio, session, proofs)


@router.post("/{script}")
def revise(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Keep what was edited; hand it to the approvers as well, if that was asked for."""
    newsroom, proofs = studio.newsroom, studio.newsroom.proofs(script)
    manuscript, session = kept(sent, proofs.entry.manuscript), sent.session
    try:
        manuscript = manuscript_of(studio, sent)
        manuscript = replace(manuscript, sound=manuscript.sound or proofs.entry.manuscript.sound)
        entry = newsroom.revise(session.person, script, sent.number("version"), manuscript)
    except (Invalid, Overtaken, Unavailable) as error:
        return _sheet(request, studio, session, manuscript, error, newsroom.proofs(script))
    return _saved(request, script, _submitted(request, studio, sent, entry.id, entry.version))


@router.post("/{script}/repair")
def repair(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """One click: a proposal takes the place of a doubtful word."""
    span = (sent.number("start"), sent.number("end"))
    studio.newsroom.repair(sent.session.person, script, sent.number("version"), span, sent["words"])
    return turned_to(request, f"/newsroom/{script}#doubts")


def _sheet(
    request: Request,
    studio: Studio,
    session: LoggedIn,
    manuscript: Manuscript,
    error: BroadcastError | None = None,
    proofs: Proofs | None = None,
    *,
    resume: bool = False,
) -> Response:
    entry, drafting = proofs and proofs.entry, studio.drafting
    script = entry.id if entry else ""
    copy = drafting.kept(session.person, script)
    if copy is not None and resume:
        manuscript = copied(copy.fields)
    elif copy is not None and _same(copied(copy.fields), manuscript):
        copy = None  # what was typed is what stands there
    heard = _heard_sound(studio, manuscript)
    laid = proof(proofs.reading) if proofs else None
    return page(
        request,
        "write.html",
        status_of(error) if error else 200,
        manuscript=manuscript,
        entry=entry,
        proofs=proofs,
        proof=laid,
        doubts=doubtful(laid) if laid else None,
        faults=error.faults if error else (),
        copy=None if resume else copy,
        resumed=copy if resume else None,
        others=drafting.others(session.person, script),
        heard=heard,
        wave=heard and of_clip(heard.peaks),
        findings=drafting.findings(heard) if heard else (),
        campaigns=studio.campaigns(),
        stations=studio.stations(studio.real_today()),
        classes=BulletinClass,
        now=studio.now(),
        longest=LONGEST_TEXT,
    )


def _same(typed: Manuscript, shown: Manuscript) -> bool:
    text, title = typed.text.strip(), typed.title or shown.title
    return replace(typed, text=text, title=title) == shown


def _heard_sound(studio: Studio, manuscript: Manuscript) -> Heard | None:
    """Ready audio to listen to, where it is still there."""
    if manuscript.sound is None:
        return None
    try:
        return studio.drafting.received(manuscript.sound)
    except BroadcastError:
        return None
