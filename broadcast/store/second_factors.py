"""Second factors as rows: what a telephone and the server share, and recovery codes as hashes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from broadcast.store.people_tables import RECOVERY_CODES, SECOND_FACTORS


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The secret (base32) of an account; `confirmed_at` None: it was shown, no code of it was given yet."""

    secret: str
    confirmed_at: datetime | None


def find(connection: Connection, name: str) -> SecondFactor | None:
    """The second factor of `name`."""
    row = connection.execute(select(SECOND_FACTORS).where(SECOND_FACTORS.c.name == name)).one_or_none()
    return None if row is None else SecondFactor(row.secret, row.confirmed_at)


def names(connection: Connection) -> frozenset[str]:
    """Whose account asks for codes."""
    wanted = select(SECOND_FACTORS.c.name).where(SECOND_FACTORS.c.confirmed_at.is_not(None))
    return frozenset(connection.execute(wanted).scalars())


def propose(connection: Connection, name: str, secret: str) -> None:
    """Keep a secret that is shown now and must be confirmed by a code."""
    forget(connection, name)
    connection.execute(
        insert(SECOND_FACTORS).values(name=name, secret=secret, confirmed_at=None, last_step=0)
    )


def confirm(connection: Connection, name: str, keys: Iterable[bytes], now: datetime) -> None:
    """Ask for codes from now on; `keys` are the hashes of the recovery codes."""
    connection.execute(update(SECOND_FACTORS).where(SECOND_FACTORS.c.name == name).values(confirmed_at=now))
    connection.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.name == name))
    connection.execute(insert(RECOVERY_CODES), [{"name": name, "key": key} for key in keys])


def use_step(connection: Connection, name: str, step: int) -> bool:
    """Take the code of that step; False when it or a later one was taken before."""
    newer = (SECOND_FACTORS.c.name == name, SECOND_FACTORS.c.last_step < step)
    return connection.execute(update(SECOND_FACTORS).where(*newer).values(last_step=step)).rowcount == 1


def use_recovery(connection: Connection, name: str, key: bytes) -> bool:
    """Take a recovery code; False when there is none such any more."""
    held = (RECOVERY_CODES.c.name == name, RECOVERY_CODES.c.key == key)
    return connection.execute(delete(RECOVERY_CODES).where(*held)).rowcount == 1


def recovery_left(connection: Connection, name: str) -> int:
    """How many recovery codes of `name` were not used."""
    wanted = select(func.count()).select_from(RECOVERY_CODES).where(RECOVERY_CODES.c.name == name)
    return connection.execute(wanted).scalar_one()


def forget(connection: Connection, name: str) -> None:
    """Ask for codes no more."""
    connection.execute(delete(SECOND_FACTORS).where(SECOND_FACTORS.c.name == name))
    connection.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.name == name))
