"""What relays mean where they stand: hours, each other, the sessions around them, the daily cap."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from broadcast.calendar import ALWAYS
from broadcast.errors import Fault
from broadcast.files.lined import Lined
from broadcast.language import Text
from broadcast.schedule.policy import Policy
from broadcast.schedule.relay import Relay, lay, meetings, relay_faults
from broadcast.schedule.schedule import Schedule

Found = tuple[Relay, str, Fault]
"""A fault, and the relay and the field at which it is told."""


def faults_of_relays(schedule: Schedule, document: Lined) -> Iterator[Fault]:
    """Every fault once, whatever the stations at which it shows; `document` is what was read."""
    found = (
        each
        for day in schedule.stretches
        for station in _unlike(schedule, day)
        for each in _at(schedule, station, day)
    )
    told: set[tuple[str, Fault]] = set()
    for relay, field, fault in found:
        if (relay.id, fault) not in told:
            told.add((relay.id, fault))
            yield replace(fault, where=document.where("relays", schedule.relays.index(relay), field))


def _unlike(schedule: Schedule, day: date) -> Iterator[str]:
    """Of the stations for which the same is laid down on `day`, one."""
    alike = {
        (schedule.policy_at(name, day), schedule.relays_of(day, name)): name for name in schedule.stations
    }
    yield from alike.values()


def _at(schedule: Schedule, station: str, day: date) -> Iterator[Found]:
    policy, here = schedule.policy_at(station, day), schedule.relays_of(day, station)
    wrong = {relay: faults for relay in here if (faults := list(relay_faults(policy, relay)))}
    yield from ((relay, "starts", fault) for relay, faults in wrong.items() for fault in faults)
    sound = [relay for relay in here if relay not in wrong]
    yield from _at_once(sound)
    daily = [relay for relay in sound if replace(relay.when, off=ALWAYS.off) == ALWAYS]
    yield from _shut(policy, daily)
    yield from _over_cap(policy, [relay for relay in daily if relay.counts])


def _at_once(relays: Sequence[Relay]) -> Iterator[Found]:
    for first, second in meetings(relays):
        what = Text(
            f"tiếp sóng {second} trùng giờ với {first.name} ({first})",
            f"the relay of {second} meets that of {first.name} ({first})",
        )
        yield (
            second,
            "starts",
            Fault(what, Text("đổi giờ, hoặc chia ngày bằng when", "move one, or divide the days by when")),
        )


def _shut(policy: Policy, daily: Sequence[Relay]) -> Iterator[Found]:
    """Sessions that no day would have."""
    for slot, why in lay(policy, policy.slots, daily).shut:
        behind = max((each for each in daily if each.meets(slot)), key=lambda each: each.ends)
        remedy = Text(
            "dời starts của khung ấy ra ngoài giờ tiếp sóng", "move the starts of that session out of it"
        )
        yield behind, "ends", Fault(why, remedy)


def _over_cap(policy: Policy, counted: Sequence[Relay]) -> Iterator[Found]:
    relayed_s = sum(relay.duration_s for relay in counted)
    if counted and policy.daily_cap_s and relayed_s >= policy.daily_cap_s:
        cap, relayed = f"{policy.daily_cap_s / 60:g}", f"{relayed_s / 60:g}"
        what = Text(
            f"tiếp sóng {relayed} phút chiếm hết mức một ngày {cap} phút",
            f"relays of {relayed} minutes fill the daily cap of {cap}",
        )
        remedy = Text("tăng daily_cap_min, hoặc bỏ counts", "raise daily_cap_min, or leave counts out")
        yield counted[-1], "counts", Fault(what, remedy)
