"""Dấu duyệt: who cleared what for air, how, and how many people a class of bulletin needs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcast.errors import Conflict, Fault
from broadcast.language import Text
from broadcast.people.life import Seal, State


class Twice(Conflict):
    """The same person has approved this version already."""


class TooLateToUndo(Conflict):
    """Something happened since, so that it cannot be taken back any more."""


class Door(StrEnum):
    """Where somebody decided."""

    PAGE = "page"
    API = "api"

    @property
    def named(self) -> Text:
        """As pages name it."""
        return {Door.PAGE: Text("trang duyệt", "the page"), Door.API: Text("API", "the API")}[self]


@dataclass(frozen=True, slots=True)
class How:
    """By which door, from which address, and whether a second factor (TOTP) was given (None: not known)."""

    door: Door = Door.PAGE
    address: str = ""
    totp: bool | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval of one version: who, when, what it is bound to, and the key of the sound that was heard.

    `heard_s` of `length_s` were listened to; None: from before that was noted.
    """

    by: str
    at: datetime
    seal: Seal
    clip: str
    how: How = How()
    heard_s: float | None = None
    length_s: float | None = None


def standing(approvals: Iterable[Approved], seal: Seal) -> tuple[Approved, ...]:
    """Of `approvals` of a version, those of exactly what stands there now."""
    return tuple(each for each in approvals if each.seal.agrees(seal))


def refuse_twice(by: str, approvals: Collection[Approved]) -> None:
    """Raise Twice when `by` is one of those who approved it: two approvals are by two people."""
    if any(each.by == by for each in approvals):
        raise Twice(
            Fault(
                Text("bạn đã duyệt bài này rồi", "you have approved this already"),
                Text("chờ một người duyệt khác", "wait for another approver"),
            )
        )


def refuse_undoing(by: str, state: State, last: tuple[State, str]) -> None:
    """Let `by` take their own decision back, while it is the last thing that happened to the script.

    `last`: the state that the last step reached, and who took it.

    Raises:
        TooLateToUndo: somebody did something since, or it was another person's decision.
    """
    if (
        last[1] != by
        or last[0] is not state
        or state not in {State.APPROVED, State.RETURNED, State.SUBMITTED}
    ):
        raise TooLateToUndo(
            Fault(
                Text(
                    "không hoàn tác được: sau đó bài đã có người làm việc khác",
                    "it cannot be taken back: something else happened since",
                ),
                Text("xem các bước của bài rồi làm bước tiếp theo", "see its steps, and take the next one"),
            )
        )


def refuse_on_air(soonest: datetime | None, locked_until: datetime) -> None:
    """Raise TooLateToUndo when it begins (`soonest`; None: nowhere) before all that is locked ends."""
    if soonest is not None and soonest <= locked_until:
        raise TooLateToUndo(
            Fault(
                Text(
                    "không hoàn tác được: bài đã phát hoặc sắp phát trong hai mươi phút tới",
                    "it cannot be taken back: it has aired, or airs within twenty minutes",
                ),
                Text("bấm Thu hồi để rút bài khỏi mọi danh sách phát", "recall it"),
            )
        )
