"""A copy of the database that was whole at one moment, made while it is in use."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from broadcast.disk import PART
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text
from broadcast.store.database import Database


class NotBackedUp(Unavailable):
    """The copy could not be made, or is not whole."""


def back_up(database: Database, to: Path) -> bool:
    """Copy `database` to `to` by SQLite's own online backup; `to` appears whole and checked, or not at all.

    False: it is no SQLite, and its own tools (pg_dump) are the operator's.

    Raises:
        NotBackedUp: nothing was written.
    """
    if database.engine.dialect.name != "sqlite" or not database.engine.url.database:
        return False
    part = to.with_name(to.name + PART)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.parent.chmod(0o700)  # a folder of an earlier version as well: copies hold password hashes
        part.unlink(missing_ok=True)
        part.touch(mode=0o600, exist_ok=False)  # before a byte is in it; SQLite keeps the mode
        _copy(Path(database.engine.url.database), part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(to)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):  # a half that cannot be removed is swept at the next start
            part.unlink(missing_ok=True)
        raise NotBackedUp(_fault(str(error))) from error
    return True


def _copy(source: Path, to: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(to)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        (said,) = copy.execute("PRAGMA quick_check").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said)


def _fault(why: str) -> Fault:
    return Fault(
        Text(f"không sao lưu được cơ sở dữ liệu ({why})", f"the database could not be backed up ({why})"),
        Text(
            "kiểm tra dung lượng đĩa và quyền ghi thư mục DATA",
            "check disk space and that DATA can be written",
        ),
    )
