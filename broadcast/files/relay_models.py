"""`relays:` in schedules.yaml as it is written; see docs/schedules.md."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, WithJsonSchema

from broadcast.calendar import Holiday
from broadcast.files.calendar_models import WhenEntry, when_of
from broadcast.files.entries import Clock, Grounded, Id, Line, OneOrMore
from broadcast.files.imaging_sets import sound_file
from broadcast.files.lined import Lined
from broadcast.files.wording import SpokenError
from broadcast.language import Text
from broadcast.schedule.relay import Relay


def _address(written: str) -> str:
    try:
        parts = urlsplit(written)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none
        sound = False
    if not sound or not all("!" <= char <= "~" for char in written):
        raise SpokenError(
            Text(f"«{written}» không phải là địa chỉ luồng phát", f"«{written}» is no address of a stream"),
            Text(
                "ghi địa chỉ bắt đầu bằng https:// hoặc http://",
                "write one that begins with https:// or http://",
            ),
        )
    return written


Address = Annotated[
    Line, AfterValidator(_address), WithJsonSchema({"type": "string", "pattern": "^https?://[!-~]+$"})
]


OWN = "own"
"""Written for `fall_back`, or in it: a programme of the station's own, if there is anything to air."""


class RelayEntry(Grounded):
    """A relay: from `starts` to its fixed end, and what sounds where it is not received."""

    id: Id
    name: Line
    place: Id
    starts: Clock
    ends: Clock
    url: Address
    when: WhenEntry | None = None
    fall_back: OneOrMore[Line] | None = Field(None)
    counts: Annotated[bool, Field(strict=True)] = False


def relay_of(
    entry: RelayEntry, off: tuple[Holiday, ...], jingles: Path, number: int, document: Lined
) -> Relay:
    """The relay; `jingles` is the folder in which sounds are looked for."""
    fall_back = tuple(name for name in entry.fall_back or () if name != OWN)
    return Relay(
        **entry.model_dump(exclude={"when", "fall_back"}),
        when=when_of(entry.when, off),
        fall_back=fall_back,
        own=OWN in (entry.fall_back or ()),
        sounds=frozenset(name for name in fall_back if _is_sound(jingles, name)),
        where=document.where("relays", number),
    )


def _is_sound(jingles: Path, name: str) -> bool:
    return name.replace("-", "").isalnum() and sound_file(jingles, name).is_file()
