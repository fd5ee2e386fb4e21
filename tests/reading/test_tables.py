"""The tables of cases (*.tsv beside this file) that an editor extends without Python."""

from collections import Counter

import pytest

from broadcast.reading import read_line
from tests.reading.spoken import Case, cases, heard, wordings

CASES = tuple(cases())


@pytest.mark.parametrize("table", sorted({case.table for case in CASES}))
def test_every_case_of_the_table_is_said_as_written_there(table: str) -> None:
    wrong = [complaint for case in CASES if case.table == table for complaint in _complaints(case)]
    assert not wrong, "\n".join(wrong)


def test_there_are_six_hundred_cases_and_fifteen_of_each_kind() -> None:
    kinds = Counter(case.kind for case in CASES)
    assert len(CASES) >= 600
    assert {kind: count for kind, count in kinds.items() if count < 15} == {}
    assert len(kinds) >= 20


def test_no_case_stands_twice() -> None:
    twice = [written for written, count in Counter(case.written for case in CASES).items() if count > 1]
    assert twice == []


def test_what_was_read_reads_as_itself() -> None:
    for case in CASES:
        spoken = read_line(case.written).spoken
        assert read_line(spoken).spoken == spoken, case


def test_nothing_but_words_and_breath_is_left_to_the_engine() -> None:
    for case in CASES:
        left = {char for char in read_line(case.written).spoken if not (char.isalpha() or char in " ,.?")}
        assert left == set(), case


def _complaints(case: Case) -> list[str]:
    got = heard(read_line(case.written).spoken)
    if any(heard(wording) == got for wording in wordings(case.spoken)):
        return []
    return [f"{case.kind}: {case.written!r} is said {got!r}, wanted {case.spoken!r}"]
