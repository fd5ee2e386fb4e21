"""What the policies of schedules.yaml mean on every day: hours and caps, and entries that contradict."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from broadcast.errors import Fault, Where
from broadcast.files.lined import Lined, Path
from broadcast.files.schedule_models import PolicyEntry, SchedulesFile
from broadcast.language import Text
from broadcast.schedule.hours import written as dated
from broadcast.schedule.policy import LocalPolicy, Policy, Slot, hour_faults, over_cap, overlaps
from broadcast.schedule.schedule import Schedule, unknown
from broadcast.schedule.span import Span
from broadcast.script.naming import GENRES, URGENT_GENRE

_LAID_DOWN = ("slots", "days", "daily_cap_min", "quiet", "quieter", "gap_min", "genre_caps_min")
_GENRE = Text("thể loại", "genre")
_GENRES = Text(f"chọn một trong: {', '.join(GENRES)}", f"choose one of: {', '.join(GENRES)}")
_CLASS = Text("loại nơi (near) trong các mục quieter:", "class of place (near) in any quieter:")


@dataclass(frozen=True, slots=True)
class Order:
    """One entry, as it stands in the file and as it is in the schedule."""

    entry: PolicyEntry
    local: LocalPolicy
    path: Path

    def lays_down(self, name: str) -> bool:
        """Whether it says anything there, be it none or 0."""
        return getattr(self.entry, name) is not None

    def of(self, slot: Slot) -> Path:
        """Where the entry of one of its sessions stands, below `path`."""
        numbers = [n for n, entry in enumerate(self.entry.slots or ()) for _ in entry.hours]
        return ("slots", numbers[(self.local.slots or ()).index(slot)])


def policy_faults(file: SchedulesFile, schedule: Schedule, document: Lined, whole: Lined) -> Iterator[Fault]:
    """Every fault of hours and caps, on all days on which an entry holds; `whole` is all that was written."""
    orders = orders_of(file, schedule)
    yield from _contradictions(orders, document)
    yield from _genre_faults(orders, document)
    for order in orders:
        yield from _for_ever(order, document)
        yield from _overlapping(order, document)
    told: set[str] = set()
    for order in orders:
        yield from _on_its_days(order, schedule, document, told)
    if document.value == whole.value:  # a faulty entry may be the one that gives the hours
        yield from _at_stations(file, schedule, document, told)
        yield from _unknown_classes(file, document)


def orders_of(file: SchedulesFile, schedule: Schedule) -> list[Order]:
    """All entries, as they stand in the file."""
    waiting = {place: list(entries) for place, entries in schedule.policies.items()}
    return [
        Order(entry, waiting[entry.place].pop(0), ("policies", number))
        for number, entry in enumerate(file.policies)
    ]


def _contradictions(orders: list[Order], document: Lined) -> Iterator[Fault]:
    for number, second in enumerate(orders):
        for first in orders[:number]:
            if first.entry.place == second.entry.place and _same_days(first.local, second.local):
                both = [f for f in _LAID_DOWN if first.lays_down(f) and second.lays_down(f)]
                if both:
                    yield _contradiction(first, second, ", ".join(both), document)


def _same_days(first: LocalPolicy, second: LocalPolicy) -> bool:
    """Whether both hold on some day without one of them going before the other."""
    one, other = first.span, second.span
    nested = one.inside(other) or other.inside(one) or first.prevails is not second.prevails
    return one.meets(other) and not nested


def _contradiction(first: Order, second: Order, fields: str, document: Lined) -> Fault:
    place, line = second.entry.place, document.where(*first.path, "place").line
    days = Span(
        max(first.local.span.earliest, second.local.span.earliest),
        min(first.local.span.latest, second.local.span.latest),
    )
    days = Span(*(None if day in {date.min, date.max} else day for day in (days.first, days.last)))
    when = days.told
    return Fault(
        Text(
            f"«{place}» đã có ở dòng {line}, cũng ghi {fields} ({when.vi})",
            f"«{place}» stands in line {line} already, with {fields} too ({when.en})",
        ),
        Text(
            "sửa valid_from, valid_until cho hai mục khác ngày, hoặc cho một mục nằm gọn trong mục kia",
            "let valid_from and valid_until part the two, or let one lie wholly inside the other",
        ),
        document.where(*second.path, "place"),
    )


def _genre_faults(orders: list[Order], document: Lined) -> Iterator[Fault]:
    """A cap on a genre that no script can have, and on what nothing may hold back."""
    for order in orders:
        for genre in order.entry.genre_caps_min or {}:
            where = document.where(*order.path, "genre_caps_min", genre)
            if genre not in GENRES:
                yield _at(unknown(_GENRE, genre, GENRES, _GENRES), where)
            elif genre == URGENT_GENRE:
                yield Fault(
                    Text("tin khẩn cấp không bị hạn chế", "nothing holds back an emergency"),
                    Text("bỏ dòng này", "leave it out"),
                    where,
                )


def _for_ever(order: Order, document: Lined) -> Iterator[Fault]:
    if order.entry.prevails and order.entry.valid_until is None:
        yield Fault(
            Text(
                "prevails thắng cả mục riêng của cấp dưới mà không có ngày hết",
                "prevails goes before all below it, and has no last day",
            ),
            Text("thêm valid_until", "add valid_until"),
            document.where(*order.path, "prevails"),
        )


def _overlapping(order: Order, document: Lined) -> Iterator[Fault]:
    slots = order.local.slots or ()
    for first, second in overlaps(slots):
        yield Fault(
            Text(f"khung {second} chồng lên khung {first}", f"the sessions of {first} and {second} overlap"),
            Text("đổi starts hoặc giảm longest_min", "move one or lower longest_min"),
            document.where(*order.path, *order.of(second)),
        )


def _on_its_days(order: Order, schedule: Schedule, document: Lined, told: set[str]) -> Iterator[Fault]:
    """Faults on the days on which this entry holds, at the line of what it changes, each once."""
    days = [day for day in schedule.stretches if order.local.span.holds_on(day)]
    for day in days:
        policy = schedule.policy(order.entry.place, day)
        for fault, path in (*_closed(order, policy), *_over_cap(order, policy)):
            if fault.what.vi not in told:
                told.add(fault.what.vi)
                yield _at(_since(fault, day if day != days[0] else None), document.where(*order.path, *path))


def _closed(order: Order, policy: Policy) -> Iterator[tuple[Fault, Path]]:
    own = policy.slots is order.local.slots
    if own or policy.quiet is order.local.quiet:
        for slot in policy.slots:
            for fault in hour_faults(policy, slot):
                yield fault, ((*order.of(slot), "starts") if own else ("quiet",))


def _over_cap(order: Order, policy: Policy) -> Iterator[tuple[Fault, Path]]:
    own, lowered = policy.slots is order.local.slots, policy.daily_cap_s == order.local.daily_cap_s
    if (own or lowered) and policy.daily_cap_s:
        for slot, fault in over_cap(policy):
            yield fault, (("daily_cap_min",) if lowered else order.of(slot))


def _at_stations(file: SchedulesFile, schedule: Schedule, document: Lined, told: set[str]) -> Iterator[Fault]:
    """What no entry by itself shows: a station without hours, and one where the rules of two places meet."""
    days = schedule.stretches
    for number, entry in enumerate(file.stations):
        where, said = document.where("stations", number), set(told)
        for day in days:
            for fault in _at_station(entry.id, schedule, day):
                if fault.what.vi not in said:
                    said.add(fault.what.vi)
                    yield _at(_since(fault, day if day != days[0] else None), where)


def _at_station(station: str, schedule: Schedule, day: date) -> Iterator[Fault]:
    if not schedule.lines(station, day):
        return
    policy = schedule.policy_at(station, day)
    if not (policy.slots and policy.daily_cap_s) and not schedule.silent(station, day):
        yield Fault(
            Text(
                f"đài «{station}» không có khung giờ hoặc mức một ngày",
                f"station «{station}» has no slots or no daily cap",
            ),
            Text(
                "thêm slots và daily_cap_min ở policies cho địa bàn hoặc cấp trên",
                "add slots and daily_cap_min under policies, for its place or one above",
            ),
        )
    for slot in policy.slots:
        yield from hour_faults(policy, slot)


def _unknown_classes(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    """Classes of places at which nothing is quieter: most likely misspelt."""
    known = sorted({each.near for entry in file.policies for each in entry.quieter or () if each.near})
    remedy = Text("thêm một mục quieter có near ấy", "add a quieter with that near")
    for section in ("places", "stations"):
        for number, entry in enumerate(getattr(file, section)):
            for near in entry.near or ():
                if near not in known:
                    yield _at(unknown(_CLASS, near, known, remedy), document.where(section, number, "near"))


def _since(fault: Fault, day: date | None) -> Fault:
    """The fault, with the day from which it is one, where that is not its whole time."""
    if day is None:
        return fault
    since = dated(day)
    return replace(fault, what=Text(f"từ {since.vi}: {fault.what.vi}", f"from {since.en}: {fault.what.en}"))


def _at(fault: Fault, where: Where) -> Fault:
    return replace(fault, where=where)
