"""What one entry of schedules.yaml may say: its document, its days in order, its figures, no empty list."""

from collections.abc import Iterator
from datetime import date

from broadcast.errors import Fault
from broadcast.files.entries import Dated, Grounded
from broadcast.files.lined import Lined, Path
from broadcast.files.schedule_models import PinEntry, ReadingEntry, SchedulesFile
from broadcast.language import Text


def faults_within(file: SchedulesFile, document: Lined, written: Lined) -> Iterator[Fault]:
    """Every fault inside an entry; `document` is the sound part that `file` was read from, `written` all."""
    yield from _empty_lists(written)
    for section in ("places", "policies", "campaigns", "pins", "holidays", "relays", "reforms"):
        for number, entry in enumerate(getattr(file, section)):
            path = (section, number)
            if isinstance(entry, Grounded):
                yield from _groundless(entry, document, path)
            if isinstance(entry, Dated | PinEntry) and section != "campaigns":  # they have rules of their own
                yield from _reversed(entry.valid_from, entry.valid_until, document, path)
    yield from _reversed_ties(file, document)
    yield from _readings(file, document)
    yield from _aims(file, document)
    yield from _repeating(file, document)


def _reversed_ties(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    for section, field in (("places", "parents"), ("stations", "serves")):
        for number, entry in enumerate(getattr(file, section)):
            for nth, tie in enumerate(getattr(entry, field) or ()):
                yield from _reversed(tie.valid_from, tie.valid_until, document, (section, number, field, nth))


def _readings(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    for section in ("places", "stations"):
        for number, entry in enumerate(getattr(file, section)):
            if entry.reading is not None and _chooses(entry.reading):
                yield from _groundless(entry.reading, document, (section, number, "reading"))


def _chooses(entry: ReadingEntry) -> bool:
    """Whether it lays down more than words: names have their reading from those who bear them."""
    return (entry.region, entry.documents, entry.phones) != (None, None, None)


def _groundless(entry: Grounded, document: Lined, path: Path) -> Iterator[Fault]:
    if entry.legal is None and not entry.assumed:
        yield Fault(
            Text(
                "không có văn bản (legal) mà không ghi là giả định",
                "no legal reference, and not marked as assumed",
            ),
            Text("thêm số văn bản ở legal, hoặc ghi assumed: true", "add legal, or write assumed: true"),
            document.where(*path, "legal"),
        )


def _reversed(first: date | None, last: date | None, document: Lined, path: Path) -> Iterator[Fault]:
    if first is not None and last is not None and last < first:
        yield Fault(
            Text(
                f"ngày cuối {last} ở trước ngày đầu {first}",
                f"the last day {last} is before the first, {first}",
            ),
            Text("sửa valid_from hoặc valid_until", "mend valid_from or valid_until"),
            document.where(*path, "valid_until"),
        )


def _aims(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    for number, policy in enumerate(file.policies):
        for place, slot in enumerate(policy.slots or ()):
            if slot.aim_min is not None and slot.aim_min > slot.longest_min:
                yield Fault(
                    Text(
                        f"aim_min {slot.aim_min:g} lớn hơn longest_min {slot.longest_min:g}",
                        f"aim_min {slot.aim_min:g} is more than longest_min {slot.longest_min:g}",
                    ),
                    Text("giảm aim_min hoặc tăng longest_min", "lower aim_min or raise longest_min"),
                    document.where("policies", number, "slots", place, "aim_min"),
                )


def _repeating(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    """Sessions that come again, where nobody says until when or how often, or that end before they begin."""
    for number, policy in enumerate(file.policies):
        for nth, slot in enumerate(policy.slots or ()):
            alone = (slot.every_min is None) is not (slot.until is None)
            if alone or (slot.until is not None and slot.until <= slot.starts):
                yield Fault(
                    Text(
                        f"khung {slot.starts:%H:%M} lặp lại mà không rõ từ giờ nào đến giờ nào",
                        f"the session of {slot.starts:%H:%M} comes again, and not from when until when",
                    ),
                    Text(
                        "ghi đủ every_min (cách nhau mấy phút) và until (giờ của buổi cuối, sau starts)",
                        "write both every_min (minutes between two) and until (the last hour, after starts)",
                    ),
                    document.where(
                        "policies", number, "slots", nth, "until" if slot.until is not None else "every_min"
                    ),
                )


_NEEDED = {
    "places": ("parents", "near"),
    "stations": ("engines", "serves", "near"),
    "policies": ("days", "quiet", "quieter"),
    "reforms": ("changes",),
    "changes": ("old",),
    "campaigns": ("places", "topics", "ramp"),
    "slots": ("days",),
    "features": ("topics", "days"),
    "when": ("weekly", "monthly", "yearly", "dates", "lunar", "except", "except_lunar"),
    "relays": ("fall_back",),
    "holidays": ("weekly", "monthly", "yearly", "dates", "lunar"),
    "speech": ("engines", "speakers"),
    None: ("places", "stations", "policies", "forms"),
}


def _empty_lists(written: Lined) -> Iterator[Fault]:
    for path in _lists(written.value, ()):
        owner = next((part for part in reversed(path[:-1]) if isinstance(part, str)), None)
        name = str(path[-1])
        if name in _NEEDED.get(owner, ()):
            yield Fault(
                Text(f"danh sách «{name}» trống", f"the list «{name}» is empty"),
                Text("ghi ít nhất một mục", "write at least one entry"),
                written.where(*path),
            )


def _lists(value: object, path: Path) -> Iterator[Path]:
    """The paths of all empty lists."""
    if value == [] and path:
        yield path
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _lists(below, (*path, key))
    if isinstance(value, list):
        for number, below in enumerate(value):
            yield from _lists(below, (*path, number))
