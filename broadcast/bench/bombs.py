"""Files that are sent to hurt: small ones that unpack to gigabytes, names that lie, a lot of nothing."""

import io
import zipfile
import zlib
from collections.abc import Mapping

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_CLOSE = "</w:body></w:document>"


def bombs(zeros: int) -> Mapping[str, tuple[str, bytes]]:
    """By what it is, the name under which it is sent and its bytes; `zeros` is how many bytes of nothing."""
    return {
        "zip": ("bai.docx", _word(f"{_OPEN}{' ' * (300 << 20)}{_CLOSE}")),
        "paragraphs": ("bai.docx", _word(f"{_OPEN}{'<w:p/>' * 1_000_000}{_CLOSE}")),
        "entities": ("bai.docx", _word(f"<!DOCTYPE x [{_entities()}]>{_OPEN}<w:p>&a9;</w:p>{_CLOSE}")),
        "pdf": ("bai.pdf", _pdf(b" " * (300 << 20))),
        "list": ("bai.mp3", b"#EXTM3U\nhttp://127.0.0.1/secret\n"),
        "zeros": ("bai.mp3", bytes(zeros)),
    }


def _word(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def _entities() -> str:
    """Ten of the one before, ten times over: 10^9 letters."""
    return "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(10))


def _pdf(page: bytes) -> bytes:
    """One page whose drawing is packed `page`."""
    packed = zlib.compress(page, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + tail
