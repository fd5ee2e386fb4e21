"""Ghim: an item that a planner wants in a certain session, and the rules for that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from broadcast.calendar import ALWAYS, When
from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Text
from broadcast.schedule.campaign import Campaign
from broadcast.schedule.hours import written
from broadcast.script import Script


class WrongPin(Invalid):
    """An item is pinned that does not exist, or outside its campaign's window."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Ghim: script in `slot` at every station of `place`, from `valid_from` to `valid_until` (included).

    `when`: only on these days of that time. `where` is the line that says so.
    """

    script: str
    place: str
    slot: str
    valid_from: date
    valid_until: date
    where: Where | None = None
    when: When = ALWAYS

    def holds_on(self, day: date) -> bool:
        """Whether it applies to `day`."""
        return self.valid_from <= day <= self.valid_until and self.when.falls_on(day)


def pin_faults(
    pins: Sequence[Pin], campaigns: Mapping[str, Campaign], scripts: Mapping[str, Script]
) -> Iterator[Fault]:
    """What is wrong with `pins`, given every script of the house by its id."""
    for pin in pins:
        if pin.script not in scripts:
            yield Fault(
                Text(
                    f"ghim bài «{pin.script}» nhưng không có bài này",
                    f"no script «{pin.script}» to be pinned",
                ),
                Text(
                    "sửa tên theo tệp trong scripts_vi/, không có đuôi .md",
                    "write the name of a file in scripts_vi/ without .md",
                ),
                pin.where,
            )
        else:
            yield from _window_faults(pin, campaigns, scripts[pin.script])


def _window_faults(pin: Pin, campaigns: Mapping[str, Campaign], script: Script) -> Iterator[Fault]:
    campaign = campaigns.get(script.campaign or "")
    if campaign and not campaign.runs_throughout(pin.valid_from, pin.valid_until):
        window = _window(campaign)
        yield Fault(
            Text(
                f"ghim «{pin.script}» ngoài thời gian của chiến dịch {campaign.id} {window.vi}",
                f"«{pin.script}» is pinned outside the window of campaign {campaign.id} {window.en}",
            ),
            Text("sửa valid_from, valid_until của mục ghim", "mend valid_from and valid_until of the pin"),
            pin.where,
        )


def _window(campaign: Campaign) -> Text:
    ends = (campaign.valid_from, campaign.valid_until)
    first, last = (Text("...", "...") if day is None else written(day) for day in ends)
    return Text(f"(từ {first.vi} đến {last.vi})", f"({first.en} to {last.en})")
