"""The tables. Rows go in, frozen values come out; the URL decides whether SQLite or PostgreSQL keeps them."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. SQLite forgets time zones: this puts them back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a moment without a zone: it would be guessed at."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment without a time zone cannot be stored"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware again, in UTC."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


METADATA = MetaData()

PROGRAMMES = Table(
    "programmes",
    METADATA,
    Column("key", String(64), primary_key=True),  # digest of all that it is made from
    Column("sha256", String(64), nullable=False, index=True),
    Column("ext", String(8), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("loudness_lufs", Float, nullable=False),
    Column("true_peak_dbtp", Float, nullable=False),
    Column("offsets_s", Text, nullable=False),  # JSON: one number a cue, as heard
    Column("made_at", UtcDateTime, nullable=False),
)

MEASUREMENTS = Table(
    "measurements",
    METADATA,
    Column("sha256", String(64), primary_key=True),  # of the file: what was measured once stays true
    Column("measured_at", UtcDateTime, nullable=False),
    Column("integrated_lufs", Float),  # NULL: silence
    Column("range_lu", Float, nullable=False),
    Column("true_peak_dbtp", Float),  # NULL: silence
    Column("peaks", LargeBinary, nullable=False),  # the waveform: one byte a column of the picture
    Column("means", LargeBinary, nullable=False),
    Column("levels", LargeBinary, nullable=False),  # short-term loudness
)

PLAYLISTS = Table(
    "playlists",
    METADATA,
    Column("station", String(80), nullable=False),
    Column("date", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # of what it says, without version and times of making
    Column("body", LargeBinary, nullable=False),  # the JSON that stations read, byte for byte
    Column("published_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("station", "date", "version"),
)

AS_RUN = Table(
    "as_run",
    METADATA,
    Column("station", String(80), nullable=False),
    Column("id", String(200), nullable=False),  # the station's own: one station cannot take another's
    Column("item", String(200), nullable=False),
    Column("date", Date, nullable=False),
    Column("version", Integer, nullable=False),  # of the snapshot that the station played from
    Column("outcome", String(8), nullable=False),
    Column("planned_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("played_s", Float, nullable=False),
    Column("reason_code", String(200)),
    Column("reason_vi", Text),
    Column("reason_en", Text),
    Column("sha256", String(64)),
    Column("received_at", UtcDateTime, nullable=False),  # by our clock; the others are by the station's
    PrimaryKeyConstraint("station", "id"),
    Index("as_run_by_date", "date", "station"),
)

HEARTBEATS = Table(
    "heartbeats",
    METADATA,
    Column("station", String(80), nullable=False),
    Column("id", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("agent", Text, nullable=False),
    Column("playing", String(200)),
    Column("playlists", Text, nullable=False),  # JSON: version by day
    Column("waiting", Integer, nullable=False),
    Column("free_bytes", BigInteger, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("station", "id"),
    Index("heartbeats_by_arrival", "station", "received_at"),
)

PLACEMENTS = Table(
    "placements",  # a row is only added, and undone once
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("move", String(32), nullable=False, index=True),  # what was decided at once
    Column("station", String(80), nullable=False),
    Column("day", Date, nullable=False),
    Column("script", String(200), nullable=False),
    Column("slot", String(80)),  # NULL: not on that day
    Column("position", Integer),  # NULL: wherever it serves best
    Column("moved_from", String(80)),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undone_by", String(40)),
    Column("undone_at", UtcDateTime),
    Index("placements_by_day", "day", "station"),
)

DAY_PLANS = Table(
    "day_plans",  # the newest plan of each day, to be shown: playlists are what airs
    METADATA,
    Column("station", String(80), nullable=False),
    Column("day", Date, nullable=False),
    Column("known", Integer, nullable=False),  # how many steps of placements it was planned with
    Column("made", Boolean, nullable=False),  # the programmes are made and published
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("day", "station"),
)

CONSENTS = Table(
    "consents",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("wished", String(40), nullable=False),  # the engine that is away
    Column("by", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

ALARMS = Table(
    "alarms",
    METADATA,
    Column("id", String(300), primary_key=True),
    Column("vi", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)
