"""Luân phiên: whose turn it is, spread over days and places without a memory."""

import hashlib
from collections.abc import Collection
from datetime import date

GOLDEN = (5**0.5 - 1) / 2
"""A day's step for topics: multiples of the golden ratio visit all parts of a circle evenly (Weyl 1916)."""

ROOT_TWO = 2**0.5 - 1
"""A day's step for scripts within a topic; independent of GOLDEN, so that no script waits for ever."""


def turns(names: Collection[str], place: str, day: date, step: float) -> dict[str, int]:
    """The turn of each name, from 0: a circle that begins elsewhere every day and at every place."""
    if len(names) == 1:
        return dict.fromkeys(names, 0)
    order = sorted(names)
    start = int(((_phase(place) + day.toordinal() * step) % 1.0) * len(order))
    return {name: (number - start) % len(order) for number, name in enumerate(order)}


def _phase(place: str) -> float:
    """A fixed number from 0 to 1 of a place."""
    return int.from_bytes(hashlib.sha256(place.encode()).digest()[:6], "big") / 2**48
