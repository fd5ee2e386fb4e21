"""What `when:` means where it stands: on some day at least, and within the time of its entry."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from broadcast.errors import Fault
from broadcast.files.calendar_models import WhenEntry, days_off, when_of
from broadcast.files.lined import Lined, Path
from broadcast.files.schedule_models import SchedulesFile
from broadcast.language import Text

LONGEST = timedelta(days=3660)
"""How far it is looked for a day on which something airs."""

_Dated = tuple[Path, WhenEntry, date | None, date | None]


def calendar_faults(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    """Every `when` that never comes, at its line; `document` is what `file` was read from."""
    off = days_off(file.holidays)
    for path, entry, first, last in _entries(file):
        when = when_of(entry, off)
        starts, ends = _latest(first, when.first), _earliest(last, when.last)
        if starts is None:
            continue
        if ends is None or ends - starts > LONGEST:
            ends = min(starts, date.max - LONGEST) + LONGEST
        if next(when.days(starts, ends), None) is None:
            yield Fault(
                Text(
                    f"từ {starts} đến {ends} không có ngày nào như vậy",
                    f"no day from {starts} to {ends} is like that",
                ),
                Text("sửa when hoặc ngày đầu, ngày cuối", "mend when, or the first and last day"),
                document.where(*path, "when"),
            )


def _entries(file: SchedulesFile) -> Iterator[_Dated]:
    for number, pin in enumerate(file.pins):
        if pin.when is not None:
            yield ("pins", number), pin.when, pin.valid_from, pin.valid_until
    yield from _within(("relays",), [each.when for each in file.relays])
    for number, form in enumerate(file.forms):
        yield from _within(("forms", number, "features"), [each.when for each in form.features])
    for number, policy in enumerate(file.policies):
        yield from _within(("policies", number, "slots"), [each.when for each in policy.slots or ()])


def _within(path: Path, found: Sequence[WhenEntry | None]) -> Iterator[_Dated]:
    for place, when in enumerate(found):
        if when is not None:
            yield (*path, place), when, None, None


def _latest(one: date | None, other: date | None) -> date | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)
