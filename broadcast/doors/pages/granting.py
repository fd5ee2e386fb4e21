"""Việc được làm: grants as pages write them and forms send them."""

from collections.abc import Iterable, Mapping

from broadcast.doors.entrance import BadForm, Sent
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import EVERYWHERE, Grant, Role
from broadcast.schedule import Place, names_of
from broadcast.script import BulletinClass

MOST_GRANTS = 12
"""Rows of one form: with three fields each they stay below what a form may hold."""

CEILINGS: Mapping[BulletinClass, Text] = {
    BulletinClass.NORMAL: Text("chỉ tin thông thường", "normal bulletins only"),
    BulletinClass.PRIORITY: Text("đến tin ưu tiên", "up to priority"),
    BulletinClass.EMERGENCY: Text("cả tin khẩn cấp", "emergencies as well"),
}
ALL_PLACES = Text("mọi nơi", "everywhere")


def place_names(places: Iterable[Place]) -> dict[str, str]:
    """Places as a form offers them, by id."""
    return dict(names_of(places))


def said(grant: Grant, names: Mapping[str, str]) -> Text:
    """A grant in words; what is usual (everywhere, every class) is not said."""
    limits = []
    if grant.place != EVERYWHERE:
        name = names.get(grant.place, grant.place)
        limits.append(Text(name, name))
    if grant.ceiling is not BulletinClass.EMERGENCY:
        limits.append(CEILINGS[grant.ceiling])
    if not limits:
        return grant.role.named
    vi, en = "; ".join(each.vi for each in limits), "; ".join(each.en for each in limits)
    return Text(f"{grant.role.named.vi} ({vi})", f"{grant.role.named.en} ({en})")


def in_order(grants: Iterable[Grant]) -> list[Grant]:
    """Grants as lists show them: by role, place, class."""
    roles = list(Role)
    return sorted(grants, key=lambda grant: (roles.index(grant.role), grant.place, grant.ceiling.rank))


def sent_grants(sent: Sent) -> list[Grant]:
    """What a form of rows sends; a row without a role says nothing.

    Raises:
        BadForm: something that no form of ours offers.
    """
    rows = [sent.several.get(name, ()) for name in ("role", "place", "ceiling")]
    if len({len(column) for column in rows}) > 1 or len(rows[0]) > MOST_GRANTS:
        raise BadForm(Fault(_NO_GRANT, _CHOOSE))
    return [_grant(*row) for row in zip(*rows, strict=True) if row[0]]


def _grant(role: str, place: str, ceiling: str) -> Grant:
    try:
        return Grant(Role(role), place, BulletinClass(ceiling))
    except ValueError as error:
        raise BadForm(Fault(_NO_GRANT, _CHOOSE)) from error


_NO_GRANT = Text("không có việc này trong danh sách", "there is no such role or class")
_CHOOSE = Text("tải lại trang rồi chọn lại", "reload the page and choose again")
