"""Document numbers: 30/2020/NĐ-CP, 1677 /KH-UBND, 05-CT/TW."""

import re

from broadcast.language import Text
from broadcast.reading.lexicon import cues
from broadcast.reading.lexicon.abbreviations import ABBREVIATIONS
from broadcast.reading.lexicon.issuers import DOCUMENT_TYPES, ISSUERS
from broadcast.reading.numbers import coded, one_by_one, whole, year
from broadcast.reading.reading import DocumentStyle, Doubt, Severity
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, either
from broadcast.reading.spelling import spell

_CODE = r"[A-ZĐƯ][A-Za-zĐđƯưÔƠ]*(?:&[A-ZĐƯ][A-Za-zĐđƯ]*)*\d{0,2}"
_NUMBER = re.compile(
    rf"(\d{{1,6}}[a-zA-Z]?)(?: ?/ ?((?:19|20)\d\d))?(?: ?/ ?|-)({_CODE}(?: ?[-/] ?{_CODE}){{0,3}})(?![^\W_])"
)
_BARE = re.compile(rf"/ ?({_CODE}(?: ?- ?{_CODE}){{1,3}})(?![^\W_])")
_PART = re.compile(r"([A-ZĐƯa-zđưÔƠ&]+)(\d*)")
_REGULATION = re.compile(r"quy định(?: số)? $")
_CUE = re.compile(rf"(?:{either(cues.DOCUMENT)})(?: số)?:? ?(?:\(số )?$")


def document_number(scene: Scene, at: int) -> Said | None:
    """The number of a document as the station's policy has it."""
    match = _NUMBER.match(scene.text, at)
    if match is None or not _is_document(scene, at, match):
        return None
    number, year_written, codes = match.groups()
    head = [_figures(number)]
    if scene.policy.documents is DocumentStyle.SHORT:
        head += [f"năm {year(year_written)}"] if year_written else []
        return Said(match.end(), " ".join(head), Rule.DOCUMENT)
    head += [f"trên {year(year_written)}"] if year_written else []
    slash = scene.text[match.start(3) - 1 - (scene.text[match.start(3) - 1] == " ")] == "/"
    tail, unknown = _codes(codes, spelt=scene.policy.documents is DocumentStyle.SPELT)
    if _REGULATION.search(before(scene.text, at, 16)):
        tail = tail.replace("quyết định", "quy định", 1)
    return Said(
        match.end(),
        " ".join([*head, "trên" if slash else "", tail]).replace("  ", " "),
        Rule.DOCUMENT,
        _doubt(unknown),
    )


def numberless(scene: Scene, at: int) -> Said | None:
    """A number left blank for the clerk: "Số: /KH-UBND"."""
    match = _BARE.match(scene.text, at)
    if match is None or not re.search(r"số:? ?[.…]* ?$", before(scene.text, at)):
        return None
    tail, unknown = _codes(match[1], spelt=scene.policy.documents is DocumentStyle.SPELT)
    return Said(match.end(), f"trên {tail}", Rule.DOCUMENT, _doubt(unknown))


def _is_document(scene: Scene, at: int, match: re.Match[str]) -> bool:
    """With a year or a dash it is one; else the words before it must say so."""
    codes = match[3]
    first = re.split(r" ?[-/] ?", codes)[0]
    if match[2] and (known_code(first) or "-" in codes):
        return True
    if ("-" in codes or "/" in codes) and known_code(first):
        return True
    return (
        _CUE.search(before(scene.text, at)) is not None
        and ("-" in codes or len(codes) > 1)
        and "/" in match[0]
    )


def known_code(written: str) -> bool:
    """Whether a part of a document number is in the tables."""
    part = _PART.fullmatch(written)
    return part is not None and any(part[1] in table for table in (DOCUMENT_TYPES, ISSUERS, ABBREVIATIONS))


def _figures(number: str) -> str:
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    words = one_by_one(digits) if digits.startswith("0") else whole(digits)
    return " ".join(part for part in (words, spell(number[len(digits) :])) if part)


def _codes(codes: str, *, spelt: bool) -> tuple[str, tuple[str, ...]]:
    """The letters of a document number in words, and those that no table knows."""
    words: list[str] = []
    unknown: list[str] = []
    for at, token in enumerate(re.split(r"( ?[-/] ?)", codes)):
        if at % 2:
            words += ["trên"] if "/" in token else []
            continue
        said = _part(token, first=at == 0, spelt=spelt)
        unknown += [] if said or spelt else [token]
        words.append(said or spell(token))
    return " ".join(words), tuple(unknown)


def _part(token: str, *, first: bool, spelt: bool) -> str:
    match = _PART.fullmatch(token)
    if match is None or spelt:
        return (
            "" if match is None else " ".join((spell(match[1]), coded(match[2]) if match[2] else "")).strip()
        )
    tables = (DOCUMENT_TYPES, ISSUERS, ABBREVIATIONS) if first else (ISSUERS, ABBREVIATIONS, DOCUMENT_TYPES)
    said = next((table[match[1]] for table in tables if match[1] in table), "")
    return f"{said} {coded(match[2])}" if said and match[2] else said


def _doubt(unknown: tuple[str, ...]) -> Doubt | None:
    if not unknown:
        return None
    names = ", ".join(unknown)
    return Doubt(
        Text(f"chữ viết tắt lạ trong số hiệu: {names}", f"unknown letters in a document number: {names}"),
        (),
        Severity.WARN,
    )
