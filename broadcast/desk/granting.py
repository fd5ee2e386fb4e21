"""Trao quyền: what may be granted to whom. Nobody gives what they have not, or takes it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from broadcast.desk.naming import BadName
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import EVERYWHERE, Act, Grant, Lineage, Person, Role, granted


@dataclass(frozen=True, slots=True)
class Granting:
    """Grants beside the places there are.

    `lineage` tells where a place lies: its id and those above it, nothing for one that is not on file.
    """

    lineage: Callable[[str], Lineage]

    def known(
        self, grants: Collection[Grant | Role], held: frozenset[Grant] = frozenset()
    ) -> frozenset[Grant]:
        """The grants that were chosen; one that was `held` before may be of a place that is gone.

        Raises:
            BadName: no grant, or one at a place that there is not.
        """
        given = granted(grants)
        if not given:
            raise BadName(Fault(_NO_ROLE, _CHOOSE_ROLE))
        if any(grant.place != EVERYWHERE and not self.lineage(grant.place) for grant in given - held):
            raise BadName(Fault(_NO_PLACE, _CHOOSE_PLACE))
        return given

    def refuse_beyond(self, by: Person, act: Act, grants: Iterable[Grant]) -> None:
        """Raise MayNot where `grants` reach further than what `by` may do themselves."""
        for grant in grants:
            at = () if grant.place == EVERYWHERE else self.lineage(grant.place)
            by.refuse_unless_may(act, at, grant.ceiling)


_NO_ROLE = Text("chưa chọn việc được làm", "no role is chosen")
_CHOOSE_ROLE = Text("chọn ít nhất một việc", "choose at least one")
_NO_PLACE = Text("không có địa bàn này trong lịch của đài", "there is no such place")
_CHOOSE_PLACE = Text("chọn một nơi trong danh sách", "choose one of the list")
