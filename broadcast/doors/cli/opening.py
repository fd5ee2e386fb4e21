"""What a command is handed: the operator's choices, and the way to the equipment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from broadcast.language import Language

if TYPE_CHECKING:  # a studio brings the database along: `broadcast read` shall not wait for it
    from broadcast.desk.studio import Studio
    from broadcast.reading import Opinion


@dataclass(frozen=True, slots=True)
class Opening:
    """The choices for one command; `studio` sets the equipment up when it is called, not before.

    `tls_cert` and `tls_key` are the files for HTTPS; `behind_proxy` is the address of a trusted proxy.
    `second_opinion` gives another reader to compare with, None where none is installed.
    """

    house: Path
    data: Path
    host: str
    port: int
    day: date | None
    studio: "Callable[[], Studio]"
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: str | None = None
    second_opinion: "Callable[[], Opinion | None]" = lambda: None


class Open(Protocol):
    """Reads the environment, lets the given flags win (None: not given), and raises Invalid for nonsense."""

    def __call__(self, **flags: str | None) -> Opening:
        """The opening for one command."""
        ...


def opened(ctx: click.Context, /, **flags: str | None) -> Opening:
    """The opening for the command of `ctx`, given these flags; raises Invalid."""
    opener: Open = ctx.obj
    return opener(**flags)


def language_of(ctx: click.Context) -> Language:
    """The language that was asked for, or Vietnamese."""
    language: Language = ctx.meta.get("language", Language.VI)
    return language
