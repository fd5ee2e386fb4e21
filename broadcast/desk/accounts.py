"""Tài khoản: one-time links, passwords, sessions, and limits on guessing. There is no default account."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection

from broadcast.desk.passwords import MOST_PASSWORD, WeakPassword, composed, refuse_same, refuse_weak
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault, Invalid, NotFound, Refused
from broadcast.language import Text
from broadcast.people import (
    EVERYWHERE,
    Act,
    Grant,
    Lineage,
    Person,
    Role,
    acting,
    granted,
    refuse_without_inviter,
)
from broadcast.store import accounts
from broadcast.store.accounts import AccountStep, Done, Link, LoggedIn

__all__ = ["AccountStep", "Accounts", "Done", "Link", "LoggedIn", "WeakPassword"]

LINK_LASTS = timedelta(hours=24)
SESSION_LASTS = timedelta(hours=12)
"""Since it was last used: longer than a working day in one go, shorter than a night at an open desk."""

WINDOW = timedelta(minutes=15)
GUESSES_HERE, GUESSES_OF_NAME, GUESSES_OF_ADDRESS = 5, 30, 30
"""Wrong passwords in 15 minutes until all is refused: name and address, name alone, address alone."""

_TOUCH = timedelta(minutes=5)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])")


class WrongLogin(Refused):
    """No such name, or not that password; which of the two is not told."""


class TooManyGuesses(Refused):
    """Passwords were guessed too often; it passes by itself."""


class UsedLink(NotFound):
    """The one-time link was used, has expired, or never was."""


class UnknownAccount(NotFound):
    """Nobody has an open account of that name."""


class WrongPassword(Refused):
    """The old password is not the one of this account."""


class NameTaken(Conflict):
    """Somebody has or had that login name."""


class BadName(Invalid):
    """The name cannot be an account's."""


