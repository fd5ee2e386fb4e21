"""What a file is by its first bytes, and whether it holds what it declares; nothing is decoded."""

from pathlib import Path

from broadcast.sound.mpeg import HEADER_BYTES, NotAFrame, header_at

PLAYLIST = "playlist"
UNKNOWN = "unknown"

_HEAD_BYTES = 4_096
_ID3_BYTES = 10
_FLAC_HEAD_BYTES = 26
"""Up to the end of the 36 bits that count the samples (RFC 9639, section 8.2)."""

_PLAYLISTS = (
    b"#EXTM3U",
    b"[playlist]",
    b"ffconcat",
    b"<?xml",
    b"<playlist",
    b"<asx",
    b"<smil",
    b"#EXT-X",
    b"http://",
    b"https://",
)
_MAGIC = {
    b"fLaC": "flac",
    b"OggS": "ogg",
    b"\x1aE\xdf\xa3": "matroska",
    b"0&\xb2u\x8ef\xcf\x11": "asf",
    b"#!AMR": "amr",
    b"caff": "caf",
    b".snd": "au",
    b"\x00\x00\x01\xba": "mpeg",
}
_QUICKTIME = {b"ftyp", b"moov", b"mdat", b"wide", b"skip", b"free"}
"""Atoms that a film of a telephone or a camera may begin with; before 2001 there was no `ftyp`."""
_STREAMED = {0, 0xFFFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF + 36, 0xFFFFFFFF - 8}
"""RIFF sizes that mean: the writer did not know."""


class CutShort(ValueError):
    """The file ends before what it declares."""


def kind_of(path: Path) -> str:
    """Ffmpeg's name of the container, or `PLAYLIST`, or `UNKNOWN`. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        behind = _behind_id3(head)
        if behind:
            file.seek(behind)
            head = file.read(_HEAD_BYTES)
    return _kind_by(head)


def promised(head: bytes) -> str:
    """The same of a file that is still coming, by its first bytes; `mp3` when a tag hides what comes."""
    behind = _behind_id3(head)
    return "mp3" if behind >= len(head) else _kind_by(head[behind:])


def _kind_by(head: bytes) -> str:
    if (
        head.removeprefix(b"\xef\xbb\xbf")
        .lstrip()
        .lower()
        .startswith(tuple(mark.lower() for mark in _PLAYLISTS))
    ):
        return PLAYLIST
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), _by_structure(head))


def check_whole(path: Path, kind: str) -> None:
    """Compare the file's length with what a WAV, AIFF or MP3 declares.

    Raises:
        CutShort: it ends too early.
    """
    if kind in {"wav", "aiff"}:
        _check_chunks(path, "little" if kind == "wav" else "big")
    elif kind == "mp3":
        _check_mp3(path)


def declared_samples(path: Path, kind: str) -> int:
    """How many samples a channel a FLAC says that it holds; 0 where nothing is said."""
    if kind != "flac":
        return 0
    with path.open("rb") as file:
        head = file.read(_FLAC_HEAD_BYTES)
    return int.from_bytes(head[-8:], "big") & (1 << 36) - 1 if head[:4] == b"fLaC" else 0


def declared_s(path: Path) -> float:
    """Seconds that a FLAC says that it lasts, without opening it; 0.0 where nothing is said."""
    try:
        samples = declared_samples(path, "flac")
        with path.open("rb") as file:
            rate_hz = int.from_bytes(file.read(_FLAC_HEAD_BYTES)[-8:], "big") >> 44
    except OSError:
        return 0.0
    return samples / rate_hz if rate_hz else 0.0


def _by_structure(head: bytes) -> str:
    if head[4:8] in _QUICKTIME:
        return "mov"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return "aiff"
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xF6 == 0xF0:
        return "aac"
    return "mp3" if _begins_mp3(head) or _begins_mp2(head) else UNKNOWN


def _begins_mp3(head: bytes) -> bool:
    # Two headers in a row: 0xFF 0xFB alone also stands in text of other encodings.
    for at in range(min(len(head), 2_048)):
        if head[at] != 0xFF:
            continue
        try:
            first = header_at(head, at)
            following = head[at + first.size : at + first.size + HEADER_BYTES]
            return len(following) < HEADER_BYTES or header_at(following).rate_hz == first.rate_hz
        except NotAFrame:
            continue
    return False


def _begins_mp2(head: bytes) -> bool:
    """Layer II, as stations exchange programmes: two headers in a row that agree (ISO 11172-3, 2.4.2)."""
    if len(head) < HEADER_BYTES or head[0] != 0xFF or head[1] & 0xFE != 0xFC:
        return False
    kbps = (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0)[head[2] >> 4]
    rate_hz = (44_100, 48_000, 32_000, 0)[head[2] >> 2 & 3]
    if not kbps or not rate_hz:
        return False
    following = 144_000 * kbps // rate_hz + (head[2] >> 1 & 1)
    return head[following : following + 2] in {b"", head[:2]}


def _behind_id3(head: bytes) -> int:
    """Where the sound begins behind an ID3v2 tag; 0 without one."""
    if head[:3] != b"ID3" or len(head) < _ID3_BYTES:
        return 0
    footer = _ID3_BYTES if head[5] & 0x10 else 0
    return (
        _ID3_BYTES
        + footer
        + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    )


def _check_chunks(path: Path, order: str) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    declared = int.from_bytes(head[4:8], "little" if order == "little" else "big")
    if declared not in _STREAMED and path.stat().st_size + 1 < declared + 8:
        raise CutShort(f"{path.stat().st_size} of {declared + 8} bytes")


def _check_mp3(path: Path) -> None:
    data = path.read_bytes()
    start = _behind_id3(data)
    while start < len(data) and data[start] == 0:  # padding behind the tag
        start += 1
    try:
        header = header_at(data, start)
    except NotAFrame:
        return  # something before the first frame: ffmpeg will find it or fail
    tag = data[start + HEADER_BYTES + header.side_bytes :][:16]
    if tag[:4] in {b"Info", b"Xing"} and tag[7] & 0b11 == 0b11:
        _check_declared(len(data) - start, int.from_bytes(tag[12:16], "big"), header.size)
    else:
        _check_last_frame(data, start)


def _check_declared(held: int, declared: int, frame: int) -> None:
    if held + frame < declared:
        raise CutShort(f"{held} of {declared} bytes")


def _check_last_frame(data: bytes, at: int) -> None:
    """Walk from header to header: where the very last frame is incomplete, something is missing."""
    while at + HEADER_BYTES <= len(data):
        try:
            at += header_at(data, at).size
        except NotAFrame:
            return  # a tag at the end, or junk: ffmpeg steps over it
    if at > len(data):
        raise CutShort(f"{len(data)} of {at} bytes")
