"""The fields above a script's text, as somebody wrote them."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from broadcast.files.calendar_models import WhenEntry, when_of
from broadcast.files.lined import SpokenError
from broadcast.language import Text
from broadcast.script import Approval, BulletinClass, Script
from broadcast.speech import Speaker

ID = "[a-z0-9]+(-[a-z0-9]+)*"
"""The pattern of ids, which are also names of files and parts of addresses."""

APPROVE_AGAIN = Text(
    "ghi mỗi mục một dòng, xoá mục approved rồi duyệt lại bằng lệnh broadcast approve",
    "write one field a line, remove approved, then approve it again: broadcast approve",
)


def _day(value: object) -> object:
    """A day as people here write it in files: 2020-08-06 and no other way."""
    with suppress(ValueError):
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value)
    raise SpokenError(
        Text(f"«{value}» không phải là ngày", f"«{value}» is no date"),
        Text("ghi ngày như 2020-08-06", "write a date like 2020-08-06"),
    )


def _seal(value: str) -> str:
    if re.fullmatch(r"[0-9a-f]{64}", value):
        return value
    raise SpokenError(Text("không phải dấu duyệt", "this is no seal of approval"), APPROVE_AGAIN)


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _beside(value: str) -> str:
    """A file that lies beside the script: a name and no way to anywhere else."""
    if "/" in value or "\\" in value or value.startswith(".") or value.lower().endswith((".md", ".yaml")):
        raise SpokenError(
            Text(f"«{value}» không phải tên một tệp âm thanh", f"«{value}» is no name of a sound file"),
            Text(
                "để tệp âm thanh cạnh bài, chỉ ghi tên tệp, như loi-keu-goi.mp3",
                "put the sound beside the script and write its name only, like loi-keu-goi.mp3",
            ),
        )
    return value


Slug = Annotated[str, Field(pattern=rf"^{ID}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
Beside = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_beside)]
Day = Annotated[date, BeforeValidator(_day)]


class Approved(BaseModel):
    """The block that `stamp` writes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Line
    on: Day
    sha256: Annotated[str, AfterValidator(_seal)]


class FrontMatter(BaseModel):
    """The fields above the text; one without content counts as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line
    genre: Slug
    campaign: Slug | None = None
    topic: Slug | None = None
    klass: BulletinClass = Field(BulletinClass.NORMAL, alias="class")
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "vi"
    origin: Line = ""
    valid_from: Day | None = None
    valid_until: Day | None = None
    places: tuple[Slug, ...] = ()
    voices: tuple[Speaker, ...] = ()
    repeat: int = Field(1, strict=True, ge=1, le=5)
    again: bool | None = Field(None, strict=True)
    audio: Beside | None = None
    when: WhenEntry | None = None
    approved: Approved | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: object) -> object:
        if not isinstance(given, dict):
            return {} if given is None else given
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in given.items() if value not in (None, "") or name not in known}

    @field_validator("valid_until")
    @classmethod
    def _not_before_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("valid_from")
        if until is not None and begins is not None and until < begins:
            raise SpokenError(
                Text(f"{until} đứng trước valid_from {begins}", f"{until} is before valid_from {begins}"),
                Text("sửa một trong hai ngày", "mend one of the two days"),
            )
        return until

    @field_validator("when")
    @classmethod
    def _on_some_day(cls, when: WhenEntry | None, info: ValidationInfo) -> WhenEntry | None:
        begins, until = info.data.get("valid_from"), info.data.get("valid_until")
        if when and begins and until and next(when_of(when).days(begins, until), None) is None:
            raise SpokenError(
                Text(
                    f"từ {begins} đến {until} không có ngày nào như vậy",
                    f"no day from {begins} to {until} is like that",
                ),
                Text("sửa when, valid_from hoặc valid_until", "mend when, valid_from or valid_until"),
            )
        return when

    def script(self, name: str, text: str, seal: str) -> Script:
        """The script that these fields and `text` are."""
        approved = None if self.approved is None else Approval(**self.approved.model_dump())
        others = type(self).model_fields.keys() - {"approved", "audio", "when"}
        fields = {key: getattr(self, key) for key in others}
        return Script(
            id=name, text=text, fingerprint=seal, approved=approved, when=when_of(self.when), **fields
        )
