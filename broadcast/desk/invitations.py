"""Lời mời: one-time links that make accounts; the very first one is made by a link as well."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from broadcast.desk import naming
from broadcast.desk.granting import Granting
from broadcast.desk.guessing import LINK, guess
from broadcast.desk.logins import Logins, UsedLink
from broadcast.desk.passwords import refuse_weak
from broadcast.desk.studio import Studio
from broadcast.desk.tokens import key_of, new_token
from broadcast.errors import Conflict, Fault
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Grant, Person, Role, acting, granted, told
from broadcast.store import accounts, audit, links
from broadcast.store.links import Link

LINK_LASTS = timedelta(hours=24)


class NameTaken(Conflict):
    """Somebody has or had that login name."""


@dataclass(frozen=True, slots=True)
class Invitations:
    """The links of one station's database; every function is one transaction."""

    studio: Studio
    granting: Granting
    logins: Logins

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
        given = self.granting.known(grants)
        token = new_token()
        link = Link(name, given, self.studio.now() + LINK_LASTS)
        with self.studio.database.begin() as connection:
            now = acting(accounts.lock(connection), by, Act.INVITE)  # a link outlives who closes meanwhile
            self.granting.refuse_beyond(now, Act.INVITE, given)
            links.add_link(connection, key_of(token), link, by.name)
            deed = Deed(by.name, Did.INVITED, name, {"grants": told(given)})
            audit.record(connection, deed, self.studio.now())
        return token

    def invite_here(self, operator: str, full_name: str, grants: Collection[Grant | Role]) -> str:
        """The same at the server's command line; `operator`: their name on that machine. Raises BadName."""
        name, given, token = naming.full_name(full_name), self.granting.known(grants), new_token()
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            links.add_link(connection, key_of(token), Link(name, given, now + LINK_LASTS), naming.CONSOLE)
            facts = {"grants": told(given), "console": operator}
            audit.record(connection, Deed("", Did.INVITED, name, facts), now)
        return token

    def of(self, token: str, address: str = "?") -> Link:
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
        self.of(token)
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


def _still(link: Link | None) -> Link:
    if link is None:
        raise UsedLink(Fault(_USED, _ASK_ANEW))
    return link


def _taken(login: str) -> Text:
    return Text(f"tên đăng nhập «{login}» đã có người dùng", f"the login name «{login}» is taken")


_ANOTHER_NAME = Text("chọn tên khác", "choose another")
_USED = Text("đường dẫn này đã dùng rồi hoặc đã hết hạn", "this link was used or has expired")
_ASK_ANEW = Text(
    "nhờ trưởng đài gửi đường dẫn mới; tài khoản đầu tiên thì nhờ người phụ trách máy khởi động lại dịch vụ",
    "start the service again for a new one, or ask to be invited again",
)