@dataclass(frozen=True)
class Accounts:
    """The accounts of one station's database; every function is one transaction.

    `lineage` tells where a place lies: its id and those above it, nothing for one that is not on file.
    """

    studio: Studio
    lineage: Callable[[str], Lineage] = lambda place: (place,)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher()  # argon2id with the costs of RFC 9106, second choice

    @cached_property
    def _nobody(self) -> str:
        """Verified where there is no account, so that the time tells nothing."""
        return self._hasher.hash(secrets.token_hex())

    def first_link(self) -> str | None:
        """A token that makes the first account, where there is none yet; earlier ones open no more."""
        token = secrets.token_urlsafe(32)
        link = Link("", granted(Role), self.studio.now() + LINK_LASTS)
        with self.studio.database.begin() as connection:
            if accounts.anybody(connection):
                return None
            accounts.forget_links(connection, by="")
            accounts.add_link(connection, _key(token), link, by="")
        return token

    def invite(self, by: Person, full_name: str, grants: Collection[Grant | Role]) -> str:
        """A token that makes an account for `full_name` with `grants`, once, within a day.

        Raises:
            MayNot: `by` may not invite, or not to so much.
            BadName: no name, no grant, or one at a place that there is not.
        """
        by.refuse_unless_may(Act.INVITE)
        name = _full_name(full_name)
        given = self._known(grants)
        token = secrets.token_urlsafe(32)
        link = Link(name, given, self.studio.now() + LINK_LASTS)
        with self.studio.database.begin() as connection:
            now = acting(accounts.lock(connection), by, Act.INVITE)  # a link outlives who closes meanwhile
            self._refuse_beyond(now, Act.INVITE, given)
            accounts.add_link(connection, _key(token), link, by.name)
        return token

    def invitation(self, token: str) -> Link:
        """What the link of `token` would make; raises UsedLink."""
        with self.studio.database.begin() as connection:
            return _still(accounts.link(connection, _key(token), self.studio.now()))

    def create(self, token: str, name: str, full_name: str, password: str) -> Person:
        """Make the account that the link of `token` allows; the link is used up.

        Raises:
            UsedLink, BadName, NameTaken, WeakPassword: nothing was made, the link still opens (if it did).
        """
        login, shown = _login_name(name), _full_name(full_name)
        refuse_weak(password, login)
        hashed = self._hasher.hash(composed(password))
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            link = _still(accounts.link(connection, _key(token), now))
            if accounts.taken(connection, login):
                raise NameTaken(Fault(_taken(login), _ANOTHER_NAME))
            if not accounts.use_link(connection, _key(token)):
                raise UsedLink(Fault(_USED, _ASK_ANEW))
            person = Person(login, link.full_name or shown, link.grants)
            accounts.add(connection, person, hashed, now)
        return person

    def log_in(self, name: str, password: str, address: str) -> str:
        """The token of a new session; `address` is where the request came from.

        Raises:
            WrongLogin: no such name or not that password.
            TooManyGuesses: wrong passwords were tried too often.
        """
        login, now = name.strip().lower()[:40], self.studio.now()
        with self.studio.database.begin() as connection:
            _refuse_guessing(accounts.failures(connection, login, address, now - WINDOW))
            found = accounts.account(connection, login)
        right = self._verified(found.password if found else self._nobody, password) and found is not None
        with self.studio.database.begin() as connection:
            if not right or found is None:
                accounts.note_failure(connection, login, address, now, now - WINDOW)
            else:
                accounts.forgive(connection, login, address)
                return self._opened(connection, found, password, now)
        raise WrongLogin(Fault(_WRONG_LOGIN, _TRY_AGAIN))

    def session(self, token: str) -> LoggedIn | None:
        """Who holds `token`, if they are logged in."""
        now, key = self.studio.now(), _key(token)
        with self.studio.database.begin() as connection:
            found = accounts.session(connection, key, now)
            if found is not None and now - found.seen_at > _TOUCH:
                accounts.prolong(connection, key, now, now + SESSION_LASTS)
        return found

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

    def change_password(self, by: Person, token: str, old: str, new: str, address: str) -> None:
        """A new password for `by`, whose session has `token`; every other session of theirs ends.

        Raises:
            WrongPassword: `old` is not their password.
            TooManyGuesses: wrong passwords were tried too often.
            WeakPassword: the new one is easily guessed, or the old one again.
        """
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            _refuse_guessing(accounts.failures(connection, by.name, address, now - WINDOW))
            found = accounts.account(connection, by.name)
        if found is None or not self._verified(found.password, old):
            with self.studio.database.begin() as connection:
                accounts.note_failure(connection, by.name, address, now, now - WINDOW)
            raise WrongPassword(Fault(_WRONG_OLD, _TRY_AGAIN))
        refuse_same(old, new)
        refuse_weak(new, by.name)
        hashed = self._hasher.hash(composed(new))
        with self.studio.database.begin() as connection:
            accounts.change_password(connection, by.name, hashed)
            accounts.forgive(connection, by.name, address)
            accounts.close_sessions(connection, by.name, but=_key(token))
            accounts.add_step(connection, AccountStep(by.name, Done.PASSWORD, by.roles, by.name, now))

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
                accounts.forget_links(connection, name)
            step = AccountStep(name, Done.ROLES, before.roles, by.name, self.studio.now())
            accounts.add_step(connection, step)

    def close(self, by: Person, name: str) -> None:
        """Close the account of `name`: its sessions and open invitations end at once, its records stay.

        Raises:
            MayNot: `by` may not close accounts, or not one with these grants.
            UnknownAccount: `name` has no open account.
            LastInviter: nobody could invite any more.
        """
        by.refuse_unless_may(Act.MANAGE)
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            everybody = accounts.lock(connection)
            closing = acting(everybody, by, Act.MANAGE)
            person, others = _apart(everybody, name)
            self._refuse_beyond(closing, Act.MANAGE, person.grants)
            refuse_without_inviter(others)
            accounts.close(connection, name, now)
            accounts.close_sessions(connection, name)
            accounts.forget_links(connection, name)
            accounts.add_step(connection, AccountStep(name, Done.CLOSED, person.roles, by.name, now))

    def log_out(self, token: str) -> None:
        """End the session of `token`."""
        with self.studio.database.begin() as connection:
            accounts.close_session(connection, _key(token))

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

    def _verified(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, composed(password[:MOST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False

    def _opened(self, connection: Connection, account: accounts.Account, password: str, now: datetime) -> str:
        if self._hasher.check_needs_rehash(account.password):
            renewed = self._hasher.hash(composed(password))
            accounts.change_password(connection, account.person.name, renewed)
        token = secrets.token_urlsafe(32)
        accounts.open_session(
            connection, _key(token), account.person.name, secrets.token_urlsafe(32), now, now + SESSION_LASTS
        )
        return token


def right_csrf(session: LoggedIn, sent: str) -> bool:
    """Whether `sent` is the session's own token; compared in constant time."""
    return hmac.compare_digest(session.csrf.encode(), sent.encode("utf-8", "replace"))


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _login_name(name: str) -> str:
    login = name.strip().lower()
    if not _NAME.fullmatch(login):
        raise BadName(Fault(_NOT_LOGIN, _LOGIN_FORM))
    return login


def _full_name(name: str) -> str:
    shown = unicodedata.normalize("NFC", " ".join(name.split()))
    if not (2 <= len(shown) <= 120 and shown.isprintable()):
        raise BadName(Fault(_NO_NAME, _WRITE_NAME))
    return shown


def _refuse_guessing(counts: tuple[int, int, int]) -> None:
    limits = (GUESSES_HERE, GUESSES_OF_NAME, GUESSES_OF_ADDRESS)
    if any(count >= limit for count, limit in zip(counts, limits, strict=True)):
        raise TooManyGuesses(Fault(_TOO_OFTEN, _WAIT))


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
    "khởi động lại dịch vụ để có đường dẫn mới, hoặc nhờ trưởng đài mời lại",
    "start the service again for a new one, or ask to be invited again",
)
_WRONG_LOGIN = Text("tên đăng nhập hoặc mật khẩu không đúng", "the name or the password is wrong")
_TRY_AGAIN = Text("gõ lại; xem phím Caps Lock và bộ gõ tiếng Việt", "type them again; see Caps Lock")
_TOO_OFTEN = Text("đã gõ sai mật khẩu quá nhiều lần", "the password was wrong too often")
_WAIT = Text("đợi 15 phút rồi thử lại", "wait 15 minutes, then try again")
_NOT_LOGIN = Text("tên đăng nhập này không dùng được", "this cannot be a login name")
_LOGIN_FORM = Text(
    "dùng 2 đến 40 chữ thường không dấu, số, dấu chấm hoặc gạch nối, như nguyen.van.a",
    "use 2 to 40 of a-z, 0-9, dots and hyphens, like nguyen.van.a",
)
_WRONG_OLD = Text("mật khẩu cũ không đúng", "the old password is wrong")
_NO_NAME = Text("chưa ghi họ tên", "no full name is given")
_WRITE_NAME = Text("ghi họ và tên, tên này đứng trong dấu duyệt", "write it, it stands in every approval")
