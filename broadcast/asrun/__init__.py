"""Nhật ký phát sóng: what stations say that they aired, judged against what they were told."""

from broadcast.asrun.batch import MOST, WrongBatch, as_run_lines, heartbeats
from broadcast.asrun.judging import Airing, Judgement, Stray, Told, judge
from broadcast.asrun.line import AsRunLine, Heartbeat, Outcome, Reason
from broadcast.asrun.tally import Fate, Tally, fate, tally

__all__ = [
    "MOST",
    "Airing",
    "AsRunLine",
    "Fate",
    "Heartbeat",
    "Judgement",
    "Outcome",
    "Reason",
    "Stray",
    "Tally",
    "Told",
    "WrongBatch",
    "as_run_lines",
    "fate",
    "heartbeats",
    "judge",
    "tally",
]
