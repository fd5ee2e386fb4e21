"""Tiếp sóng bằng lời: what sounds where a relay is not received, and why one airs on a day or not."""

from collections.abc import Iterable, Iterator
from datetime import date

from broadcast.language import Text
from broadcast.schedule.hours import minutes
from broadcast.schedule.plan import DayPlan, PlannedSession
from broadcast.schedule.relay import PlannedRelay, Relay

NOT_HERE = Text("tiếp sóng này không dành cho đài này", "this relay is not meant for this station")
_SILENCE = Text("không bắt được thì im lặng", "where it is not received there is silence")
_NOTHING_OWN = Text(
    "không bắt được thì chưa có chương trình thay (đài không có buổi nào ngày này, hết mức trong ngày, "
    "hoặc không có bài)",
    "no own programme stands in (no session that day, the daily cap is used up, or nothing may air)",
)


def instead(plan: DayPlan, relay: Relay) -> Text:
    """What sounds where `relay`, which airs, is not received."""
    own = plan.stand_in(relay.slot)
    if own is not None:
        length, items = minutes(own.duration_s), len(own.items)
        return Text(
            f"không bắt được thì phát chương trình của đài, {length.vi}, {items} bài",
            f"where it is not received the station's own programme, {length.en}, {items} items",
        )
    if relay.fall_back:
        names = ", ".join(relay.fall_back)
        return Text(f"không bắt được thì phát {names}", f"where it is not received {names}")
    return _NOTHING_OWN if relay.own else _SILENCE


def why(plan: DayPlan, relay: Relay) -> PlannedRelay:
    """Whether and why `relay` airs on the day of `plan`, whatever the place it is written for."""
    every = (each for each in (*plan.relays, *plan.resting) if each.relay.id == relay.id)
    return next(every, PlannedRelay(relay, airs=False, reason=NOT_HERE))


def told(plan: DayPlan, planned: PlannedRelay) -> Text:
    """Its reason, with what sounds instead where it airs."""
    if not planned.airs:
        return Text(f"không phát: {planned.reason.vi}", f"does not air: {planned.reason.en}")
    other = instead(plan, planned.relay)
    return Text(f"{planned.reason.vi}; {other.vi}", f"{planned.reason.en}; {other.en}")


def beside(
    relays: Iterable[PlannedRelay], sessions: Iterable[PlannedSession], day: date
) -> Iterator[PlannedRelay]:
    """`relays` as they air beside `sessions` that stay: nothing is played twice at once."""
    sessions = tuple(sessions)
    for each in relays:
        met = (session for session in sessions if each.airs and _meet(each.relay, session, day))
        session = next(met, None)
        yield each if session is None else PlannedRelay(each.relay, airs=False, reason=_published(session))


def _meet(relay: Relay, session: PlannedSession, day: date) -> bool:
    starts_s = (session.starts - relay.starts_on(day)).total_seconds()
    other = session.slot.id != relay.slot
    return other and -session.duration_s < starts_s < relay.duration_s


def _published(session: PlannedSession) -> Text:
    at = f"{session.starts:%H:%M}"
    return Text(
        f"buổi {at} đã công bố trước khi có tiếp sóng này",
        f"the session of {at} had been published before this relay was written",
    )
