"""Điều kiện của chiến dịch: what a campaign may ask for, be it of a file, a page or a request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.schedule.campaign import Campaign, Target
from broadcast.schedule.hours import DAY_S, written
from broadcast.schedule.schedule import Schedule
from broadcast.schedule.sheet import SMALL_S
from broadcast.schedule.span import Span
from broadcast.schedule.unit import MINUTES, ONE, Unit

Field = tuple[str | int, ...]
"""The part of a campaign that says something, named as in schedules.yaml: `("ramp", 0, "starts")`."""

MOST_PLAYS = 100
"""Plays of one station and day. Ours: one every ten minutes from five to nine."""

LOOKED_AHEAD = timedelta(days=366)
"""How far it is looked, in a campaign without end, for a day on which somebody airs it. Ours: a year."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a campaign, and the field that says it; whoever shows it adds where."""

    field: Field
    fault: Fault


def contradictions(campaign: Campaign) -> Iterator[Wrong]:
    """What is wrong whatever the schedule says: days or stages out of order, figures upside down."""
    first, last = campaign.valid_from, campaign.valid_until
    if first is not None and last is not None and last < first:
        yield Wrong(("valid_until",), _ends_too_early(first, last))
    for field, target in _targets(campaign):
        yield from _figures(field, target)
    for number, stage in enumerate(campaign.ramp):
        if stage.target == Target():
            yield Wrong(("ramp", number), Fault(_SAYS_NOTHING, _WRITE_TARGET))
        if last is not None and first is not None and first <= last < stage.starts:
            yield Wrong(("ramp", number, "starts"), _too_late(stage.starts, last))
    starts = [first or date.min, *(stage.starts for stage in campaign.ramp)]
    for number, (before, own) in enumerate(pairwise(starts)):
        if own <= before:
            yield Wrong(("ramp", number, "starts"), _out_of_order(own, before))


def out_of_reach(campaign: Campaign, schedule: Schedule) -> Iterator[Wrong]:
    """What nobody can air: places without a station, days without a session, more minutes than may sound."""
    window = Span(campaign.valid_from, campaign.valid_until)
    if window.earliest > window.latest:
        return
    yield from _unheard(campaign, schedule)
    most = max(schedule.most_of(campaign).values(), default=None)
    if most is None:
        return
    if not _ever_aired(campaign, schedule):
        yield Wrong(("valid_from",), Fault(_NO_SESSION, _OTHER_DAYS))
        return
    for field, target in _targets(campaign):
        if target.seconds_min > most:
            yield Wrong((*field, "target_minutes"), _too_much(target.seconds_min, most))
        if target.plays_min * SMALL_S > most:
            yield Wrong((*field, "target_plays"), _too_often(target.plays_min, most, _CAP))


def over_before(campaign: Campaign, today: date) -> Iterator[Wrong]:
    """Days that are all over: no fault of what is on record, but of what is laid down anew."""
    last = campaign.valid_until
    if last is not None and (campaign.valid_from or date.min) <= last < today:
        what = Text(
            f"ngày cuối {written(last).vi} đã qua", f"the last day, {written(last).en}, is over already"
        )
        yield Wrong(("valid_until",), Fault(what, _LATER))


def _targets(campaign: Campaign) -> Iterator[tuple[Field, Target]]:
    if campaign.target is not None:
        yield (), campaign.target
    for number, stage in enumerate(campaign.ramp):
        yield ("ramp", number), stage.target


def _figures(field: Field, target: Target) -> Iterator[Wrong]:
    if max(target.plays_min, target.plays_max) > MOST_PLAYS:
        yield Wrong((*field, "target_plays"), Fault(_TOO_MANY, _WRITE_FEWER))
    if max(target.seconds_min, target.seconds_max) > DAY_S:
        yield Wrong((*field, "target_minutes"), Fault(_TOO_LONG, _WRITE_FEWER))
    if target.plays_min > target.most_plays:
        yield Wrong((*field, "target_plays"), _upside_down(_PLAYS, ONE, target.plays_min, target.plays_max))
    if target.seconds_min > target.most_s:
        least, most = target.seconds_min, target.seconds_max
        yield Wrong((*field, "target_minutes"), _upside_down(_MINUTES, MINUTES, least, most))
    elif target.plays_min * SMALL_S > target.most_s:
        yield Wrong((*field, "target_minutes"), _too_often(target.plays_min, target.most_s, _MORE_MINUTES))
    if not 0 <= target.share <= 1:
        yield Wrong((*field, "target_share"), Fault(_NO_SHARE, _WRITE_SHARE))


def _unheard(campaign: Campaign, schedule: Schedule) -> Iterator[Wrong]:
    """Places in which no station stands while the campaign runs; of an unknown one nothing is said here."""
    window = Span(campaign.valid_from, campaign.valid_until)
    days = dict.fromkeys(map(window.nearest, schedule.stretches))
    for number, place in enumerate(campaign.places):
        heard = any(schedule.lies_in(each, (place,), day) for day in days for each in schedule.stations)
        if place in schedule.places and not heard:
            yield Wrong(
                ("places", number), Fault(_no_station(schedule.place_names[place], place), _OTHER_PLACE)
            )


