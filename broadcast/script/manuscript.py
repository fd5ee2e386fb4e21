"""Bản thảo: what a writer hands in, before it has an id and a life."""

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.script.air_days import EVERY_DAY, AirDays
from broadcast.script.script import SPOKEN, Approval, BulletinClass, Script, fingerprint

LONGEST_TEXT = 20_000
"""Letters: about 25 minutes of speech, more than any item is."""

LONGEST_TITLE = 160


class BadManuscript(Invalid):
    """The title, the text or the days cannot stand like this."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One version of a script; `voices` and `again` as in `Script`.

    `sound` is the key of ready audio: then `text` only tells what is in it, and `language` may be another
    than the one that is spoken. `days` are those of its time on which it airs.
    """

    title: str
    text: str
    genre: str = "thong-bao"
    klass: BulletinClass = BulletinClass.NORMAL
    campaign: str | None = None
    topic: str | None = None
    origin: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    places: tuple[str, ...] = ()
    sound: str | None = None
    voices: tuple[str, ...] = ()
    again: bool | None = None
    language: str = SPOKEN
    days: AirDays = EVERY_DAY

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the text and every field.

        A field that says nothing does not count, the usual language neither: approvals from before there was
        such a field stay valid.
        """
        fields = {name: getattr(self, name) for name in Manuscript.__slots__ if name != "text"}
        if self.language == SPOKEN:
            del fields["language"]
        fields["days"] = asdict(self.days) if self.days.chosen else None
        return fingerprint(self.text, fields)

    def script(self, name: str, approved: Approval | None = None) -> Script:
        """The script `name` that this is."""
        kept = {name: getattr(self, name) for name in Manuscript.__slots__ if name not in {"sound", "days"}}
        return Script(id=name, fingerprint=self.fingerprint, approved=approved, when=self.days.when, **kept)

    def refuse_faults(self) -> None:
        """Raise BadManuscript with everything that is wrong."""
        faults = (*self._faults(), *self._about())
        if faults:
            raise BadManuscript(*faults)

    def _faults(self) -> Iterator[Fault]:
        if not any(map(str.isalpha, self.title)) or not self.title.isprintable():
            yield Fault(_NO_TITLE, _WRITE_TITLE)
        if len(self.title) > LONGEST_TITLE:
            yield Fault(_LONG_TITLE, _SHORTEN)
        if self.sound is None and not any(map(str.isalpha, self.text)):
            yield Fault(_NO_TEXT, _WRITE_TEXT)
        if self.sound is None and self.language != SPOKEN:
            yield Fault(_NOT_SPOKEN, _RECORD)
        if len(self.text) > LONGEST_TEXT:
            yield Fault(_LONG_TEXT, _SPLIT)
        if any(
            unicodedata.category(letter) in {"Cc", "Cs"} for letter in self.text if letter not in "\n\t\r"
        ):
            yield Fault(_CONTROL, _RETYPE)

    def _about(self) -> Iterator[Fault]:
        """What is wrong with its days and its origin."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield Fault(_REVERSED, _MEND_DAYS)
        else:
            yield from self.days.faults(self.valid_from, self.valid_until)
        if not self.origin.isprintable():
            yield Fault(_BAD_ORIGIN, _TYPE_AGAIN)


_NO_TITLE = Text("bài chưa có tên", "the script has no title")
_WRITE_TITLE = Text("ghi tên bài, một dòng", "write one, in one line")
_LONG_TITLE = Text(f"tên bài dài quá {LONGEST_TITLE} chữ cái", f"the title exceeds {LONGEST_TITLE} letters")
_SHORTEN = Text("rút ngắn tên bài", "make it shorter")
_NO_TEXT = Text("bài chưa có lời nào để đọc", "there is not one word to read")
_WRITE_TEXT = Text("dán lời bài vào, hoặc chọn một tệp", "paste the text, or choose a file")
_NOT_SPOKEN = Text(
    "máy chỉ đọc được tiếng Việt, bài tiếng khác phải là âm thanh làm sẵn",
    "only Vietnamese can be spoken: a script in another language must be ready audio",
)
_RECORD = Text(
    "chọn tệp âm thanh của bài, hoặc chọn lại tiếng Việt",
    "choose the sound of the script, or Vietnamese",
)
_LONG_TEXT = Text(
    f"bài dài quá {LONGEST_TEXT} chữ cái, tức hơn 25 phút đọc",
    f"the text exceeds {LONGEST_TEXT} letters, which is over 25 minutes of speech",
)
_SPLIT = Text("chia thành nhiều bài ngắn", "split it into several scripts")
_CONTROL = Text("trong bài có ký tự lạ không in được", "the text holds characters that cannot be printed")
_RETYPE = Text("chép lại lời bài, hoặc gõ lại đoạn ấy", "copy the text again, or type that part anew")
_BAD_ORIGIN = Text("nơi gửi có ký tự lạ không in được", "the origin holds letters that cannot be printed")
_TYPE_AGAIN = Text("gõ lại nơi gửi", "type it again")
_REVERSED = Text("ngày cuối ở trước ngày đầu", "the last day is before the first")
_MEND_DAYS = Text("sửa một trong hai ngày", "mend one of the two days")
