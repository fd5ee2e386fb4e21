"""A form or a JSON body as a manuscript: what both doors make of what a writer sent."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from broadcast.desk.intake import Received
from broadcast.doors.asked import day_of
from broadcast.doors.entrance import BadForm, OwnSent, Sent
from broadcast.doors.studio import Studio
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.script import EVERY_DAY, LONGEST_TITLE, SPOKEN, AirDays, BulletinClass, Manuscript
from broadcast.sound.recording import WHOLE, Cut
from broadcast.speech import Speaker

_TITLE_FROM_TEXT = 90


def manuscript_of(studio: Studio, sent: OwnSent) -> Manuscript:
    """What was sent; a file's words come before the text box, the first line stands in for a title.

    Raises:
        MayNot, Invalid: they may not write, or the file or a field cannot be used.
    """
    received = received_of(studio, sent)
    manuscript = typed(sent)
    if received.sound is None and sent["sound"]:
        studio.drafting.received(sent["sound"])
        received = replace(received, sound=sent["sound"])
    text = received.text or manuscript.text
    return replace(manuscript, title=manuscript.title or first_line(text), text=text, sound=received.sound)


def received_of(studio: Studio, sent: OwnSent) -> Received:
    """What is in the file that was sent along, nothing where there is none; raises as `manuscript_of`."""
    cut = _cut(sent["start"], sent["end"])
    if cut != WHOLE and sent.file is None:
        if sent["sound"]:  # it was cut when it was handed in
            return Received()
        raise BadForm(Fault(_NOT_KEPT, _SEND_AGAIN))
    if sent.file is None:
        return Received()
    if sent.refused is not None:
        raise sent.refused
    return studio.newsroom.receive(sent.session.person, *sent.file, cut)


def typed(sent: Sent) -> Manuscript:
    """What was typed and chosen, without any file; raises BadForm."""
    return replace(
        kept(sent, Manuscript("", "")),
        genre=_genre(sent["genre"]),
        klass=_class(sent["class"]),
        valid_from=_day(sent["valid_from"]),
        valid_until=_day(sent["valid_until"]),
        voices=_voices(sent.several.get("voices", ())),
        again=_again(sent["again"]),
        language=_language(sent["language"]),
    )


def kept(sent: Sent, before: Manuscript) -> Manuscript:
    """What a refused form shows again, lest it be typed anew: `before` with all that is never wrong."""
    campaign, _, topic = sent["campaign"].partition("/")
    return replace(
        before,
        title=" ".join(sent["title"].split()),
        text=_lines(sent["text"]),
        campaign=campaign or None,
        topic=(sent["topic"] or topic) or None,
        origin=" ".join(sent["origin"].split())[:LONGEST_TITLE],
        places=tuple(place for place in sent.several.get("places", ()) if place),
        days=_air_days(sent),
    )


def _air_days(sent: Sent) -> AirDays:
    """The days that were chosen and typed; what is wrong in it stays, and is told when it is saved."""
    dates = (_iso(each) for each in _listed(sent, "dates"))
    return AirDays(
        weekly=tuple(dict.fromkeys(sent.several.get("weekly", ()))),
        dates=tuple(sorted(dict.fromkeys(dates))),
        lunar=tuple(dict.fromkeys((*_listed(sent, "lunar"), *_listed(sent, "lunar_more")))),
        holidays=sent["holidays"] or EVERY_DAY.holidays,
    )


def _listed(sent: Sent, field: str) -> tuple[str, ...]:
    """What stands in a field, or in several of one name, with commas between."""
    every = ",".join(sent.several.get(field, ()))
    return tuple(" ".join(each.split())[:40] for each in re.split("[,;\n]", every) if each.strip())


def _iso(typed: str) -> str:
    """`24/12/2026` as the calendar writes it; what is no day, as it is."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed, re.ASCII)
    try:
        return date(*map(int, found.group(3, 2, 1))).isoformat() if found else typed
    except ValueError:
        return typed


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def first_line(text: str) -> str:
    """The first line with words, shortened to a title."""
    line = next((line.strip() for line in text.split("\n") if any(map(str.isalpha, line))), "")
    if len(line) <= _TITLE_FROM_TEXT:
        return line.rstrip(".:;,")
    return line[:_TITLE_FROM_TEXT].rsplit(" ", 1)[0] + "…"


