"""Quyền: a role, where it holds, and up to which class of bulletin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from broadcast.language import Text
from broadcast.script import BulletinClass

EVERYWHERE = ""
"""The place of a grant that holds at every place, also at those that are founded later."""

Lineage = tuple[str, ...]
"""A place as its id and those of the places above it, the nearest first."""


class Role(StrEnum):
    """What a person is at the station (domain.md, section 1); one person may have several."""

    WRITER = "writer"
    APPROVER = "approver"
    PLANNER = "planner"
    OPERATOR = "operator"

    @property
    def named(self) -> Text:
        """The role as pages name it."""
        return _ROLES[self]


_ROLES: Mapping[Role, Text] = {
    Role.WRITER: Text("biên tập viên", "writer"),
    Role.APPROVER: Text("người duyệt", "approver"),
    Role.PLANNER: Text("trưởng đài", "planner"),
    Role.OPERATOR: Text("cán bộ trực đài xã", "operator"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role may do, at `place` and everywhere below it, for bulletins up to the class `ceiling`."""

    role: Role
    place: str = EVERYWHERE
    ceiling: BulletinClass = BulletinClass.EMERGENCY

    def covers(self, lineage: Lineage) -> bool:
        """Whether it holds at the place of that lineage."""
        return self.place == EVERYWHERE or self.place in lineage

    def reaches(self, klass: BulletinClass) -> bool:
        """Whether it holds for a bulletin of that class."""
        return klass.rank <= self.ceiling.rank


def granted(given: Iterable[Grant | Role]) -> frozenset[Grant]:
    """Grants as they are kept; a role that is given alone holds everywhere and for every class."""
    return frozenset(each if isinstance(each, Grant) else Grant(each) for each in given)


def told(grants: Iterable[Grant]) -> str:
    """Grants as one line of the audit: `writer@my-an<=normal, approver`; what is not said has no limit."""
    return ", ".join(sorted(map(_told, grants)))


def _told(grant: Grant) -> str:
    place = f"@{grant.place}" if grant.place != EVERYWHERE else ""
    ceiling = f"<={grant.ceiling.value}" if grant.ceiling is not BulletinClass.EMERGENCY else ""
    return f"{grant.role.value}{place}{ceiling}"
