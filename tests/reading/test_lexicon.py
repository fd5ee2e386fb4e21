"""The tables say only what an engine can say."""

import pytest

from broadcast.reading.lexicon import (
    abbreviations,
    currencies,
    foreign,
    issuers,
    letters,
    phrases,
    symbols,
    units,
    web_words,
)
from broadcast.reading.lexicon.contextual import CONTEXTUAL
from broadcast.reading.syllables import is_syllable

TABLES = {
    "abbreviations": abbreviations.ABBREVIATIONS,
    "numbered": abbreviations.NUMBERED,
    "contextual": {f"{row.written} {at}": row.spoken for at, row in enumerate(CONTEXTUAL)},
    "currencies before": currencies.BEFORE,
    "currencies behind": currencies.BEHIND,
    "foreign": foreign.FOREIGN,
    "documents": issuers.DOCUMENT_TYPES,
    "issuers": issuers.ISSUERS,
    "letters": letters.LETTERS,
    "greek": letters.GREEK,
    "phrases": phrases.PHRASES,
    "symbols": symbols.SYMBOLS,
    "numerals": symbols.NUMERALS,
    "units": units.UNITS,
    "per": units.PER,
    "web names": web_words.NAMES,
    "web endings": web_words.ENDINGS,
    "web marks": web_words.MARKS,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_the_table_is_made_of_vietnamese_syllables(name: str) -> None:
    wrong = [
        (written, word)
        for written, spoken in TABLES[name].items()
        for word in spoken.replace(",", " ").split()
        if not is_syllable(word.lower())
    ]
    assert wrong == []


def test_no_foreign_word_hides_a_vietnamese_one() -> None:
    assert [word for word in foreign.FOREIGN if is_syllable(word)] == ["ai"]


def test_there_are_some_four_hundred_abbreviations() -> None:
    assert len(abbreviations.ABBREVIATIONS) + len(CONTEXTUAL) >= 400
