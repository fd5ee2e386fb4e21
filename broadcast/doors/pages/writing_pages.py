"""Soạn, while somebody types: the text checked, said, kept unsaved; a file taken in. For our own pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from broadcast.desk.drafting import Checked, Kept
from broadcast.doors.api.audio import StoredAudio, wanted
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.entrance import OwnFormDep, OwnSent, Sent, SessionDep
from broadcast.doors.manuscripts import first_line, kept, received_of, typed
from broadcast.doors.pace import Pace
from broadcast.doors.pages import wording
from broadcast.doors.pages.proof import Doubtful, doubtful, proof
from broadcast.doors.pages.render import fragment, turned_to
from broadcast.doors.studio import Heard
from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.people import Act
from broadcast.reading import Severity
from broadcast.schedule import VIETNAM
from broadcast.script import LONGEST_TEXT, Manuscript
from broadcast.speech import Speaker
from broadcast.speech.delivery import Line

router = APIRouter(include_in_schema=False, prefix="/writing")

CHECKS, SAYINGS, COPIES, FILES = Pace(90), Pace(180), Pace(60), Pace(30)
"""A minute and a person: a page checks about once a second of typing, and says a sentence every two."""

NOT_FIELDS = frozenset({"csrf", "then", "file", "version", "script"})
"""What a form sends along that is not typed."""

_FRESH = {"cache-control": "no-store"}


@router.post("/check")
def check(request: Request, studio: StudioDep, language: LanguageDep, sent: OwnFormDep) -> Response:
    """What is doubtful in the text, how it is read, about how long it takes: for every pause in typing."""
    CHECKS.refuse_too_fast(sent.session.person.name, studio.now())
    text = _lines(sent["text"])
    manuscript = _any(sent, text[:LONGEST_TEXT])
    checked = studio.drafting.checked(sent.session.person, manuscript, sent["script"][:80])
    return JSONResponse(
        _as_json(request, checked, sent, language, over=len(text) - LONGEST_TEXT), headers=_FRESH
    )


@router.post("/say")
def say(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """One line of what was checked, as sound."""
    SAYINGS.refuse_too_fast(sent.session.person.name, studio.now())
    speaker = Speaker.MAN if sent["speaker"] == Speaker.MAN else Speaker.WOMAN
    line = Line(sent["words"], 0.0, speaker)
    manuscript = kept(sent, Manuscript("", ""))
    heard = studio.drafting.said(sent.session.person, manuscript, line, slow=sent["slow"] == "1")
    return _sound(request, heard)


@router.post("/copy")
def keep(studio: StudioDep, language: LanguageDep, sent: OwnFormDep) -> Response:
    """Lưu nháp: what was typed so far, without a version."""
    COPIES.refuse_too_fast(sent.session.person.name, studio.now())
    fields = {name: values for name, values in sent.several.items() if name not in NOT_FIELDS}
    version = max(0, sent.number("version"))
    told = studio.drafting.keep(sent.session.person, sent["script"], version, fields)
    return JSONResponse(_told(told, version, language), headers=_FRESH)


@router.post("/copy/drop")
def drop(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Bỏ: what was typed and never saved."""
    studio.drafting.drop(sent.session.person, sent["script"])
    return turned_to(request, f"/newsroom/{sent['script'] or 'new'}")


@router.post("/file")
def take(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """A file while the page stays: its words for the text box, or a sound that is stored ready."""
    FILES.refuse_too_fast(sent.session.person.name, studio.now())
    received = received_of(studio, sent)
    if received.sound is None:
        title = first_line(received.text)
        return JSONResponse({"text": received.text, "title": title}, headers=_FRESH)
    heard = studio.drafting.received(received.sound)
    told = fragment(
        request, "taken.html", heard=heard, findings=studio.drafting.findings(heard), key=received.sound
    )
    return JSONResponse({"sound": received.sound, "html": told}, headers=_FRESH)


@router.get("/sounds/{key}")
def sound(key: str, request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """A sound that was handed in, to be heard before it is in any script."""
    session.person.refuse_unless_may(Act.WRITE)
    return _sound(request, studio.drafting.received(key))


def copied(fields: Mapping[str, tuple[str, ...]]) -> Manuscript:
    """The manuscript of a form that was kept unsaved; a field that cannot stand is left as it is at first."""
    sent = Sent({name: values[-1] for name, values in fields.items() if values}, fields, None)
    return _any(sent, sent["text"])


def clock_of(at: datetime, now: datetime) -> str:
    """`16:02`, with its date on another day."""
    return wording.clock_of(at, now.astimezone(VIETNAM).date())


def _any(sent: Sent, text: str) -> Manuscript:
    """What a half-filled form says already."""
    try:
        manuscript = typed(sent)
    except Invalid:
        manuscript = kept(sent, Manuscript("", ""))
    sound = sent["sound"] or None
    return Manuscript(
        **{name: getattr(manuscript, name) for name in Manuscript.__slots__ if name not in {"text", "sound"}},
        text=_lines(text),
        sound=sound,
    )


def _lines(text: str) -> str:
    """Line ends as they count in the text box; blanks at the ends stay, for places are told by number."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_json(
    request: Request, checked: Checked, sent: OwnSent, language: Language, over: int
) -> dict[str, Any]:
    laid = proof(checked.reading)
    doubts = doubtful(laid)
    shown = {"doubts": doubts, "script": sent["script"], "person": sent.session.person, "live": True}
    return {
        "doubts": [_place(each) for each in doubts.shown],
        "errors": sum(_weighs(each) for each in doubts.shown),
        "doubts_html": fragment(request, "checked_doubts.html", **shown),
        "proof_html": fragment(request, "checked_proof.html", proof=laid),
        "lasts": wording.length(checked.duration_s).said(language) if checked.delivery.lines else "",
        "spoken": wording.spoken(checked.delivery).said(language) if checked.delivery.lines else "",
        "slow": checked.delivery.slow,
        "over": max(0, over),
        "lines": [
            {"words": line.words, "pause": line.pause_s, "speaker": line.speaker.value, "part": part}
            for line, part in checked.breaths
        ],
    }


def _place(each: Doubtful) -> dict[str, Any]:
    return {"start": each.start, "end": each.end, "weighs": _weighs(each)}


def _weighs(each: Doubtful) -> bool:
    return each.doubt.severity is Severity.ERROR


def _told(told: Kept, version: int, language: Language) -> dict[str, str]:
    now, said = told.copy.at, dict[str, str]()
    said["saved"] = clock_of(told.copy.at, now)
    if told.others:
        other = told.others[0]
        named = told.names.get(other.person, other.person)
        said["others"] = wording.at_work(named, clock_of(other.at, now)).said(language)
    if told.newest is not None and told.newest.version > version:
        named = told.names.get(told.newest.by, told.newest.by)
        when = clock_of(told.newest.changed_at, now)
        said["newer"] = wording.newer(named, when, told.newest.version).said(language)
    return said


def _sound(request: Request, heard: Heard) -> Response:
    etag = f'"{heard.sha256}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "accept-ranges": "bytes"}
    if request.method == "POST":
        return StoredAudio(heard.file, None, {"cache-control": "no-store"})
    return StoredAudio(heard.file, wanted(request.headers, etag, heard.file.stat().st_size), headers)
