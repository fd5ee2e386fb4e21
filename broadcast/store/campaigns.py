"""Chiến dịch do đài lập: campaigns that people made here; rows are only added, the newest of each counts."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    PrimaryKeyConstraint,
    Row,
    String,
    Table,
    func,
    insert,
    select,
)
from sqlalchemy import Text as LongText

from broadcast.schedule import Campaign, Stage, Target, Topic
from broadcast.store.tables import METADATA, UtcDateTime

CAMPAIGNS = Table(
    "station_campaigns",
    METADATA,
    Column("id", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", LongText, nullable=False),  # JSON
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("id", "version"),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A campaign as somebody laid it down: its version, who, and when (aware)."""

    campaign: Campaign
    version: int
    by: str
    at: datetime


def every(connection: Connection) -> Mapping[str, Laid]:
    """The newest version of each, by id."""
    table = CAMPAIGNS.c
    newest = select(table.id, func.max(table.version).label("version")).group_by(table.id).subquery()
    wanted = select(CAMPAIGNS).join(newest, (table.id == newest.c.id) & (table.version == newest.c.version))
    rows = connection.execute(wanted.order_by(table.id))
    return {row.id: _laid(row) for row in rows}


def versions(connection: Connection, campaign: str) -> tuple[Laid, ...]:
    """Every version of one, the newest first."""
    own = select(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign).order_by(CAMPAIGNS.c.version.desc())
    return tuple(map(_laid, connection.execute(own)))


def changes(connection: Connection) -> int:
    """How often any was laid down: grows with every change."""
    return connection.execute(select(func.count()).select_from(CAMPAIGNS)).scalar_one()


def lay(connection: Connection, laid: Laid) -> None:
    """Add a version; it must be new (the table's key refuses a second one)."""
    body = json.dumps(asdict(laid.campaign), ensure_ascii=False, default=date.isoformat)
    row = {"id": laid.campaign.id, "version": laid.version, "body": body, "by": laid.by, "at": laid.at}
    connection.execute(insert(CAMPAIGNS).values(row))


def _laid(row: Row[Any]) -> Laid:
    return Laid(_read(json.loads(row.body)), row.version, row.by, row.at)


def _read(body: Mapping[str, Any]) -> Campaign:
    return Campaign(
        **{
            **body,
            "topics": tuple(Topic(**topic) for topic in body["topics"]),
            "places": tuple(body["places"]),
            "languages": tuple(body["languages"]),
            "valid_from": _day(body["valid_from"]),
            "valid_until": _day(body["valid_until"]),
            "target": Target(**body["target"]) if body["target"] else None,
            "ramp": tuple(
                Stage(date.fromisoformat(each["starts"]), Target(**each["target"])) for each in body["ramp"]
            ),
        }
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
