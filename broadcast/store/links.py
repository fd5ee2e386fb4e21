"""One-time links as rows, their tokens as hashes: to make an account, to reset one, to finish a login."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, delete, insert, select

from broadcast.people import Grant, Role
from broadcast.store import grants
from broadcast.store.people_tables import HALF_LOGINS, LINK_GRANTS, LINKS, RESETS


@dataclass(frozen=True, slots=True)
class Link:
    """An address that makes one account, once: whose, with which grants."""

    full_name: str
    grants: frozenset[Grant]
    expires_at: datetime

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that it grants somewhere."""
        return frozenset(grant.role for grant in self.grants)


def add_link(connection: Connection, key: bytes, link: Link, by: str) -> None:
    """Keep a one-time link; `key` is the hash of its token."""
    connection.execute(
        insert(LINKS).values(
            key=key,
            full_name=link.full_name,
            roles=",".join(sorted({grant.role for grant in link.grants})),
            by=by,
            expires_at=link.expires_at,
        )
    )
    grants.replace_link(connection, key, link.grants)


def link(connection: Connection, key: bytes, now: datetime) -> Link | None:
    """The link of that key, if it was not used and has not expired."""
    row = connection.execute(select(LINKS).where(LINKS.c.key == key, LINKS.c.expires_at > now)).one_or_none()
    if row is None:
        return None
    return Link(row.full_name, grants.of_link(connection, key, row.roles), row.expires_at)


def use_link(connection: Connection, key: bytes) -> bool:
    """Take the link; False when somebody else was quicker."""
    connection.execute(delete(LINK_GRANTS).where(LINK_GRANTS.c.key == key))
    return connection.execute(delete(LINKS).where(LINKS.c.key == key)).rowcount == 1


def forget_links(connection: Connection, by: str) -> None:
    """Drop the open invitations of `by`; empty: the links of earlier starts."""
    keys = select(LINKS.c.key).where(LINKS.c.by == by)
    connection.execute(delete(LINK_GRANTS).where(LINK_GRANTS.c.key.in_(keys)))
    connection.execute(delete(LINKS).where(LINKS.c.by == by))


def add_reset(connection: Connection, key: bytes, name: str, now: datetime, until: datetime) -> None:
    """Keep a link that sets a new password for `name`, once; earlier ones open no more."""
    connection.execute(delete(RESETS).where(RESETS.c.name == name))
    _add(connection, RESETS, key, name, now, until)


def reset(connection: Connection, key: bytes, now: datetime) -> str | None:
    """Whose new password the link of that key sets, if it still opens."""
    return _whose(connection, RESETS, key, now)


def use_reset(connection: Connection, key: bytes) -> bool:
    """Take the link; False when somebody else was quicker."""
    return connection.execute(delete(RESETS).where(RESETS.c.key == key)).rowcount == 1


def add_half_login(connection: Connection, key: bytes, name: str, now: datetime, until: datetime) -> None:
    """Note that the password of `name` was right; a code is still to come."""
    _add(connection, HALF_LOGINS, key, name, now, until)


def half_login(connection: Connection, key: bytes, now: datetime) -> str | None:
    """Who gave the right password, if that was not long ago."""
    return _whose(connection, HALF_LOGINS, key, now)


def forget_half_logins(connection: Connection, name: str) -> None:
    """Whoever gave the password of `name` but no code begins anew."""
    connection.execute(delete(HALF_LOGINS).where(HALF_LOGINS.c.name == name))


def forget_resets(connection: Connection, name: str) -> None:
    """Drop the links that set a new password for `name`."""
    connection.execute(delete(RESETS).where(RESETS.c.name == name))


def _add(connection: Connection, table: Table, key: bytes, name: str, now: datetime, until: datetime) -> None:
    connection.execute(delete(table).where(table.c.expires_at <= now))
    connection.execute(insert(table).values(key=key, name=name, expires_at=until))


def _whose(connection: Connection, table: Table, key: bytes, now: datetime) -> str | None:
    wanted = select(table.c.name).where(table.c.key == key, table.c.expires_at > now)
    name: str | None = connection.execute(wanted).scalar_one_or_none()
    return name
