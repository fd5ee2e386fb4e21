"""Trạm: all stations at a glance, and one of them on the phone of whoever sees to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from broadcast.desk.cards import StationCard
from broadcast.desk.operating import Broken, Standing
from broadcast.desk.pausing import Until, ends, midnight, session_of
from broadcast.doors import entrance
from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.entrance import OwnFormDep, OwnSent
from broadcast.doors.pages import today
from broadcast.doors.pages.fates import ToldFate, told
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.pages.searching import found
from broadcast.doors.pages.station_day import station_card
from broadcast.doors.studio import StationToday, Studio
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.people import Act, Person
from broadcast.playlist import STEPS_DB, PlaylistItem

router = APIRouter(include_in_schema=False, prefix="/stations")

FaultId = Annotated[int, Path(ge=1, le=2**31 - 1)]


class NoHour(Invalid):
    """What was written is no hour of the day."""


@dataclass(frozen=True, slots=True)
class Row:
    """One station of the list: how its day goes and how it stands with it."""

    card: StationCard
    board: StationToday
    standing: Standing
    own: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One programme of today, and what became of it."""

    item: PlaylistItem
    fate: ToldFate


@router.get("")
def listed(request: Request, studio: StudioDep, q: str = "") -> Response:
    """Trạm: every station; those of whoever is logged in first."""
    rows = _rows(studio, _person(request))
    shown = [row for row in rows if found(q, row.card.name, row.card.heading, row.card.id)]
    return page(
        request,
        "stations.html",
        rows=sorted(shown, key=lambda row: not row.own),
        total=len(rows),
        wanted=q,
        now=studio.now(),
        day=studio.real_today(),
        today=today,
    )


@router.get("/{station}")
def one(station: str, request: Request, studio: StudioDep) -> Response:
    """Trạm của tôi: one station, for a phone."""
    return _shown(request, studio, station)


@router.get("/{station}/pause")
@router.get("/{station}/resume")
@router.get("/{station}/volume")
@router.get("/{station}/faults")
def form_address(station: str, request: Request) -> Response:
    """Where a form is sent to, opened anew: the station's page (its next level are days)."""
    return turned_to(request, f"/stations/{station}")


@router.post("/{station}/pause")
def pause(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Tạm dừng loa."""

    def do() -> None:
        until = Until(sent["until"]) if sent["until"] in set(Until) else Until.TIME
        board = studio.station_board(station, studio.real_today())
        end = ends(until, studio.now(), board, _hour(sent["at"]))
        studio.operating.pause(
            sent.session.person,
            station,
            end,
            emergencies=bool(sent["emergencies"]),
            reason=sent["reason"],
        )

    return _done(request, studio, station, do, sent)


@router.post("/{station}/resume")
def resume(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Phát lại ngay."""
    studio.operating.resume(sent.session.person, station)
    return turned_to(request, f"/stations/{station}")


@router.post("/{station}/volume")
def turn(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Âm lượng."""

    def do() -> None:
        until = midnight(day_of(sent["until"])) if sent["until"] else None
        studio.operating.turn(sent.session.person, station, _step(sent["gain_db"]), until)

    return _done(request, studio, station, do, sent)


@router.post("/{station}/faults")
def report(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Báo hỏng."""

    def do() -> None:
        kind = Broken(sent["kind"]) if sent["kind"] in set(Broken) else Broken.OTHER
        studio.operating.report(sent.session.person, station, kind, sent["words"])

    return _done(request, studio, station, do, sent)


@router.post("/{station}/faults/{fault}/mended")
def mend(station: str, fault: FaultId, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Đã sửa."""
    return _done(
        request,
        studio,
        station,
        lambda: studio.operating.mend(sent.session.person, station, fault, sent["note"]),
        sent,
    )


@router.get("/{station}/from-above")
def from_above(station: str, request: Request, studio: StudioDep, q: str = "") -> Response:
    """Bài từ trên đưa xuống: what the commune decides of it."""
    card, person = station_card(studio, station, studio.real_today()), _person(request)
    items = studio.choosing.from_above(station)
    return page(
        request,
        "from_above.html",
        card=card,
        clashes=studio.choosing.clashes(station),
        items=[each for each in items if found(q, each.script.title, each.script.origin)],
        total=len(items),
        wanted=q,
        operates=person is not None and studio.operating.may(person, station),
    )


@router.post("/{station}/order")
def put_first(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """The commune decides which of two priority items goes first."""
    studio.choosing.put_first(sent.session.person, station, sent["first"], sent["second"])
    return turned_to(request, f"/stations/{station}/from-above")


@router.post("/{station}/declined")
def decline(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Không phát ở xã này."""
    studio.choosing.decline(sent.session.person, station, sent["script"])
    return turned_to(request, f"/stations/{station}/from-above")


@router.post("/{station}/taken-back")
def take_back(station: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Cho phát lại."""
    studio.choosing.take_back(sent.session.person, station, sent["script"])
    return turned_to(request, f"/stations/{station}/from-above")


def _rows(studio: Studio, person: Person | None) -> Sequence[Row]:
    standing = studio.operating.standing()
    boards = {board.station: board for board in studio.day_board(studio.real_today())}
    own = studio.operating.own(person) if person else frozenset()
    return [
        Row(card, boards[card.id], standing[card.id], card.id in own)
        for card in studio.stations(studio.real_today())
        if card.id in boards and card.id in standing
    ]


def _done(
    request: Request, studio: Studio, station: str, do: Callable[[], object], sent: OwnSent
) -> Response:
    """The station's page after something was done, or with what is wrong with what was asked for."""
    try:
        do()
    except Invalid as error:
        return _shown(request, studio, station, error.faults, sent)
    return turned_to(request, f"/stations/{station}")


def _shown(
    request: Request,
    studio: Studio,
    station: str,
    faults: Sequence[Fault] = (),
    sent: OwnSent | None = None,
) -> Response:
    now, day = studio.now(), studio.real_today()
    card = station_card(studio, station, day)
    board, person = studio.station_board(station, day), _person(request)
    standing = studio.operating.standing()[station]
    history, names = studio.operating.history(station)
    return page(
        request,
        "station.html",
        422 if faults else 200,
        card=card,
        board=board,
        sessions=[Session(airing.item, told(airing, board, now)) for airing in board.airings],
        standing=standing,
        paused=standing.control.paused(now),
        turned=standing.control.turned(now),
        session_now=session_of(board),
        history=history,
        names=names,
        operates=person is not None and studio.operating.may(person, station),
        writes=person is not None and person.may(Act.WRITE),
        clashes=studio.choosing.clashes(station) if person else (),
        faults=faults,
        sent=sent,
        Broken=Broken,
        Until=Until,
        steps=STEPS_DB,
        today=today,
        day=day,
        shown=studio.today(),
        now=now,
    )


def _person(request: Request) -> Person | None:
    session = entrance.session_of(request)
    return session.person if session else None


def _hour(written: str) -> time | None:
    if not written:
        return None
    try:
        return time.fromisoformat(written).replace(tzinfo=None)
    except ValueError as error:
        raise NoHour(Fault(_NO_HOUR, _WRITE_HOUR)) from error


def _step(written: str) -> float:
    """One of the steps; anything else is none, and is refused as such."""
    steps = {f"{step:g}": step for step in STEPS_DB}
    return steps.get(written, 1.0)


_NO_HOUR = Text("giờ kết thúc không đúng", "that is no hour of the day")
_WRITE_HOUR = Text("ghi giờ và phút, như 17:30", "write hour and minute, like 17:30")
