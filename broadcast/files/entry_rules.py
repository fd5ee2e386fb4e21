"""What one entry of schedules.yaml may say: its document, its days in order, its figures, no empty list."""

from collections.abc import Iterator
from datetime import date

from broadcast.errors import Fault
from broadcast.files.lined import Lined, Path
from broadcast.files.schedule_models import (
    AirtimeEntry,
    CampaignEntry,
    Dated,
    Grounded,
    PinEntry,
    ReadingEntry,
    SchedulesFile,
    TargetEntry,
    TargetsEntry,
)
from broadcast.language import Text


def faults_within(file: SchedulesFile, document: Lined, written: Lined) -> Iterator[Fault]:
    """Every fault inside an entry; `document` is the sound part that `file` was read from, `written` all."""
    yield from _empty_lists(written)
    for section in ("places", "policies", "campaigns", "pins"):
        for number, entry in enumerate(getattr(file, section)):
            path = (section, number)
            if isinstance(entry, Grounded):
                yield from _groundless(entry, document, path)
            if isinstance(entry, Dated | PinEntry):
                yield from _reversed(entry.valid_from, entry.valid_until, document, path)
    yield from _readings(file, document)
    yield from _aims(file, document)
    for number, campaign in enumerate(file.campaigns):
        yield from _campaign(campaign, document, ("campaigns", number))


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


def _campaign(campaign: CampaignEntry, document: Lined, path: Path) -> Iterator[Fault]:
    yield from _targets(campaign, document, path)
    before = campaign.valid_from
    for number, stage in enumerate(campaign.ramp):
        own = (*path, "ramp", number)
        yield from _targets(stage, document, own)
        if not any((stage.target_plays, stage.target_minutes, stage.target_share)):
            yield Fault(
                Text("bước tăng không ghi mức nào", "this stage of the ramp has no target"),
                Text(
                    "ghi target_plays, target_minutes hoặc target_share",
                    "write target_plays, target_minutes or target_share",
                ),
                document.where(*own),
            )
        if before is not None and stage.starts <= before:
            yield Fault(
                Text(
                    f"bước tăng từ {stage.starts} không ở sau {before}",
                    f"the stage from {stage.starts} is not after {before}",
                ),
                Text("xếp các bước theo ngày", "put the stages in the order of their days"),
                document.where(*own, "starts"),
            )
        before = stage.starts
        if campaign.valid_until is not None and stage.starts > campaign.valid_until:
            yield Fault(
                Text(
                    f"bước tăng từ {stage.starts} ở sau ngày cuối {campaign.valid_until} của chiến dịch",
                    f"the stage from {stage.starts} is after the campaign's last day, {campaign.valid_until}",
                ),
                Text("đổi ngày, hoặc kéo dài chiến dịch", "change the day, or let the campaign run longer"),
                document.where(*own, "starts"),
            )


def _targets(entry: TargetsEntry, document: Lined, path: Path) -> Iterator[Fault]:
    if entry.target_plays:
        yield from _min_over_max("target_plays", entry.target_plays, document, path)
    if entry.target_minutes:
        yield from _min_over_max("target_minutes", entry.target_minutes, document, path)


def _min_over_max(
    name: str, target: TargetEntry | AirtimeEntry, document: Lined, path: Path
) -> Iterator[Fault]:
    if target.max is not None and target.min > target.max:
        least, most = f"{target.min:g}", f"{target.max:g}"
        yield Fault(
            Text(
                f"{name}: min {least} lớn hơn max {most}",
                f"{name}: min {least} is more than max {most}",
            ),
            Text("đổi hai số", "swap the two"),
            document.where(*path, name),
        )


_NEEDED = {
    "stations": ("engines",),
    "campaigns": ("places", "topics", "ramp"),
    "slots": ("days",),
    "features": ("topics", "days"),
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
