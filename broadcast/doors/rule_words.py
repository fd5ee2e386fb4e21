"""Quy định bằng lời: hours, caps and quiet hours as staff say them, for pages and API."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from broadcast.calendar import ALWAYS, Weekly, When, said
from broadcast.language import Text
from broadcast.schedule import LocalPolicy, Policy, Quieter, Rulebook, Slot
from broadcast.schedule.hours import minutes
from broadcast.schedule.policy import EVERY_DAY
from broadcast.script import genre


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: `holds` says what, a sentence each; `by` are the entries that lay it down."""

    rule: str
    named: Text
    holds: Sequence[Text]
    by: Sequence[LocalPolicy]


def lines(book: Rulebook) -> Sequence[Line]:
    """Every rule of a station's day, in the order in which people ask for them."""
    return [Line(rule, named, holds(book.policy), book.by[rule]) for rule, (named, holds) in _RULES.items()]


def _sessions(policy: Policy) -> list[Text]:
    told = [_session(slot) for slot in sorted(policy.slots, key=lambda slot: slot.starts)]
    return told or [Text("không có khung nào", "none")]


def _session(slot: Slot) -> Text:
    most, days = minutes(slot.longest_s), _days(slot.days, slot.when)
    exactly = Text("đúng", "exactly") if slot.exactly else Text("dài nhất", "at most")
    when = Text(f"; {days.vi}", f"; {days.en}") if days else Text("", "")
    return Text(
        f"{slot} {slot.name}, {exactly.vi} {most.vi}{when.vi}",
        f"{slot} {slot.name}, {exactly.en} {most.en}{when.en}",
    )


def _days(days: tuple[int, ...], when: When = ALWAYS) -> Text | None:
    """None: every day."""
    weekly = () if set(days) == set(EVERY_DAY) else (said(When(on=(Weekly(tuple(days)),))),)
    told = [*weekly, *(() if when == ALWAYS else (said(when),))]
    return Text("; ".join(each.vi for each in told), "; ".join(each.en for each in told)) if told else None


def _weekdays(policy: Policy) -> list[Text]:
    return [_days(policy.days) or Text("mọi ngày", "every day")]


def _cap(policy: Policy) -> list[Text]:
    return [minutes(policy.daily_cap_s) if policy.daily_cap_s else Text("chưa có mức", "no cap")]


def _quiet(policy: Policy) -> list[Text]:
    return [Text(f"{hours}", f"{hours}") for hours in policy.quiet]


def _quieter(policy: Policy) -> list[Text]:
    return [_lower(each) for each in policy.quieter if each.gain_db] or [Text("không có", "none")]


def _lower(quieter: Quieter) -> Text:
    hours, by = quieter.hours, f"{-quieter.gain_db:g}"
    return Text(f"{hours}: nhỏ hơn {by.replace('.', ',')} dB", f"{hours}: {by} dB lower")


def _gap(policy: Policy) -> list[Text]:
    if not policy.gap_s:
        return [Text("chỉ không phát hai lần liền nhau", "only never twice in a row")]
    gap = minutes(policy.gap_s)
    return [Text(f"ít nhất {gap.vi} sau", f"after {gap.en} at least")]


def _genres(policy: Policy) -> list[Text]:
    named = [(genre(cap.genre), minutes(cap.most_s)) for cap in policy.genre_caps]
    told = [Text(f"{name.vi}: {most.vi}", f"{name.en}: {most.en}") for name, most in named]
    return told or [Text("không hạn chế", "no limit")]


_RULES: Mapping[str, tuple[Text, Callable[[Policy], list[Text]]]] = {
    "slots": (Text("Khung giờ phát", "Sessions"), _sessions),
    "days": (Text("Ngày phát trong tuần", "Days of the week"), _weekdays),
    "daily_cap_s": (Text("Phát nhiều nhất một ngày", "Airtime a day at most"), _cap),
    "quiet": (Text("Giờ cấm phát", "Closed hours"), _quiet),
    "quieter": (Text("Giờ phát nhỏ tiếng", "Quieter hours"), _quieter),
    "gap_s": (Text("Phát lại cùng một bài", "A script airs again"), _gap),
    "genre_caps": (Text("Mỗi thể loại nhiều nhất một ngày", "A genre a day at most"), _genres),
}
