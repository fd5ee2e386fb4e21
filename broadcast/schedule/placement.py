"""Đặt tay: what somebody decided for one script, one station and one day, over what was planned by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from broadcast.language import Text


@dataclass(frozen=True, slots=True)
class Placement:
    """Script into the session `slot`, to `position` in it (0 first; None: wherever it serves best).

    `moved_from` is the session that it leaves for that: both happen or neither. `slot` None: it does not air
    here that day. `by` is the full name of whoever decided.
    """

    script: str
    slot: str | None
    position: int | None = None
    moved_from: str | None = None
    by: str = ""

    @property
    def out(self) -> bool:
        """Whether the script shall not air at all."""
        return self.slot is None


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of a placement: honoured or not, and why not, or why it stands elsewhere than was wished.

    `over_s` is by how many seconds the session was too full for it, where that was the reason.
    """

    placement: Placement
    honoured: bool
    note: Text | None = None
    over_s: float = 0.0


def standing(decided: Iterable[Placement]) -> tuple[Placement, ...]:
    """What holds after decisions that were taken one after the other: the last word on each play counts."""
    holds: dict[tuple[str, str | None], Placement] = {}
    for each in decided:
        new = each
        if each.out:
            holds = {key: one for key, one in holds.items() if key[0] != each.script}
        else:
            holds.pop((each.script, None), None)
            earlier = holds.pop((each.script, each.moved_from or each.slot), None)
            if earlier is not None:  # moved on: it leaves the session in which it was planned at first
                new = replace(each, moved_from=earlier.moved_from)
            if new.moved_from == new.slot:
                new = replace(new, moved_from=None)
        holds.pop((new.script, new.slot), None)  # what was decided last is done last
        holds[new.script, new.slot] = new
    return tuple(holds.values())
