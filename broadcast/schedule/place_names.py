"""Tên địa bàn: places as people name them; with their days where a reform gave one name to two of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from broadcast.schedule.places import Place


def names_of(places: Iterable[Place]) -> Mapping[str, str]:
    """Places as a sentence names them, by id: `xã Mỹ An`; of two, `xã Long Kiến (đến 30/6/2025)`."""
    listed = tuple(places)
    often = Counter(map(_plain, listed))
    return {place.id: _plain(place) if often[_plain(place)] == 1 else _with_days(place) for place in listed}


def _plain(place: Place) -> str:
    return f"{place.kind} {place.name}"


def _with_days(place: Place) -> str:
    days = (place.valid_from, place.valid_until)
    return _plain(place) if days == (None, None) else f"{_plain(place)} ({place.span.told.vi})"
