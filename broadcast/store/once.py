"""Một lần thôi: a row that somebody else may be writing at the same moment."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def once(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that leaves a row with the same primary key as it is."""
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
    made: sqlite.Insert | postgresql.Insert = dialect.insert(table)
    return made.on_conflict_do_nothing(index_elements=table.primary_key.columns)
