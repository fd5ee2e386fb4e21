"""Approvals as rows: several of one version, each by another person; older ones count as well."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, delete, func, insert, select

from broadcast.people import Approved, Door, How, Seal, State
from broadcast.store.clearance_tables import CLEARANCES
from broadcast.store.people_tables import APPROVALS, SCRIPTS, STEPS


def of_version(connection: Connection, script: str, version: int) -> tuple[Approved, ...]:
    """Everybody's approval of that version, the first one first."""
    early = connection.execute(
        select(APPROVALS).where(APPROVALS.c.script == script, APPROVALS.c.version == version)
    )
    rows = connection.execute(
        select(CLEARANCES)
        .where(CLEARANCES.c.script == script, CLEARANCES.c.version == version)
        .order_by(CLEARANCES.c.number)
    )
    return (*map(_early, early), *map(_approved, rows))


def keep(connection: Connection, script: str, version: int, approved: Approved) -> None:
    """Write down what an approval is bound to, and how it was given."""
    last = select(func.coalesce(func.max(CLEARANCES.c.number), 0)).where(
        CLEARANCES.c.script == script, CLEARANCES.c.version == version
    )
    seal, how = approved.seal, approved.how
    connection.execute(
        insert(CLEARANCES).values(
            script=script,
            version=version,
            number=connection.execute(last).scalar_one() + 1,
            by=approved.by,
            at=approved.at,
            text_sha256=seal.text,
            spoken_sha256=seal.spoken,
            audio_sha256=seal.audio,
            scope=seal.scope,
            clip=approved.clip,
            door=how.door.value,
            address=how.address[:60],
            totp=how.totp,
            heard_s=approved.heard_s,
            length_s=approved.length_s,
        )
    )


def void(connection: Connection, script: str, version: int, by: str | None = None) -> None:
    """Drop the approvals of that version: all, or those of one person. The audit remembers them."""
    for table in (APPROVALS, CLEARANCES):
        wanted = delete(table).where(table.c.script == script, table.c.version == version)
        connection.execute(wanted if by is None else wanted.where(table.c.by == by))


def last_cleared(connection: Connection, script: str, before: int | None = None) -> int:
    """The newest version that was cleared for air and whose approval nobody took back; 0: none ever was.

    `before`: of those older than that version only.
    """
    reached = select(STEPS.c.version).where(STEPS.c.script == script, STEPS.c.state == State.APPROVED)
    if before is not None:
        reached = reached.where(STEPS.c.version < before)
    found: Iterator[int] = (
        connection.execute(
            select(func.coalesce(func.max(table.c.version), 0)).where(
                table.c.script == script, table.c.version.in_(reached)
            )
        ).scalar_one()
        for table in (APPROVALS, CLEARANCES)
    )
    return max(found)


def clips(connection: Connection) -> Iterator[str]:
    """Keys of the sounds that approvals of scripts are bound to which air, or wait for a second approver."""
    for table in (APPROVALS, CLEARANCES):
        standing = select(table.c.clip).join(
            SCRIPTS, (SCRIPTS.c.id == table.c.script) & (SCRIPTS.c.version == table.c.version)
        )
        wanted = standing.where(SCRIPTS.c.state.in_([State.APPROVED, State.SUBMITTED]))
        yield from connection.execute(wanted).scalars()


def _early(row: Row[tuple[object, ...]]) -> Approved:
    return Approved(row.by, row.at, Seal(row.text_sha256, row.spoken_sha256, row.audio_sha256), row.clip)


def _approved(row: Row[tuple[object, ...]]) -> Approved:
    seal = Seal(row.text_sha256, row.spoken_sha256, row.audio_sha256, row.scope)
    how = How(Door(row.door), row.address, row.totp)
    return Approved(row.by, row.at, seal, row.clip, how, row.heard_s, row.length_s)
