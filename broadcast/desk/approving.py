"""Ghi dấu duyệt: one more approval written down; the last one that is needed puts a script on the air."""

from collections.abc import Mapping

from sqlalchemy import Connection

from broadcast.desk import recalling
from broadcast.desk.entries import OVERTAKEN, Overtaken
from broadcast.people import Approved, Deed, Did, Fact, State, refuse_twice, standing
from broadcast.store import audit, clearances, scripts
from broadcast.store.scripts import Entry


def add(connection: Connection, entry: Entry, approved: Approved, needed: int) -> None:
    """`approved` of `needed` approvals of `entry`, with its lines of the audit.

    Raises:
        Overtaken: something else was decided by now.
        Twice: they approved it already.
    """
    if not scripts.hold(connection, entry, approved.at):
        raise Overtaken(OVERTAKEN)
    number = _keep(connection, entry, approved)
    enough = number >= needed
    if enough:
        scripts.move(connection, entry, State.APPROVED, approved.by, "", approved.at)
        recalling.lift(connection, entry, approved.by, approved.at)
    else:
        scripts.note(connection, entry, approved.by, f"{number}/{needed} đã duyệt", approved.at)
    heard = {"audio": approved.seal.audio, "heard_s": approved.heard_s, "length_s": approved.length_s}
    _record(connection, entry, approved, Did.SCRIPT_HEARD, {"version": entry.version, **heard})
    did = Did.SCRIPT_APPROVED if enough else Did.SCRIPT_SECONDED
    _record(connection, entry, approved, did, _told(entry, approved, number, needed))


def _keep(connection: Connection, entry: Entry, approved: Approved) -> int:
    """Write it beside those that hold; how many there are now."""
    earlier = standing(clearances.of_version(connection, entry.id, entry.version), approved.seal)
    refuse_twice(approved.by, earlier)
    if not earlier:
        clearances.void(connection, entry.id, entry.version)  # of other words or another sound
    clearances.keep(connection, entry.id, entry.version, approved)
    return len(earlier) + 1


def _record(
    connection: Connection, entry: Entry, approved: Approved, did: Did, facts: Mapping[str, Fact]
) -> None:
    audit.record(connection, Deed(approved.by, did, entry.id, facts), approved.at)


def _told(entry: Entry, approved: Approved, number: int, needed: int) -> Mapping[str, Fact]:
    """What the audit says of an approval: what it is bound to, and how it was given."""
    seal, how = approved.seal, approved.how
    return {
        "version": entry.version,
        "text": seal.text,
        "spoken": seal.spoken,
        "audio": seal.audio,
        "scope": seal.scope,
        "door": how.door.value,
        "address": how.address,
        "totp": how.totp,
        "heard_s": approved.heard_s,
        "number": number,
        "needed": needed,
    }
