"""Words that are no plain Vietnamese syllable: letters, foreign words, unknown abbreviations, holes."""

import re

from broadcast.reading.abbreviating import in_capitals
from broadcast.reading.doubts import impossible, lost_letter, unknown_letters, unknown_word
from broadcast.reading.lexicon import cues
from broadcast.reading.lexicon.foreign import FAMILIAR, FOREIGN
from broadcast.reading.lexicon.letters import GREEK
from broadcast.reading.lost_letters import between, completed, hole, repaired
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, either
from broadcast.reading.spelling import letter, spell
from broadcast.reading.syllables import VOWELS, has_shape, is_syllable, tone_fits, toned_variants

WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){1,3}")
_VOWEL = re.compile(rf"[{VOWELS}wj]")
_LETTERS_OF_LISTS = re.compile(rf"(?:{either(cues.LETTER)})(?: [a-zđ](?:,| và)){{0,6}} $")
_CONSONANTS = frozenset("bcdghklmnpqrstvxđ")
_INITIAL = re.compile(r"\.(?= ?[(,a-zđ])")
_FRAGMENT = re.compile(r" ?([^\W\d_]{1,4})(?![^\W_])")


def foreign(scene: Scene, at: int) -> Said | None:
    """A word of the table of foreign words, hyphens included."""
    for pattern in (_COMPOUND, WORD):
        match = pattern.match(scene.text, at)
        if match is not None and _is_foreign(scene, match):
            spoken = FOREIGN[match[0].lower().replace("’", "'")]
            return Said(match.end(), _cased(match[0], spoken), Rule.FOREIGN)
    return None


def _is_foreign(scene: Scene, match: re.Match[str]) -> bool:
    """In the table; what is a Vietnamese word as well (ai) is foreign only alone in capitals."""
    written = match[0]
    if written.lower().replace("’", "'") not in FOREIGN:
        return False
    if not is_syllable(written.lower()):
        return True
    return written.isupper() and not in_capitals(scene.text, match.start(), match.end())


def _cased(written: str, spoken: str) -> str:
    return spoken[0].upper() + spoken[1:] if written[0].isupper() and written[1:].islower() else spoken


def single_letter(scene: Scene, at: int) -> Said | None:
    """One letter that stands alone: điểm c, khóm C, em K."""
    match = WORD.match(scene.text, at)
    if match is None or len(match[0]) > 1:
        return None
    if match[0] in GREEK:
        return Said(match.end(), GREEK[match[0]], Rule.LETTERS)
    if is_syllable(match[0].lower()):
        return Said(match.end(), match[0], Rule.COPIED)
    name = letter(match[0])
    if not name:
        return Said(match.end(), "", Rule.SYMBOL)
    if match[0].islower() and not is_syllable(match[0]) and _is_hole(scene, at, match.end()):
        return None
    return Said(match.end() + (_INITIAL.match(scene.text, match.end()) is not None), name, Rule.LETTERS)


def _is_hole(scene: Scene, at: int, end: int) -> bool:
    """A small consonant behind a word that it completes: "huy n"."""
    if _LETTERS_OF_LISTS.search(scene.text[max(0, at - 40) : at].lower()):
        return False
    if (
        scene.text[at] not in _CONSONANTS
        or scene.text[end : end + 1] in {"(", ")", "/"}
        or not scene.text[max(0, at - 1) : at].isspace()
    ):
        return False
    return re.search(r"[^\W\d_]+ $", scene.text[max(0, at - 12) : at]) is not None


def capitals(scene: Scene, at: int) -> Said | None:
    """Unknown capitals are spelt and shown; capitals with small accents come from old fonts (PHáT)."""
    match = WORD.match(scene.text, at)
    if match is None or len(match[0]) < 2:
        return None
    written, low = match[0], match[0].lower()
    if is_syllable(low) and (written.isupper() or _old_font(written)):
        return Said(match.end(), low, Rule.COPIED if written.isupper() else Rule.MENDED)
    if not written.isupper() and not (
        sum(map(str.isupper, written)) > 1 and len(written) < 6 and not is_syllable(low)
    ):
        return None
    fixed = repaired(low, hole(scene, at, match.end())) if _among_capitals(scene, at, match.end()) else ()
    if fixed:
        return Said(
            match.end(), low, Rule.LOST_LETTER, lost_letter(written, tuple(word.upper() for word in fixed))
        )
    return Said(match.end(), spell(written), Rule.LETTERS, unknown_letters(written))


