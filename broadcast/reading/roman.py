"""Roman numerals, where the words around them or the beginning of a line say that they are numbers."""

import re

from broadcast.reading.lexicon import cues
from broadcast.reading.numbers import ordinal, roman_value, whole
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, either

_NUMERAL = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W_])")
_HEADING = re.compile(r"(?:[.)]|/(?![^\W\d_])|-\d|:? ?$)")
_CUE = re.compile(rf"(?:{either(cues.ROMAN)}) $")
_SERIES = re.compile(r"\b[IVXLC]+(?:,| và| -|-| đến|/) ?$")
_YEAR = re.compile(r" ?/ ?((?:19|20)\d\d)(?![\d/])")


def roman_numeral(scene: Scene, at: int) -> Said | None:
    """A numeral in Roman letters."""
    match = _NUMERAL.match(scene.text, at)
    if match is None or (at and (scene.text[at - 1].isalnum() or scene.text[at - 1] in "&/.")):
        return None
    context = before(scene.text, at, 24)
    if not _is_numeral(scene, match, context):
        return None
    value = str(roman_value(match[0]))
    words = ordinal(value) if context.endswith("thứ ") else whole(value)
    of_year = _YEAR.match(scene.text, match.end())
    if of_year is not None:
        return Said(of_year.end(), f"{words} năm {whole(of_year[1])}", Rule.ROMAN)
    opens = _opens_line(scene.text, match.start()) and scene.text[match.end() : match.end() + 1] in {
        ".",
        ")",
        "/",
        "-",
    }
    return Said(match.end() + opens, f"{words}," if opens else words, Rule.ROMAN)


def _is_numeral(scene: Scene, match: re.Match[str], context: str) -> bool:
    text, written = scene.text, match[0]
    if (
        text[match.end() : match.end() + 1] == "."
        and text[match.end() + 1 : match.end() + 2].isalpha()
        and len(written) == 1
    ):
        return False
    if _CUE.search(context):
        return written not in {"C", "L"} or context.endswith("chương ")
    if _opens_line(text, match.start()):
        return _HEADING.match(text, match.end()) is not None and written not in {"C", "L"}
    if _SERIES.search(text[max(0, match.start() - 24) : match.start()]) is not None:
        return written not in {"C", "L"}
    return (
        len(written) > 1
        and written
        not in {"CC", "VI", "XI", "CI", "LI", "CL", "XX", "CV", "LC", "XL", "CX", "LX", "LV", "MI", "XC"}
    ) or (written in {"XX", "VI", "XI"} and not _capitals_around(text, match))


def _capitals_around(text: str, match: re.Match[str]) -> bool:
    """In a line of capitals XI MĂNG and VI PHẠM are words."""
    following = re.match(r" ?([^\W\d_]+)", text[match.end() : match.end() + 16])
    leading = re.search(r"([^\W\d_]+) ?$", text[max(0, match.start() - 16) : match.start()])
    return any(word is not None and word[1].isupper() and len(word[1]) > 1 for word in (following, leading))


def _opens_line(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return at - line < 4 and not text[line:at].strip(" -+*•(")
