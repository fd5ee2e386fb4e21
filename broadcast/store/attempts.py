"""Wrong guesses as rows; they are counted for a while, and the table never grows beyond a bound."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from broadcast.store.people_tables import ATTEMPTS

MOST = 20_000
"""Rows that are kept: more wrong guesses than two hashes at once let through in a quarter of an hour."""


def note(connection: Connection, name: str, address: str, now: datetime, since: datetime) -> None:
    """Count a guess; those from before `since` are forgotten, and the oldest beyond MOST."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at < since))
    connection.execute(insert(ATTEMPTS).values(name=name, address=address, at=now))
    newest = connection.execute(select(func.max(ATTEMPTS.c.id))).scalar_one()
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.id <= newest - MOST))


def counted(connection: Connection, name: str, address: str, since: datetime) -> tuple[int, int, int]:
    """Guesses since then: of that name from that address, of that name, from that address."""
    recent = select(func.count()).select_from(ATTEMPTS).where(ATTEMPTS.c.at >= since)
    named, from_there = ATTEMPTS.c.name == name, ATTEMPTS.c.address == address
    both, of_name, of_address = (
        connection.execute(recent.where(*conditions)).scalar_one()
        for conditions in ((named, from_there), (named,), (from_there,))
    )
    return both, of_name, of_address


def forgive(connection: Connection, name: str, address: str) -> None:
    """A right guess clears the count of that name from that address."""
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == name, ATTEMPTS.c.address == address))
