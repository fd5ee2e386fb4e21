"""Nhật ký: who did what and when, looked at page by page, verified as a whole, its head printed every day."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from broadcast.desk.studio import Studio
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import Act, ChainBroken, Deed, Did, Noted, Person, verified
from broadcast.schedule import VIETNAM
from broadcast.store import accounts, audit

PAGE = 100
"""Lines on one page."""

NEWEST = 2**31 - 1

HEADS = "audit-heads.txt"
"""Under DATA: one line a day with the number and the chain of the last line. Print it or copy it elsewhere:
whoever can write the database can write a new chain, but not what was printed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of one person, of one thing, of one kind (`script`, or exactly `script.approved`)."""

    by: str = ""
    on: str = ""
    did: str = ""
    before: int = NEWEST


@dataclass(frozen=True, slots=True)
class Head:
    """How many lines there are, and the chain up to the last."""

    number: int
    chain: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page, the newest line first. `names`: full names by login; `older`: whether there is more."""

    lines: tuple[Noted, ...]
    names: Mapping[str, str]
    head: Head
    older: bool


@dataclass(frozen=True, slots=True)
class Auditing:
    """The audit of one station's database."""

    studio: Studio

    def leaf(self, by: Person, wanted: Wanted, most: int = PAGE) -> Leaf:
        """At most `most` lines of what is wanted; raises MayNot."""
        by.refuse_unless_may(Act.AUDIT)
        with self.studio.database.begin() as connection:
            found = audit.latest(
                connection, wanted.before, most + 1, by=wanted.by, on=wanted.on, did=wanted.did
            )
            names = accounts.full_names(connection)
            return Leaf(found[:most], names, Head(*audit.head(connection)), len(found) > most)

    def head(self) -> Head:
        """The head as it stands."""
        with self.studio.database.begin() as connection:
            return Head(*audit.head(connection))

    def verified_for(self, by: Person) -> Head:
        """The head, when `by` may ask and every line is as it was written; raises MayNot, ChainBroken."""
        by.refuse_unless_may(Act.AUDIT)
        return self.verify()

    def verify(self) -> Head:
        """Go through every line; raises ChainBroken at the first that is not what was written."""
        with self.studio.database.begin() as connection:
            head = Head(*audit.head(connection))  # before the lines: who writes meanwhile adds behind
            lines = (line for line in audit.every(connection) if line.number <= head.number)
            verified(lines, (head.number, head.chain))
        return head

    def refuse_unknown_head(self, chain: str) -> None:
        """Raise ChainBroken unless `chain`, printed some day, still stands in the audit."""
        with self.studio.database.begin() as connection:
            if not any(line.chain == chain.strip().lower() for line in audit.every(connection)):
                raise ChainBroken(Fault(_NOT_PRINTED, _COMPARE))

    def download(self, by: Person) -> bytes:
        """Every line as CSV (UTF-8 with a mark for Excel), the first one first; it is a deed as well."""
        by.refuse_unless_may(Act.AUDIT)
        with self.studio.database.begin() as connection:
            written = _csv(audit.every(connection))
            head, _ = audit.head(connection)
            audit.record(
                connection, Deed(by.name, Did.AUDIT_EXPORTED, "", {"lines": head}), self.studio.now()
            )
        return written

    def print_head(self, day: date) -> Head | None:
        """Verify, and add the head to DATA/audit-heads.txt; None when that was done on that day already.

        Raises:
            ChainBroken: the audit is not whole.
            OSError: the disk does not take it.
        """
        head, heads = self.verify(), self.studio.data / HEADS
        if any(line.startswith(f"{day} ") for line in _lines(heads)):
            return None
        with heads.open("a", encoding="ascii") as log:
            log.write(f"{day} {head.number} {head.chain}\n")
        return head


def _lines(file: Path) -> list[str]:
    return file.read_text("ascii").splitlines() if file.exists() else []


def _csv(lines: Iterator[Noted]) -> bytes:
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["number", "at", "by", "did", "on", "facts", "chain"])
    for line in lines:
        sheet.writerow(
            [line.number, _local(line.at), line.by, line.did, _plain(line.on), line.facts, line.chain]
        )
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A cell that Excel takes for text, not for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _local(at: datetime) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="seconds")


_NOT_PRINTED = Text("đầu chuỗi đã in không có trong nhật ký", "the printed head is not in the audit")
_COMPARE = Text(
    "nhật ký đã bị viết lại: giữ nguyên máy, báo người phụ trách, đối chiếu với bản sao lưu",
    "the audit was written anew: leave the machine, call whoever is in charge, compare the backups",
)
