"""Lịch phát: one day of all stations, why each item airs where it does, and changes by hand.

Everything works by plain forms; static/timetable.js asks the same addresses for JSON and puts new rows in.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.entrance import OwnFormDep, OwnSent, session_of
from broadcast.doors.pages import timetable_view as view
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import CannotPlace, Changed, Done, Sheet, StationRow, Studio, Wish
from broadcast.doors.wishes import language_of, wished_form
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.people import Act
from broadcast.schedule import names_of
from broadcast.schedule.timetable import TimetableItem, TimetableSession

router = APIRouter(include_in_schema=False, prefix="/timetable")

EVERY = "place:"
"""How the form says "every station of that place"."""

RELOADED = Text(
    "Lịch đã đổi, đã tải lại. Xem lại rồi làm tiếp.", "The timetable changed and was loaded again."
)


@router.get("")
def shown(
    request: Request, studio: StudioDep, day: str = "", q: str = "", campaign: str = "", station: str = ""
) -> Response:
    """The day that is asked for, or the one that is made and shown."""
    chosen = day_of(day) if day else studio.today()
    return _sheet(request, studio, chosen, view.Search(q.strip()[:80], campaign, station))


@router.get("/{day}/stations/{station}/{slot}/{script}")
def item(day: str, station: str, slot: str, script: str, request: Request, studio: StudioDep) -> Response:
    """One item of a session: why it airs there, and how to move it."""
    sheet = studio.timetable.sheet(day_of(day), station)
    row, (session, found) = sheet.rows[0], _item(sheet.rows[0], slot, script)
    return page(
        request,
        "timetable_item.html",
        **_common(studio),
        sheet=sheet,
        row=row,
        session_=session,
        item=found,
        on_file=any(each.id == script for each in studio.scripts()),
        position=[each.script for each in session.items].index(script),
        may=_may(request, sheet) and slot not in row.locked,
    )


@router.get("/{day}/scripts/{script}")
def script_day(day: str, script: str, request: Request, studio: StudioDep) -> Response:
    """One script: where it airs that day and why, where it does not and why not; and a form to put it."""
    sheet = studio.timetable.sheet(day_of(day))
    card = next((each for each in studio.scripts() if each.id == script), None)
    where = tuple(_fates(sheet, script))
    if card is None and not any(airs or why for _, airs, why in where):
        raise _no_item()
    return page(
        request,
        "timetable_script.html",
        **_common(studio),
        sheet=sheet,
        script=script,
        card=card,
        title_=card.title if card else script,
        where=where,
        sessions=_sessions(sheet),
        wide=names_of(studio.timetable.wide_places(sheet.date)),
        may=_may(request, sheet),
    )


@router.post("/{day}/moves")
def move(day: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Place, move, or take out of the day."""
    chosen, wish = day_of(day), _wish(sent)
    try:
        done = studio.timetable.decide(
            sent.session.person, chosen, _stations(studio, sent, chosen), wish, sent["seen"] or None
        )
    except CannotPlace as error:
        return _conflict(request, studio, chosen, sent, error)
    except Changed:
        return _changed(request, studio, chosen, sent)
    return _answer(request, studio, chosen, done)


