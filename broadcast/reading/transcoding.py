"""Text of old fonts and double encodings, found line by line and decoded when that makes syllables of it."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from broadcast.language import Text
from broadcast.reading.aligned import Edit
from broadcast.reading.lexicon.legacy import CP1258, TCVN3, VNI_LETTERS, VNI_MARKS
from broadcast.reading.reading import Doubt, Severity
from broadcast.reading.syllables import is_syllable

_SUSPECT = re.compile(
    r"[a-zđ][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]"
    r"|(?i:[¡-©ª«¬\u00ad®µ-¹»¼-¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ€‚ƒ„†‡ˆŠ‹ŒŽ™š›œžŸ\x80-\x9f])"
    r"|(?i:[b-df-hj-np-tv-xzđ][\u0300\u0301\u0309\u0323])"
)
_WORD = re.compile(r"[^\W\d_]+")
_CHUNK = re.compile(r"\S+")
_VNI = re.compile(r"([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|([ôöñæóòîÔÖÑÆÓÒÎ])")
_STRAY = re.compile(r"(?<=[b-df-hj-np-tv-xzđB-DF-HJ-NP-TV-XZĐ])[\u0300\u0301\u0309\u0323]")
_FROM_TCVN3 = {ord(old): new for old, new in TCVN3.items()}
_LEAST = 0.75
_LONGEST = 100_000


def transcoded(source: str) -> tuple[tuple[Edit, Doubt], ...]:
    """Edits that decode the damaged runs, each with the doubt to show."""
    if not _SUSPECT.search(source):
        return ()
    return tuple(_found(source))


def _found(source: str) -> Iterator[tuple[Edit, Doubt]]:
    start = 0
    for line in source.split("\n"):
        if _SUSPECT.search(line) and len(line) <= _LONGEST:
            yield from _of_line(line, start)
        start += len(line) + 1


def _of_line(line: str, start: int) -> Iterator[tuple[Edit, Doubt]]:
    cured = [(name, decode(line)) for name, decode in _CODECS]
    name, best = max(cured, key=lambda pair: _quality(pair[1]))
    if best != line and _quality(best) >= _LEAST and _quality(best) > _quality(line) + 0.1:
        yield Edit(start, start + len(line), best), _doubt(name, best)


def _quality(text: str) -> float:
    """The share of words that are Vietnamese syllables; a word glued to odd signs is none."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    odd = sum(char in "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷™†‡" for char in text)
    good = sum(
        is_syllable(word.lower()) and (word.islower() or word.istitle() or word.isupper()) for word in words
    )
    return good / (len(words) + odd) if words else 0.0


def _tcvn3(line: str) -> str:
    """Decoded word by word, so that clean Unicode on the same line stays."""
    return re.sub(r"\S+", lambda match: _tcvn3_word(match[0]), line)


def _tcvn3_word(word: str) -> str:
    if any(ord(char) > 0xFF and char not in "“”‘’–…" for char in word):
        return word
    if word.isascii() or not any(char.isalpha() for char in word if char.isascii()):
        return word
    decoded = word.translate(_FROM_TCVN3)
    letters = [char for char in decoded if char.isalpha()]
    shout = sum(char.isascii() and char.isupper() for char in letters)
    return (
        decoded.upper()
        if shout > 1 and all(char.isupper() for char in letters if char.isascii())
        else decoded
    )


def _vni(line: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, line))


def _vni_letter(match: re.Match[str]) -> str:
    if match[3]:
        return VNI_LETTERS[match[3]]
    base = VNI_LETTERS.get(match[1], match[1]) if match[1] in "ôöÔÖ" else match[1]
    return base + VNI_MARKS[match[2].lower()]


def _cp1258(line: str) -> str:
    restored = _STRAY.sub(lambda match: CP1258[match[0]], unicodedata.normalize("NFC", line))
    return _WORD.sub(lambda match: _unbreve(match[0]), restored)


def _unbreve(word: str) -> str:
    """ă stands for ã where ă makes no syllable: xă -> xã."""
    return word if len(word) > 7 or is_syllable(word.lower()) else word.replace("ă", "ã").replace("Ă", "Ã")


def _mojibake(line: str) -> str:
    """UTF-8 that was read as Windows-1252, once or twice, undone word by word."""
    return _CHUNK.sub(lambda match: _undone(match[0]), line)


def _undone(word: str) -> str:
    for _ in range(3):
        if word.isascii() or len(word) > 200:
            return word
        raw = _bytes(word)
        if raw is None:
            return word
        try:
            word = raw.decode("utf-8")
        except UnicodeDecodeError:
            return word
    return word


def _bytes(word: str) -> bytes | None:
    """The bytes that Windows-1252 showed as `word`; a Đ that lost its second byte (0x90) gets it back."""
    raw = bytearray()
    for char in re.sub("Ä(?![\u0080-\u00bf‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰Š‹ŒŽ])|Ä(?=áº|á»|Ã)", "Ä\x90", word):
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            raw.append(ord(char))
    return bytes(raw)


_CODECS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("TCVN3", _tcvn3),
    ("VNI", _vni),
    ("Windows-1258", _cp1258),
    ("UTF-8", _mojibake),
)


def _doubt(name: str, decoded: str) -> Doubt:
    shown = decoded.strip()[:80]
    return Doubt(
        Text(
            f"chữ {name} đã chuyển sang Unicode, xin xác nhận",
            f"{name} text turned into Unicode; please confirm",
        ),
        (shown,),
        Severity.ERROR,
    )
