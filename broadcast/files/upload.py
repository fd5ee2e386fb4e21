"""A file that somebody sent: what it is by its first bytes, then by its name; and the words in it."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath

from broadcast.errors import Fault, Invalid, Where
from broadcast.files import pdf
from broadcast.files.sheet import FENCE, laid_open
from broadcast.files.word import words_of
from broadcast.language import Text
from broadcast.reading import decode

MOST_DOCUMENT, MOST_TEXT, MOST_SOUND = 10_000_000, 200_000, 200_000_000
"""Bytes of a Word file or a PDF (with its pictures), of plain text, of sound (19 minutes of CD)."""

HEAD_BYTES = 4_096

SOUND_NAMES = frozenset(
    {
        *(".mp3", ".mp2", ".wav", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".aac", ".wma", ".amr", ".aiff"),
        *(".3gp", ".mp4", ".mov", ".webm", ".mkv", ".avi", ".mpg"),
        *(".m3u", ".m3u8", ".pls", ".xspf"),
    }
)
"""Names under which people expect sound; lists of files too, so that they are told what they sent."""


class NotTaken(Invalid):
    """This kind of file is not taken, or this one is too large."""


class Kind(StrEnum):
    """What a file that is taken can be."""

    TEXT = "text"
    WORD = "word"
    PDF = "pdf"
    SOUND = "sound"


MOST: Mapping[Kind, int] = {
    Kind.TEXT: MOST_TEXT,
    Kind.WORD: MOST_DOCUMENT,
    Kind.PDF: MOST_DOCUMENT,
    Kind.SOUND: MOST_SOUND,
}

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_FOREIGN: Mapping[bytes, tuple[Text, Text]] = {
    b"\xd0\xcf\x11\xe0": (
        Text("đây là tệp Word đời cũ (.doc)", "this is an old Word file (.doc)"),
        Text("mở bằng Word, chọn Lưu thành, kiểu .docx", "open it in Word and save it as .docx"),
    ),
    b"{\\rtf": (
        Text("hệ thống không nhận tệp RTF", "RTF files are not taken"),
        Text("mở bằng Word, chọn Lưu thành, kiểu .docx", "open it in Word and save it as .docx"),
    ),
    **dict.fromkeys(
        (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe"),
        (
            Text("đây là một chương trình, không phải bài", "this is a program, not a script"),
            Text("đừng mở tệp này; báo người phụ trách máy", "do not open it; tell whoever runs the machine"),
        ),
    ),
    **dict.fromkeys(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM"),
        (
            Text("đây là một tấm ảnh", "this is a picture"),
            Text("gõ lời bài trong ảnh vào ô soạn", "type its words into the text box"),
        ),
    ),
}


def kind_of(head: bytes, name: str, sound: str) -> Kind:
    """What a file is that begins with `head`; `sound` is what `sound.container` takes it for ("": no sound).

    Raises:
        NotTaken: it is nothing that we take.
    """
    where = Where(shown(name))
    if not head:
        raise NotTaken(Fault(_EMPTY, _CHOOSE_ANOTHER, where))
    for magic, (what, remedy) in _FOREIGN.items():
        if head.startswith(magic) and not sound:  # telephones begin their sound with #!AMR
            raise NotTaken(Fault(what, remedy, where))
    if head.startswith(_OPEN_DOCUMENT, 30):  # behind the header of the first entry, stored as it is
        raise NotTaken(Fault(_OPEN_OFFICE, _SAVE_AS_WORD, where))
    if head.startswith(_ZIP):
        return Kind.WORD
    if _PDF in head[:1_024]:  # its readers let something stand before it
        return Kind.PDF
    return _by_name(PurePath(name).suffix.lower(), sound, where)


def _by_name(ending: str, sound: str, where: Where) -> Kind:
    if sound or ending in SOUND_NAMES:
        return Kind.SOUND
    if ending in _MISNAMED:
        raise NotTaken(Fault(*_MISNAMED[ending], where))
    return Kind.TEXT


def text_of(content: bytes, name: str, kind: Kind) -> str:
    """The words of a document; the fields above a script in Markdown are left out.

    Raises:
        NotTaken: it is too large.
        BadDocument, NotText: it cannot be read.
    """
    refuse_larger(len(content), MOST[kind], name)
    if kind is Kind.WORD:
        return words_of(content, shown(name))
    if kind is Kind.PDF:
        return pdf.words_of(content, shown(name))
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith(FENCE):
        text = laid_open(text, shown(name))[0].text
    return text.replace("\x0b", "\n").replace("\x0c", "\n").strip()


def refuse_larger(size: int, most: int, name: str) -> None:
    """Raise NotTaken when `size` bytes are more than `most`."""
    if size > most:
        megabytes = f"{most / 1_000_000:g}"
        raise NotTaken(
            Fault(
                Text(f"tệp lớn hơn {megabytes} MB", f"the file is larger than {megabytes} MB"),
                Text("gửi tệp nhỏ hơn, chỉ gồm một bài", "send a smaller one, with one script only"),
                Where(shown(name)),
            )
        )


def shown(name: str) -> str:
    """The name of a stranger's file, fit to be shown: its last part, printable, not long."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:80] or "?"


_EMPTY = Text("tệp rỗng", "the file is empty")
_CHOOSE_ANOTHER = Text("chọn lại tệp", "choose the file again")
_NAMED_WORD = Text(
    "tệp mang tên Word nhưng bên trong không phải Word", "it is named like a Word file but is none"
)
_NAMED_PDF = Text("tệp mang tên PDF nhưng bên trong không phải PDF", "it is named like a PDF but is none")
_OPEN_OFFICE = Text("đây là tệp OpenDocument (.odt)", "this is an OpenDocument file (.odt)")
_SAVE_AS_WORD = Text("mở bằng Word và lưu lại thành .docx", "open it in Word and save it as .docx")
_MISNAMED: Mapping[str, tuple[Text, Text]] = {
    **dict.fromkeys((".docx", ".docm"), (_NAMED_WORD, _SAVE_AS_WORD)),
    ".pdf": (_NAMED_PDF, _CHOOSE_ANOTHER),
}