def _genre(written: str) -> str:
    slug = written or "thong-bao"
    if len(slug) > 40 or not all(c.isascii() and (c.isalnum() or c == "-") for c in slug):
        raise BadForm(Fault(_NO_GENRE, _CHOOSE))
    return slug


def _class(written: str) -> BulletinClass:
    if written and written not in set(BulletinClass):
        raise BadForm(Fault(_NO_CLASS, _CHOOSE))
    return BulletinClass(written or BulletinClass.NORMAL)


def _voices(written: Sequence[str]) -> tuple[str, ...]:
    """Who reads: several fields, or one with commas; none twice, so that they can take turns."""
    names = [name.strip() for each in written for name in each.split(",") if name.strip()]
    if not set(names) <= set(Speaker) or len(names) > len(set(names)):
        raise BadForm(Fault(_NO_VOICE, _CHOOSE))
    return tuple(names)


def _again(written: str) -> bool | None:
    """`true` or `false`; left empty, its class decides."""
    if written and written.lower() not in _YES_OR_NO:
        raise BadForm(Fault(_NO_AGAIN, _CHOOSE))
    return _YES_OR_NO.get(written.lower())


def _language(written: str) -> str:
    if written and not re.fullmatch("[a-z]{2,3}", written):
        raise BadForm(Fault(_NO_LANGUAGE, _CHOOSE))
    return written or SPOKEN


def _cut(start: str, end: str) -> Cut:
    """The part of a sound that is wanted: `1:05`, `65` or `65,5`; left empty, all of it."""
    starts_s, ends_s = _second(start) or 0.0, _second(end)
    if ends_s is not None and ends_s <= starts_s:
        raise BadForm(Fault(_REVERSED, _MEND_CUT))
    return Cut(starts_s, ends_s)


def _second(written: str) -> float | None:
    if not (shown := "".join(written.split()).replace(",", ".")):
        return None
    if not re.fullmatch(r"(\d{1,3}:){0,2}\d{1,4}(\.\d{1,3})?", shown, re.ASCII):
        raise BadForm(
            Fault(Text(f"«{shown[:20]}» không phải là thời điểm", f"«{shown[:20]}» is no time"), _MEND_CUT)
        )
    seconds = 0.0
    for part in shown.split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _day(written: str) -> date | None:
    return day_of(written) if written else None


_NO_GENRE = Text("không có thể loại này", "there is no such genre")
_YES_OR_NO = {"true": True, "false": False}
_NO_VOICE = Text("không có giọng đọc này", "there is no such voice")
_NO_AGAIN = Text("không rõ bài đọc mấy lần", "it is neither once nor twice that it shall be said")
_NO_LANGUAGE = Text("không có ngôn ngữ này", "there is no such language")
_NO_CLASS = Text("không có mức bản tin này", "there is no such class")
_REVERSED = Text(
    "chỗ kết thúc phải ở sau chỗ bắt đầu", "the part of the sound that is wanted ends before it begins"
)
_NOT_KEPT = Text(
    "muốn lấy một đoạn thì phải chọn lại tệp âm thanh, vì máy không giữ tệp gốc",
    "a part can only be taken of a file that is sent along: the original is not kept",
)
_SEND_AGAIN = Text("chọn lại tệp rồi lưu", "choose the file again, then save")
_MEND_CUT = Text("ghi phút và giây như 1:05", "write minutes and seconds like 1:05")
_CHOOSE = Text("chọn một mục trong danh sách", "choose one of the list")
