"""Nhật ký phát sóng: what stations say that they aired, judged against what they were told."""

from broadcast.asrun.batch import MOST, WrongBatch, as_run_lines, heartbeats
from broadcast.asrun.duty import IN_TIME, Duty, Standing, duty_of
from broadcast.asrun.holding import Holding, day_asked, holding, wanted_version
from broadcast.asrun.judging import RELAY_REPLACED, Airing, Judgement, Stray, Told, judge
from broadcast.asrun.line import AsRunLine, Heartbeat, Outcome, Reason
from broadcast.asrun.tally import Fate, Tally, fate, tally

__all__ = [
    "IN_TIME",
    "MOST",
    "RELAY_REPLACED",
    "Airing",
    "AsRunLine",
    "Duty",
    "Fate",
    "Heartbeat",
    "Holding",
    "Judgement",
    "Outcome",
    "Reason",
    "Standing",
    "Stray",
    "Tally",
    "Told",
    "WrongBatch",
    "as_run_lines",
    "day_asked",
    "duty_of",
    "fate",
    "heartbeats",
    "holding",
    "judge",
    "tally",
    "wanted_version",
]
