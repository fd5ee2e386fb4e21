"""Tờ lập chiến dịch: a campaign as the text of a form's fields, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from broadcast.desk.campaigning import topics_named
from broadcast.doors.asked import day_of
from broadcast.doors.entrance import Sent
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.schedule import Campaign, Target
from broadcast.schedule.order import Order
from broadcast.schedule.ramp import read_ramp, written_ramp
from broadcast.schedule.unit import MINUTES, ONE, PER_CENT, Unit

UNITS: Mapping[str, Unit] = {
    "plays_min": ONE,
    "plays_max": ONE,
    "minutes_min": MINUTES,
    "minutes_max": MINUTES,
    "share": PER_CENT,
    "baseline_plays": ONE,
    "baseline_minutes": MINUTES,
    "report_every_days": ONE,
}
"""The fields for a number, and what is counted there."""


class NotUnderstood(Invalid):
    """A field of the form says nothing that can be used."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it stands: text of every field, so that nothing has to be typed again."""

    name: str = ""
    legal: str = ""
    first: str = ""
    last: str = ""
    everywhere: bool = False
    places: tuple[str, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    topics: str = ""
    ramp: str = ""

    def __getitem__(self, figure: str) -> str:
        """A field for a number, as it was typed."""
        return self.figures.get(figure, "")


def sheet_of_order(order: Order) -> Sheet:
    """What was understood of a typed line; where no place was, none is ticked."""
    return Sheet(
        name=order.name,
        first=_iso(order.first),
        last=_iso(order.last),
        everywhere=order.places == (),
        places=order.places or (),
        figures=_figures(_of_target(order.target)),
    )


def sheet_of(campaign: Campaign, *, everywhere: bool) -> Sheet:
    """A campaign as it is on record."""
    before = {
        "baseline_plays": campaign.baseline_plays,
        "baseline_minutes": campaign.baseline_s,
        "report_every_days": campaign.report_every_days,
    }
    return Sheet(
        name=campaign.name,
        legal=campaign.legal or "",
        first=_iso(campaign.valid_from),
        last=_iso(campaign.valid_until),
        everywhere=everywhere,
        places=() if everywhere else campaign.places,
        figures=_figures(_of_target(campaign.target) | before),
        topics="\n".join(topic.name for topic in campaign.topics),
        ramp=written_ramp(campaign.ramp),
    )


def sheet_sent(sent: Sent) -> Sheet:
    """What was typed, as it was typed."""
    return Sheet(
        name=sent["name"],
        legal=sent["legal"],
        first=sent["first"],
        last=sent["last"],
        everywhere=bool(sent["everywhere"]),
        places=tuple(each for each in sent.several.get("places", ()) if each),
        figures={name: sent[name] for name in UNITS},
        topics=sent["topics"],
        ramp=sent["ramp"],
    )


def asked(sheet: Sheet, before: Campaign, today: date) -> Campaign:
    """What the form asks for; raises NotUnderstood, NoStage, NoDate."""
    _refuse_unclear_places(sheet)
    figures = {name: _read(sheet[name], unit) for name, unit in UNITS.items()}
    return replace(
        before,
        name=sheet.name,
        legal=sheet.legal or None,
        valid_from=day_of(sheet.first) if sheet.first else None,
        valid_until=day_of(sheet.last) if sheet.last else None,
        places=sheet.places,
        topics=topics_named(sheet.topics.splitlines(), before.topics),
        target=_target(figures),
        ramp=read_ramp(sheet.ramp, today),
        baseline_plays=int(figures["baseline_plays"]),
        baseline_s=figures["baseline_minutes"],
        report_every_days=int(figures["report_every_days"]),
    )


def _refuse_unclear_places(sheet: Sheet) -> None:
    if sheet.everywhere and sheet.places:
        raise NotUnderstood(Fault(_BOTH, _ONE_OF_BOTH))
    if not (sheet.everywhere or sheet.places):
        raise NotUnderstood(Fault(_NOWHERE, _SOMEWHERE))


def _of_target(target: Target | None) -> dict[str, float]:
    given = target or Target()
    return {
        "plays_min": given.plays_min,
        "plays_max": given.plays_max,
        "minutes_min": given.seconds_min,
        "minutes_max": given.seconds_max,
        "share": given.share,
    }


def _target(figures: Mapping[str, float]) -> Target | None:
    given = Target(
        plays_min=int(figures["plays_min"]),
        plays_max=int(figures["plays_max"]),
        seconds_min=figures["minutes_min"],
        seconds_max=figures["minutes_max"],
        share=figures["share"],
    )
    return None if given == Target() else given


def _figures(values: Mapping[str, float]) -> Mapping[str, str]:
    return {name: UNITS[name].written(value).vi if value else "" for name, value in values.items()}


def _read(typed: str, unit: Unit) -> float:
    shown = typed.strip().removesuffix("%").rstrip()
    if not shown:
        return 0.0
    whole, form = (unit == ONE), r"\d{1,5}" if unit == ONE else r"\d{1,5}([.,]\d{1,5})?"
    if not re.fullmatch(form, shown, re.ASCII):
        what = Text(f"«{typed[:20]}» không phải là số", f"«{typed[:20]}» is no number")
        if whole and re.fullmatch(r"[\d.,]+", shown, re.ASCII):
            what = Text(f"«{typed[:20]}» không phải số nguyên", f"«{typed[:20]}» is no whole number")
        raise NotUnderstood(Fault(what, _WHOLE if whole else _FIGURE))
    return unit.read(shown)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def first_and_last(sheet: Sheet) -> tuple[date | None, date | None]:
    """Its days, None where none is written or what is written is none."""
    return _day(sheet.first), _day(sheet.last)


def _day(written: str) -> date | None:
    try:
        return day_of(written)
    except Invalid:
        return None


_FIGURE = Text("ghi bằng chữ số, ví dụ 3 hay 7,5", "write it in figures, such as 3 or 7,5")
_WHOLE = Text("ghi số nguyên, ví dụ 3", "write a whole figure, such as 3")
_NOWHERE = Text("chưa chọn địa bàn", "no place is chosen")
_SOMEWHERE = Text("đánh dấu từng nơi, hoặc ô Toàn huyện", "tick the places, or the whole district")
_BOTH = Text("vừa chọn Toàn huyện vừa chọn từng nơi", "both the whole district and single places are ticked")
_ONE_OF_BOTH = Text("bỏ dấu ở một bên", "untick one of them")
