import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from commune import MONDAY, airing

from broadcast.agent.journal import MOST_BEATS, AlreadyAired, Journal, Sounding
from broadcast.agent.reasons import BUSY, Outcome

FIVE = MONDAY + timedelta(hours=5)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.sqlite", MONDAY)
    yield journal
    journal.close()


def again(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite", MONDAY)


def test_an_airing_is_begun_once(journal: Journal) -> None:
    journal.intend(airing())
    with pytest.raises(AlreadyAired, match="đã phát"):
        journal.intend(airing())
    with pytest.raises(AlreadyAired):
        journal.misses(airing(), BUSY)


def test_an_intent_stands_on_the_disk_before_anything_sounds(journal: Journal, tmp_path: Path) -> None:
    journal.intend(airing())
    with sqlite3.connect(tmp_path / "journal.sqlite") as other:
        assert other.execute("PRAGMA synchronous").fetchone()
        assert other.execute("SELECT item, outcome FROM airings").fetchall() == [("sang", None)]
    other.close()
    assert journal._database.execute("PRAGMA synchronous").fetchone()[0] == 2, "commits are not fsynced"


def test_what_was_on_the_air_when_the_power_went_is_cut_with_what_is_known(
    journal: Journal, tmp_path: Path
) -> None:
    journal.intend(airing("trua"))
    journal.intend(airing("sang"))
    journal.sounds(airing("sang"), Sounding(FIVE, FIVE + timedelta(seconds=10), 10.0))
    other = again(tmp_path)
    trua, sang = other.waiting(9)
    other.close()
    assert (trua["outcome"], trua["started_at"], trua["played_s"]) == ("CUT", None, 0)
    assert (sang["outcome"], sang["started_at"], sang["played_s"]) == (
        "CUT",
        "2026-11-23T05:00:00.000+07:00",
        10,
    )
    assert sang["reason"]["code"] == "interrupted"


def test_a_withdrawn_intent_may_be_begun_later(journal: Journal) -> None:
    journal.intend(airing())
    journal.withdraw(airing())
    journal.intend(airing())


def test_lines_wait_until_they_are_delivered(journal: Journal) -> None:
    journal.intend(airing("sang"))
    journal.misses(airing("trua"), BUSY)
    assert [line["item"] for line in journal.waiting(9)] == ["trua"]
    journal.ends(airing("sang"), Outcome.PLAYED, None, Sounding(FIVE, FIVE, 0.0))
    assert journal.count_waiting() == 2
    journal.delivered([airing("trua").id])
    assert [line["item"] for line in journal.waiting(9)] == ["sang"]


def test_lines_that_were_never_delivered_are_never_forgotten(journal: Journal) -> None:
    for name in ("sang", "trua"):
        journal.misses(airing(name), BUSY)
    journal.delivered([airing("sang").id])
    journal.forget(MONDAY + timedelta(days=100))
    assert journal.known == {airing("trua").id}


def test_only_a_week_of_heartbeats_is_kept(journal: Journal) -> None:
    with journal._writing() as database:
        rows = [(f"b{number}",) for number in range(MOST_BEATS)]
        database.executemany("INSERT INTO beats (id, body) VALUES (?, '{}')", rows)
    journal.beat({"id": "newest"})
    assert journal._database.execute("SELECT count(*), min(id) FROM beats").fetchone()[:] == (
        MOST_BEATS,
        "b1",
    )
    journal.beaten([f"b{n}" for n in range(MOST_BEATS)])
    assert [beat["id"] for beat in journal.beats(9)] == ["newest"]


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to be one" * 99, b"half"])
def test_a_damaged_journal_is_set_aside_and_what_it_may_have_begun_is_not(
    tmp_path: Path, damage: bytes
) -> None:
    again(tmp_path).close()
    path = tmp_path / "journal.sqlite"
    path.write_bytes(path.read_bytes()[:100] + damage if damage == b"half" else damage)
    journal = again(tmp_path)
    journal.close()
    assert journal.floor == MONDAY
    assert (tmp_path / "journal.sqlite.damaged").is_file()
