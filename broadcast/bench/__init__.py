"""The benchmarks: one small file each, ratios first, beside peers where they are installed."""

from broadcast.bench.figures import Figure, Goal, Measured, at_least, at_most

__all__ = ["Figure", "Goal", "Measured", "at_least", "at_most"]
