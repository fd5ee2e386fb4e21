"""What communes chose of what comes from above: rows are only added, the newest of each thing counts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select

from broadcast.schedule import Choices, in_order
from broadcast.store.station_tables import CHOICES


class Kind(StrEnum):
    """What was chosen of a script."""

    FIRST = "first"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


def add(  # noqa: PLR0917
    connection: Connection, station: str, kind: Kind, script: str, other: str, by: str, at: datetime
) -> None:
    """`script` goes before `other`, or is declined, or may air again."""
    row = {"station": station, "kind": kind.value, "script": script, "other": other, "by": by, "at": at}
    connection.execute(insert(CHOICES).values(row))


def changes(connection: Connection) -> int:
    """How often anything was chosen: grows with every choice."""
    return connection.execute(select(func.count()).select_from(CHOICES)).scalar_one()


def every(connection: Connection) -> Mapping[str, Choices]:
    """What each commune chose, by station; none of one that chose nothing."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    fate: dict[str, dict[str, Kind]] = defaultdict(dict)
    for row in connection.execute(select(CHOICES).order_by(CHOICES.c.id.desc())):
        if row.kind == Kind.FIRST:
            pairs[row.station].append((row.script, row.other))
        else:
            fate[row.station].setdefault(row.script, Kind(row.kind))
    return {
        station: Choices(
            frozenset(name for name, kind in fate[station].items() if kind is Kind.DECLINED),
            in_order(pairs[station]),
        )
        for station in sorted({*pairs, *fate})
    }
