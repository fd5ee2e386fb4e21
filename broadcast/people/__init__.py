"""Người: who works at a station, what each may do, and the life of a script between them."""

from broadcast.people.deed import GENESIS, ChainBroken, Deed, Did, Fact, Noted, chained, link, verified
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
    "GENESIS",
    "Act",
    "ChainBroken",
    "Deed",
    "Did",
    "Fact",
    "LastInviter",
    "MayNot",
    "Moved",
    "NotOwn",
    "NotReady",
    "Noted",
    "Person",
    "Role",
    "Seal",
    "State",
    "acting",
    "chained",
    "link",
    "may_approve",
    "may_move",
    "refuse_doubtful",
    "refuse_moved",
    "refuse_without_inviter",
    "verified",
]
