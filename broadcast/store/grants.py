"""What accounts and links were granted, as rows; without any, the old column of roles counts everywhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, insert, select

from broadcast.people import Grant, Role, granted
from broadcast.script import BulletinClass
from broadcast.store.people_tables import GRANTS, LINK_GRANTS

Granted = Mapping[str, frozenset[Grant]]
"""Grants by login name."""


def by_name(connection: Connection, name: str | None = None) -> Granted:
    """The grants of `name`, or of everybody."""
    wanted = select(GRANTS) if name is None else select(GRANTS).where(GRANTS.c.name == name)
    found: dict[str, set[Grant]] = defaultdict(set)
    for row in connection.execute(wanted):
        found[row.name].add(_grant(row))
    return {each: frozenset(grants) for each, grants in found.items()}


def of_link(connection: Connection, key: bytes, roles: str) -> frozenset[Grant]:
    """What the link of that key grants; `roles`: its old column."""
    rows = connection.execute(select(LINK_GRANTS).where(LINK_GRANTS.c.key == key))
    return frozenset(map(_grant, rows)) or from_roles(roles)


def replace(connection: Connection, name: str, grants: Iterable[Grant]) -> None:
    """Let `name` have these grants and no others."""
    _replace(connection, GRANTS, GRANTS.c.name == name, {"name": name}, grants)


def replace_link(connection: Connection, key: bytes, grants: Iterable[Grant]) -> None:
    """Let the link of that key grant these and no others."""
    _replace(connection, LINK_GRANTS, LINK_GRANTS.c.key == key, {"key": key}, grants)


def from_roles(written: str) -> frozenset[Grant]:
    """What the old column says: roles joined by commas, each everywhere and for every class."""
    return granted(Role(role) for role in written.split(","))


def _replace(
    connection: Connection,
    table: Table,
    held: ColumnElement[bool],
    holder: Mapping[str, object],
    grants: Iterable[Grant],
) -> None:
    connection.execute(delete(table).where(held))
    rows = [
        {**holder, "role": grant.role.value, "place": grant.place, "ceiling": grant.ceiling.value}
        for grant in grants
    ]
    if rows:
        connection.execute(insert(table), rows)


def _grant(row: Row[tuple[object, ...]]) -> Grant:
    return Grant(Role(row.role), row.place, BulletinClass(row.ceiling))
