"""The tables of people: accounts, what was done to them, sessions, links; scripts and their life."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, Text

from broadcast.store.tables import METADATA, UtcDateTime

USERS = Table(
    "users",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("full_name", String(120), nullable=False),
    Column("roles", String(120), nullable=False),  # joined by commas; without a row of `grants`: everywhere
    Column("password", String(200), nullable=False),  # argon2id, with its salt and costs
    Column("created_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),  # set: the account is closed
)

GRANTS = Table(
    "grants",
    METADATA,
    Column("name", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("place", String(80), nullable=False),  # empty: everywhere
    Column("ceiling", String(20), nullable=False),
    PrimaryKeyConstraint("name", "role", "place", "ceiling"),
)

LINK_GRANTS = Table(
    "link_grants",
    METADATA,
    Column("key", LargeBinary(32), nullable=False),
    Column("role", String(20), nullable=False),
    Column("place", String(80), nullable=False),
    Column("ceiling", String(20), nullable=False),
    PrimaryKeyConstraint("key", "role", "place", "ceiling"),
)

ACCOUNT_STEPS = Table(
    "account_steps",
    METADATA,
    Column("name", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("done", String(20), nullable=False),
    Column("roles", String(120), nullable=False),  # as they were before
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("name", "number"),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("key", LargeBinary(32), primary_key=True),  # SHA-256 of the token: the table opens no door
    Column("name", String(40), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

LINKS = Table(
    "links",
    METADATA,
    Column("key", LargeBinary(32), primary_key=True),  # SHA-256 of the token in the address
    Column("full_name", String(120), nullable=False),
    Column("roles", String(120), nullable=False),
    Column("by", String(40), nullable=False),  # who invited; empty: the first start
    Column("expires_at", UtcDateTime, nullable=False),
)

RESETS = Table(
    "resets",
    METADATA,
    Column("key", LargeBinary(32), primary_key=True),  # SHA-256 of the token in the address
    Column("name", String(40), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

SECOND_FACTORS = Table(
    "second_factors",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("secret", String(64), nullable=False),  # base32, as the telephone has it
    Column("confirmed_at", UtcDateTime),  # not yet: it was shown, and asks for nothing
    Column("last_step", BigInteger, nullable=False),  # of the last code that was taken: none is taken twice
)

RECOVERY_CODES = Table(
    "recovery_codes",
    METADATA,
    Column("name", String(40), nullable=False),
    Column("key", LargeBinary(32), nullable=False),  # SHA-256 of name and code
    PrimaryKeyConstraint("name", "key"),
)

HALF_LOGINS = Table(
    "half_logins",
    METADATA,
    Column("key", LargeBinary(32), primary_key=True),  # SHA-256 of the token: the password was right
    Column("name", String(40), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False, index=True),
    Column("address", String(60), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
)

SCRIPTS = Table(
    "scripts",
    METADATA,
    Column("id", String(80), primary_key=True),
    Column("state", String(20), nullable=False, index=True),
    Column("version", Integer, nullable=False),  # the newest
    Column("changed_at", UtcDateTime, nullable=False),
)

VERSIONS = Table(
    "script_versions",
    METADATA,
    Column("script", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column(
        "fields", Text, nullable=False
    ),  # JSON: everything but the text; a field that is missing says nothing
    Column("text", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("script", "version"),
)

STEPS = Table(
    "script_steps",
    METADATA,
    Column("script", String(80), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(20), nullable=False),  # the state that was reached
    Column("version", Integer, nullable=False),
    Column("note", Text, nullable=False),  # why it was sent back or withdrawn
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("script", "number"),
)

APPROVALS = Table(
    "approvals",
    METADATA,
    Column("script", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("spoken_sha256", String(64), nullable=False),
    Column("audio_sha256", String(64), nullable=False),
    Column("clip", String(64), nullable=False),  # key of the sound that was heard
    PrimaryKeyConstraint("script", "version"),
)
