"""What can go wrong, as a small tree; the doors map each branch once to HTTP and once to the terminal.

BroadcastError
|- Invalid      what somebody wrote is wrong            422, status 2
|- NotFound     no such station, day, script, clip      404, status 2
|- Conflict     it cannot be done in this state         409, status 2
|- Refused      this person or place may not            403, status 2
`- Unavailable  a machine we need does not answer       503, status 1
"""

from dataclasses import dataclass

from broadcast.language import Language, Text


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file that somebody wrote; lines count from 1."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, what to do about it, and where."""

    what: Text
    remedy: Text
    where: Where | None = None

    def said(self, language: Language = Language.VI) -> str:
        """`file:line: what, and what to do`, in one line."""
        sentence = f"{self.what.said(language)}; {self.remedy.said(language)}"
        return sentence if self.where is None else f"{self.where}: {sentence}"


class BroadcastError(Exception):
    """The root: carries one fault or many."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def said(self, language: Language = Language.VI) -> str:
        """All faults, one a line."""
        return "\n".join(fault.said(language) for fault in self.faults)

    def __str__(self) -> str:
        return self.said()


class Invalid(BroadcastError):
    """What somebody wrote or sent is wrong."""


class NotFound(BroadcastError):
    """There is no such thing."""


class Conflict(BroadcastError):
    """It cannot be done in the present state."""


class Refused(BroadcastError):
    """This may not be done here."""


class Unavailable(BroadcastError):
    """A machine or a service that is needed does not answer."""
