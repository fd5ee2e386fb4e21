"""The database: opened once, written to in transactions that the desks show."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from broadcast.errors import Fault, Unavailable
from broadcast.language import Text
from broadcast.store import (  # noqa: F401 - a table exists once it was told to METADATA
    audit,
    campaigns,
    clearance_tables,
    people_tables,
    station_tables,
    station_words,
    working_copies,
)
from broadcast.store.tables import METADATA


class DatabaseUnavailable(Unavailable):
    """The database does not answer, is full, or is not ours."""


class Database:
    """What was made and published. `url` is SQLAlchemy's; a path means SQLite in that file."""

    def __init__(self, url: str | Path) -> None:
        self._engine = create_engine(_sqlite(url) if isinstance(url, Path) else url, pool_pre_ping=True)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _set_sqlite_up)
        with self._answering():
            METADATA.create_all(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing.

        Raises:
            DatabaseUnavailable: when it cannot be read or written.
        """
        with self._answering(), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for administration."""
        return self._engine

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", error))
            raise DatabaseUnavailable(
                Fault(
                    Text(
                        f"không đọc hoặc ghi được cơ sở dữ liệu ({reason})", f"the database failed ({reason})"
                    ),
                    Text(
                        "kiểm tra dung lượng đĩa và quyền ghi thư mục DATA",
                        "check disk space and that DATA can be written",
                    ),
                )
            ) from error


def _sqlite(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


def _set_sqlite_up(connection: object, _: ConnectionPoolEntry) -> None:
    # WAL: readers never wait for the maker. FULL: what was published survives a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]
