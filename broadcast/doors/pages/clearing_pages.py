"""Duyệt: what an approver sees, hears and decides; thu hồi and the sheet of approval."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.newsroom import Proofs
from broadcast.doors.api.clearing import how_of
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages.proof import followed, grouped
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.pages.waveform import of_clip
from broadcast.doors.studio import Heard, LoggedIn, Studio
from broadcast.errors import BroadcastError, Fault, NotFound
from broadcast.language import Text
from broadcast.people import Act, Door, Seal, State
from broadcast.script import Manuscript

router = APIRouter(include_in_schema=False, prefix="/newsroom")

REASONS = (
    Text("Nội dung sai", "The content is wrong"),
    Text("Sai ngày giờ hoặc địa điểm", "Wrong date, hour or place"),
    Text("Sự việc đã xong hoặc đã hủy", "It is over or was cancelled"),
    Text("Cấp trên yêu cầu", "Those above asked for it"),
    Text("Phát nhầm bài", "The wrong script aired"),
)
"""Why scripts are recalled, to choose from."""


def review(request: Request, studio: Studio, session: LoggedIn, proofs: Proofs) -> Response:
    """What is written beside what is spoken, and the sound; the decision below the player."""
    entry, clearing = proofs.entry, studio.clearing
    heard, unheard = heard_of(studio, proofs)
    seal = clearing.seal(entry, heard) if heard else None
    decides = entry.state is State.SUBMITTED and session.person.may(Act.APPROVE)
    return page(
        request,
        "review.html",
        entry=entry,
        proofs=proofs,
        proof=followed(proofs.reading),
        grouped=grouped,
        times=_times(studio, proofs) if heard else [],
        differences=studio.second_opinion(proofs.reading),
        heard=heard,
        wave=heard and of_clip(heard.peaks),
        findings=studio.newsroom.findings(heard) if heard else (),
        unheard=unheard,
        delivery=studio.newsroom.delivery(entry),
        seal=seal,
        campaign=_campaign(studio, entry.manuscript),
        own=session.person.name in proofs.writers,
        decides=decides,
        standing=clearing.standing(entry, seal),
        listening=clearing.listening(session.person, entry, heard) if heard and decides else None,
        may_undo=clearing.may_undo(session.person, entry),
        spread=studio.spread(entry.id),
        reasons=REASONS,
        State=State,
    )


def _campaign(studio: Studio, manuscript: Manuscript) -> str:
    """Campaign and topic by their names; those that schedules.yaml has no more stand as they are kept."""
    named = {each.id: each.name for each in studio.campaigns()}
    topics = {(each.id, topic.id): topic.name for each in studio.campaigns() for topic in each.topics}
    campaign, topic = manuscript.campaign or "", manuscript.topic
    said = [named.get(campaign, campaign)]
    return " / ".join(said + ([topics.get((campaign, topic), topic)] if topic else []))


def heard_of(studio: Studio, proofs: Proofs | None) -> tuple[Heard | None, tuple[Fault, ...]]:
    """The sound to listen to; a voice that fails leaves the page as it is, and says why."""
    if proofs is None:
        return None, ()
    try:
        return studio.newsroom.heard(proofs.entry), ()
    except BroadcastError as error:
        return None, error.faults


def _times(studio: Studio, proofs: Proofs) -> list[tuple[int, float, float]]:
    """When each sentence sounds, for the script of the page: its number, from when to when in seconds."""
    try:
        return [(each.sentence, each.from_s, each.until_s) for each in studio.clearing.timed(proofs.entry)]
    except BroadcastError:  # the engine went away: the clip is stored, its sentences are not
        return []


@router.post("/{script}/submission")
def submit(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Trình."""
    studio.clearing.submit(sent.session.person, script, sent.number("version"))
    return turned_to(request, f"/newsroom/{script}")


@router.post("/{script}/approval")
def approve(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Duyệt exactly what the page showed and played."""
    seen = Seal(sent["text_sha256"], sent["spoken_sha256"], sent["audio_sha256"], sent["scope"])
    how = how_of(request, sent.session, Door.PAGE)
    studio.clearing.approve(sent.session.person, script, sent.number("version"), seen, how)
    return turned_to(request, f"/newsroom/{script}")


@router.post("/{script}/return")
def send_back(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Trả lại, with a reason."""
    studio.clearing.send_back(sent.session.person, script, sent.number("version"), sent["reason"])
    return turned_to(request, f"/newsroom/{script}")


@router.post("/{script}/undo")
def undo(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Hoàn tác one's own decision."""
    studio.clearing.undo(sent.session.person, script, sent.number("version"))
    return turned_to(request, f"/newsroom/{script}")


@router.post("/{script}/withdrawal")
def withdraw(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Rút, with a reason."""
    studio.clearing.withdraw(sent.session.person, script, sent.number("version"), sent["reason"])
    return turned_to(request, f"/newsroom/{script}")


@router.get("/{script}/recall")
def recalled(script: str, request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """Thu hồi: the form, or how far it has come."""
    title, on_file = _titled(studio, script)
    return page(
        request,
        "recall.html",
        script=script,
        title=title,
        on_file=on_file,
        spread=studio.spread(script),
        reasons=REASONS,
        may_release=on_file and session.person.may(Act.APPROVE),
    )


@router.post("/{script}/recall")
def recall(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Thu hồi, at once; the chosen reason, and what was added to it."""
    reason = ": ".join(part for part in (sent["reason"].strip(), sent["more"].strip()) if part)
    studio.recall(sent.session.person, script, reason)
    return turned_to(request, f"/newsroom/{script}/recall")


@router.post("/{script}/release")
def release(script: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Cho phát lại a script on file."""
    studio.release(sent.session.person, script, sent["reason"])
    return turned_to(request, f"/scripts/{script}")


@router.get("/{script}/recall.csv")
def recall_csv(script: str, studio: StudioDep, _: SessionDep) -> Response:
    """Which stations know of a recall, for a spreadsheet."""
    spread = studio.spread(script)
    if spread is None:
        raise NotFound(Fault(_NOT_RECALLED, _SEE_LIST))
    headers = {
        "content-disposition": f'attachment; filename="thu-hoi-{spread.recall.id}.csv"',
        "cache-control": "no-store",
    }
    body = spread.as_csv().encode("utf-8-sig")  # so that Excel reads Vietnamese
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{script}/clearance")
def clearance(script: str, request: Request, studio: StudioDep, _: SessionDep) -> Response:
    """Phiếu duyệt, to be printed."""
    proofs = studio.newsroom.proofs(script)
    sheet = studio.clearing.sheet(script)
    return page(request, "clearance.html", entry=proofs.entry, proofs=proofs, sheet=sheet, now=studio.now())


def _titled(studio: Studio, script: str) -> tuple[str, bool]:
    """The title of a script, and whether it is one on file; raises NotFound."""
    try:
        return studio.newsroom.proofs(script).entry.manuscript.title, False
    except NotFound:
        return studio.script(script).title, True


_NOT_RECALLED = Text("bài này không bị thu hồi", "this script is not recalled")
_SEE_LIST = Text("mở lại trang Bản tin", "open the list of scripts again")
