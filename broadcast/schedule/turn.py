"""Đến lượt ai: news first, then every topic of a campaign and every script of a topic in its turn."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from broadcast.schedule.plan import Candidate
from broadcast.schedule.rotation import GOLDEN, ROOT_TWO, turns
from broadcast.script import Script

FRESH = timedelta(days=2)
"""How long a script goes before older ones after it was cleared or became valid. Ours: then it is no news."""

Turn = Callable[[Candidate], tuple[bool, int, int]]


def turn_of(fit: Sequence[Candidate], place: str, day: date) -> Turn:
    """Whether a candidate is old, the turn of its topic within its campaign, and its own within the topic."""
    circles: dict[tuple[str, ...], set[str]] = {}
    for candidate in fit:
        campaign, topic = _group(candidate)
        circles.setdefault((campaign,), set()).add(topic)
        circles.setdefault((campaign, topic), set()).add(candidate.script.id)
    turn = {
        circle: turns(names, place, day, GOLDEN if len(circle) == 1 else ROOT_TWO)
        for circle, names in circles.items()
    }

    turns_of = {}
    for candidate in fit:
        campaign, topic = _group(candidate)
        old = _since(candidate.script) + FRESH < day
        own = turn[(campaign,)][topic], turn[campaign, topic][candidate.script.id]
        turns_of[candidate.script.id] = old, *own
    return lambda candidate: turns_of[candidate.script.id]


def _since(script: Script) -> date:
    """The day on which it could air first."""
    cleared = script.approved.on if script.approved else date.min
    return max(cleared, script.valid_from or date.min)


def _group(candidate: Candidate) -> tuple[str, str]:
    return candidate.script.campaign or "", candidate.script.topic or ""
