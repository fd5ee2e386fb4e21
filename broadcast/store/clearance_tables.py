"""The tables of approving: who cleared what and how, what was heard, what was recalled."""

from sqlalchemy import Boolean, Column, Float, Integer, PrimaryKeyConstraint, String, Table, Text

from broadcast.store.tables import METADATA, UtcDateTime

CLEARANCES = Table(
    "clearances",
    METADATA,
    Column("script", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", Integer, nullable=False),  # the first approver's is 1
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("spoken_sha256", String(64), nullable=False),
    Column("audio_sha256", String(64), nullable=False),
    Column("scope", Text, nullable=False),  # class, days and places, in the open
    Column("clip", String(64), nullable=False),  # key of the sound that was heard
    Column("door", String(10), nullable=False),
    Column("address", String(60), nullable=False),
    Column("totp", Boolean),  # null: not known
    Column("heard_s", Float),
    Column("length_s", Float),
    PrimaryKeyConstraint("script", "version", "number"),
)

LISTENED = Table(
    "listened",
    METADATA,
    Column("by", String(40), nullable=False),
    Column("script", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("audio_sha256", String(64), nullable=False),
    Column("began_at", UtcDateTime, nullable=False),  # the first report: what is believed counts from here
    Column("stretches", Text, nullable=False),  # JSON: pairs of seconds
    PrimaryKeyConstraint("by", "script", "version", "audio_sha256"),
)

RECALLS = Table(
    "recalls",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("script", String(80), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False),  # of the text that was recalled
    Column("lifts", Boolean, nullable=False),  # set: it may air again
    Column("reason", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("told", Text, nullable=False),  # JSON: by station, by day, the version that still held it
    Column("on_air", Text, nullable=False),  # JSON: by station, until when the programme on air holds it
)

RECEIPTS = Table(
    "recall_receipts",
    METADATA,
    Column("recall", Integer, nullable=False),
    Column("station", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("recall", "station"),
)
