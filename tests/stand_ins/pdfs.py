"""PDF files by hand: with Vietnamese letters, with holes, locked, scanned, and bombs."""

import zlib
from collections.abc import Sequence

UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%s
endcmap end end"""
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R]"
    " /ToUnicode 5 0 R >>"
)
DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe)"
    " /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 500 >>"
)
DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 0 500 800] /ItalicAngle 0 /Ascent 800"
    " /Descent -200 /CapHeight 700 /StemV 80 >>"
)


def stream(content: bytes, fields: str = "") -> bytes:
    return f"<< /Length {len(content)} {fields} >>\nstream\n".encode() + content + b"\nendstream"


def whole(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """A file of these objects, of which the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        body = each.encode() if isinstance(each, str) else each
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def pdf(*pages: Sequence[str], lost: str = "", trailer: str = "") -> bytes:
    """A PDF of these pages, each a list of lines; the font has no name for the letters of `lost`."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    glyphs = {letter: number for number, letter in enumerate(letters, 3)}
    named = [f"<{glyphs[each]:04X}> <{0xFFFD if each in lost else ord(each):04X}>" for each in letters]
    groups = [named[at : at + 100] for at in range(0, len(named), 100)]
    table = "\n".join(f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar" for group in groups)
    first = 7
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        FONT,
        DESCENDANT,
        stream(UNICODE % table.encode()),
        DESCRIPTOR,
    ]
    for number, lines in enumerate(pages):
        coded = ["".join(f"{glyphs[each]:04x}" for each in line) for line in lines]
        shown = "\n".join(
            f"BT /F 12 Tf 1 0 0 1 60 {780 - 20 * at} Tm <{line}> Tj ET" for at, line in enumerate(coded)
        )
        objects.append(page(first + 2 * number + 1))
        objects.append(stream(zlib.compress(shown.encode()), "/Filter /FlateDecode"))
    return whole(objects, trailer)


def page(content: int) -> str:
    return (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
        f" /Contents {content} 0 R >>"
    )


def one_page(content: bytes, fields: str) -> bytes:
    """One page whose content is `content`, whatever that is."""
    return whole(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [7 0 R] >>",
            FONT,
            DESCENDANT,
            stream(UNICODE % b""),
            DESCRIPTOR,
            page(8),
            stream(content, fields),
        ]
    )


def locked() -> bytes:
    """Encrypted with a password that nobody told."""
    zeros = "00" * 32
    return pdf(
        ["Xin chào"],
        trailer=f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        f" /O <{zeros}> /U <{zeros}> >>",
    )


def scanned() -> bytes:
    return one_page(b"0 0 595 842 re f", "")


def burst(times: int = 2) -> bytes:
    """A page of half a gigabyte, compressed `times` times."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(ha) Tj " * (1 << 20)) for _ in range(64)) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return one_page(packed, f"/Filter [{'/FlateDecode ' * times}]")


def deep() -> bytes:
    return one_page(b"[" * 2_000_000 + b"]" * 2_000_000 + b" TJ", "")


def deep_objects() -> bytes:
    return whole(["<< /Type /Catalog /Pages 2 0 R >>", "[" * 1_000_000 + "]" * 1_000_000])


def pages_in_a_ring() -> bytes:
    return whole(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"]
    )


def many_pages() -> bytes:
    kids = "7 0 R " * 200_000
    return whole(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count 200000 /Kids [{kids}] >>",
            FONT,
            DESCENDANT,
            stream(UNICODE % b""),
            DESCRIPTOR,
            page(8),
            stream(b""),
        ]
    )


def forms_in_forms() -> bytes:
    """Each form shows the next one ten times: 10 ** 9 texts out of two kilobytes."""
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [7 0 R] >>",
        FONT,
        DESCENDANT,
        stream(UNICODE % b"1 beginbfchar\n<0061> <0061>\nendbfchar"),
        DESCRIPTOR,
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 8 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /X 9 0 R >> >> >>"
        ),
        stream(b"/X Do"),
    ]
    for number in range(9, 18):
        last = number == 17
        objects.append(
            stream(
                b"BT /F 12 Tf <0061> Tj ET" if last else b"/X Do\n" * 10,
                "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >>"
                + ("" if last else f" /XObject << /X {number + 1} 0 R >>")
                + " >>",
            )
        )
    return whole(objects)
