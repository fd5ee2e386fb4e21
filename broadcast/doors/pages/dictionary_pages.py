"""Từ điển: the station's own words, how each is spoken, and which approved scripts a change would touch."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.dictionary import LONGEST_SPOKEN, LONGEST_WRITTEN
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import LoggedIn, Studio
from broadcast.errors import BroadcastError, Fault
from broadcast.people import Act

router = APIRouter(include_in_schema=False, prefix="/words")


@router.get("")
def words(
    request: Request, studio: StudioDep, session: SessionDep, written: str = "", script: str = ""
) -> Response:
    """Every word; `written` is filled in, `script` is where the reader came from ("new": not made yet)."""
    return _page(request, studio, session, written[:LONGEST_WRITTEN], "", script)


@router.post("")
def add(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Ghi vào từ điển: first shown what it does to approved scripts, then done."""
    written, spoken, script = sent["written"], sent["spoken"], sent["script"]
    try:
        if sent["sure"] != "1" and studio.dictionary.touched(written, spoken):
            return _page(request, studio, sent.session, written, spoken, script, asks=True)
        studio.dictionary.add(sent.session.person, written, spoken)
    except BroadcastError as error:
        return _page(request, studio, sent.session, written, spoken, script, error.faults)
    return turned_to(request, f"/newsroom/{script}?resume=1" if _is_id(script) else "/words")


@router.post("/removal")
def remove(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Bỏ khỏi từ điển."""
    studio.dictionary.remove(sent.session.person, sent["written"])
    return turned_to(request, "/words")


def _page(  # noqa: PLR0917
    request: Request,
    studio: Studio,
    session: LoggedIn,
    written: str,
    spoken: str,
    script: str,
    faults: tuple[Fault, ...] = (),
    *,
    asks: bool = False,
) -> Response:
    every, names = studio.dictionary.words()
    return page(
        request,
        "words.html",
        422 if faults else 200,
        every=every,
        names=names,
        filed=studio.dictionary.filed(),
        written=written,
        spoken=spoken,
        script=script if _is_id(script) else "",
        faults=faults,
        touched=studio.dictionary.touched(written, spoken) if asks else (),
        may=session.person.may(Act.WORDS),
        longest_written=LONGEST_WRITTEN,
        longest_spoken=LONGEST_SPOKEN,
    )


def _is_id(script: str) -> bool:
    """Only an id of ours goes into an address."""
    return 0 < len(script) <= 80 and all(
        letter.isascii() and (letter.isalnum() or letter == "-") for letter in script
    )
