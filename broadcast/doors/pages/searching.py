"""Tìm không cần dấu: `my an` finds Mỹ An."""

import unicodedata


def folded(words: str) -> str:
    """Without marks and capitals, blanks as one: `Đài xã  Mỹ An` becomes `dai xa my an`."""
    bare = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    return " ".join("".join(each for each in bare if not unicodedata.combining(each)).split())


def found(wanted: str, *fields: str) -> bool:
    """Whether every word of `wanted` begins a word in `fields`, marks or not."""
    words = folded(" ".join(fields)).split()
    return all(any(word.startswith(each) for word in words) for each in folded(wanted).split())
