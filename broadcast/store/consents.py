"""Consents: who let a weaker engine speak in place of which, from when until when."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from broadcast.store.tables import CONSENTS


def add(connection: Connection, wished: str, by: str, at: datetime, until: datetime) -> None:
    """Write one down."""
    connection.execute(insert(CONSENTS).values(wished=wished, by=by, at=at, until=until))


def holds(connection: Connection, wished: str, now: datetime) -> bool:
    """Whether one holds for the engine `wished` at `now` (aware)."""
    found = select(CONSENTS.c.until).where(CONSENTS.c.wished == wished, CONSENTS.c.until > now).limit(1)
    return connection.execute(found).first() is not None
