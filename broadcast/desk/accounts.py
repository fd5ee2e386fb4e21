"""Tài khoản: who has one, what each is granted, one-time links that make one. There is no default account."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from broadcast.desk import naming
from broadcast.desk.guessing import LINK, WINDOW, TooManyGuesses, guess
from broadcast.desk.logins import (
    SESSION_LASTS,
    CodeNeeded,
    Logins,
    UsedLink,
    WrongLogin,
    WrongPassword,
    lacks_code,
    right_csrf,
)
from broadcast.desk.naming import BadName
from broadcast.desk.passwords import WeakPassword, refuse_weak
from broadcast.desk.second_factor import Codes, Setup, WrongCode
from broadcast.desk.studio import Studio
from broadcast.desk.tokens import key_of, new_token
from broadcast.errors import Conflict, Fault, NotFound
from broadcast.language import Text
from broadcast.people import (
    EVERYWHERE,
    Act,
    Deed,
    Did,
    Grant,
    Lineage,
    Person,
    Role,
    acting,
    granted,
    refuse_without_inviter,
    told,
)
from broadcast.store import accounts, audit, links, second_factors
from broadcast.store.accounts import AccountStep, Done, LoggedIn
from broadcast.store.links import Link

__all__ = [
    "SESSION_LASTS",
    "WINDOW",
    "AccountStep",
    "Accounts",
    "BadName",
    "CodeNeeded",
    "Done",
    "Link",
    "LoggedIn",
    "Setup",
    "TooManyGuesses",
    "UsedLink",
    "WeakPassword",
    "WrongCode",
    "WrongLogin",
    "WrongPassword",
    "lacks_code",
    "right_csrf",
]

LINK_LASTS = timedelta(hours=24)
CONSOLE = "/console"
"""Who invited, where somebody did it at the server's command line: no login name looks like that."""


class UnknownAccount(NotFound):
    """Nobody has an open account of that name."""


class NameTaken(Conflict):
    """Somebody has or had that login name."""


