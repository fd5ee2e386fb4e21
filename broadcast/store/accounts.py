"""Accounts and sessions as rows. Tokens are kept as hashes only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from broadcast.people import Person, Role
from broadcast.store import grants
from broadcast.store.people_tables import ACCOUNT_STEPS, SECOND_FACTORS, SESSIONS, USERS


@dataclass(frozen=True, slots=True)
class Account:
    """A person and the hash of their password."""

    person: Person
    password: str


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Somebody who is logged in; `csrf` must come with everything that they send.

    `codes`: their account asks for a code besides the password, so this session gave one.
    """

    person: Person
    csrf: str
    seen_at: datetime
    codes: bool = False


class Done(StrEnum):
    """Something that was done to an account."""

    ROLES = "roles"
    PASSWORD = "password"  # noqa: S105 - what was changed, not a password
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AccountStep:
    """What was done to the account of `name`, with the roles that it had before; `by`: a login name."""

    name: str
    done: Done
    roles: frozenset[Role]
    by: str
    at: datetime


def anybody(connection: Connection) -> bool:
    """Whether there is any account."""
    return connection.execute(select(func.count()).select_from(USERS)).scalar_one() > 0


def account(connection: Connection, name: str) -> Account | None:
    """The open account of that login name."""
    row = connection.execute(
        select(USERS).where(USERS.c.name == name, USERS.c.left_at.is_(None))
    ).one_or_none()
    return None if row is None else Account(_person(row, grants.by_name(connection, name)), row.password)


def everybody(connection: Connection) -> tuple[Person, ...]:
    """People with an open account, by name."""
    rows = connection.execute(select(USERS).where(USERS.c.left_at.is_(None)).order_by(USERS.c.name))
    held = grants.by_name(connection)
    return tuple(_person(row, held) for row in rows)


def full_names(connection: Connection) -> dict[str, str]:
    """Full names by login name, of closed accounts as well."""
    return {row.name: row.full_name for row in connection.execute(select(USERS.c.name, USERS.c.full_name))}


def taken(connection: Connection, name: str) -> bool:
    """Whether the login name was ever given: a name stands in records for good."""
    return connection.execute(select(USERS.c.name).where(USERS.c.name == name)).first() is not None


def add(connection: Connection, person: Person, password: str, now: datetime) -> None:
    """Add an account; `password` is its hash."""
    connection.execute(
        insert(USERS).values(
            name=person.name,
            full_name=person.full_name,
            roles=_written(person.roles),
            password=password,
            created_at=now,
        )
    )
    grants.replace(connection, person.name, person.grants)


def change_password(connection: Connection, name: str, password: str) -> None:
    """Keep a new hash for `name`."""
    connection.execute(update(USERS).where(USERS.c.name == name).values(password=password))


def open_session(
    connection: Connection, key: bytes, name: str, csrf: str, now: datetime, until: datetime
) -> None:
    """Log `name` in; `key` is the hash of their token. Expired sessions go."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at <= now))
    connection.execute(insert(SESSIONS).values(key=key, name=name, csrf=csrf, seen_at=now, expires_at=until))


def session(connection: Connection, key: bytes, now: datetime) -> LoggedIn | None:
    """The session of that key while it lasts and its account is open."""
    row = connection.execute(
        select(SESSIONS, USERS.c.full_name, USERS.c.roles, SECOND_FACTORS.c.confirmed_at)
        .join(USERS, USERS.c.name == SESSIONS.c.name)
        .outerjoin(SECOND_FACTORS, SECOND_FACTORS.c.name == SESSIONS.c.name)
        .where(SESSIONS.c.key == key, SESSIONS.c.expires_at > now, USERS.c.left_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    person = _person(row, grants.by_name(connection, row.name))
    return LoggedIn(person, row.csrf, row.seen_at, row.confirmed_at is not None)


def prolong(connection: Connection, key: bytes, now: datetime, until: datetime) -> None:
    """Note that the session was used."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.key == key).values(seen_at=now, expires_at=until))


def lock(connection: Connection) -> tuple[Person, ...]:
    """Everybody with an open account; nobody else changes an account until this transaction is over."""
    connection.execute(update(USERS).values(name=USERS.c.name))  # a write: SQLite and PostgreSQL both hold it
    return everybody(connection)


def change_grants(connection: Connection, person: Person) -> None:
    """Keep what `person` is granted now; sessions have it from the next request on."""
    connection.execute(update(USERS).where(USERS.c.name == person.name).values(roles=_written(person.roles)))
    grants.replace(connection, person.name, person.grants)


def close(connection: Connection, name: str, now: datetime) -> None:
    """Close the account of `name`; its row stays, because the name stands in records."""
    connection.execute(update(USERS).where(USERS.c.name == name).values(left_at=now))


def is_closed(connection: Connection, name: str) -> bool:
    """Whether that login name had an account that was closed."""
    left = select(USERS.c.name).where(USERS.c.name == name, USERS.c.left_at.is_not(None))
    return connection.execute(left).first() is not None


def closed(connection: Connection) -> tuple[tuple[Person, datetime], ...]:
    """People whose account is closed, the last one first, with when that was."""
    rows = connection.execute(
        select(USERS).where(USERS.c.left_at.is_not(None)).order_by(USERS.c.left_at.desc())
    )
    held = grants.by_name(connection)
    return tuple((_person(row, held), row.left_at) for row in rows)


def close_sessions(connection: Connection, name: str, but: bytes = b"") -> None:
    """End every session of `name`, except the one of the key `but`."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name, SESSIONS.c.key != but))


def add_step(connection: Connection, step: AccountStep) -> None:
    """Note what was done to an account, for good."""
    before = select(func.count()).select_from(ACCOUNT_STEPS).where(ACCOUNT_STEPS.c.name == step.name)
    number = connection.execute(before).scalar_one() + 1
    connection.execute(
        insert(ACCOUNT_STEPS).values(
            name=step.name, number=number, done=step.done, roles=_written(step.roles), by=step.by, at=step.at
        )
    )


def steps(connection: Connection, name: str) -> tuple[AccountStep, ...]:
    """What was done to the account of `name`, first to last."""
    rows = connection.execute(
        select(ACCOUNT_STEPS).where(ACCOUNT_STEPS.c.name == name).order_by(ACCOUNT_STEPS.c.number)
    )
    return tuple(AccountStep(row.name, Done(row.done), _roles(row.roles), row.by, row.at) for row in rows)


def close_session(connection: Connection, key: bytes) -> None:
    """Log out."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.key == key))


def _person(row: Row[tuple[object, ...]], held: grants.Granted) -> Person:
    """The person of a row that has name, full_name and roles."""
    return Person(row.name, row.full_name, held.get(row.name) or grants.from_roles(row.roles))


def _roles(written: str) -> frozenset[Role]:
    return frozenset(Role(role) for role in written.split(","))


def _written(roles: frozenset[Role]) -> str:
    return ",".join(sorted(roles))
