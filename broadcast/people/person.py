"""A person with an account, their roles, and what a role may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from broadcast.errors import Conflict, Fault, Refused
from broadcast.language import Text


class MayNot(Refused):
    """None of this person's roles may do that."""


class LastInviter(Conflict):
    """Without this account nobody could invite anybody any more."""


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


class Act(StrEnum):
    """Something that not everybody may do."""

    WRITE = "write"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    INVITE = "invite"
    MANAGE = "manage"
    WORDS = "words"
    AUDIT = "audit"

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
}

MAY: Mapping[Role, frozenset[Act]] = {
    Role.WRITER: frozenset({Act.WRITE}),
    Role.APPROVER: frozenset({Act.APPROVE, Act.WITHDRAW, Act.WORDS, Act.AUDIT}),
    Role.PLANNER: frozenset({Act.WRITE, Act.WITHDRAW, Act.INVITE, Act.MANAGE, Act.WORDS, Act.AUDIT}),
    Role.OPERATOR: frozenset({Act.WRITE}),
}
"""What each role may do: the operator of a commune adds the commune's own notices."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: `name` is what they log in with, `full_name` what pages show."""

    name: str
    full_name: str
    roles: frozenset[Role]

    def may(self, act: Act) -> bool:
        """Whether one of the roles allows it."""
        return any(act in MAY[role] for role in self.roles)

    def refuse_unless_may(self, act: Act) -> None:
        """Raise MayNot unless one of the roles allows `act`."""
        if not self.may(act):
            raise MayNot(
                Fault(
                    Text(
                        f"tài khoản của {self.full_name} không được {act.named.vi}",
                        f"the account of {self.full_name} may not {act.named.en}",
                    ),
                    Text("nhờ người có quyền làm việc này", "ask somebody whose account may"),
                )
            )


def acting(people: Iterable[Person], by: Person, act: Act) -> Person:
    """`by` as they are among `people` who have an account now; raises MayNot when closed or not allowed."""
    now = next((person for person in people if person.name == by.name), None)
    if now is None:
        raise MayNot(
            Fault(
                Text(
                    f"tài khoản của {by.full_name} đã đóng",
                    f"the account of {by.full_name} is closed",
                ),
                Text("nhờ người có quyền làm việc này", "ask somebody whose account may"),
            )
        )
    now.refuse_unless_may(act)
    return now


def refuse_without_inviter(staying: Iterable[Person]) -> None:
    """Raise LastInviter when none of those who would be left may invite others."""
    if not any(person.may(Act.INVITE) for person in staying):
        raise LastInviter(
            Fault(
                Text(
                    "đây là tài khoản cuối cùng được mời người, đóng hay đổi thì không ai vào thêm được",
                    "this is the last account that may invite; without it nobody could be let in",
                ),
                Text("cho một người khác làm trưởng đài trước đã", "make somebody else a planner first"),
            )
        )