@dataclass(frozen=True)
class Accounts:
    """The accounts of one station's database; every function is one transaction.

    `lineage` tells where a place lies: its id and those above it, nothing for one that is not on file.
    """

    studio: Studio
    lineage: Callable[[str], Lineage] = lambda place: (place,)
    logins: Logins = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "logins", Logins(self.studio))

    @property
    def codes(self) -> Codes:
        """The codes from telephones."""
        return Codes(self.studio)

    def first_link(self) -> str | None:
        """A token that makes the first account, where there is none yet; earlier ones open no more."""
        token = new_token()
        link = Link("", granted(Role), self.studio.now() + LINK_LASTS)
        with self.studio.database.begin() as connection:
            if accounts.anybody(connection):
                return None
            links.forget_links(connection, by="")
            links.add_link(connection, key_of(token), link, by="")
        return token

    def invite(self, by: Person, full_name: str, grants: Collection[Grant | Role]) -> str:
        """A token that makes an account for `full_name` with `grants`, once, within a day.

        Raises:
            MayNot: `by` may not invite, or not to so much.
            BadName: no name, no grant, or one at a place that there is not.
        """
        by.refuse_unless_may(Act.INVITE)
        name = naming.full_name(full_name)
        given = self._known(grants)
        token = new_token()
        link = Link(name, given, self.studio.now() + LINK_LASTS)
        with self.studio.database.begin() as connection:
            now = acting(accounts.lock(connection), by, Act.INVITE)  # a link outlives who closes meanwhile
            self._refuse_beyond(now, Act.INVITE, given)
            links.add_link(connection, key_of(token), link, by.name)
            deed = Deed(by.name, Did.INVITED, name, {"grants": told(given)})
            audit.record(connection, deed, self.studio.now())
        return token

    def invite_here(self, operator: str, full_name: str, grants: Collection[Grant | Role]) -> str:
        """The same at the server's command line; `operator`: their name on that machine. Raises BadName."""
        name, given, token = naming.full_name(full_name), self._known(grants), new_token()
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            links.add_link(connection, key_of(token), Link(name, given, now + LINK_LASTS), CONSOLE)
            facts = {"grants": told(given), "console": operator}
            audit.record(connection, Deed("", Did.INVITED, name, facts), now)
        return token

    def invitation(self, token: str, address: str = "?") -> Link:
        """What the link of `token` would make; raises UsedLink, TooManyGuesses."""
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            found = links.link(connection, key_of(token), now)
        if found is None:
            with self.studio.database.begin() as connection:
                guess(connection, LINK, "", address, now)
        return _still(found)

    def create(self, token: str, name: str, full_name: str, password: str) -> Person:
        """Make the account that the link of `token` allows; the link is used up.

        Raises:
            UsedLink, BadName, NameTaken, WeakPassword: nothing was made, the link still opens (if it did).
        """
        login, shown = naming.login_name(name), naming.full_name(full_name)
        refuse_weak(password, login)
        self.invitation(token)
        with self.logins.hashing.turn() as hasher:
            hashed = hasher.hashed(password)
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            link = _still(links.link(connection, key_of(token), now))
            if accounts.taken(connection, login):
                raise NameTaken(Fault(_taken(login), _ANOTHER_NAME))
            if not links.use_link(connection, key_of(token)):
                raise UsedLink(Fault(_USED, _ASK_ANEW))
            person = Person(login, link.full_name or shown, link.grants)
            accounts.add(connection, person, hashed, now)
            facts = {"full_name": person.full_name, "grants": told(person.grants)}
            audit.record(connection, Deed(login, Did.ACCOUNT_MADE, login, facts), now)
        return person

    def log_in(self, name: str, password: str, address: str, code: str = "") -> str:
        """The token of a new session; raises as `Logins.log_in`."""
        return self.logins.log_in(name, password, address, code)

    def session(self, token: str, *, here: bool = True) -> LoggedIn | None:
        """Who holds `token`, if they are logged in; `here`: they sit at this very machine."""
        return self.logins.session(token, here=here)

    def log_out(self, token: str) -> None:
        """End the session of `token`."""
        self.logins.log_out(token)

    def everybody(self) -> Sequence[Person]:
        """Everybody with an account, by name."""
        with self.studio.database.begin() as connection:
            return accounts.everybody(connection)

    def closed(self) -> Sequence[tuple[Person, datetime]]:
        """Whose account is closed, and since when; the last one first."""
        with self.studio.database.begin() as connection:
            return accounts.closed(connection)

    def one(self, name: str) -> tuple[Person, Sequence[AccountStep], Mapping[str, str]]:
        """An open account, what was done to it, full names by login name; raises UnknownAccount."""
        with self.studio.database.begin() as connection:
            person = _named(accounts.everybody(connection), name)
            return person, accounts.steps(connection, name), accounts.full_names(connection)

    def change_grants(self, by: Person, name: str, grants: Collection[Grant | Role]) -> None:
        """Let `name` do what `grants` allow from now on; the open invitations of one who may do less go.

        Raises:
            MayNot: `by` may not change accounts, or not at the places of this one.
            UnknownAccount: `name` has no open account.
            BadName: no grant, or one at a place that there is not.
            LastInviter: nobody could invite any more.
        """
        by.refuse_unless_may(Act.MANAGE)
        with self.studio.database.begin() as connection:
            everybody = accounts.lock(connection)
            now = acting(everybody, by, Act.MANAGE)
            before, others = _apart(everybody, name)
            after = replace(before, grants=self._known(grants, before.grants))
            self._refuse_beyond(now, Act.MANAGE, before.grants | after.grants)
            refuse_without_inviter([*others, after])
            if after == before:
                return
            accounts.change_grants(connection, after)
            if not before.grants <= after.grants:
                links.forget_links(connection, name)
            step = AccountStep(name, Done.ROLES, before.roles, by.name, self.studio.now())
            accounts.add_step(connection, step)
            facts = {"before": told(before.grants), "after": told(after.grants)}
            audit.record(connection, Deed(by.name, Did.GRANTS_CHANGED, name, facts), step.at)

    def close(self, by: Person, name: str) -> None:
        """Close the account of `name`: its sessions and open invitations end at once, its records stay.

        Raises:
            MayNot: `by` may not close accounts, or not one with these grants.
            UnknownAccount: `name` has no open account.
            LastInviter: nobody could invite any more.
        """
        by.refuse_unless_may(Act.MANAGE)
        with self.studio.database.begin() as connection:
            everybody = accounts.lock(connection)
            closing = acting(everybody, by, Act.MANAGE)
            self._refuse_beyond(closing, Act.MANAGE, _named(everybody, name).grants)
            self._close(connection, everybody, name, Deed(by.name, Did.ACCOUNT_CLOSED, name))

    def close_here(self, operator: str, name: str) -> None:
        """The same at the server's command line; raises UnknownAccount, LastInviter."""
        with self.studio.database.begin() as connection:
            deed = Deed("", Did.ACCOUNT_CLOSED, name, {"console": operator})
            self._close(connection, accounts.lock(connection), name, deed)

    def reset_codes(self, by: Person, name: str) -> None:
        """Ask `name` for codes no more: their telephone is lost. Their sessions end.

        Raises:
            MayNot: `by` may not change accounts, or not one with these grants.
            UnknownAccount: `name` has no open account.
        """
        by.refuse_unless_may(Act.MANAGE)
        with self.studio.database.begin() as connection:
            everybody = accounts.lock(connection)
            now = acting(everybody, by, Act.MANAGE)
            self._refuse_beyond(now, Act.MANAGE, _named(everybody, name).grants)
            second_factors.forget(connection, name)
            accounts.close_sessions(connection, name)
            links.forget_half_logins(connection, name)
            audit.record(connection, Deed(by.name, Did.CODE_RESET, name), self.studio.now())

    def _close(self, connection: Connection, everybody: Sequence[Person], name: str, deed: Deed) -> None:
        person, others = _apart(everybody, name)
        refuse_without_inviter(others)
        now = self.studio.now()
        accounts.close(connection, name, now)
        accounts.close_sessions(connection, name)
        links.forget_links(connection, name)
        links.forget_half_logins(connection, name)
        links.forget_resets(connection, name)
        second_factors.forget(connection, name)
        by = deed.by or CONSOLE
        accounts.add_step(connection, AccountStep(name, Done.CLOSED, person.roles, by, now))
        audit.record(connection, deed, now)

    def _known(
        self, grants: Collection[Grant | Role], held: frozenset[Grant] = frozenset()
    ) -> frozenset[Grant]:
        """The grants that were chosen; one that was held before may be of a place that is gone."""
        given = granted(grants)
        if not given:
            raise BadName(Fault(_NO_ROLE, _CHOOSE_ROLE))
        if any(grant.place != EVERYWHERE and not self.lineage(grant.place) for grant in given - held):
            raise BadName(Fault(_NO_PLACE, _CHOOSE_PLACE))
        return given

    def _refuse_beyond(self, by: Person, act: Act, grants: Iterable[Grant]) -> None:
        """Raise MayNot where `grants` reach further than `by` themselves: nobody gives what they have not."""
        for grant in grants:
            at = () if grant.place == EVERYWHERE else self.lineage(grant.place)
            by.refuse_unless_may(act, at, grant.ceiling)


