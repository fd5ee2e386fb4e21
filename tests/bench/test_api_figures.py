"""`broadcast bench api`: what is counted, over answers that are given; `make test` does not time it."""

from broadcast.bench.api import Seen, figures
from broadcast.bench.bombs import bombs


def told(seen: Seen) -> dict[str, tuple[float, bool]]:
    return {figure.name: (figure.value, figure.ok) for figure in figures(seen)}


def test_a_goal_can_be_met_and_missed() -> None:
    rest, slow = {"playlist": [0.010] * 100}, {"playlist": [0.030] * 100}
    good = told(Seen(rest, {"playlist": [0.015] * 100}, [("zip", 422, 0.9), ("list", 503, 0.1)], 300))
    assert good["api.siege.p99"] == (1.5, True)
    assert good["api.bombs.slowest"] == (0.9, True)
    assert good["api.bombs.put_off"][0] == 1
    bad = told(Seen(rest, slow, [("zip", 201, 2.5), ("pdf", 500, 0.1)], 600))
    missed = {name for name, (_, ok) in bad.items() if not ok}
    assert missed == {
        *("api.siege.p99", "api.bombs.slowest", "api.bombs.taken", "api.bombs.failing", "api.memory.peak"),
    }


def test_bombs_are_small_and_zeros_are_many() -> None:
    sent = bombs(zeros=1_000)
    assert all(len(content) < 500_000 for _, content in sent.values())
    assert sent["zeros"][1] == bytes(1_000)
