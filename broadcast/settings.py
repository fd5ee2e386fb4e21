"""What the operator chose: read once at the start, passed on."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.people import CodeRule
from broadcast.sound.profile import SHAPES
from broadcast.speech import Speaker

ENGINES = ("espeak", "gtts", "fpt", "wyoming", "piper", "recorded")
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Voices:
    """Where voices are found: FPT.AI's key, a Wyoming server's address, Piper's folder (None: none).

    `wyoming_names` and `piper_names` are the names of a woman's and a man's voice there.
    """

    fpt_key: str | None = field(default=None, repr=False)
    wyoming: str | None = None
    wyoming_names: Mapping[Speaker, str] = field(default_factory=dict)
    piper: Path | None = None
    piper_names: Mapping[Speaker, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the service is reached.

    `house` holds schedules.yaml, scripts_vi/ and jingles/; `data` holds all state. `day` is the day made and
    shown (None: today in Vietnam). `speech` overrides the stations' own order of engines; `profile` is how
    all sound is shaped (flat, or for horn loudspeakers); `voices` says where other engines are found.
    `tls_cert` and `tls_key` are files for HTTPS; `behind_proxy` is the address of a reverse proxy that is
    believed who the browser is; `second_factor` says when approvers need a code besides their password.
    """

    house: Path
    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    day: date | None = None
    speech: str | None = None
    profile: str = "flat"
    voices: Voices = Voices()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: str | None = None
    second_factor: CodeRule = CodeRule.REMOTE


def choose(flags: Mapping[str, str | None], environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from HOUSE, DATA, HOST, PORT, DATE, SPEECH, PROFILE; a flag that was given wins over them.

    TLS_CERT, TLS_KEY, BEHIND_PROXY and SECOND_FACTOR likewise.

    Voices come from FPT_KEY or FPT_KEY_FILE; WYOMING, WYOMING_WOMAN and WYOMING_MAN; PIPER likewise.

    Raises:
        Invalid: a port that is no port, a date that is no date, an engine that does not exist, a file of a
            key that cannot be read.
    """

    def chosen(name: str) -> str | None:
        return flags.get(name) or environment.get(name.upper()) or None

    def path(name: str) -> Path | None:
        written = chosen(name)
        return Path(written) if written else None

    house = Path(chosen("house") or _project())
    day, speech = chosen("date"), chosen("speech")
    return Settings(
        house=house,
        data=Path(chosen("data") or house / "var"),
        host=chosen("host") or "127.0.0.1",
        port=port_of(chosen("port") or "8000"),
        day=None if day is None else day_of(day),
        speech=None if speech is None else engine_of(speech),
        profile=profile_of(chosen("profile") or "flat"),
        voices=_voices(environment),
        tls_cert=path("tls_cert"),
        tls_key=path("tls_key"),
        behind_proxy=chosen("behind_proxy"),
        second_factor=needed_of(chosen("second_factor") or CodeRule.REMOTE),
    )


def _voices(environment: Mapping[str, str]) -> Voices:
    def names(engine: str) -> dict[Speaker, str]:
        wished = {speaker: environment.get(f"{engine}_{speaker.name}") for speaker in Speaker}
        return {speaker: name for speaker, name in wished.items() if name}

    piper = environment.get("PIPER")
    return Voices(
        fpt_key=environment.get("FPT_KEY") or _secret("FPT_KEY_FILE", environment),
        wyoming=environment.get("WYOMING") or None,
        wyoming_names=names("WYOMING"),
        piper=Path(piper) if piper else None,
        piper_names=names("PIPER"),
    )


def _secret(name: str, environment: Mapping[str, str]) -> str | None:
    """What stands in the file that `name` names: a secret kept out of the environment."""
    file = environment.get(name)
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="ascii").strip() or None
    except (OSError, ValueError) as error:
        raise _wrong(
            name, file, Text("chỉ đến một tệp chứa khóa", "name a file that holds the key")
        ) from error


def _project() -> Path:
    """The project's folder, as short as it can be said from here: faults name files below it."""
    here = Path.cwd()
    return PROJECT.relative_to(here) if PROJECT.is_relative_to(here) else PROJECT


def day_of(written: str) -> date:
    """A date written as 2020-08-06 and no other way, in the years that a station may plan."""
    remedy = Text("viết như 2020-08-06", "write it like 2020-08-06")
    if not re.fullmatch(r"20\d\d-\d\d-\d\d", written, re.ASCII):
        raise _wrong("DATE", written, remedy)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise _wrong("DATE", written, remedy) from error


def port_of(written: str) -> int:
    """A TCP port; 0 lets the system choose."""
    if written.isascii() and written.isdigit() and int(written) <= 65_535:
        return int(written)
    raise _wrong("PORT", written, Text("chọn một số từ 0 đến 65535", "choose a number from 0 to 65535"))


def engine_of(written: str) -> str:
    """The name of a speech engine."""
    if written in ENGINES:
        return written
    known = ", ".join(ENGINES)
    raise _wrong("SPEECH", written, Text(f"chọn một trong: {known}", f"choose one of: {known}"))


def needed_of(written: str) -> CodeRule:
    """When approvers need a code."""
    if written in set(CodeRule):
        return CodeRule(written)
    known = ", ".join(CodeRule)
    raise _wrong("SECOND_FACTOR", written, Text(f"chọn một trong: {known}", f"choose one of: {known}"))


def profile_of(written: str) -> str:
    """How all sound is shaped."""
    if written in SHAPES:
        return written
    known = ", ".join(SHAPES)
    raise _wrong("PROFILE", written, Text(f"chọn một trong: {known}", f"choose one of: {known}"))


def _wrong(name: str, written: str, remedy: Text) -> Invalid:
    what = Text(f"{name} không nhận giá trị «{written}»", f"{name} does not take «{written}»")
    return Invalid(Fault(what, remedy))
