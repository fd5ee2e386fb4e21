from datetime import timedelta

import pytest
from commune import MONDAY, Clock, airing, playlist
from loopback import Loopback

from broadcast.agent import Shift
from broadcast.agent.reasons import BUSY


def go(clock: Clock, shift: Shift, times: int = 1, seconds: float = 1.0) -> None:
    for _ in range(times):
        clock.go(seconds)
        shift.exchange()


def miss(shift: Shift, *names: str) -> None:
    for name in names:
        shift._journal.misses(airing(name, MONDAY + timedelta(hours=5)), BUSY)


def test_lines_and_heartbeats_arrive_once(shift: Shift, server: Loopback, clock: Clock) -> None:
    miss(shift, "sang", "trua")
    go(clock, shift, 3)
    assert [line["item"] for line in server.lines.values()] == ["sang", "trua"]
    (line, _) = server.lines.values()
    assert line["reason"] == {"code": "busy", "vi": "chương trình trước chưa hết", "en": BUSY.text.en}
    (beat,) = server.beats.values()
    assert (beat["waiting"], beat["playing"]) == (2, None)
    assert beat["agent"].endswith(" tape")
    assert beat["free_bytes"] > 0
    assert server.repeated == []


def test_a_lost_reply_is_sent_again_and_counts_once(shift: Shift, server: Loopback, clock: Clock) -> None:
    miss(shift, "sang")
    server.lost_replies = 1
    go(clock, shift, 20)
    assert [line["item"] for line in server.lines.values()] == ["sang"]
    assert [line["item"] for line in server.repeated] == ["sang"]
    assert shift._journal.count_waiting() == 0


def test_what_the_server_will_not_read_holds_up_nothing_else(
    shift: Shift, server: Loopback, clock: Clock, said: list[str]
) -> None:
    miss(shift, "a", "b", "sang", "c", "d")
    server.refuses = {"sang"}
    go(clock, shift, 20)
    assert [line["item"] for line in server.lines.values()] == ["a", "b", "c", "d"]
    assert shift._journal.count_waiting() == 0
    assert any("máy chủ không nhận as-run" in sentence for sentence in said)


def test_everything_waits_while_the_server_is_away(shift: Shift, server: Loopback, clock: Clock) -> None:
    server.away = True
    miss(shift, "sang")
    go(clock, shift, 60, 60)
    server.away = False
    go(clock, shift, 10, 60)
    assert len(server.lines) == 1
    assert len(server.beats) == pytest.approx(70, abs=2)
    waiting = [beat["waiting"] for beat in server.beats.values()]
    assert waiting[0] == 1
    assert waiting[-1] == 0


def test_a_heartbeat_tells_what_is_kept(shift: Shift, server: Loopback, clock: Clock) -> None:
    server.publish(MONDAY.date(), playlist(MONDAY.date(), [], 4))
    go(clock, shift, 3)
    shift.tick()
    go(clock, shift, 2, 60)
    assert list(server.beats.values())[-1]["playlists"] == {"2026-11-23": 4}
