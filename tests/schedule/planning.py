"""Small schedules and candidates for the tests of this room."""

from collections.abc import Sequence
from datetime import date, time
from itertools import combinations
from typing import Any, NamedTuple

from broadcast.programme import Clip, CueKind, Form, Frame
from broadcast.programme.announcer import Words
from broadcast.schedule import (
    Campaign,
    Candidate,
    DayPlan,
    Framing,
    Imaging,
    LocalPolicy,
    Pin,
    Place,
    Placement,
    Relay,
    Schedule,
    Slot,
    Station,
    Target,
    Topic,
    plan_day,
)
from broadcast.script import Approval, BulletinClass, Script

DAY = date(2020, 8, 6)
FORM = Form("f", "f")
FRAME = Frame(
    signature=Clip("signature", "", 10),
    call=Clip("call", "", 3),
    greeting=Clip("greeting", "", 8),
    stingers=(Clip("cut-1", "", 2), Clip("cut-2", "", 5)),
    closing=Clip("closing", "", 6),
    sign_off=Clip("sign-off", "", 9),
)
MORNING, NOON, EVENING = time(5), time(11), time(17)


def slot(starts: time = MORNING, longest_min: float = 15, aim_min: float | None = None, **more: Any) -> Slot:
    name = more.pop("id", f"slot-{starts:%H%M}")
    return Slot(name, name, starts, longest_min * 60, (aim_min or longest_min) * 60, "f", **more)


THREE = (slot(MORNING, 15, 10), slot(NOON, 15, 10), slot(EVENING, 15, 10))


def campaign(low: int | None = 2, high: int = 5, **more: Any) -> Campaign:
    fields: dict[str, Any] = {
        "id": "covid-19",
        "name": "COVID-19",
        "topics": (Topic("khau-trang", "Khẩu trang"), Topic("rua-tay", "Rửa tay")),
        "places": ("huyen",),
        "valid_from": date(2020, 8, 6),
        "valid_until": date(2020, 12, 31),
        "target": None if low is None else Target(low, high),
    }
    return Campaign(**{**fields, **more})


def schedule(
    slots: Sequence[Slot] = THREE,
    cap_min: float = 45,
    campaigns: Sequence[Campaign] = (),
    pins: Sequence[Pin] = (),
    policies: Sequence[LocalPolicy] = (),
    form: Form = FORM,
    *,
    relays: Sequence[Relay] = (),
) -> Schedule:
    places = (Place("huyen", "893", "Chợ Mới", "huyện"), *(_commune(name) for name in ("an", "binh", "chau")))
    laid_down = (LocalPolicy("huyen", tuple(slots), cap_min * 60, assumed=True), *policies)
    return Schedule(
        district="huyen",
        places={place.id: place for place in places},
        stations={place.id: Station(place.id, place.id, f"Đài {place.name}") for place in places[1:]},
        policies={
            name: tuple(each for each in laid_down if each.place == name)
            for name in (place.id for place in places)
        },
        forms={"f": Framing(form, Words("", "", ""), Imaging("s", (), "e"))},
        campaigns={each.id: each for each in campaigns},
        pins=tuple(pins),
        relays=tuple(relays),
    )


def _commune(name: str) -> Place:
    return Place(name, "30000", name.title(), "xã", parent="huyen")


def candidate(name: str, seconds: float = 40, **fields: Any) -> Candidate:
    """An approved script with its sound; `campaign`, `topic`, `klass`, `repeat` and so on as given."""
    approved = fields.pop("approved", Approval("Nguyễn Văn A", date(2020, 8, 1), "same"))
    script = Script(
        id=name,
        title=f"Bài {name}",
        text="Lời.",
        genre=fields.pop("genre", "tin"),
        fingerprint="same",
        approved=approved,
        **fields,
    )
    return Candidate(script, Clip(f"clip-{name}", script.title, seconds))


def covid(number: int, topics: int = 10) -> list[Candidate]:
    return [candidate(f"cv-{n:02d}", campaign="covid-19", topic=f"t{n % topics}") for n in range(number)]


def standing(number: int, **fields: Any) -> list[Candidate]:
    return [candidate(f"tx-{n:02d}", topic=f"s{n % 4}", **fields) for n in range(number)]


def planned(
    schedule: Schedule,
    candidates: Sequence[Candidate],
    station: str = "an",
    day: date = DAY,
    frame: Frame = FRAME,
    placements: Sequence[Placement] = (),
) -> DayPlan:
    slots = schedule.policy_at(station, day).slots
    frames = {each.id: frame for each in slots}
    return plan_day(schedule, station, day, candidates, frames, placements=placements)


def aired(plan: DayPlan) -> list[str]:
    """The script of every play, in order of broadcast."""
    return [item.clip.script or "" for session in plan.sessions for item in session.items]


class Sound(NamedTuple):
    """One play where it is heard, in seconds since midnight."""

    script: str
    begins_s: float
    ends_s: float


def heard(plan: DayPlan) -> list[Sound]:
    """Every play, in order of broadcast."""
    return [
        Sound(cue.clip.script or "", at_s + cue.offset_s, at_s + cue.ends_s)
        for session in plan.sessions
        for at_s in [session.slot.starts_s]
        for cue in session.rundown.cues
        if cue.kind is CueKind.ITEM
    ]


def too_near(plan: DayPlan, candidates: Sequence[Candidate], gap_s: float) -> list[tuple[Sound, Sound]]:
    """Plays of one script with less than `gap_s` between them; emergencies may be so."""
    classes = {each.script.id: each.script.klass for each in candidates}
    calm = [each for each in heard(plan) if classes.get(each.script) is not BulletinClass.EMERGENCY]
    return [
        (first, second)
        for first, second in combinations(calm, 2)
        if gap_s and first.script == second.script and second.begins_s - first.ends_s < gap_s
    ]


def genre_s(plan: DayPlan, candidates: Sequence[Candidate], genre: str) -> float:
    """Seconds of a genre, without its emergencies."""
    own = {
        each.script.id
        for each in candidates
        if each.script.genre == genre and each.script.klass is not BulletinClass.EMERGENCY
    }
    return sum(each.ends_s - each.begins_s for each in heard(plan) if each.script in own)


def reasons(plan: DayPlan) -> dict[str, str]:
    """Why a script does not air."""
    return {left.script: left.reason.vi for left in plan.left_out}
