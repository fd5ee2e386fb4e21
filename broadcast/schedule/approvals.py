"""Số người duyệt: how many people must approve a bulletin of each class; inherited down the tree of places.

No document says how many; the defaults are ours. An emergency stops everything else: two people
answer for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadcast.schedule.readings import nearest
from broadcast.script import BulletinClass

DEFAULTS: Mapping[BulletinClass, int] = {
    BulletinClass.NORMAL: 1,
    BulletinClass.PRIORITY: 1,
    BulletinClass.EMERGENCY: 2,
}


@dataclass(frozen=True, slots=True)
class LocalApprovals:
    """What one place or station lays down; None: as the place above it.

    `legal` is the document that says so; `assumed` marks what no document says.
    """

    normal: int | None = None
    priority: int | None = None
    emergency: int | None = None
    legal: str | None = None
    assumed: bool = False


def inherited_approvals(local: Sequence[LocalApprovals]) -> Mapping[BulletinClass, int]:
    """How many approvers each class needs where `local` apply, the nearest first."""
    return {
        klass: nearest((getattr(each, klass.value) for each in local), number)
        for klass, number in DEFAULTS.items()
    }
