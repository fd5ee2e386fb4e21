"""What the routes of people send and take: a session, and the life of a script."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from broadcast.desk.auditioning import Heard
from broadcast.desk.clearing import Standing
from broadcast.desk.findings import Finding
from broadcast.desk.newsroom import Proofs
from broadcast.doors.api.days_model import AirDays, air_days
from broadcast.doors.api.models import Class
from broadcast.doors.asked import encodes
from broadcast.doors.studio import LoggedIn
from broadcast.language import Language
from broadcast.people import Seal
from broadcast.script import SPOKEN

State = Literal["draft", "submitted", "returned", "approved", "withdrawn"]


def _encoded(written: str) -> str:
    if not encodes(written):
        raise ValueError("half of a surrogate pair")
    return written


Words = Annotated[str, AfterValidator(_encoded)]
"""Text that can be hashed and kept: JSON may spell half of a surrogate pair, which no UTF-8 holds."""

Sha256 = Field(pattern="^[0-9a-f]{64}$")


class LogIn(BaseModel):
    """Who wants to come in."""

    name: Words
    password: Words
    code: Words = Field("", description="from the telephone, where the account asks for one")


class NewPassword(BaseModel):
    """The password as it is, and as it shall be."""

    old: Words
    new: Words


class GrantModel(BaseModel):
    """A role at `place` and below (empty: everywhere), for bulletins up to the class `ceiling`."""

    role: str
    place: str
    ceiling: Class


class OpenSession(BaseModel):
    """Who is logged in; send `csrf` as the header X-CSRF-Token with everything that changes something."""

    name: str
    full_name: str
    roles: list[str]
    grants: list[GrantModel]
    csrf: str


class SealModel(BaseModel):
    """What an approval is bound to: SHA-256 of the text with its fields, of the words, of the sound.

    `scope`: class, first and last day, places, in the open; the first hash binds them as well.
    """

    text: str = Sha256
    spoken: str = Sha256
    audio: str = Sha256
    scope: Words = ""

    def value(self) -> Seal:
        """As the desk takes it."""
        return Seal(self.text, self.spoken, self.audio, self.scope)


class Manuscript(BaseModel):
    """A script as a writer hands it in; sent as JSON or as a form, a form may hold a `file`."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, extra="forbid")

    title: str = ""
    text: str = ""
    genre: str = "thong-bao"
    klass: Class = Field(Class.NORMAL, alias="class")
    campaign: str = ""
    topic: str = ""
    origin: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    places: list[str] = []
    voices: list[Literal["woman", "man"]] = Field(
        [], description="who reads, in turn by paragraph; empty: the station decides"
    )
    days: AirDays = Field(AirDays(), description="of the days from first to last only these; none: every day")
    again: bool | None = Field(
        None, description="said twice at once (Xin nhắc lại); null: an emergency is, the rest is not"
    )
    language: str = Field(SPOKEN, pattern="^[a-z]{2,3}$", description="another than `vi` only with a sound")
    start: str = Field("", description="with a sound: from where on it is wanted, as `1:05` or `65.5`")
    end: str = Field("", description="with a sound: up to where it is wanted")
    version: int | None = Field(None, description="with PUT: the version that was edited")


class Version(BaseModel):
    """The version that somebody saw when they decided."""

    version: int


class Approving(Version):
    """Which version, and what was read and heard of it."""

    seal: SealModel


class WithReason(Version):
    """Which version, and why."""

    reason: Words


class Original(BaseModel):
    """A recording as it came in. `taken`: the channels (from 0 on) whose mean airs; `mixing` says why."""

    kind: str
    duration_s: float
    rate_hz: int
    channels: int
    taken: list[int]
    mixing: Literal["mean", "one-sided", "cancelling"]
    loudness_lufs: float
    range_lu: float
    true_peak_dbtp: float
    broken_share: float
    noise_below_lu: float | None
    telephone: bool


class Silence(BaseModel):
    """Silence inside the clip, as it is heard."""

    at_s: float
    length_s: float


class Found(BaseModel):
    """One finding in words."""

    warns: bool
    said: str


class SoundModel(BaseModel):
    """Ready audio: the clip as it will air, and what was found when it came in.

    `head_s` and `tail_s` is silence that was cut off; `broken` are seconds of the clip at which the original
    is clipped.
    """

    duration_s: float
    loudness_lufs: float | None
    head_s: float
    tail_s: float
    silences: list[Silence]
    broken: list[float]
    original: Original
    findings: list[Found]


class Step(BaseModel):
    """One step of a script's life."""

    state: State
    version: int
    note: str
    by: str
    at: datetime


class Approval(BaseModel):
    """Somebody's approval of what stands there now, and how many seconds they listened (null: not noted)."""

    by: str
    at: datetime
    heard_s: float | None


class Life(BaseModel):
    """A script of people as it stands. `writers` may not approve it; `undecided` must be mended first.

    It airs with as many `approvals` as are needed (`approvers_needed`), each by another person.

    `voices`, `again` and `language` are what its writer wishes for.
    """

    id: str
    title: str
    state: State
    version: int
    by: str
    writers: list[str]
    undecided: list[str]
    seal: SealModel | None
    sound: SoundModel | None
    approvals: list[Approval]
    approvers_needed: int
    voices: list[str]
    days: AirDays
    again: bool | None
    language: str
    steps: list[Step]


def session(logged_in: LoggedIn) -> OpenSession:
    """The session as it is sent."""
    person = logged_in.person
    grants = [
        GrantModel(role=each.role, place=each.place, ceiling=Class(each.ceiling))
        for each in sorted(person.grants, key=lambda grant: (grant.role, grant.place, grant.ceiling.rank))
    ]
    return OpenSession(
        name=person.name,
        full_name=person.full_name,
        roles=sorted(person.roles),
        grants=grants,
        csrf=logged_in.csrf,
    )


def sound(heard: Heard, findings: Sequence[Finding], language: Language) -> SoundModel | None:
    """What is known of ready audio, as it is sent; None for what was spoken."""
    found = heard.examination
    if found is None:
        return None
    return SoundModel(
        duration_s=heard.duration_s,
        loudness_lufs=heard.loudness_lufs,
        head_s=found.head_s,
        tail_s=found.tail_s,
        silences=[Silence(at_s=at_s, length_s=length_s) for at_s, length_s in found.silences],
        broken=list(found.broken),
        original=Original.model_validate(found.as_meta()),
        findings=[Found(warns=each.warns, said=each.said.said(language)) for each in findings],
    )


def _seal(seal: Seal) -> SealModel:
    return SealModel(text=seal.text, spoken=seal.spoken, audio=seal.audio, scope=seal.scope)


def life(
    proofs: Proofs, undecided: list[str], seal: Seal | None, ready: SoundModel | None, standing: Standing
) -> Life:
    """A script's life as it is sent."""
    entry = proofs.entry
    return Life(
        id=entry.id,
        title=entry.manuscript.title,
        state=entry.state.value,
        version=entry.version,
        by=entry.by,
        writers=sorted(proofs.writers),
        undecided=undecided,
        seal=None if seal is None else _seal(seal),
        sound=ready,
        approvals=[Approval(by=each.by, at=each.at, heard_s=each.heard_s) for each in standing.approvals],
        approvers_needed=standing.needed,
        voices=list(entry.manuscript.voices),
        days=air_days(entry.manuscript.days),
        again=entry.manuscript.again,
        language=entry.manuscript.language,
        steps=[
            Step(state=step.state.value, version=step.version, note=step.note, by=step.by, at=step.at)
            for step in proofs.steps
        ],
    )
