"""Letters said by their names."""

from broadcast.reading.lexicon.letters import LETTERS
from broadcast.reading.numbers import one_by_one
from broadcast.reading.syllables import bare


def letter(written: str) -> str:
    """The name of one letter; marks of tone are dropped."""
    low = written.lower()
    return LETTERS.get(low) or LETTERS.get(bare(low), "")


def spell(written: str) -> str:
    """Letters and digits one by one; anything else is skipped."""
    names = (one_by_one(char) if char.isdecimal() else letter(char) for char in written)
    return " ".join(name for name in names if name)
