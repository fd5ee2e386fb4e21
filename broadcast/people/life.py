"""Đời của một bài: draft, submitted, sent back, approved, withdrawn; and who may move it where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from broadcast.errors import Conflict, Fault, Invalid, Refused
from broadcast.language import Text
from broadcast.people.person import Act, Person


class Moved(Conflict):
    """The script is not what this person saw when they decided."""


class NotOwn(Refused):
    """Whoever wrote a text does not clear it for air."""


class NotReady(Invalid):
    """Something in the script must be decided before it can go on."""


class State(StrEnum):
    """Where a script is in its life."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"

    @property
    def named(self) -> Text:
        """The state as pages name it."""
        return _STATES[self]


_STATES: Mapping[State, Text] = {
    State.DRAFT: Text("Đang soạn", "Draft"),
    State.SUBMITTED: Text("Chờ duyệt", "Submitted"),
    State.RETURNED: Text("Trả lại", "Sent back"),
    State.APPROVED: Text("Đã duyệt", "Approved"),
    State.WITHDRAWN: Text("Đã rút", "Withdrawn"),
}

MOVES: Mapping[State, tuple[Act, frozenset[State]]] = {
    State.DRAFT: (Act.WRITE, frozenset(State)),
    State.SUBMITTED: (Act.WRITE, frozenset({State.DRAFT, State.RETURNED})),
    State.RETURNED: (Act.APPROVE, frozenset({State.SUBMITTED})),
    State.APPROVED: (Act.APPROVE, frozenset({State.SUBMITTED})),
    State.WITHDRAWN: (Act.WITHDRAW, frozenset({State.APPROVED, State.SUBMITTED})),
}
"""To reach a state: what the person must be allowed, and the states it is reached from.

Any edit leads to DRAFT, from wherever the script is: so it voids an approval, and a withdrawn script comes
back only by way of a new one.
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """What an approval is bound to, as SHA-256 in hex: the text with its fields, the words, the sound.

    `scope` says in the open what the first hash binds as well: class, days, places (empty: not told).
    """

    text: str
    spoken: str
    audio: str
    scope: str = ""

    def agrees(self, other: "Seal") -> bool:
        """Whether both are of the same; a scope that one of them does not tell is in the text's hash."""
        same = (self.text, self.spoken, self.audio) == (other.text, other.spoken, other.audio)
        return same and (self.scope == other.scope or not self.scope or not other.scope)


def may_move(person: Person, now: State, to: State) -> None:
    """Let `person` move a script from `now` to `to`.

    Raises:
        MayNot: none of their roles allows it.
        Moved: it is not in a state from which that can be done.
    """
    act, reached_from = MOVES[to]
    person.refuse_unless_may(act)
    if now not in reached_from:
        allowed = sorted((state.named for state in reached_from), key=lambda text: text.vi)
        vi, en = (" / ".join(words) for words in zip(*((each.vi, each.en) for each in allowed), strict=True))
        raise Moved(
            Fault(
                Text(
                    f"bài đang ở tình trạng «{now.named.vi}», việc này chỉ làm được khi: {vi}",
                    f"the script is «{now.named.en}»; this can be done only when it is: {en}",
                ),
                Text("tải lại trang để xem tình trạng mới nhất", "reload the page to see how it stands"),
            )
        )


def may_approve(person: Person, writers: Collection[str]) -> None:
    """Let `person` clear what `writers` (login names: all who wrote since the last approval) wrote.

    Raises:
        NotOwn: they are one of the writers.
        MayNot: they are no approver.
    """
    if person.name in writers:
        raise NotOwn(
            Fault(
                Text(
                    "bạn đã viết hoặc sửa bài này nên không được tự duyệt",
                    "you wrote or edited this script, so you may not approve it yourself",
                ),
                Text("nhờ một người duyệt khác nghe và duyệt", "ask another approver to listen and decide"),
            )
        )
    person.refuse_unless_may(Act.APPROVE)


def refuse_doubtful(doubts: Collection[Text]) -> None:
    """Raise NotReady with every doubt that a person must decide first."""
    if doubts:
        raise NotReady(*(Fault(doubt, _MEND) for doubt in doubts))


def refuse_moved(seen: Seal, now: Seal) -> None:
    """Raise Moved when what was seen and heard is not what stands there now."""
    told = (now.scope, now.scope) if not seen.scope else (seen.scope, now.scope)
    parts = (*zip(_PARTS, _parts(seen), _parts(now), strict=True), (_SCOPE, *told))
    for name, old, new in parts:
        if old != new:
            raise Moved(
                Fault(
                    Text(f"{name.vi} đã đổi từ lúc bạn mở trang", f"{name.en} changed since you opened it"),
                    Text(
                        "mở lại bài, đọc và nghe lại rồi hãy quyết định",
                        "open it again, read and listen, then decide",
                    ),
                )
            )


def _parts(seal: Seal) -> tuple[str, str, str]:
    return seal.text, seal.spoken, seal.audio


def scope(klass: str, days: tuple[date | None, date | None], places: Iterable[str], only: str = "") -> str:
    """Class, first and last day (empty: open) and places (`*`: everywhere) as a seal tells them.

    At the end `only`, the days between them on which it airs, where it does not air on all.
    """
    told = (klass, *(day.isoformat() if day else "-" for day in days), ",".join(sorted(places)) or "*", only)
    return " ".join(filter(None, told))


_PARTS = (Text("bài viết", "the text"), Text("lời đọc", "the spoken words"), Text("tiếng", "the sound"))
_SCOPE = Text("loại tin, ngày hoặc nơi phát", "its class, days or places")
_MEND = Text("sửa chỗ này rồi trình lại", "mend this, then submit again")
