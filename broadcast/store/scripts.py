"""Scripts of people as rows: every version and every step stays; how it stands now is a row of its own."""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from broadcast.people import State
from broadcast.script import AirDays, BulletinClass, Manuscript
from broadcast.store import clearances
from broadcast.store.people_tables import SCRIPTS, STEPS, VERSIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """A script as it stands: its newest version, who wrote that, when anything changed last."""

    id: str
    state: State
    version: int
    manuscript: Manuscript
    by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a script's life: the state reached, by whom, when, and why."""

    state: State
    version: int
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it was kept: by whom and when."""

    number: int
    manuscript: Manuscript
    by: str
    at: datetime


def find(connection: Connection, script: str) -> Entry | None:
    """The script of that id."""
    row = connection.execute(_entries().where(SCRIPTS.c.id == script)).one_or_none()
    return None if row is None else _entry(row)


def every(connection: Connection, states: Collection[State] = tuple(State)) -> Iterator[Entry]:
    """Scripts in one of `states`, the latest change first."""
    rows = connection.execute(
        _entries().where(SCRIPTS.c.state.in_(states)).order_by(SCRIPTS.c.changed_at.desc(), SCRIPTS.c.id)
    )
    return map(_entry, rows)


def hold(connection: Connection, seen: Entry, now: datetime) -> bool:
    """Keep others from it until the transaction ends; False when `seen` is not how it stands any more."""
    return _moved(connection, seen, seen.state, seen.version, now)


def note(connection: Connection, seen: Entry, by: str, words: str, now: datetime) -> None:
    """Write a step down that leaves it in the state in which it is."""
    _note(connection, seen.id, Step(seen.state, seen.version, words, by, now))


def changes(connection: Connection) -> int:
    """How many steps were ever taken: grows with every change."""
    return connection.execute(select(func.count()).select_from(STEPS)).scalar_one()


def add(connection: Connection, script: str, manuscript: Manuscript, by: str, now: datetime) -> None:
    """Add a new script as a draft; its id must be new (the table's key refuses a second one)."""
    connection.execute(insert(SCRIPTS).values(id=script, state=State.DRAFT, version=1, changed_at=now))
    _keep_version(connection, script, 1, manuscript, by, now)
    _note(connection, script, Step(State.DRAFT, 1, "", by, now))


def revise(connection: Connection, seen: Entry, manuscript: Manuscript, by: str, now: datetime) -> bool:
    """Add the next version, a draft again; False when `seen` is not how it stands any more."""
    number = seen.version + 1
    if not _moved(connection, seen, State.DRAFT, number, now):
        return False
    _keep_version(connection, seen.id, number, manuscript, by, now)
    _note(connection, seen.id, Step(State.DRAFT, number, "", by, now))
    return True


def move(connection: Connection, seen: Entry, to: State, by: str, note: str, now: datetime) -> bool:
    """Take one step with the version as it is; False when `seen` is not how it stands any more."""
    if not _moved(connection, seen, to, seen.version, now):
        return False
    _note(connection, seen.id, Step(to, seen.version, note, by, now))
    return True


def sounds(connection: Connection) -> frozenset[str]:
    """Keys of the clips that scripts of people need.

    Ready audio of every version, which cannot be made again, and what an approval that stands is bound to,
    which perhaps cannot be made to the same byte.
    """
    versions = connection.execute(select(VERSIONS.c.fields)).scalars()
    ready = {json.loads(fields).get("sound") for fields in versions}
    return frozenset(key for key in (*ready, *clearances.clips(connection)) if key)


def writers(connection: Connection, entry: Entry) -> frozenset[str]:
    """Login names of all who wrote since the last approval, and of who wrote what stands there.

    Where an older version stands there again its writers count: their words may have been cleared by nobody.
    """
    first = _first_alike(connection, entry)
    since = clearances.last_cleared(connection, entry.id)
    earlier = clearances.last_cleared(connection, entry.id, before=first)
    version = VERSIONS.c.version
    rows = connection.execute(
        select(VERSIONS.c.by).where(
            VERSIONS.c.script == entry.id,
            (version > since) | (version == entry.version) | ((version > earlier) & (version <= first)),
        )
    )
    return frozenset(row.by for row in rows)


def _first_alike(connection: Connection, entry: Entry) -> int:
    """The number of the first version that says what stands there."""
    alike = (each.number for each in versions(connection, entry.id) if each.manuscript == entry.manuscript)
    return min(alike, default=entry.version)


def steps(connection: Connection, script: str) -> tuple[Step, ...]:
    """The life of a script so far, the first step first."""
    rows = connection.execute(select(STEPS).where(STEPS.c.script == script).order_by(STEPS.c.number))
    return tuple(Step(State(row.state), row.version, row.note, row.by, row.at) for row in rows)


def versions(connection: Connection, script: str) -> tuple[Version, ...]:
    """Every version of a script, the newest first."""
    rows = connection.execute(
        select(VERSIONS).where(VERSIONS.c.script == script).order_by(VERSIONS.c.version.desc())
    )
    return tuple(Version(row.version, _manuscript(row), row.by, row.at) for row in rows)


def taken(connection: Connection, beginning: str) -> frozenset[str]:
    """Ids that begin so."""
    rows = connection.execute(select(SCRIPTS.c.id).where(SCRIPTS.c.id.startswith(beginning, autoescape=True)))
    return frozenset(row.id for row in rows)


def _entries() -> Select[Any]:
    return select(SCRIPTS, VERSIONS.c.fields, VERSIONS.c.text, VERSIONS.c.by).join(
        VERSIONS, (VERSIONS.c.script == SCRIPTS.c.id) & (VERSIONS.c.version == SCRIPTS.c.version)
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, State(row.state), row.version, _manuscript(row), row.by, row.changed_at)


def _manuscript(row: Row[Any]) -> Manuscript:
    fields = json.loads(row.fields)
    days = {name: date.fromisoformat(fields[name]) for name in ("valid_from", "valid_until") if fields[name]}
    several = {name: tuple(fields[name]) for name in ("places", "voices") if name in fields}
    fields |= {"klass": BulletinClass(fields["klass"]), **several, **days}
    if "days" in fields:
        kept = fields["days"]
        weekly, dates, lunar = (tuple(kept[name]) for name in ("weekly", "dates", "lunar"))
        fields["days"] = AirDays(weekly, dates, lunar, kept["holidays"])
    return Manuscript(text=row.text, **fields)


def _keep_version(
    connection: Connection, script: str, number: int, manuscript: Manuscript, by: str, now: datetime
) -> None:
    fields = {name: value for name, value in asdict(manuscript).items() if name != "text"}
    connection.execute(
        insert(VERSIONS).values(
            script=script,
            version=number,
            fields=json.dumps(fields, ensure_ascii=False, default=str),
            text=manuscript.text,
            by=by,
            at=now,
        )
    )


def _moved(connection: Connection, seen: Entry, to: State, version: int, now: datetime) -> bool:
    """Only from what was seen: of two who decide at once, one comes second."""
    return (
        connection.execute(
            update(SCRIPTS)
            .where(SCRIPTS.c.id == seen.id, SCRIPTS.c.version == seen.version, SCRIPTS.c.state == seen.state)
            .values(state=to, version=version, changed_at=now)
        ).rowcount
        == 1
    )


def _note(connection: Connection, script: str, step: Step) -> None:
    number = select(func.coalesce(func.max(STEPS.c.number), 0) + 1).where(STEPS.c.script == script)
    connection.execute(
        insert(STEPS).values(
            script=script,
            number=connection.execute(number).scalar_one(),
            state=step.state,
            version=step.version,
            note=step.note,
            by=step.by,
            at=step.at,
        )
    )
