"""Đồng ý đọc thay: an approver lets the embedded engine speak while the one wished for is away."""

from datetime import timedelta

from broadcast.desk.studio import Studio
from broadcast.people import Act, Person
from broadcast.store import consents

LASTS = timedelta(days=3)
"""How long it holds: longer than a weekend without anybody there, short enough to be noticed. Ours."""


def given(studio: Studio, wished: str) -> bool:
    """Whether somebody may speak in place of `wished` now."""
    with studio.database.begin() as connection:
        return consents.holds(connection, wished, studio.now())


def give(studio: Studio, by: Person, wished: str) -> None:
    """Let another engine speak in place of `wished` for a while; raises MayNot unless `by` may approve."""
    by.refuse_unless_may(Act.APPROVE)
    now = studio.now()
    with studio.database.begin() as connection:
        consents.add(connection, wished, by.name, now, now + LASTS)