def _old_font(written: str) -> bool:
    return all(char.isupper() if char.isascii() else True for char in written) and any(
        char.islower() for char in written
    )


def _among_capitals(scene: Scene, at: int, end: int) -> bool:
    """A neighbour of several capitals that is no word either: H THNG GIM ST."""
    near = WORD.findall(scene.text[max(0, at - 12) : at])[-1:] + WORD.findall(scene.text[end : end + 12])[:1]
    return any(len(word) > 1 and word.isupper() and not is_syllable(word.lower()) for word in near)


def damaged(scene: Scene, at: int) -> Said | None:
    """A hole, or a syllable that cannot be: copied, with proposals, until somebody decides."""
    match = WORD.match(scene.text, at)
    if match is None or not (match[0].islower() or match[0].istitle()):
        return None
    low = match[0].lower()
    if is_syllable(low) or low in FAMILIAR:
        return None
    fragments = _fragments(scene, at, match.end())
    if fragments is not None:
        return fragments
    if has_shape(low) and not tone_fits(low):
        return Said(match.end(), match[0], Rule.IMPOSSIBLE, impossible(match[0], toned_variants(low)))
    if not low.isascii() and low.islower() and match[0].islower():
        return Said(
            match.end(),
            match[0],
            Rule.IMPOSSIBLE,
            impossible(match[0], repaired(low, hole(scene, at, match.end()))),
        )
    return None


def _fragments(scene: Scene, at: int, end: int) -> Said | None:
    """Two fragments around a lost vowel: "kh i", "nh n", "sức kh e"."""
    head = scene.text[at:end]
    if _VOWEL.search(head.lower()) is not None or len(head) > 3:
        return None
    tail = _FRAGMENT.match(scene.text, end)
    found = between(head.lower(), tail[1].lower(), hole(scene, at, tail.end())) if tail else ()
    if tail is not None and found:
        return Said(
            tail.end(), f"{head} {tail[1]}", Rule.LOST_LETTER, lost_letter(scene.text[at : tail.end()], found)
        )
    if len(head) == 1:
        return Said(end, letter(head) or head, Rule.LOST_LETTER, lost_letter(head, ()))
    return Said(end, head, Rule.LOST_LETTER, lost_letter(head, repaired(head.lower(), hole(scene, at, end))))


def unknown(scene: Scene, at: int) -> Said | None:
    """Any other word: copied as it stands."""
    match = WORD.match(scene.text, at)
    if match is None:
        return None
    written = match[0]
    if is_syllable(written.lower()):
        return Said(match.end(), written, Rule.COPIED)
    doubt = None if written.lower() in FAMILIAR else unknown_word(written)
    if doubt is not None and _VOWEL.search(written.lower()) is None and written.isascii():
        return Said(match.end(), spell(written), Rule.LETTERS, doubt)
    return Said(match.end(), written, Rule.UNKNOWN, doubt)


def halved(scene: Scene, at: int, end: int) -> Said | None:
    """A syllable and the consonant that a lost vowel cut off it: "huy n Chợ Mới"."""
    tail = _FRAGMENT.match(scene.text, end)
    if tail is None or _LETTERS_OF_LISTS.search(scene.text[max(0, at - 40) : end].lower() + " "):
        return None
    found = completed(scene.text[at:end].lower(), tail[1].lower(), hole(scene, at, tail.end()))
    if not found:
        return None
    written = scene.text[at : tail.end()]
    return Said(tail.end(), written, Rule.LOST_LETTER, lost_letter(written, found))
