"""Người: who works at a station, what each may do, and the life of a script between them."""

from broadcast.people.life import (
    Moved,
    NotOwn,
    NotReady,
    Seal,
    State,
    may_approve,
    may_move,
    refuse_doubtful,
    refuse_moved,
)
from broadcast.people.person import Act, LastInviter, MayNot, Person, Role, acting, refuse_without_inviter

__all__ = [
    "Act",
    "LastInviter",
    "MayNot",
    "Moved",
    "NotOwn",
    "NotReady",
    "Person",
    "Role",
    "Seal",
    "State",
    "acting",
    "may_approve",
    "may_move",
    "refuse_doubtful",
    "refuse_moved",
    "refuse_without_inviter",
]
