"""The tables of what a commune does itself: orders to its loudspeakers, faults, what it chose to air."""

from sqlalchemy import Boolean, Column, Float, Integer, PrimaryKeyConstraint, String, Table, Text

from broadcast.store.tables import METADATA, UtcDateTime

ORDERS = Table(
    "station_orders",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=True),  # of the station's orders
    Column("station", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),  # pause, resume, volume
    Column("at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("emergencies", Boolean, nullable=False),
    Column("gain_db", Float, nullable=False),
    Column("by", String(40), nullable=False),
    Column("full_name", String(120), nullable=False),
    Column("reason", Text, nullable=False),
)

OBEYED = Table(
    "station_obeyed",
    METADATA,
    Column("station", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),  # when the station first said so, by our clock
    PrimaryKeyConstraint("station", "version"),
)

FAULTS = Table(
    "station_faults",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("station", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("words", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("mended_by", String(40)),
    Column("mended_at", UtcDateTime),
    Column("note", Text, nullable=False),
)

CHOICES = Table(
    "station_choices",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),  # the newest counts
    Column("station", String(80), nullable=False, index=True),
    Column("kind", String(20), nullable=False),  # first, declined, taken_back
    Column("script", String(200), nullable=False),
    Column("other", String(200), nullable=False),  # what goes behind; empty where nothing does
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
