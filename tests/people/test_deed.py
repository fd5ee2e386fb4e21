"""The chain of the audit shows every change to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.people import GENESIS, ChainBroken, Deed, Did, Noted, chained, verified

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def chain(*deeds: Deed) -> list[Noted]:
    lines: list[Noted] = []
    for number, deed in enumerate(deeds, 1):
        before = lines[-1].chain if lines else GENESIS
        lines.append(chained(before, number, NOW + timedelta(minutes=number), deed))
    return lines


def deed(on: str = "cat-dien", **facts: str | float | None) -> Deed:
    return Deed("lan", Did.CONSENT_GIVEN, on, facts)


LINES = chain(deed("a", version=1), deed("b"), deed("c", reason="Sai ngày", share=0.98))
HEAD = (3, LINES[-1].chain)


def test_what_was_written_is_whole() -> None:
    assert verified(LINES, HEAD) == 3
    assert verified([], (0, GENESIS)) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"by": "mai"},
        {"did": "script.approved"},
        {"on": "x"},
        {"facts": '{"x":1}'},
        {"at": NOW},
        {"chain": "f" * 64},
    ],
)
@pytest.mark.parametrize("where", range(3))
def test_a_changed_line_breaks_it_there(where: int, change: dict[str, str]) -> None:
    lines = list(LINES)
    lines[where] = replace(lines[where], **change)  # type: ignore[arg-type]
    with pytest.raises(ChainBroken, match=f"dòng {where + 1}"):
        verified(lines, HEAD)


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_line_that_was_taken_out_is_missed_also_at_the_end(left: int) -> None:
    with pytest.raises(ChainBroken, match=f"dòng {left + 1}"):
        verified([line for at, line in enumerate(LINES) if at != left], HEAD)


def test_a_line_put_in_breaks_it() -> None:
    with pytest.raises(ChainBroken, match="dòng 4"):
        verified([*LINES, chained(LINES[-1].chain, 4, NOW, deed())], HEAD)


def test_a_moment_counts_whatever_its_zone() -> None:
    vietnam = timezone(timedelta(hours=7))
    assert chained(GENESIS, 1, NOW, deed()) == chained(GENESIS, 1, NOW.astimezone(vietnam), deed())


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.integers(), st.text())))
def test_facts_come_back_as_they_were(facts: dict[str, str | int | bool | None]) -> None:
    (line,) = chain(Deed("", Did.CONSENT_GIVEN, "máy", facts))
    assert line.told == facts
    assert verified([line], (1, line.chain)) == 1


def test_every_deed_has_its_words_and_an_unknown_one_stands_as_written() -> None:
    assert all(each.named.vi and each.named.en for each in Did)
    (line,) = chain(deed())
    assert line.named == Did.CONSENT_GIVEN.named
    assert replace(line, did="old.deed").named.vi == "old.deed"