@router.post("/{day}/undo")
def undo(day: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Hoàn tác."""
    chosen = day_of(day)
    done = studio.timetable.undo(sent.session.person, chosen, sent["move"])
    return _answer(request, studio, chosen, done, Text("Đã hoàn tác.", "Undone."))


def _wish(sent: OwnSent) -> Wish:
    position = sent.number("position")
    return Wish(
        script=sent["script"],
        slot=sent["slot"] or None,
        position=position if position >= 0 else None,
        moved_from=sent["moved_from"] or None,
    )


def _stations(studio: Studio, sent: OwnSent, day: date) -> Sequence[str]:
    where = sent["station"]
    if where.startswith(EVERY):
        return studio.timetable.stations_in(where.removeprefix(EVERY), day)
    return [where]


# ---- what is answered


def _sheet(
    request: Request,
    studio: Studio,
    day: date,
    search: view.Search,
    status: int = 200,
    said: Sequence[Text] = (),
) -> Response:
    sheet = studio.timetable.sheet(day)
    over = view.columns(sheet)
    shown = view.rows(sheet, over, search)
    done = request.query_params.get("done")
    told = [view.told(each, sheet) for each in sheet.moves if each.id == done]
    return page(
        request,
        "timetable.html",
        status,
        **_common(studio),
        sheet=sheet,
        columns=over,
        rows=shown,
        search=search,
        missing=view.missing(shown, search),
        days=view.around(day, studio.timetable.days()),
        may=_may(request, sheet),
        said=[*said, *told],
    )


def _answer(request: Request, studio: Studio, day: date, done: Done, said: Text | None = None) -> Response:
    """What was done: rows to put in place, or the page again."""
    sheet = studio.timetable.sheet(day)
    sentences = (
        [said] if said else [_done(view.told(each, sheet)) for each in sheet.moves if each.id == done.move]
    )
    sentences += [_noted(sheet, name, why) for name, why in done.notes.items()]
    sentences += [_not_there(sheet, name, why) for name, why in done.refused.items()]
    if _wants_json(request):
        names = [row.station.id for row in done.rows]
        return _json(request, studio, sheet, 200, sentences, names)
    if done.refused or done.notes:
        return _sheet(request, studio, day, view.Search(), said=sentences)
    anchor = f"#dai-{done.rows[0].station.id}" if done.rows else ""
    return turned_to(request, f"/timetable?day={day}&done={done.move}{anchor}")


def _conflict(request: Request, studio: Studio, day: date, sent: OwnSent, error: CannotPlace) -> Response:
    """Why not, and the place that is proposed instead."""
    sheet, proposal = studio.timetable.sheet(day), error.proposal
    if _wants_json(request):
        named = [each.what for each in error.faults]
        remedies = [] if proposal else [error.faults[0].remedy]
        return _json(request, studio, sheet, 409, [*named, *remedies], (), proposal)
    return page(
        request,
        "timetable_conflict.html",
        409,
        **_common(studio),
        sheet=sheet,
        faults=error.faults,
        proposal=proposal,
        sent=sent,
    )


def _changed(request: Request, studio: Studio, day: date, sent: OwnSent) -> Response:
    if _wants_json(request):
        sheet = studio.timetable.sheet(day)
        return _json(request, studio, sheet, 409, [RELOADED], [sent["station"]])
    return _sheet(request, studio, day, view.Search(), 409, [RELOADED])


def _json(  # noqa: PLR0917
    request: Request,
    studio: Studio,
    sheet: Sheet,
    status: int,
    said: Sequence[Text],
    names: Sequence[str],
    proposal: TimetableSession | None = None,
) -> Response:
    language = language_of(request.query_params, request.headers)
    over = view.columns(sheet)
    common = {**_common(studio), "sheet": sheet, "columns": over, "search": view.Search()}
    may = _may(request, sheet)
    shown = [row for row in view.rows(sheet, over, view.Search()) if row.row.station.id in names]
    rows = {
        each.row.station.id: _html(request, "timetable_row.html", {**common, "each": each, "may": may})
        for each in shown
    }
    body: dict[str, Any] = {
        "said": " ".join(_sentence(each.said(language)) for each in said),
        "rows": rows,
        "moves": _html(request, "timetable_moves.html", {**common, "may": may}),
        "proposal": None,
    }
    if proposal is not None:
        offer = Text(
            f"Đặt vào buổi {proposal.name} ({proposal.starts:%H:%M})?",
            f"Put it into the session of {proposal.starts:%H:%M}?",
        )
        body["proposal"] = {"slot": proposal.slot, "said": offer.said(language)}
    return JSONResponse(body, status, {"cache-control": "no-store"})


def _html(request: Request, template: str, values: Mapping[str, Any]) -> str:
    return bytes(page(request, template, **values).body).decode()


def _common(studio: Studio) -> Mapping[str, Any]:
    campaigns = studio.campaigns()
    return {
        "view": view,
        "campaigns": campaigns,
        "short": view.short_names(campaigns),
        "full": {each.id: each.name for each in campaigns},
    }


def _may(request: Request, sheet: Sheet) -> bool:
    session = session_of(request)
    return sheet.open and session is not None and session.person.may(Act.PLAN)


def _wants_json(request: Request) -> bool:
    offers = {"page": ("text/html",), "json": ("application/json",)}
    return wished_form(request.headers.get("accept"), offers) == "json"


# ---- what is found


def _item(row: StationRow, slot: str, script: str) -> tuple[TimetableSession, TimetableItem]:
    for session, found in row.day.places(script) if row.day else ():
        if session.slot == slot:
            return session, found
    raise _no_item()


def _no_item() -> NotFound:
    return NotFound(
        Fault(
            Text("bài này không có ở đó nữa", "this item is not there any more"),
            Text("mở lại trang Lịch phát", "open the timetable again"),
        )
    )


Fate = tuple[StationRow, tuple[tuple[TimetableSession, TimetableItem], ...], Text | None]


def _fates(sheet: Sheet, script: str) -> Iterator[Fate]:
    """Of each station: where it airs there, else why not."""
    for row in sheet.rows:
        if row.day:
            left = next((each.reason for each in row.day.left_out if each.script == script), None)
            yield row, row.day.places(script), left


def _sessions(sheet: Sheet) -> Mapping[str, str]:
    """Every session of some station as a form offers it, by slot."""
    found: dict[str, tuple[str, set[str]]] = {}
    for row in sheet.rows:
        for each in row.day.sessions if row.day else ():
            found.setdefault(each.slot, (each.name, set()))[1].add(f"{each.starts:%H:%M}")
    return {
        slot: f"{name} ({', '.join(sorted(hours))})"
        for slot, (name, hours) in sorted(found.items(), key=lambda each: sorted(each[1][1]))
    }


def _done(text: Text) -> Text:
    return Text(f"Đã xong: {text.vi}", f"Done: {text.en}")


def _noted(sheet: Sheet, station: str, why: Text) -> Text:
    return Text(f"Lưu ý ({_name(sheet, station)}): {why.vi}", f"Note ({_name(sheet, station)}): {why.en}")


def _not_there(sheet: Sheet, station: str, why: Text) -> Text:
    name = _name(sheet, station)
    return Text(f"Chưa đặt được ở {name}: {why.vi}", f"Not at {name}: {why.en}")


def _name(sheet: Sheet, station: str) -> str:
    return next((row.station.name for row in sheet.rows if row.station.id == station), station)


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."
