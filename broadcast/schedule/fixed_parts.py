"""Phần cố định: what a session takes before any item, and hours and caps that leave nothing behind it.

Music and pauses are known for sure before anything is spoken; words are estimated, and so is what follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.programme import Clip, Form, Frame, length_s
from broadcast.schedule.hours import stretch
from broadcast.schedule.policy import Slot

SHORTEST_ITEM_S = 10.0
"""Seconds: who has a session wants at least one sentence in it. Ours."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Seconds that every session of a form takes: `sure_s` without its words, `about_s` with them."""

    sure_s: float
    about_s: float


@dataclass(frozen=True, slots=True)
class TooTight:
    """A session or a cap without room: `field` says so, `sure`: whatever the words last."""

    field: str
    fault: Fault
    sure: bool


def fixed(form: Form, frame: Frame, words_s: Mapping[str, float]) -> Fixed:
    """What `form` takes with the music of `frame`; `words_s` are seconds of call, greeting and closing."""
    nothing = [Clip("", "", 0.0, urgent=True)]  # no headline, no stinger, no feature
    sure_s = length_s(form, frame, nothing)
    return Fixed(sure_s, sure_s + sum(words_s.values()))


def tight_session(slot: Slot, own: Fixed) -> Iterator[TooTight]:
    """What is wrong with the length of one session, or with the one that is aimed at."""
    for field, long_s in (("longest_min", slot.longest_s), ("aim_min", slot.aim_s)):
        if own.sure_s >= long_s:
            yield TooTight(field, _music_alone(slot, long_s, own.sure_s), sure=True)
            return
        if own.about_s + SHORTEST_ITEM_S > long_s:
            yield TooTight(field, _no_room(slot, long_s, own.about_s), sure=False)
            return


def tight_day(cap_s: float, relayed_s: float, sessions: Sequence[Fixed]) -> TooTight | None:
    """What is wrong with the cap of a day with these sessions and `relayed_s` of relays that count in it."""
    sure_s = relayed_s + sum(each.sure_s for each in sessions)
    about_s = relayed_s + sum(each.about_s + SHORTEST_ITEM_S for each in sessions)
    if not sessions or not cap_s or about_s <= cap_s:
        return None
    sure = sure_s >= cap_s
    return TooTight("daily_cap_min", _cap(cap_s, sure_s if sure else about_s, len(sessions), sure=sure), sure)


def _music_alone(slot: Slot, longest_s: float, sure_s: float) -> Fault:
    what = Text(
        f"khung {slot} dài {stretch(longest_s)}, mà riêng nhạc hiệu và quãng nghỉ đã hết {stretch(sure_s)}",
        f"the session of {slot} lasts {stretch(longest_s)}; music and pauses alone take {stretch(sure_s)}",
    )
    return Fault(what, _LONGER)


def _no_room(slot: Slot, longest_s: float, about_s: float) -> Fault:
    what = Text(
        f"khung {slot} dài {stretch(longest_s)}, mà nhạc hiệu, lời xướng, lời chào, lời kết đã hết chừng "
        f"{stretch(about_s)}: không còn chỗ cho bài nào",
        f"the session of {slot} lasts {stretch(longest_s)}; music, call, greeting and closing take about "
        f"{stretch(about_s)}: no room is left for an item",
    )
    return Fault(what, _LONGER)


def _cap(cap_s: float, needed_s: float, sessions: int, *, sure: bool) -> Fault:
    vi, en = (
        ("đã hết", "take") if sure else ("và mỗi buổi một câu cần chừng", "and a sentence each take about")
    )
    what = Text(
        f"mức một ngày {stretch(cap_s)}, mà phần cố định của {sessions} buổi (cả tiếp sóng có tính) {vi} "
        f"{stretch(needed_s)}",
        f"the daily cap is {stretch(cap_s)}; the fixed parts of {sessions} sessions (relays that count, too) "
        f"{en} {stretch(needed_s)}",
    )
    return Fault(
        what,
        Text(
            "tăng daily_cap_min, bớt buổi, hoặc rút ngắn nhạc hiệu, lời chào",
            "raise daily_cap_min, have fewer sessions, or shorter music and words",
        ),
    )


_LONGER = Text(
    "cho khung dài thêm, hoặc rút ngắn nhạc hiệu, lời chào, lời kết",
    "let the session be longer, or shorten music, greeting and closing",
)
