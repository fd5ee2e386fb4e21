"""A person with an account, what they were granted, and what a role may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from broadcast.errors import Conflict, Fault, Refused
from broadcast.language import Text
from broadcast.people.grant import Grant, Lineage, Role, granted
from broadcast.script import BulletinClass


class MayNot(Refused):
    """Nothing that this person was granted lets them do that, or not there, or not for such a bulletin."""


class LastInviter(Conflict):
    """Without this account nobody could invite anybody any more."""


class Act(StrEnum):
    """Something that not everybody may do."""

    WRITE = "write"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    INVITE = "invite"
    MANAGE = "manage"
    PLAN = "plan"
    WORDS = "words"
    AUDIT = "audit"
    OPERATE = "operate"

    @property
    def named(self) -> Text:
        """The act as a sentence names it."""
        return _ACTS[self]


_ACTS: Mapping[Act, Text] = {
    Act.WRITE: Text("soạn, sửa và trình bài", "write, edit and submit scripts"),
    Act.APPROVE: Text("duyệt hoặc trả lại bài", "approve scripts or send them back"),
    Act.WITHDRAW: Text("rút bài đã duyệt", "withdraw approved scripts"),
    Act.INVITE: Text("mời người khác vào hệ thống", "invite others"),
    Act.WORDS: Text("ghi và bỏ từ trong từ điển của đài", "change the station's dictionary"),
    Act.AUDIT: Text("xem nhật ký", "look at the audit"),
    Act.MANAGE: Text("đổi quyền hay đóng tài khoản của người khác", "change or close the accounts of others"),
    Act.PLAN: Text("xếp lịch phát bằng tay", "place items in the timetable by hand"),
    Act.OPERATE: Text("điều khiển loa của đài", "operate the loudspeakers of a station"),
}

MAY: Mapping[Role, frozenset[Act]] = {
    Role.WRITER: frozenset({Act.WRITE}),
    Role.APPROVER: frozenset({Act.APPROVE, Act.WITHDRAW, Act.WORDS, Act.AUDIT}),
    Role.PLANNER: frozenset(
        {Act.WRITE, Act.WITHDRAW, Act.INVITE, Act.MANAGE, Act.WORDS, Act.AUDIT, Act.PLAN, Act.OPERATE}
    ),
    Role.OPERATOR: frozenset({Act.WRITE, Act.OPERATE}),
}
"""What each role may do: the operator of a commune adds its own notices and sees to its loudspeakers."""


NEEDS_CODE = frozenset({Act.APPROVE})
"""What takes a second factor from afar: an approval puts words on the air."""


class CodeRule(StrEnum):
    """When an approver needs a code: never, away from this machine, always."""

    NEVER = "never"
    REMOTE = "remote"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: `name` is what they log in with, `full_name` what pages show.

    A role among the `grants` that is given alone holds everywhere and for every class. `proven`: they came in
    by a second factor, or over a line that needs none; otherwise what NEEDS_CODE names is closed to them.
    """

    name: str
    full_name: str
    grants: frozenset[Grant]
    proven: bool = field(default=True, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grants", granted(self.grants))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that they have somewhere."""
        return frozenset(grant.role for grant in self.grants)

    def may(
        self,
        act: Act,
        at: Lineage | Sequence[Lineage] | None = None,
        klass: BulletinClass = BulletinClass.NORMAL,
    ) -> bool:
        """Whether grants allow `act` for a bulletin of `klass` at each place of `at` (None: anywhere at all).

        A place is given as its lineage: its id and those above it, up to the root. The empty lineage is
        no place in particular: only what is granted everywhere reaches it.
        """
        if act in NEEDS_CODE and not self.proven:
            return False
        high = [grant for grant in self.grants if act in MAY[grant.role] and grant.reaches(klass)]
        if at is None:
            return bool(high)
        return all(any(grant.covers(lineage) for grant in high) for lineage in _several(at))

    def refuse_unless_may(
        self,
        act: Act,
        at: Lineage | Sequence[Lineage] | None = None,
        klass: BulletinClass = BulletinClass.NORMAL,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Raise MayNot unless `may` says yes, with what is beyond them; `names`: of places, by id."""
        if self.lacks_code(act):
            raise MayNot(Fault(self._may_not(act, _NO_CODE), _SET_UP_CODE))
        if not self.may(act):
            raise MayNot(Fault(self._may_not(act), _ASK_SOMEBODY))
        if not self.may(act, klass=klass):
            raise MayNot(Fault(self._may_not(act, _class(klass)), _ASK_HIGHER))
        if not self.may(act, at, klass):
            beyond = [lineage for lineage in _several(at or ()) if not self.may(act, lineage, klass)]
            raise MayNot(Fault(self._may_not(act, _places(beyond, names or {})), _ASK_THERE))

    def lacks_code(self, act: Act) -> bool:
        """Whether they might `act` if only they had proven themselves by a code as well."""
        return act in NEEDS_CODE and not self.proven and replace(self, proven=True).may(act)

    def _may_not(self, act: Act, what: Text | None = None) -> Text:
        vi, en = (f", {what.vi}", f", {what.en}") if what else ("", "")
        return Text(
            f"tài khoản của {self.full_name} không được {act.named.vi}{vi}",
            f"the account of {self.full_name} may not {act.named.en}{en}",
        )


def _several(at: Lineage | Sequence[Lineage]) -> Sequence[Lineage]:
    """One lineage as a list of one; no place at all is no place in particular."""
    lineages: list[Lineage] = []
    for each in at:
        if isinstance(each, str):
            return [tuple(str(place) for place in at)]
        lineages.append(each)
    return lineages or [()]


def _class(klass: BulletinClass) -> Text:
    return Text(f"bản tin loại «{klass.named.vi}»", f"not for class «{klass.named.en}»")


def _places(beyond: Sequence[Lineage], names: Mapping[str, str]) -> Text:
    """Where it is that they may not, as the sentence goes on."""
    if not all(beyond):
        return Text("phát cho mọi nơi", "not for every place")
    said = ", ".join(dict.fromkeys(names.get(line[0], line[0]) for line in beyond))
    return Text(f"phát ở {said}", f"not for {said}")


_NO_CODE = Text("vì chưa bật mã xác nhận trên điện thoại", "without codes from a telephone")
_SET_UP_CODE = Text(
    "mở trang Tài khoản của tôi, bấm Bật mã xác nhận", "open My account and set up codes from a telephone"
)
_ASK_SOMEBODY = Text("nhờ người có quyền làm việc này", "ask somebody whose account may")
_ASK_HIGHER = Text(
    "nhờ người được làm tin loại ấy, hoặc nhờ trưởng đài cho thêm quyền",
    "ask somebody who may handle that class, or have the head of the station grant it",
)
_ASK_THERE = Text(
    "chọn lại nơi phát, hoặc nhờ người phụ trách nơi ấy",
    "choose other places, or ask somebody who is in charge there",
)


def acting(people: Iterable[Person], by: Person, act: Act) -> Person:
    """`by` as they are among `people` who have an account now; raises MayNot when closed or not allowed."""
    now = next((person for person in people if person.name == by.name), None)
    if now is None:
        raise has_left(by)
    now.refuse_unless_may(act)
    return now


def has_left(by: Person) -> MayNot:
    """What is told to somebody whose account was closed meanwhile."""
    what = Text(f"tài khoản của {by.full_name} đã đóng", f"the account of {by.full_name} is closed")
    return MayNot(Fault(what, _ASK_SOMEBODY))


def refuse_without_inviter(staying: Iterable[Person]) -> None:
    """Raise LastInviter when none of those who would be left may invite others everywhere."""
    if not any(person.may(Act.INVITE, (), _HIGHEST) for person in staying):
        raise LastInviter(
            Fault(
                Text(
                    "đây là tài khoản cuối cùng được mời người, đóng hay đổi thì không ai vào thêm được",
                    "this is the last account that may invite; without it nobody could be let in",
                ),
                Text("cho một người khác làm trưởng đài trước đã", "make somebody else a planner first"),
            )
        )


_HIGHEST = BulletinClass.EMERGENCY
