"""Người: who works at a station, what each may do, and the life of a script between them."""

from broadcast.people.deed import GENESIS, ChainBroken, Deed, Did, Fact, Noted, chained, link, verified
from broadcast.people.grant import EVERYWHERE, Grant, Lineage, Role, granted
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
from broadcast.people.person import Act, LastInviter, MayNot, Person, acting, refuse_without_inviter

__all__ = [
    "EVERYWHERE",
    "GENESIS",
    "Act",
    "ChainBroken",
    "Deed",
    "Did",
    "Fact",
    "Grant",
    "LastInviter",
    "Lineage",
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
    "granted",
    "link",
    "may_approve",
    "may_move",
    "refuse_doubtful",
    "refuse_moved",
    "refuse_without_inviter",
    "verified",
]