def _still(link: Link | None) -> Link:
    if link is None:
        raise UsedLink(Fault(_USED, _ASK_ANEW))
    return link


def _named(people: Iterable[Person], name: str) -> Person:
    for person in people:
        if person.name == name:
            return person
    raise UnknownAccount(
        Fault(
            Text(f"không có tài khoản «{name[:40]}» đang mở", f"there is no open account «{name[:40]}»"),
            Text("mở lại trang Người dùng", "open the page of people again"),
        )
    )


def _apart(people: Sequence[Person], name: str) -> tuple[Person, Sequence[Person]]:
    """The person `name`, and everybody else; raises UnknownAccount."""
    return _named(people, name), [person for person in people if person.name != name]


def _taken(login: str) -> Text:
    return Text(f"tên đăng nhập «{login}» đã có người dùng", f"the login name «{login}» is taken")


_NO_ROLE = Text("chưa chọn việc được làm", "no role is chosen")
_CHOOSE_ROLE = Text("chọn ít nhất một việc", "choose at least one")
_NO_PLACE = Text("không có địa bàn này trong lịch của đài", "there is no such place")
_CHOOSE_PLACE = Text("chọn một nơi trong danh sách", "choose one of the list")
_ANOTHER_NAME = Text("chọn tên khác", "choose another")
_USED = Text("đường dẫn này đã dùng rồi hoặc đã hết hạn", "this link was used or has expired")
_ASK_ANEW = Text(
    "nhờ trưởng đài gửi đường dẫn mới; tài khoản đầu tiên thì nhờ người phụ trách máy khởi động lại dịch vụ",
    "start the service again for a new one, or ask to be invited again",
)
