"""Đồng ý đọc thay: an approver lets the embedded engine speak while the one wished for is away."""

from datetime import datetime, timedelta

from broadcast.desk.studio import Studio
from broadcast.people import Act, Deed, Did, Person
from broadcast.schedule import VIETNAM
from broadcast.store import audit, consents

LASTS = timedelta(days=3)
"""How long it holds: longer than a weekend without anybody there, short enough to be noticed. Ours."""


def given(studio: Studio, wished: str) -> bool:
    """Whether somebody may speak in place of `wished` now."""
    with studio.database.begin() as connection:
        return consents.holds(connection, wished, studio.now())


def give(studio: Studio, by: Person, wished: str) -> datetime:
    """Let another engine speak in place of `wished` for a while; until when (Vietnam's clock).

    Raises:
        MayNot: `by` may not approve.
        UnknownEngine: there is no such engine.
    """
    by.refuse_unless_may(Act.APPROVE)
    studio.engine(wished)
    now = studio.now()
    with studio.database.begin() as connection:
        consents.add(connection, wished, by.name, now, now + LASTS)
        told = {"until": (now + LASTS).isoformat(timespec="minutes")}
        audit.record(connection, Deed(by.name, Did.CONSENT_GIVEN, wished, told), now)
    return (now + LASTS).astimezone(VIETNAM)
