"""Nghe: which stretches of a sound somebody has heard, as far as the clock lets us believe it."""

from collections.abc import Iterable
from math import isfinite

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

Stretch = tuple[float, float]
"""From one second of a sound to another, the first one before the second."""

NEEDED = 0.98
"""How much of a sound must have been heard before it is approved: players report in steps."""

LEAST_LEFT_S = 0.5
"""What may be missing of a short sound, in seconds: its last moments are often not reported. Ours.

At most half of it: otherwise a sound of half a second needed no listening at all.
"""

FASTEST = 2.0
"""How fast somebody may listen: twice as fast is still understood."""

SLACK_S = 3.0
"""How much more than the clock allows is believed, in seconds: a first report may be a little late. Ours."""


class NotHeard(Invalid):
    """Whoever approves has not listened to all of it yet."""


def union(stretches: Iterable[Stretch], length_s: float) -> tuple[Stretch, ...]:
    """The same seconds as stretches that do not touch, in order; nothing outside of the sound."""
    joined: list[Stretch] = []
    for start, end in sorted(
        _within(stretch, length_s) for stretch in stretches if all(map(isfinite, stretch))
    ):
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def seconds(stretches: Iterable[Stretch]) -> float:
    """How long they are together; they must not overlap."""
    return sum(end - start for start, end in stretches)


def believed(
    known: tuple[Stretch, ...], told: Iterable[Stretch], length_s: float, elapsed_s: float
) -> tuple[Stretch, ...]:
    """`known` and as much of what was `told` now as can have sounded since the first report.

    `elapsed_s` is how long ago that was. What is more than the clock allows is left out, the latest first.
    """
    left_s = max(0.0, elapsed_s) * FASTEST + SLACK_S - seconds(known)
    heard = list(known)
    for start, end in _new(known, union(told, length_s)):
        taken_s = min(end - start, max(0.0, left_s))
        heard.append((start, start + taken_s))
        left_s -= taken_s
    return union(heard, length_s)


def missing_s(heard: Iterable[Stretch], length_s: float) -> float:
    """How much of a sound of `length_s` nobody heard; 0 when it is enough for an approval."""
    left_s = length_s - seconds(heard)
    may_be_left_s = max(min(LEAST_LEFT_S, length_s / 2), length_s * (1 - NEEDED))
    return 0.0 if left_s <= may_be_left_s else left_s


def refuse_unheard(heard: Iterable[Stretch], length_s: float) -> None:
    """Raise NotHeard while it is not enough for an approval."""
    left_s = missing_s(heard, length_s)
    if left_s:
        raise NotHeard(Fault(not_heard(left_s), _LISTEN))


def not_heard(left_s: float) -> Text:
    """How much is missing, in words: still 0:42."""
    minutes, second = divmod(max(1, round(left_s)), 60)
    return Text(f"còn {minutes}:{second:02d} chưa nghe", f"{minutes}:{second:02d} not heard yet")


def _within(stretch: Stretch, length_s: float) -> Stretch:
    start, end = stretch
    return max(0.0, start), min(length_s, end)


def _new(known: Iterable[Stretch], told: Iterable[Stretch]) -> list[Stretch]:
    """What of `told` is not among `known`."""
    new = list(told)
    for start, end in known:
        new = [
            part
            for one in new
            for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))
            if part[0] < part[1]
        ]
    return new


_LISTEN = Text("nghe hết bài rồi hãy duyệt", "listen to all of it, then approve")
