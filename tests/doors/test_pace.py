"""Files of one person follow each other; nobody waits for another's."""

import pytest

from broadcast.doors.pace import Queue


def test_each_further_one_of_a_person_waits_longer_until_they_pause() -> None:
    queue = Queue(0.25)
    assert [queue.wait_s("lan", 10.0) for _ in range(3)] == pytest.approx([0.0, 0.25, 0.5])
    assert queue.wait_s("hoa", 10.0) == 0.0
    assert queue.wait_s("lan", 10.5) == pytest.approx(0.25)
    assert queue.wait_s("lan", 60.0) == 0.0
