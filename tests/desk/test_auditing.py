"""The audit is looked at by those who may, verified, printed once a day and taken away."""

from datetime import date

import pytest
from sqlalchemy import text

from broadcast.desk.auditing import HEADS, NEWEST, Auditing, Wanted
from broadcast.desk.consent import give
from broadcast.desk.studio import Studio
from broadcast.people import ChainBroken, MayNot, Person, Role

APPROVER = Person("binh", "Trần Thị Bình", frozenset({Role.APPROVER}))
WRITER = Person("an", "Nguyễn Văn An", frozenset({Role.WRITER}))
DAY = date(2020, 8, 6)


@pytest.fixture
def auditing(studio: Studio) -> Auditing:
    for _ in range(3):
        give(studio, APPROVER, "espeak")
    return Auditing(studio)


def test_a_writer_may_not_look(auditing: Auditing) -> None:
    with pytest.raises(MayNot, match="xem nhật ký"):
        auditing.leaf(WRITER, Wanted())
    with pytest.raises(MayNot, match="xem nhật ký"):
        auditing.download(WRITER)


def test_page_by_page_the_newest_first(auditing: Auditing) -> None:
    leaf = auditing.leaf(APPROVER, Wanted(), most=2)
    assert ([line.number for line in leaf.lines], leaf.older) == ([3, 2], True)
    older = auditing.leaf(APPROVER, Wanted(before=leaf.lines[-1].number), most=2)
    assert ([line.number for line in older.lines], older.older) == ([1], False)
    assert auditing.leaf(APPROVER, Wanted(by="an", before=NEWEST)).lines == ()


def test_it_is_whole_until_somebody_changes_a_line(auditing: Auditing) -> None:
    assert auditing.verify().number == 3
    with auditing.studio.database.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_UPDATE"))
        connection.execute(text("UPDATE audit SET \"by\" = 'an' WHERE number = 2"))
    with pytest.raises(ChainBroken, match="dòng 2"):
        auditing.verify()


def test_the_head_is_printed_once_a_day_and_shows_a_chain_that_was_written_anew(auditing: Auditing) -> None:
    head = auditing.print_head(DAY)
    assert head is not None
    assert auditing.print_head(DAY) is None
    heads = (auditing.studio.data / HEADS).read_text("ascii")
    assert heads == f"{DAY} 3 {head.chain}\n"
    auditing.refuse_unknown_head(head.chain.upper())
    with pytest.raises(ChainBroken, match="đầu chuỗi đã in"):
        auditing.refuse_unknown_head("0" * 64)


def test_taking_it_away_is_a_line_as_well(auditing: Auditing) -> None:
    written = auditing.download(APPROVER).decode("utf-8-sig").splitlines()
    assert len(written) == 4
    assert written[1].split(",")[2:5] == ["binh", "consent.given", "espeak"]
    assert auditing.leaf(APPROVER, Wanted(did="audit")).lines[0].told == {"lines": 3}
