"""Sổ phát: what was begun and what became of it, written down before it sounds, kept until the server has it.

An airing has a row from the moment it was meant to start (fsynced before the mixer is given it): it is never
started a second time, whatever happens in between. A row without an outcome is on the air, or was when
the power went.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from broadcast.agent.clock import VIETNAM
from broadcast.agent.playlist import Airing
from broadcast.agent.reasons import INTERRUPTED, Outcome, Reason
from broadcast.errors import Conflict, Fault, Unavailable
from broadcast.language import Text

KEPT = timedelta(days=60)
"""How long delivered rows are remembered: longer than any playlist is kept, so nothing airs again."""

MOST_BEATS = 10_080
"""A week of heartbeats, one a minute: older ones that the server never took are let go."""

_TABLES = """
CREATE TABLE IF NOT EXISTS airings (
    id TEXT PRIMARY KEY, item TEXT NOT NULL, date TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT,
    planned_at TEXT NOT NULL, started_at TEXT, ended_at TEXT, played_s REAL NOT NULL DEFAULT 0,
    outcome TEXT, reason TEXT, delivery TEXT NOT NULL DEFAULT 'waiting');
CREATE TABLE IF NOT EXISTS beats (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, body TEXT);
CREATE TABLE IF NOT EXISTS floor (at TEXT NOT NULL);
"""

_LINE = ("id", "item", "date", "version", "outcome", "planned_at", "started_at", "ended_at", "played_s")


class JournalFailed(Unavailable):
    """The journal cannot be written or read; without it nothing may start."""


class AlreadyAired(Conflict):
    """The journal knows this airing: it is not started again."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """How far an airing has come: times of the wall clock, `played_s` of its own sound, in seconds."""

    started_at: datetime
    ended_at: datetime
    played_s: float


class Journal:
    """One SQLite file; for several threads.

    Raises:
        JournalFailed: at any call, when the disk is full or broken.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._guard = threading.RLock()
        self._database = _opened(path, now)
        with self._writing() as database:
            self.floor = _floor(database)
            self.changes = 0
            _close_interrupted(database)
            self._known = {row[0] for row in database.execute("SELECT id FROM airings")}

    @property
    def known(self) -> frozenset[str]:
        """The ids of airings that were begun or written off."""
        with self._guard:
            return frozenset(self._known)

    def intend(self, airing: Airing) -> None:
        """Write down that `airing` is about to start; it is on the disk when this returns.

        Raises:
            AlreadyAired: it is known.
        """
        self._enter(airing)

    def withdraw(self, airing: Airing) -> None:
        """Forget an intent: the mixer has given it back and it never sounded."""
        with self._writing() as database:
            database.execute("DELETE FROM airings WHERE id = ? AND outcome IS NULL", (airing.id,))
            self._known.discard(airing.id)
            self.changes += 1

    def sounds(self, airing: Airing, so_far: Sounding) -> None:
        """Write down how far it has come: what is known of it if the power goes now."""
        with self._writing() as database:
            database.execute(
                "UPDATE airings SET started_at = ?, ended_at = ?, played_s = ? WHERE id = ?",
                (*_times(so_far), airing.id),
            )

    def ends(
        self, airing: Airing, outcome: Outcome, reason: Reason | None, heard: Sounding | None = None
    ) -> None:
        """Write down what became of an airing that was begun; `heard` stays as it was if not given."""
        with self._writing() as database:
            if heard:
                self.sounds(airing, heard)
            database.execute(
                "UPDATE airings SET outcome = ?, reason = ? WHERE id = ?",
                (outcome.value, _reason(reason), airing.id),
            )

    def misses(self, airing: Airing, reason: Reason) -> None:
        """Write down that it will never start, and why.

        Raises:
            AlreadyAired: it was begun.
        """
        self._enter(airing, Outcome.MISSED, reason)

    def waiting(self, most: int) -> list[dict[str, Any]]:
        """As-run lines that the server has not taken yet, oldest first."""
        query = (
            "SELECT * FROM airings WHERE outcome IS NOT NULL AND delivery = 'waiting' ORDER BY rowid LIMIT ?"
        )
        with self._reading() as database:
            return [_line(row) for row in database.execute(query, (most,))]

    def count_waiting(self) -> int:
        """How many lines the server has not taken yet."""
        query = "SELECT count(*) FROM airings WHERE outcome IS NOT NULL AND delivery = 'waiting'"
        with self._reading() as database:
            return int(database.execute(query).fetchone()[0])

    def delivered(self, ids: Iterable[str], *, how: str = "taken") -> None:
        """The server has these lines; or will never take them (`how` = "refused"), and they stay here."""
        with self._writing() as database:
            database.executemany("UPDATE airings SET delivery = ? WHERE id = ?", [(how, id_) for id_ in ids])

    def beat(self, body: dict[str, Any]) -> None:
        """Queue a heartbeat."""
        with self._writing() as database:
            written = json.dumps(body, ensure_ascii=False)
            database.execute("INSERT OR IGNORE INTO beats (id, body) VALUES (?, ?)", (body["id"], written))
            database.execute(
                "DELETE FROM beats WHERE number <= (SELECT max(number) FROM beats) - ?", (MOST_BEATS,)
            )

    def beats(self, most: int) -> list[dict[str, Any]]:
        """Heartbeats that the server has not taken yet, oldest first."""
        with self._reading() as database:
            rows = database.execute("SELECT body FROM beats ORDER BY number LIMIT ?", (most,))
            return [json.loads(row["body"]) for row in rows]

    def beaten(self, ids: Iterable[str]) -> None:
        """The server has these heartbeats."""
        with self._writing() as database:
            database.executemany("DELETE FROM beats WHERE id = ?", [(id_,) for id_ in ids])

    def forget(self, now: datetime) -> None:
        """Let go of lines that the server took long ago."""
        with self._writing() as database:
            oldest = (now - KEPT).date().isoformat()
            database.execute("DELETE FROM airings WHERE delivery = 'taken' AND date < ?", (oldest,))
            self._known = {row[0] for row in database.execute("SELECT id FROM airings")}

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def _enter(self, airing: Airing, outcome: Outcome | None = None, reason: Reason | None = None) -> None:
        sha256 = airing.audio.sha256 if airing.audio else None
        row = (
            airing.id,
            airing.item,
            airing.date.isoformat(),
            airing.version,
            sha256,
            airing.starts_at.isoformat(),
            outcome.value if outcome else None,
            _reason(reason),
        )
        names = "id, item, date, version, sha256, planned_at, outcome, reason"
        try:
            with self._writing() as database:
                database.execute(f"INSERT INTO airings ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - constants
                self._known.add(airing.id)
                self.changes += 1
        except sqlite3.IntegrityError as error:
            raise AlreadyAired(_known_fault(airing)) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction (fsynced when it ends well), one thread at a time; may be entered again inside."""
        with self._reading():
            if self._database.in_transaction:
                yield self._database
                return
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                yield self._database

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One thread at a time."""
        with self._guard:
            try:
                yield self._database
            except sqlite3.IntegrityError:
                raise
            except sqlite3.Error as error:
                raise JournalFailed(_broken_fault(error)) from error


def _opened(path: Path, now: datetime) -> sqlite3.Connection:
    """The journal at `path`; one that is damaged is set aside, and nothing planned before `now` may start."""
    try:
        return _connected(path)
    except sqlite3.OperationalError as error:
        raise JournalFailed(_broken_fault(error)) from error
    except sqlite3.DatabaseError:
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            with suppress(FileNotFoundError):
                file.replace(file.with_name(f"{file.name}.damaged"))
    database = _connected(path)
    with database:
        database.execute("INSERT INTO floor VALUES (?)", (now.isoformat(),))
    return database


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")  # an intent is on the disk before anything sounds
        database.executescript(_TABLES)
        if database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _floor(database: sqlite3.Connection) -> datetime | None:
    """The hour before which an older, lost journal may have known more."""
    latest = database.execute("SELECT max(at) FROM floor").fetchone()[0]
    return None if latest is None else datetime.fromisoformat(latest)


def _close_interrupted(database: sqlite3.Connection) -> None:
    database.execute(
        "UPDATE airings SET outcome = ?, reason = ? WHERE outcome IS NULL",
        (Outcome.CUT.value, _reason(INTERRUPTED)),
    )


def _times(heard: Sounding) -> tuple[str, str, float]:
    began, ended = (at.astimezone(VIETNAM) for at in (heard.started_at, heard.ended_at))
    return (
        began.isoformat(timespec="milliseconds"),
        ended.isoformat(timespec="milliseconds"),
        round(heard.played_s, 3),
    )


def _reason(reason: Reason | None) -> str | None:
    return None if reason is None else json.dumps(reason.written(), ensure_ascii=False)


def _line(row: sqlite3.Row) -> dict[str, Any]:
    reason = None if row["reason"] is None else json.loads(row["reason"])
    return {**{name: row[name] for name in _LINE}, "reason": reason, "sha256": row["sha256"]}


def _known_fault(airing: Airing) -> Fault:
    return Fault(
        Text(f"«{airing.title}» đã phát hoặc đã bỏ", f"«{airing.title}» was begun or written off"),
        Text("không phát lại", "it is not started again"),
    )


def _broken_fault(error: sqlite3.Error) -> Fault:
    return Fault(
        Text(f"không ghi được sổ phát ({error})", f"the journal cannot be written ({error})"),
        Text(
            "kiểm tra dung lượng và thẻ nhớ của máy phát", "check the disk space and the card of the player"
        ),
    )
