"""Tài khoản: who has one, and what each is granted. There is no default account (see invitations.py)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from broadcast.desk import naming
from broadcast.desk.granting import Granting
from broadcast.desk.guessing import WINDOW, TooManyGuesses
from broadcast.desk.invitations import Invitations
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
from broadcast.desk.passwords import WeakPassword
from broadcast.desk.second_factor import Codes, Setup, WrongCode
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.people import (
    Act,
    Deed,
    Did,
    Grant,
    Lineage,
    Person,
    Role,
    acting,
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


class UnknownAccount(NotFound):
    """Nobody has an open account of that name."""


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
    def invitations(self) -> Invitations:
        """The links that make accounts."""
        return Invitations(self.studio, self._granting, self.logins)

    @property
    def _granting(self) -> Granting:
        return Granting(self.lineage)

    @property
    def codes(self) -> Codes:
        """The codes from telephones."""
        return Codes(self.studio)

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
            after = replace(before, grants=self._granting.known(grants, before.grants))
            self._granting.refuse_beyond(now, Act.MANAGE, before.grants | after.grants)
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
            self._granting.refuse_beyond(closing, Act.MANAGE, _named(everybody, name).grants)
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
            self._granting.refuse_beyond(now, Act.MANAGE, _named(everybody, name).grants)
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
        by = deed.by or naming.CONSOLE
        accounts.add_step(connection, AccountStep(name, Done.CLOSED, person.roles, by, now))
        audit.record(connection, deed, now)


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
