"""A sentence laid out from recorded phrases: the cheapest cover, its pauses, the words that are missing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.speech.phrases import COMMA_S, STOP_S, laid_out, phrase_key


def layout(words: str, *phrases: str) -> tuple[list[tuple[str, float]], tuple[str, ...]]:
    recorded = {phrase_key(phrase) for phrase in phrases}
    made = laid_out(words, recorded, max(len(key.split()) for key in recorded))
    return [(part.phrase, part.pause_s) for part in made.parts], made.missing


STATION = "Đài Truyền thanh xã An Thạnh Trung"
DATE = ("Hôm nay là", "thứ năm", "ngày", "sáu", "tháng", "tám", "năm", "hai nghìn không trăm hai mươi")


def test_a_station_call_and_a_date_are_composed() -> None:
    assert layout(f"Đây là {STATION}.", "đây là", STATION) == (
        [("đây là", 0.0), (phrase_key(STATION), 0.0)],
        (),
    )
    words = "Hôm nay là thứ năm, ngày sáu tháng tám năm hai nghìn không trăm hai mươi."
    parts, missing = layout(words, *DATE)
    assert not missing
    assert [phrase for phrase, _ in parts] == [phrase_key(part) for part in DATE]
    assert [pause for _, pause in parts] == [0, COMMA_S, 0, 0, 0, 0, 0, 0]


def test_few_long_phrases_are_better_than_many_short_ones() -> None:
    parts, _ = layout("một hai ba bốn", "một", "hai", "ba", "bốn", "hai ba", "một hai ba")
    assert [phrase for phrase, _ in parts] == ["một hai ba", "bốn"]


def test_a_join_at_a_pause_is_better_than_one_in_the_flow() -> None:
    parts, _ = layout("một hai, ba", "một", "hai ba", "một hai", "ba")
    assert parts == [("một hai", COMMA_S), ("ba", 0.0)]


def test_the_longest_phrase_first_is_not_always_the_way() -> None:
    """Greedy would take `một hai ba` and be left with a word that nobody recorded."""
    parts, missing = layout("một hai ba bốn", "một hai ba", "một hai", "ba bốn")
    assert [phrase for phrase, _ in parts] == ["một hai", "ba bốn"]
    assert not missing


def test_missing_words_are_told_as_they_are_written_run_by_run() -> None:
    _, missing = layout("Kính chào Bà Con xã Tân Mỹ, hôm nay mưa to.", "kính chào", "xã", "hôm nay")
    assert missing == ("Bà Con", "Tân Mỹ", "mưa to")


@pytest.mark.parametrize(
    ("between", "pause_s"),
    [
        *((between, 0) for between in (" ", "-", " (")),
        *((between, COMMA_S) for between in (", ", ": ", " – ", " - ", "”, ")),
        *((between, STOP_S) for between in (". ", "; ", "! ", "… ")),
    ],
)
def test_pauses_are_the_sentences_own(between: str, pause_s: float) -> None:
    assert layout(f"một{between}hai.", "một", "hai")[0] == [("một", pause_s), ("hai", 0.0)]


def test_capitals_marks_and_forms_of_letters_do_not_matter() -> None:
    assert phrase_key("  XIN chào, “Bà con”! ") == phrase_key(unicodedata.normalize("NFD", "xin chào bà con"))
    assert phrase_key("hoa") != phrase_key("hoà")
    assert phrase_key(" – !") == ""


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=9),
    st.sets(st.text("abcd", min_size=1, max_size=3)),
)
def test_the_cheapest_cover_is_found(letters: list[str], phrases: set[str]) -> None:
    """Against trying all of them: as few words missing as can be, then as few phrases."""
    recorded = {" ".join(phrase) for phrase in phrases}

    def best(rest: tuple[str, ...]) -> tuple[int, int]:
        if not rest:
            return (0, 0)
        skipped = best(rest[1:])
        found = [(skipped[0] + 1, skipped[1])]
        for size in (1, 2, 3):
            if " ".join(rest[:size]) in recorded and size <= len(rest):
                missing, count = best(rest[size:])
                found.append((missing, count + 1))
        return min(found)

    made = laid_out(" ".join(letters), recorded, 3)
    missing = sum(len(run.split()) for run in made.missing)
    fewest, count = best(tuple(letters))
    assert missing == fewest
    assert missing or len(made.parts) == count
    said = [word for part in made.parts for word in part.phrase.split()]
    assert len(said) + missing == len(letters)
    assert missing or said == letters
