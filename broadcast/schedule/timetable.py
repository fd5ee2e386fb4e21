"""Lịch phát: a station's planned day as it is shown and kept: what airs, why, and why not the rest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from broadcast.language import Text
from broadcast.schedule.plan import DayPlan, LeftOut, PlannedItem
from broadcast.schedule.policy import Slot
from broadcast.schedule.relay import PlannedRelay
from broadcast.schedule.relay_told import instead
from broadcast.script import BulletinClass


@dataclass(frozen=True, slots=True)
class TimetableItem:
    """One play, `duration_s` of its own sound in seconds; `by`: who put it there by hand."""

    script: str
    title: str
    klass: BulletinClass
    campaign: str | None
    topic: str | None
    duration_s: float
    reason: Text
    by: str = ""


@dataclass(frozen=True, slots=True)
class TimetableSession:
    """One session: `duration_s` of `longest_s` (seconds) are used; `silent`: why it does not air."""

    slot: str
    name: str
    starts: datetime
    longest_s: float
    duration_s: float
    items: tuple[TimetableItem, ...]
    silent: Text | None = None


@dataclass(frozen=True, slots=True)
class Unhonoured:
    """Something that was placed by hand and cannot be done any more: the wish stays, with the reason."""

    script: str
    slot: str | None
    by: str
    reason: Text


@dataclass(frozen=True, slots=True)
class TimetableRelay:
    """A relay of the day at its `hours` (05:00-05:30): what stands in for it, or why it is silent.

    It `rests` where it has another day: nothing is amiss then.
    """

    hours: str
    name: str
    airs: bool
    reason: Text
    rests: bool = False


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """One station's day: sessions in order, scripts that do not air, wishes that were not kept, relays."""

    station: str
    date: date
    sessions: tuple[TimetableSession, ...]
    left_out: tuple[LeftOut, ...]
    unhonoured: tuple[Unhonoured, ...]
    relays: tuple[TimetableRelay, ...] = ()

    def session(self, slot: str) -> TimetableSession | None:
        """The session of that slot."""
        return next((each for each in self.sessions if each.slot == slot), None)

    def places(self, script: str) -> tuple[tuple[TimetableSession, TimetableItem], ...]:
        """Where a script airs."""
        return tuple((s, item) for s in self.sessions for item in s.items if item.script == script)


def timetable_day(plan: DayPlan, slots: Mapping[str, Slot]) -> TimetableDay:
    """What there is to show of `plan`; `slots` of the station that day, by id."""
    aired = [
        TimetableSession(
            slot=each.slot.id,
            name=each.slot.name,
            starts=each.starts,
            longest_s=slots.get(each.slot.id, each.slot).longest_s,
            duration_s=round(each.duration_s, 3),
            items=tuple(map(_item, each.items)),
        )
        for each in plan.sessions
    ]
    silent = [
        TimetableSession(
            each.slot.id,
            each.slot.name,
            each.slot.starts_on(plan.date),
            each.slot.longest_s,
            0.0,
            (),
            each.reason,
        )
        for each in plan.silent
    ]
    return TimetableDay(
        station=plan.station,
        date=plan.date,
        sessions=tuple(sorted((*aired, *silent), key=lambda each: (each.starts, each.slot))),
        left_out=plan.left_out,
        unhonoured=tuple(
            Unhonoured(each.placement.script, each.placement.slot, each.placement.by, each.note)
            for each in plan.placed
            if not each.honoured and each.note
        ),
        relays=(
            *(_relay(each, instead(plan, each.relay) if each.airs else each.reason) for each in plan.relays),
            *(
                replace(_relay(each, each.reason), rests=True)
                for each in plan.resting
                if each.relay.runs_on(plan.date)
            ),
        ),
    )


def _relay(each: PlannedRelay, reason: Text) -> TimetableRelay:
    return TimetableRelay(str(each.relay), each.relay.name, each.airs, reason)


def _item(item: PlannedItem) -> TimetableItem:
    clip = item.clip
    return TimetableItem(
        script=clip.script or "",
        title=clip.title,
        klass=item.klass,
        campaign=clip.campaign,
        topic=clip.topic,
        duration_s=round(clip.duration_s, 3),
        reason=item.reason,
        by=item.by,
    )


def as_json(day: TimetableDay) -> str:
    """The day as one JSON text, the same for the same day. Each sentence stands in it once."""
    said: dict[Text, int] = {}

    def number(text: Text) -> int:
        return said.setdefault(text, len(said))

    sessions = [
        [
            each.slot,
            each.name,
            each.starts.isoformat(),
            each.longest_s,
            each.duration_s,
            None if each.silent is None else number(each.silent),
            [
                [i.script, i.title, i.klass, i.campaign, i.topic, i.duration_s, number(i.reason), i.by]
                for i in each.items
            ],
        ]
        for each in day.sessions
    ]
    body = {
        "station": day.station,
        "date": day.date.isoformat(),
        "sessions": sessions,
        "left_out": [[each.script, each.title, number(each.reason)] for each in day.left_out],
        "unhonoured": [[each.script, each.slot, each.by, number(each.reason)] for each in day.unhonoured],
        "relays": [
            [each.hours, each.name, each.airs, number(each.reason), each.rests] for each in day.relays
        ],
        "said": [[text.vi, text.en] for text in said],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def from_json(body: str) -> TimetableDay:
    """The day that `as_json` wrote."""
    read: Mapping[str, Any] = json.loads(body)
    said = [Text(vi, en) for vi, en in read["said"]]
    return TimetableDay(
        station=read["station"],
        date=date.fromisoformat(read["date"]),
        sessions=tuple(_session(said, *each) for each in read["sessions"]),
        left_out=tuple(LeftOut(script, title, said[why]) for script, title, why in read["left_out"]),
        unhonoured=tuple(
            Unhonoured(script, slot, by, said[why]) for script, slot, by, why in read["unhonoured"]
        ),
        relays=tuple(
            TimetableRelay(hours, name, airs, said[why], *rests)
            for hours, name, airs, why, *rests in read.get("relays", ())
        ),
    )


def _session(said: list[Text], *fields: Any) -> TimetableSession:  # noqa: ANN401 - as it was read from JSON
    slot, name, starts, longest_s, duration_s, silent, items = fields
    session = TimetableSession(slot, name, datetime.fromisoformat(starts), longest_s, duration_s, ())
    read = tuple(
        TimetableItem(script, title, BulletinClass(klass), campaign, topic, length_s, said[why], by)
        for script, title, klass, campaign, topic, length_s, why, by in items
    )
    return replace(session, items=read, silent=None if silent is None else said[silent])
