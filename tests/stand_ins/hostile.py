"""Files that somebody might upload: good Word documents, and twenty-odd that are none or worse."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import docx
import numpy as np
import pdfs

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>"""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>"""
OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
CLOSE = "</w:body></w:document>"


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def package(document: str | bytes | None, kind: str = MAIN, **more: bytes) -> bytes:
    """A .docx with this main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(kind=kind))
        archive.writestr("_rels/.rels", RELS)
        if document is not None:
            archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(f"word/{name}", content)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A real Word file."""
    document, out = docx.Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def entity_bomb() -> bytes:
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(10)
    )
    return package(f"<!DOCTYPE x [{entities}]>{OPEN}{paragraph('&a9;')}{CLOSE}")


def entity_bomb_in_utf16() -> bytes:
    head = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]>'
    return package(f"{head}{OPEN}{paragraph('&a;')}{CLOSE}".encode("utf-16"))


def outside_entity() -> bytes:
    return package(f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{OPEN}{paragraph("&a;")}{CLOSE}')


def lying_directory() -> bytes:
    """Its directory says that the main part is small; unpacked it is 64 MB."""
    document = f"{OPEN}{' ' * (64 << 20)}{CLOSE}"
    content, size = package(document), len(document.encode())
    return content.replace(struct.pack("<I", size), struct.pack("<I", 1_000))


def many_parts() -> bytes:
    return package(f"{OPEN}{paragraph('a')}{CLOSE}", **{f"p{n}.xml": b"<a/>" for n in range(1_500)})


def many_pictures() -> bytes:
    return package(f"{OPEN}{paragraph('a')}{CLOSE}", **{f"p{n}.png": b"\0" * (20 << 20) for n in range(5)})


def wav(
    samples: bytes, *, kind: int = 1, bits: int = 16, rate: int = 24_000, declared: int | None = None
) -> bytes:
    size = len(samples) if declared is None else declared
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, kind, 1, rate, rate * bits // 8, bits // 8, bits)
    return (
        b"RIFF"
        + struct.pack("<I", 20 + len(form) + size - 12)
        + b"WAVE"
        + form
        + b"data"
        + struct.pack("<I", size)
        + samples
    )


def nan_wav() -> bytes:
    return wav(np.full(24_000, np.nan, "<f4").tobytes(), kind=3, bits=32)


def tone(seconds: float) -> bytes:
    return (6_000 * np.sin(np.arange(int(24_000 * seconds)) * 0.1)).astype("<i2").tobytes()


def ten_hours() -> bytes:
    """Ten hours of MP3 at 8 kbit/s, 24 kHz: 24-byte frames of MPEG 2 layer III, one after another."""
    return (bytes.fromhex("fff314c4") + b"\0" * 20) * 1_500_000


def jar() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "x")
    return out.getvalue()


def open_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return out.getvalue()


GOOD = word("Điện lực thông báo cắt điện từ 7 giờ đến 16 giờ.", "Xin bà con thông cảm.")

HOSTILE: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("bai.docx", bytes, "rỗng"),
    "truncated": ("bai.docx", lambda: GOOD[: len(GOOD) // 2], "hỏng hoặc chưa tải hết"),
    "zip bomb": ("bai.docx", lambda: package(f"{OPEN}{' ' * (300 << 20)}{CLOSE}"), "quá lớn"),
    "zip bomb that lies": ("bai.docx", lying_directory, "hỏng"),
    "bomb of pictures": ("bai.docx", many_pictures, "quá lớn"),
    "too many parts": ("bai.docx", many_parts, "quá lớn"),
    "entity bomb": ("bai.docx", entity_bomb, "khai báo lạ"),
    "entity bomb in UTF-16": ("bai.docx", entity_bomb_in_utf16, "khai báo lạ"),
    "entity from outside": ("bai.docx", outside_entity, "khai báo lạ"),
    "4 million paragraphs": ("bai.docx", lambda: package(OPEN + "<w:p/>" * 4_000_000 + CLOSE), "quá lớn"),
    "a million paragraphs": (
        "bai.docx",
        lambda: package(OPEN + "<w:p/>" * 1_000_000 + CLOSE),
        "quá lớn|dài quá",
    ),
    "deep": (
        "bai.docx",
        lambda: package(OPEN + "<w:p>" * 90_000 + "</w:p>" * 90_000 + CLOSE),
        "hỏng|quá lớn",
    ),
    "macros": ("bai.docx", lambda: package(OPEN + CLOSE, MACROS), "macro"),
    "a macro's part": ("bai.docx", lambda: package(OPEN + CLOSE, **{"vbaProject.bin": b"x"}), "macro"),
    "no document inside": ("bai.docx", lambda: package(None, **{"x.xml": b"<a/>"}), "hỏng"),
    "no XML inside": ("bai.docx", lambda: package(b"\x00\xff" * 1_000), "hỏng"),
    "another zip": ("bai.docx", jar, "không phải tệp Word"),
    "a program": ("bai.docx", lambda: b"MZ\x90\x00" + b"\0" * 500, "chương trình"),
    "old Word": ("bai.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "đời cũ"),
    "text named Word": ("bai.docx", "Xin chào bà con".encode, "bên trong không phải Word"),
    "PDF named text": ("bai.txt", lambda: b"%PDF-1.7\n", "PDF bị hỏng"),
    "text named PDF": ("bai.pdf", "Xin chào bà con".encode, "bên trong không phải PDF"),
    "PDF cut short": ("bai.pdf", lambda: pdfs.pdf(["Xin chào"])[:300], "PDF bị hỏng"),
    "PDF that is a zip too": ("bai.docx", lambda: b"%PDF-1.7\n" + GOOD, "PDF bị hỏng"),
    "PDF behind a lock": ("bai.pdf", pdfs.locked, "mật khẩu"),
    "PDF of pictures": ("bai.pdf", pdfs.scanned, "bản scan"),
    "PDF of half a gigabyte": ("bai.pdf", pdfs.burst, "hỏng|rắc rối"),
    "PDF of 200,000 pages": ("bai.pdf", pdfs.many_pages, "dài quá"),
    "PDF whose pages are a ring": ("bai.pdf", pdfs.pages_in_a_ring, "hỏng|bản scan"),
    "PDF of forms in forms": ("bai.pdf", pdfs.forms_in_forms, "hỏng|rắc rối"),
    "PDF a million deep": ("bai.pdf", pdfs.deep_objects, "hỏng|rắc rối"),
    "PDF page two million deep": ("bai.pdf", pdfs.deep, "hỏng|rắc rối|bản scan"),
    "RTF": ("bai.rtf", lambda: b"{\\rtf1\\ansi Xin chao}", "RTF"),
    "OpenDocument": ("bai.odt", open_document, "OpenDocument"),
    "picture named text": ("bai.txt", lambda: b"\x89PNG\r\n\x1a\n", "tấm ảnh"),
    "no letters": ("bai.txt", lambda: bytes(range(128, 256)) * 40, "UTF-8"),
    "endless text": ("bai.txt", lambda: b"a" * 300_000, "lớn hơn 0.2 MB"),
    "playlist named MP3": ("bai.mp3", lambda: b"#EXTM3U\nhttp://127.0.0.1/secret\n", "danh sách phát"),
    "playlist of files": ("bai.mp3", lambda: b"ffconcat version 1.0\nfile '/etc/passwd'\n", "danh sách phát"),
    "text named MP3": ("bai.mp3", "Xin chào bà con".encode, "không phải âm thanh"),
    "NaN": ("bai.wav", nan_wav, "NaN"),
    "ten hours": ("bai.mp3", ten_hours, "dài hơn 15 phút"),
    "ten hours declared": ("bai.wav", lambda: wav(tone(1), declared=48_000 * 36_000), "cắt cụt"),
    "cut sound": ("bai.wav", lambda: wav(tone(2))[:50_000], "cắt cụt"),
    "silence": ("bai.wav", lambda: wav(bytes(96_000)), "không có tiếng gì"),
}
"""By what it is: the name that it comes under, how to make it, and words of the answer."""
