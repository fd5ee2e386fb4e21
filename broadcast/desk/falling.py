"""Dấu duyệt rơi: words or a sound that changed void an approval; the script waits for approval again."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from broadcast.desk.alarms import Alarms
from broadcast.desk.house import House
from broadcast.desk.merging import Fallen
from broadcast.desk.studio import Studio
from broadcast.language import Text
from broadcast.people import Deed, Did, Fact, State
from broadcast.store import audit, clearances, scripts
from broadcast.store.scripts import Entry

FELL = "fallen."
"""How the id of this alarm begins."""

_TITLES = 3
"""How many titles the alarm names."""


def let_fall(studio: Studio, house: House) -> Mapping[str, Text]:
    """Hand every script whose approval holds no more to the approvers again; the alarm about those."""
    now = studio.now()
    with studio.database.begin() as connection:
        for entry in tuple(scripts.every(connection, [State.APPROVED])):
            fallen = _fallen(house, entry)
            if fallen is None:
                continue
            if scripts.move(connection, entry, State.SUBMITTED, "", fallen.what.vi, now):
                clearances.void(connection, entry.id, entry.version)
                facts: dict[str, Fact] = {"version": entry.version, "reason": fallen.what.vi}
                audit.record(connection, Deed("", Did.SCRIPT_FELL, entry.id, facts), now)
        waiting = tuple(_waiting(connection))
    return {FELL + "approvals": _said(waiting)} if waiting else {}


def tell(studio: Studio, house: House, alarms: Alarms) -> None:
    """Let approvals fall that do not hold any more; an alarm stands while such scripts wait."""
    alarms.settle(FELL, let_fall(studio, house))


def _fallen(house: House, entry: Entry) -> Fallen | None:
    reviewed = house.scripts.get(entry.id)
    if reviewed is None or reviewed.script.approved is None:
        return None
    ours = reviewed.script.fingerprint == entry.manuscript.fingerprint
    faults = (fault for fault in reviewed.faults if isinstance(fault, Fallen))
    return next(faults, None) if ours else None


def _waiting(connection: Connection) -> Sequence[Entry]:
    """Scripts that the service itself handed back, and nobody has decided on since."""
    submitted = tuple(scripts.every(connection, [State.SUBMITTED]))
    return tuple(entry for entry in submitted if not scripts.steps(connection, entry.id)[-1].by)


def _said(waiting: Sequence[Entry]) -> Text:
    number = len(waiting)
    titles = ", ".join(f"«{entry.manuscript.title}»" for entry in waiting[:_TITLES])
    more = ", …" if number > _TITLES else ""
    return Text(
        f"Lời đọc hoặc tiếng của {number} bài đã duyệt thay đổi, các bài này không phát nữa: "
        f"mở bài, nghe lại và duyệt lại ({titles}{more})",
        f"The words or the sound of {number} approved scripts changed and they do not air: "
        f"listen and approve again ({titles}{more})",
    )
