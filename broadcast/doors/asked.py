"""What a route is handed: the studio of this app, the reader's language, a date in an address."""

import re
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from broadcast.doors.studio import Studio
from broadcast.doors.wishes import language_of
from broadcast.errors import Fault, Invalid
from broadcast.language import Language, Text

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class NoDate(Invalid):
    """What was written is no day of the calendar."""


def encodes(written: str) -> bool:
    """Whether it can be hashed and kept as UTF-8: half of a surrogate pair cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in written)


def studio_of(request: Request) -> Studio:
    """The studio that this app asks."""
    studio: Studio = request.app.state.studio
    return studio


def reader_of(request: Request) -> Language:
    """The language of whoever asks."""
    return language_of(request.query_params, request.headers)


StudioDep = Annotated[Studio, Depends(studio_of)]
LanguageDep = Annotated[Language, Depends(reader_of)]


def day_of(written: str) -> date:
    """The day written as 2020-08-06 and no other way; raises NoDate."""
    if not _WRITTEN.fullmatch(written):
        raise _no_date(written)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise _no_date(written) from error


def _no_date(written: str) -> NoDate:
    return NoDate(
        Fault(
            Text(f"«{written[:40]}» không phải một ngày", f"«{written[:40]}» is no date"),
            Text("viết ngày như 2020-08-06", "write it like 2020-08-06"),
        )
    )
