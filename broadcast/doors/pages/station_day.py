"""One station's day: listen, the running order with its reasons, the text beside the words spoken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.cards import StationCard
from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.pages.fates import ToldFate, told
from broadcast.doors.pages.proof import Proof, proof
from broadcast.doors.pages.render import page
from broadcast.doors.studio import StationToday, Studio
from broadcast.errors import BroadcastError, Fault, NotFound, Unavailable
from broadcast.language import Text
from broadcast.playlist import Playlist, PlaylistForm, PlaylistItem, RundownEntry
from broadcast.schedule import DayPlan

router = APIRouter(include_in_schema=False)


class BeingMade(Unavailable):
    """The day is being made now; it will be there soon."""


class NotMade(Unavailable):
    """The day was to be made and could not be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cue in the running order; an item has its reason and its proof."""

    entry: RundownEntry
    number: int | None
    reason: Text | None
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Session:
    """One programme with its running order, and what became of it (None: its day says nothing yet)."""

    item: PlaylistItem
    rows: tuple[Row, ...]
    fate: ToldFate | None


@router.get("/stations/{station}/{date}")
def station_day(station: str, date: str, request: Request, studio: StudioDep) -> Response:
    """Chương trình một ngày của một đài."""
    day = day_of(date)
    card = station_card(studio, station, day)
    playlist = published(studio, card, day)
    plan = _plan(studio, station, day)
    board = studio.station_board(station, day)
    fates = _fates(studio, board, day)
    return page(
        request,
        "station_day.html",
        card=card,
        playlist=playlist,
        sessions=_sessions(studio, playlist, plan, fates),
        dropped=_dropped(board, playlist, fates),
        strays=board.strays,
        plan=plan,
        campaigns={campaign.id: campaign for campaign in studio.campaigns()},
        day=day,
        is_today=day == studio.real_today(),
        open_today=_if_published(studio, station, studio.real_today()),
        around=_around(studio, station, day),
        forms=[form.value for form in PlaylistForm],
    )


def station_card(studio: Studio, station: str, day: date) -> StationCard:
    """The card of that station as of `day`; raises NotFound."""
    for card in studio.stations(day):
        if card.id == station:
            return card
    raise NotFound(
        Fault(
            Text(f"không có đài nào tên «{station}»", f"there is no station «{station}»"),
            Text("chọn một đài ở trang chủ", "choose a station on the front page"),
        )
    )


def published(studio: Studio, card: StationCard, day: date) -> Playlist:
    """The playlist; when the day is on its way, or failed on it, say that instead of "not found"."""
    try:
        return studio.playlist(card.id, day)
    except NotFound as error:
        progress = studio.progress()
        if day == progress.day and (why := progress.failed.get(card.id)):
            mend = Text("sửa lỗi này rồi làm lại chương trình", "mend this, then make the programme again")
            raise NotMade(Fault(why, mend)) from error
        if day == progress.day and not progress.ready:
            raise BeingMade(_on_its_way(progress.made, progress.of)) from error
        raise


def _on_its_way(made: int, of: int) -> Fault:
    return Fault(
        Text(
            f"chương trình đang được làm, đã xong {made} trên {of} đài",
            f"the programme is being made, {made} of {of} stations are done",
        ),
        Text("chờ một lát, trang này tự mở lại", "wait a moment, this page opens again by itself"),
    )


def _plan(studio: Studio, station: str, day: date) -> DayPlan | None:
    """The plan, for its reasons; a day that was published can be shown without them."""
    try:
        return studio.plan(station, day)
    except BroadcastError:
        return None


def _around(studio: Studio, station: str, day: date) -> Mapping[str, date | None]:
    """The days before and after, where they are published."""
    before = None if day == date.min else day - timedelta(days=1)
    after = None if day == date.max else day + timedelta(days=1)
    return {"before": _if_published(studio, station, before), "after": _if_published(studio, station, after)}


def _if_published(studio: Studio, station: str, day: date | None) -> date | None:
    if day is None:
        return None
    try:
        return studio.playlist(station, day).date
    except NotFound:
        return None


def _fates(studio: Studio, board: StationToday, day: date) -> Mapping[str, ToldFate]:
    """What became of each programme; nothing of a day to come, or of an old one that nobody reported on."""
    today = studio.real_today()
    if day > today or (day < today and not any(airing.line for airing in board.airings)):
        return {}
    now = studio.now()
    return {airing.item.id: told(airing, board, now) for airing in board.airings}


def _dropped(
    board: StationToday, playlist: Playlist, fates: Mapping[str, ToldFate]
) -> tuple[tuple[PlaylistItem, ToldFate], ...]:
    """Programmes of an earlier version, which the newest one does not hold any more."""
    kept = {item.id for item in playlist.items}
    return tuple(
        (airing.item, fates[airing.item.id])
        for airing in board.airings
        if airing.item.id not in kept and airing.item.id in fates
    )


def _sessions(
    studio: Studio, playlist: Playlist, plan: DayPlan | None, fates: Mapping[str, ToldFate]
) -> tuple[Session, ...]:
    reasons = _reasons(plan)
    scripts = {entry.script for item in playlist.items for entry in item.rundown if entry.script}
    proofs = {script: found for script in scripts if (found := _proof(studio, script))}
    return tuple(Session(item, _rows(item, reasons, proofs), fates.get(item.id)) for item in playlist.items)


def _rows(
    item: PlaylistItem, reasons: Mapping[tuple[datetime, str], Text], proofs: Mapping[str, Proof]
) -> tuple[Row, ...]:
    rows: list[Row] = []
    number = 0
    for entry in item.rundown:
        if entry.script is None:
            rows.append(Row(entry, None, None, None))
            continue
        number += 1
        reason = reasons.get((item.starts_at, entry.script))
        rows.append(Row(entry, number, reason, proofs.get(entry.script)))
    return tuple(rows)


def _reasons(plan: DayPlan | None) -> Mapping[tuple[datetime, str], Text]:
    if plan is None:
        return {}
    return {
        (session.starts, item.clip.script or ""): item.reason
        for session in (*plan.sessions, *plan.stand_ins)
        for item in session.items
    }


def _proof(studio: Studio, script: str) -> Proof | None:
    """The proof of a script that is still on file."""
    try:
        return proof(studio.reading(script))
    except NotFound:
        return None