def _ever_aired(campaign: Campaign, schedule: Schedule) -> bool:
    """Whether some station of its places has a session on some day of it."""
    window = Span(campaign.valid_from, campaign.valid_until)
    for start in dict.fromkeys(map(window.nearest, schedule.stretches)):
        for ahead in range(min(LOOKED_AHEAD, window.latest - start, date.max - start).days + 1):
            day = start + timedelta(days=ahead)
            if any(
                schedule.lies_in(s, campaign.places, day) and schedule.slots(s, day)
                for s in schedule.stations
            ):
                return True
    return False


def _ends_too_early(first: date, last: date) -> Fault:
    what = Text(
        f"ngày cuối {written(last).vi} ở trước ngày đầu {written(first).vi}",
        f"the last day, {written(last).en}, is before the first, {written(first).en}",
    )
    return Fault(what, Text("sửa một trong hai ngày", "change one of the days"))


def _too_late(starts: date, last: date) -> Fault:
    what = Text(
        f"bước tăng từ {written(starts).vi} ở sau ngày cuối {written(last).vi} của chiến dịch",
        f"the stage from {written(starts).en} is after the campaign's last day, {written(last).en}",
    )
    return Fault(
        what, Text("đổi ngày, hoặc kéo dài chiến dịch", "change the day, or let the campaign run longer")
    )


def _out_of_order(starts: date, before: date) -> Fault:
    what = Text(
        f"bước tăng từ {written(starts).vi} không ở sau {written(before).vi}",
        f"the stage from {written(starts).en} is not after {written(before).en}",
    )
    return Fault(what, Text("xếp các bước theo ngày", "put the stages in the order of their days"))


def _upside_down(what: Text, unit: Unit, at_least: float, at_most: float) -> Fault:
    least, most = unit.written(at_least), unit.written(at_most)
    said = Text(
        f"mức ít nhất {least.vi} {what.vi} lớn hơn mức nhiều nhất {most.vi}",
        f"at least {least.en} {what.en} is more than at most {most.en}",
    )
    return Fault(said, Text("đổi hai số", "swap the two"))


def _no_station(name: str, place: str) -> Text:
    return Text(
        f"không có đài nào ở {name} («{place}») trong thời gian của chiến dịch",
        f"no station stands in {name} («{place}») while the campaign runs",
    )


def _too_much(least_s: float, most_s: float) -> Fault:
    least, most = MINUTES.written(least_s), MINUTES.written(most_s)
    what = Text(
        f"mức {least.vi} phút một ngày, mà không đài nào ở đó được phát quá {most.vi} phút",
        f"a target of {least.en} minutes a day, where no station may air more than {most.en}",
    )
    return Fault(
        what,
        Text(
            "giảm số phút, hoặc nâng mức trần (daily_cap_min) hay thêm buổi phát",
            "ask for less, or raise the cap (daily_cap_min) or add sessions",
        ),
    )


def _too_often(plays: int, most_s: float, remedy: Text) -> Fault:
    most, each = MINUTES.written(most_s), f"{SMALL_S:g}"
    what = Text(
        f"{plays} lượt một ngày không vừa trong {most.vi} phút: mỗi lượt ít nhất {each} giây",
        f"{plays} plays a day do not fit into {most.en} minutes: each takes at least {each} seconds",
    )
    return Fault(what, remedy)


_PLAYS, _MINUTES = Text("lượt", "plays"), Text("phút", "minutes")
_TOO_MANY = Text(f"hơn {MOST_PLAYS} lượt một ngày", f"more than {MOST_PLAYS} plays a day")
_TOO_LONG = Text("hơn 1440 phút một ngày", "more than 1440 minutes a day")
_WRITE_FEWER = Text("ghi số nhỏ hơn", "write a smaller figure")
_CAP = Text(
    "giảm số lượt, hoặc nâng mức trần (daily_cap_min) hay thêm buổi phát",
    "ask for fewer, or raise the cap (daily_cap_min) or add sessions",
)
_MORE_MINUTES = Text(
    "giảm số lượt, hoặc tăng số phút nhiều nhất", "ask for fewer plays, or allow more minutes"
)
_LATER = Text("chọn ngày cuối từ hôm nay trở đi", "choose a last day from today on")
_SAYS_NOTHING = Text("bước tăng không ghi mức nào", "this stage of the ramp has no target")
_WRITE_TARGET = Text("ghi số lượt, số phút hoặc phần của mỗi buổi", "write plays, minutes or a share")
_NO_SHARE = Text("phần của mỗi buổi phải từ 0 đến 100%", "a share is 0 to 100 %")
_WRITE_SHARE = Text("30 phút trong 45 phút là 67%", "30 of 45 minutes are 67 %")
_OTHER_PLACE = Text(
    "bỏ địa bàn này, sửa ngày của chiến dịch, hoặc thêm đài cho địa bàn ấy",
    "leave the place out, mend the campaign's days, or add a station there",
)
_NO_SESSION = Text(
    "không ngày nào của chiến dịch có buổi phát ở các đài đã chọn",
    "its stations have no session on any day of the campaign",
)
_OTHER_DAYS = Text(
    "sửa ngày của chiến dịch, hoặc cho đài phát vào những ngày ấy (days, slots)",
    "change its days, or let the stations air on them (days, slots)",
)
