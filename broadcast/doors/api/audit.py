"""The audit for programs: lines as they were written, so that anybody can go through the chain themselves."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from broadcast.desk.auditing import NEWEST, PAGE, Wanted
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import SessionDep
from broadcast.errors import Conflict, Invalid, Refused
from broadcast.people import Noted

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])


class Line(BaseModel):
    """One line: `facts` is the JSON text that was chained, byte for byte."""

    number: int
    at: datetime
    by: str
    did: str
    on: str
    facts: str
    chain: str = Field(pattern="^[0-9a-f]{64}$")


class Head(BaseModel):
    """How many lines there are, and the chain up to the last."""

    number: int
    chain: str = Field(pattern="^[0-9a-f]{64}$")


class Leaf(BaseModel):
    """One page, the newest line first; ask on with `before` = the number of the last line."""

    lines: list[Line]
    head: Head
    older: bool


@router.get("", summary="Who did what, and when", responses=problems(Refused, Invalid))
def lines(
    studio: StudioDep,
    session: SessionDep,
    before: Annotated[int, Query(ge=1, le=NEWEST)] = NEWEST,
    by: Annotated[str, Query(max_length=40)] = "",
    on: Annotated[str, Query(max_length=300)] = "",
    did: Annotated[str, Query(max_length=60)] = "",
) -> Leaf:
    """At most 100 lines of what is wanted."""
    leaf = studio.auditing.leaf(session.person, Wanted(by, on, did, before), PAGE)
    head = Head(number=leaf.head.number, chain=leaf.head.chain)
    return Leaf(lines=[_line(line) for line in leaf.lines], head=head, older=leaf.older)


@router.get("/verification", summary="Go through the whole chain", responses=problems(Refused, Conflict))
def verification(studio: StudioDep, session: SessionDep) -> Head:
    """The head when every line is as it was written; 409 says which is the first that is not."""
    head = studio.auditing.verified_for(session.person)
    return Head(number=head.number, chain=head.chain)


def _line(line: Noted) -> Line:
    return Line(
        number=line.number,
        at=line.at,
        by=line.by,
        did=line.did,
        on=line.on,
        facts=line.facts,
        chain=line.chain,
    )
