"""Files of strangers are looked into one at a time, and few wait."""

import threading

import pytest

from broadcast.desk.turns import Busy, Turns


def test_whoever_waits_too_long_is_sent_away_and_the_next_has_its_turn() -> None:
    turns = Turns(wait_s=0.01, waiting=3)
    with turns.turn(), pytest.raises(Busy), turns.turn():
        pass
    with turns.turn():
        pass


def test_only_so_many_wait() -> None:
    turns = Turns(wait_s=20, waiting=1)
    inside, waited = threading.Event(), []

    def wait() -> None:
        inside.set()
        with turns.turn():
            waited.append(1)

    with turns.turn():
        other = threading.Thread(target=wait)
        other.start()
        inside.wait(5)
        while turns._queue.acquire(blocking=False):  # until the other one is in the queue
            turns._queue.release()
        with pytest.raises(Busy), turns.turn():
            pass
    other.join(5)
    assert waited == [1]


def test_a_turn_that_failed_is_over() -> None:
    turns = Turns(wait_s=0.01, waiting=0)
    with pytest.raises(ValueError, match="x"), turns.turn():
        raise ValueError("x")
    with turns.turn():
        pass
