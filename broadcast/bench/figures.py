"""What a benchmark answers: figures with their goals, the same for every benchmark.

A ratio (to a peer, to a smaller input, to a bare machine) travels from one computer to another, seconds
do not: goals are set on ratios wherever one is to be had.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from broadcast.language import Text


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound that a value must keep."""

    bound: float
    above: bool

    def met(self, value: float) -> bool:
        """Whether `value` keeps it."""
        return value >= self.bound if self.above else value <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.above else '<='} {self.bound:g}"


def at_least(bound: float) -> Goal:
    """No less than `bound`."""
    return Goal(bound, above=True)


def at_most(bound: float) -> Goal:
    """No more than `bound`."""
    return Goal(bound, above=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `name` is dotted and never changes: `read.speed.plan`; `unit` is x for a ratio."""

    name: str
    value: float
    unit: str
    goal: Goal | None = None

    @property
    def ok(self) -> bool:
        """Whether the goal is met; a figure without one is only told."""
        return self.goal is None or self.goal.met(self.value)

    def as_json(self) -> dict[str, Any]:
        """The figure as `--json` prints it."""
        return {
            "name": self.name,
            "value": float(f"{self.value:.4g}"),
            "unit": self.unit,
            "goal": None if self.goal is None else str(self.goal),
            "ok": self.ok,
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures of a benchmark, and what could not be measured here, each with its reason."""

    figures: tuple[Figure, ...]
    skipped: tuple[Text, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every goal was met."""
        return all(figure.ok for figure in self.figures)

    def as_json(self) -> dict[str, Any]:
        """All of it as `--json` prints it."""
        return {
            "figures": [figure.as_json() for figure in self.figures],
            "skipped": [text.vi for text in self.skipped],
        }


Benchmark = Callable[[bool], Measured]
"""Measures; told whether it must be quick (under a minute)."""
