"""Tăng dần: a ramp as people type it, one stage a line: `từ 16/8: 4-6 lần/ngày`."""

from collections.abc import Iterable
from datetime import date

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.schedule.campaign import Stage
from broadcast.schedule.order import read_order

MOST_STAGES = 12


class NoStage(Invalid):
    """A line of a ramp says nothing that can be used."""


def written_ramp(stages: Iterable[Stage]) -> str:
    """As `read_ramp` reads it back."""
    return "\n".join(f"từ {stage.starts:%d/%m/%Y}: {stage.target.said.vi}" for stage in stages)


def read_ramp(typed: str, today: date) -> tuple[Stage, ...]:
    """The stages of all lines; raises NoStage with what is wrong in the first that says something else."""
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_STAGES:
        raise NoStage(Fault(_TOO_MANY, _FEWER))
    return tuple(_stage(line, today) for line in lines)


def _stage(line: str, today: date) -> Stage:
    order = read_order(line.replace(":", ","), today, ())
    if (
        order.first is None
        or order.last is not None
        or order.target is None
        or order.name
        or order.places is not None
    ):
        what = Text(f"không hiểu bước tăng «{line[:60]}»", f"«{line[:60]}» is no stage")
        raise NoStage(Fault(what, _STAGE), *order.doubts)
    return Stage(order.first, order.target)


_STAGE = Text("ghi như: từ 16/8: 4-6 lần/ngày", "write it like: từ 16/8: 4-6 lần/ngày")
_TOO_MANY = Text(f"hơn {MOST_STAGES} bước tăng", f"more than {MOST_STAGES} stages")
_FEWER = Text("gộp bớt các bước", "write fewer stages")
