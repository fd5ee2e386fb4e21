"""What a campaign of schedules.yaml may ask for: the rules of every campaign, each at its line."""

from collections.abc import Iterator
from dataclasses import replace

from broadcast.errors import Fault
from broadcast.files.lined import Lined
from broadcast.files.schedule_models import SchedulesFile
from broadcast.schedule.campaign_rules import contradictions, out_of_reach
from broadcast.schedule.schedule import Schedule


def campaign_faults(
    file: SchedulesFile, schedule: Schedule, document: Lined, whole: Lined
) -> Iterator[Fault]:
    """Every fault of campaigns; `whole` is all that was written, where what seems missing may stand."""
    for name, number in {entry.id: number for number, entry in enumerate(file.campaigns)}.items():
        campaign = schedule.campaigns[name]
        wrong = [*contradictions(campaign)]
        if document.value == whole.value:
            wrong += out_of_reach(campaign, schedule)
        for each in wrong:
            yield replace(each.fault, where=document.where("campaigns", number, *each.field))
