"""Cách đọc của đài: how a place's announcer says numbers and names; inherited down the tree of places.

What the district lays down is what people approve; a place below may differ in the words for numbers, in how
much of a document's number is said, and in its own names. All of it is data in schedules.yaml.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from broadcast.reading import DocumentStyle, Policy, Region

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class LocalReading:
    """What one place or station lays down; None: as the place above it.

    `lexicon` holds written and spoken words; it adds to the words of the places above and wins over them.
    """

    region: Region | None = None
    documents: DocumentStyle | None = None
    phones: int | None = None
    lexicon: tuple[tuple[str, str], ...] = ()
    legal: str | None = None
    assumed: bool = False


def inherited_reading(local: Sequence[LocalReading]) -> Policy:
    """How texts are read where `local` apply, the nearest first: each says only what differs."""
    default = Policy()
    return Policy(
        documents=nearest((each.documents for each in local), default.documents),
        region=nearest((each.region for each in local), default.region),
        phones=nearest((each.phones for each in local), default.phones),
        lexicon=tuple(sorted(_words(local).items())),
    )


def _words(local: Sequence[LocalReading]) -> dict[str, str]:
    """Every word with its reading: the nearest place that has it decides."""
    return {written: spoken for each in reversed(local) for written, spoken in each.lexicon}


def nearest(given: Iterable[Value | None], default: Value) -> Value:
    """The first that says anything."""
    return next((value for value in given if value is not None), default)
