"""What the places of schedules.yaml mean on every day: the tree, its reforms, and who stands where."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from broadcast.errors import Fault
from broadcast.files.lined import Lined, Path
from broadcast.files.schedule_models import PlaceEntry, SchedulesFile, StationEntry
from broadcast.language import Text
from broadcast.schedule.hours import written as dated
from broadcast.schedule.reform import ends
from broadcast.schedule.schedule import Schedule
from broadcast.schedule.span import DAY, Span


def place_faults(file: SchedulesFile, schedule: Schedule, document: Lined, whole: Lined) -> Iterator[Fault]:
    """Every fault of places, over all days; `whole` is all that was written."""
    yield from _circles(file, schedule, document)
    yield from _two_parents(file, document)
    yield from _reforms(file, document)
    yield from _own_days(file, schedule, document)
    if document.value == whole.value:  # what is missing may stand in an entry with a fault of its own
        yield from _orphans(file, schedule, document)
        yield from _homeless(file, schedule, document)
        yield from _for_nobody(file, schedule, document)


def _circles(file: SchedulesFile, schedule: Schedule, document: Lined) -> Iterator[Fault]:
    told: set[str] = set()
    for day in schedule.stretches:
        for number, entry in enumerate(file.places):
            if entry.id in told or not schedule.tree.holds(entry.id, day):
                continue
            line = schedule.tree.climb(entry.id, day)
            if schedule.tree.parent(line[-1], day) == entry.id:
                told.update(line)
                circle = " → ".join((*line, entry.id))
                yield Fault(
                    Text(f"địa bàn nằm trong chính nó: {circle}", f"a place lies within itself: {circle}"),
                    Text("sửa parent của một trong các mục này", "mend the parent of one of them"),
                    document.where("places", number, "parents" if entry.parents else "parent"),
                )


def _two_parents(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    for number, entry in enumerate(file.places):
        for (_, first), (nth, second) in combinations(enumerate(entry.parents or ()), 2):
            if Span(first.valid_from, first.valid_until).meets(Span(second.valid_from, second.valid_until)):
                line = document.where("places", number, "parents", (entry.parents or ()).index(first)).line
                yield Fault(
                    Text(
                        f"«{entry.id}» nằm trong «{second.place}» và «{first.place}» (dòng {line}) cùng ngày",
                        f"«{entry.id}» lies in «{second.place}» and «{first.place}» (line {line}) on one day",
                    ),
                    Text(
                        "sửa valid_from, valid_until cho mỗi ngày chỉ có một cấp trên",
                        "mend valid_from and valid_until: one place above on each day",
                    ),
                    document.where("places", number, "parents", nth),
                )


def _reforms(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    """Places that end twice, or begin twice."""
    for side, other, vi, en in (("old", "new", "kết thúc", "ends"), ("new", "old", "bắt đầu", "begins")):
        first: dict[str, tuple[date, Path]] = {}
        for number, reform in enumerate(file.reforms):
            for nth, change in enumerate(reform.changes):
                path = ("reforms", number, "changes", nth, side)
                for place in set(getattr(change, side)) - set(getattr(change, other)):
                    day, before = first.setdefault(place, (reform.date, path))
                    if day != reform.date:
                        line = document.where(*before).line
                        yield Fault(
                            Text(
                                f"«{place}» đã {vi} ở dòng {line}", f"«{place}» {en} in line {line} already"
                            ),
                            Text(
                                "một địa bàn chỉ bắt đầu, kết thúc một lần; nơi mới thì đặt id mới",
                                "a place begins and ends once; a new one has an id of its own",
                            ),
                            document.where(*path),
                        )


def _own_days(file: SchedulesFile, schedule: Schedule, document: Lined) -> Iterator[Fault]:
    """Places whose own days are others than those of the reforms, or that end before they begin."""
    over = ends(schedule.reforms)
    for number, entry in enumerate(file.places):
        span, path = schedule.tree.spans[entry.id], ("places", number)
        if entry.valid_from is not None and entry.valid_from != span.first:
            yield _other_day(entry.valid_from, span.first, document, (*path, "valid_from"))
        if entry.valid_until is not None and entry.valid_until != span.last:
            yield _other_day(entry.valid_until, span.last, document, (*path, "valid_until"))
        elif span.earliest > span.latest and (entry.id in over or entry.valid_from != span.first):
            yield Fault(
                Text(
                    f"«{entry.id}» kết thúc trước khi bắt đầu ({span.told.vi})",
                    f"«{entry.id}» ends before it begins ({span.told.en})",
                ),
                Text(
                    "sửa ngày hoặc old, new trong reforms; nơi còn tiếp tục thì ghi ở cả old và new",
                    "mend date, old or new in reforms; a place that goes on stands in both old and new",
                ),
                document.where(*path),
            )


def _other_day(own: date, reformed: date | None, document: Lined, path: Path) -> Fault:
    told = Text("...", "...") if reformed is None else dated(reformed)
    return Fault(
        Text(
            f"{path[-1]} là {dated(own).vi} mà reforms cho ngày {told.vi}",
            f"{path[-1]} is {dated(own).en}, and reforms say {told.en}",
        ),
        Text(
            "bỏ ngày này đi, hoặc sửa reforms; nơi còn tiếp tục thì ghi ở cả old và new",
            "leave this day out, or mend reforms; a place that goes on stands in both old and new",
        ),
        document.where(*path),
    )


def _orphans(file: SchedulesFile, schedule: Schedule, document: Lined) -> Iterator[Fault]:
    """Places that go on when the one above them ended and became nothing, or several."""
    for number, entry in enumerate(file.places):
        for day in schedule.stretches:
            above = _named_above(entry, day)
            gone = above in schedule.places and schedule.tree.spans[above].ended_by(day)
            if gone and schedule.tree.holds(entry.id, day) and schedule.tree.parent(entry.id, day) is None:
                since = dated(schedule.tree.spans[above].latest + DAY)
                tie = f"parents: [{{place: ..., valid_from: {since.en}}}]"
                yield Fault(
                    Text(
                        f"«{entry.id}» nằm trong «{above}», nơi này không còn từ {since.vi}",
                        f"«{entry.id}» lies in «{above}», which is no more from {since.en}",
                    ),
                    Text(
                        f"thêm {tie}, hoặc ghi ở reforms «{above}» thành gì",
                        f"add {tie}, or say in reforms what «{above}» became",
                    ),
                    document.where("places", number, "parents" if entry.parents else "parent"),
                )
                break


def _named_above(entry: PlaceEntry, day: date) -> str:
    ties = (t.place for t in entry.parents or () if Span(t.valid_from, t.valid_until).holds_on(day))
    return next(ties, entry.parent or "")


def _homeless(file: SchedulesFile, schedule: Schedule, document: Lined) -> Iterator[Fault]:
    """Stations whose place ended: nobody says into what, or into several, and the station may be in any."""
    for number, entry in enumerate(file.stations):
        for day in schedule.stretches:
            fault = _lost(entry, schedule, day)
            if fault is not None:
                where = document.where("stations", number, "serves" if entry.serves else "place")
                yield Fault(fault.what, fault.remedy, where)
                break


def _lost(entry: StationEntry, schedule: Schedule, day: date) -> Fault | None:
    for place in schedule.station(entry.id).declared(day):
        became = schedule.tree.became(place, day)
        if place in schedule.places and schedule.tree.spans[place].ended_by(day) and len(became) != 1:
            since = dated(schedule.tree.spans[place].latest + DAY)
            into = ", ".join(became)
            return Fault(
                Text(
                    f"«{place}» không còn từ {since.vi}" + (f", chia thành {into}" if into else ""),
                    f"«{place}» is no more from {since.en}" + (f", divided into {into}" if into else ""),
                ),
                Text(
                    f"ghi đài phục vụ nơi nào: serves: [{{place: ..., valid_from: {since.en}}}]",
                    f"say where the station is: serves: [{{place: ..., valid_from: {since.en}}}]",
                ),
            )
    return None


def _for_nobody(file: SchedulesFile, schedule: Schedule, document: Lined) -> Iterator[Fault]:
    """Hours, relays and pins of places in which no station stands on their days: nothing obeys them."""
    for path, place, span in _of_places(file):
        days = dict.fromkeys(map(span.nearest, schedule.stretches))
        heard = any(schedule.lies_in(each, (place,), day) for day in days for each in schedule.stations)
        if place in schedule.places and not heard:
            yield Fault(
                Text(
                    f"không có đài nào ở «{place}» ({span.told.vi}): mục này không dùng cho ai",
                    f"no station stands in «{place}» ({span.told.en}): nothing obeys this",
                ),
                Text(
                    "sửa place hoặc ngày, thêm đài ở stations, hoặc bỏ mục này",
                    "mend place or the days, add a station, or leave this out",
                ),
                document.where(*path, "place"),
            )


def _of_places(file: SchedulesFile) -> Iterator[tuple[Path, str, Span]]:
    """Entries that hold at a place, and when."""
    for number, policy in enumerate(file.policies):
        yield ("policies", number), policy.place, Span(policy.valid_from, policy.valid_until)
    for number, relay in enumerate(file.relays):
        when = relay.when
        yield ("relays", number), relay.place, Span(when.from_, when.until) if when else Span()
    for number, pin in enumerate(file.pins):
        yield ("pins", number), pin.place, Span(pin.valid_from, pin.valid_until)
