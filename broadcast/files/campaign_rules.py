"""What a campaign of schedules.yaml may ask for: figures and stages in order, minutes that fit a cap."""

from collections.abc import Iterator

from broadcast.errors import Fault
from broadcast.files.lined import Lined, Path
from broadcast.files.schedule_models import (
    AirtimeEntry,
    CampaignEntry,
    SchedulesFile,
    TargetEntry,
    TargetsEntry,
)
from broadcast.language import Text
from broadcast.schedule.schedule import Schedule


def campaign_faults(
    file: SchedulesFile, schedule: Schedule, document: Lined, written: Lined
) -> Iterator[Fault]:
    """Every fault of targets and ramps."""
    for number, campaign in enumerate(file.campaigns):
        yield from _campaign(campaign, document, ("campaigns", number))
    yield from _targets_over_caps(file, schedule, document, written)


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


def _targets_over_caps(
    file: SchedulesFile, schedule: Schedule, document: Lined, written: Lined
) -> Iterator[Fault]:
    """Minutes that a campaign shall have and that no station of its places may air on a day."""
    if document.value != written.value:
        return
    for number, entry in enumerate(file.campaigns):
        most = max(schedule.caps_of(schedule.campaigns[entry.id]).values(), default=0.0)
        path: tuple[str | int, ...] = ("campaigns", number)
        stages = [(path, entry), *((((*path, "ramp", n)), stage) for n, stage in enumerate(entry.ramp))]
        for own, each in stages:
            if each.target_minutes and 0 < most < each.target_minutes.min * 60:
                least, cap = f"{each.target_minutes.min:g}", f"{most / 60:g}"
                yield Fault(
                    Text(
                        f"mức {least} phút một ngày, mà không đài nào được phát quá {cap} phút",
                        f"a target of {least} minutes a day, where no station may air more than {cap}",
                    ),
                    Text(
                        "giảm target_minutes, hoặc tăng daily_cap_min ở policies",
                        "lower target_minutes, or raise daily_cap_min under policies",
                    ),
                    document.where(*own, "target_minutes"),
                )
