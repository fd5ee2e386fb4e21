"""What every player must do, and what each does on its own."""

import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from commune import MONDAY, Clock
from sound_card import Card, module

from broadcast.agent.clock import VIETNAM, SystemClock
from broadcast.agent.players import Player, PlayerFailed, open_player
from broadcast.agent.players.aircheck import Aircheck, begins
from broadcast.agent.players.choosing import NO_DEVICE, NoSuchPlayer
from broadcast.agent.players.device import DevicePlayer
from broadcast.agent.players.null import NullPlayer


class Ramp:
    """A source whose samples tell their own place."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, samples: int) -> np.ndarray:
        self.asked += samples
        return (np.arange(self.asked - samples, self.asked) % 1000 + 1).astype(np.int16)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    card = Card()
    monkeypatch.setitem(sys.modules, "miniaudio", module(card))
    return card


@pytest.fixture(params=["null", "file", "auto"])
def player(request: pytest.FixtureRequest, tmp_path: Path, card: Card) -> Player:
    return open_player(f"file:{tmp_path}" if request.param == "file" else request.param)


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.01)


def test_samples_are_taken_as_time_goes_by_and_counted(player: Player) -> None:
    source, clock = Ramp(), SystemClock()
    began = clock.monotonic()
    player.open(source, clock)
    wait_for(lambda: player.heard().sample >= player.rate_hz / 5)
    heard, now = player.heard(), clock.monotonic()
    player.close()
    assert heard.at - heard.sample / player.rate_hz == pytest.approx(began, abs=0.5)
    assert heard.sample / player.rate_hz <= now - began + 0.01, "taken before its time"
    taken = source.asked
    time.sleep(0.05)
    assert source.asked == taken, "it goes on after it was closed"


def test_a_player_may_be_opened_again(player: Player) -> None:
    source = Ramp()
    for _ in range(2):
        player.open(source, SystemClock())
        before = source.asked
        wait_for(lambda before=before: source.asked > before)
        player.close()


def test_an_unknown_player_is_refused_in_words() -> None:
    for name in ("loa", "file:", "", "file"):
        with pytest.raises(NoSuchPlayer, match="không có máy phát"):
            open_player(name)


def test_auto_takes_a_sound_card_where_there_is_one(card: Card) -> None:
    said = []
    assert isinstance(open_player("auto", said.append), DevicePlayer)
    card.plugged = False
    assert isinstance(open_player("auto", said.append), NullPlayer)
    assert said == [NO_DEVICE]


def test_auto_goes_without_where_miniaudio_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    said = []
    assert isinstance(open_player("auto", said.append), NullPlayer)
    assert said == [NO_DEVICE]


def test_nobody_can_say_that_null_was_heard() -> None:
    assert NullPlayer().remark.code == "no_loudspeaker"


def test_a_card_that_was_pulled_out_fails_in_words(card: Card) -> None:
    card.plugged = False
    with pytest.raises(PlayerFailed, match="không mở được loa"):
        DevicePlayer().open(Ramp(), SystemClock())


def test_a_card_gets_every_sample_in_order(card: Card) -> None:
    player = DevicePlayer()
    player.open(Ramp(), SystemClock())
    wait_for(lambda: len(card.played) > 4000)
    player.close()
    played = np.frombuffer(bytes(card.played), "<i2")
    assert (played == np.arange(played.size) % 1000 + 1).all()


def test_a_folder_that_cannot_be_written_fails_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PlayerFailed, match="không ghi được"):
        Aircheck(tmp_path / "file").open(Ramp(), SystemClock())


class Reels:
    """An aircheck fed by hand: `clock` and the place in the row of samples go together."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.aircheck, self.clock, self.folder = Aircheck(folder, 1000), clock, folder
        self.aircheck._clock = clock
        self.aircheck._pace._heard = self.aircheck._pace.heard()._replace(at=clock.monotonic())

    def hear(self, samples: np.ndarray) -> None:
        self.clock.go(samples.size / 1000)
        self.aircheck._hear(samples.astype(np.int16))
        self.aircheck._pace._heard = self.aircheck._pace._later(samples.size, samples.size)

    def files(self) -> dict[datetime, np.ndarray]:
        return {
            begins(path): soundfile.read(path, dtype="int16")[0] for path in sorted(self.folder.iterdir())
        }


@pytest.fixture
def reels(tmp_path: Path) -> Reels:
    return Reels(tmp_path, Clock(MONDAY + timedelta(hours=4, minutes=59, seconds=58)))


def test_a_place_in_an_aircheck_is_the_wall_clock(reels: Reels) -> None:
    reels.hear(np.zeros(500))
    reels.hear(np.full(100, 7))
    reels.aircheck._cut()
    ((began, samples),) = reels.files().items()
    assert began == MONDAY + timedelta(hours=4, minutes=59, seconds=58)
    assert np.flatnonzero(samples).tolist() == list(range(500, 600))


def test_a_new_aircheck_begins_every_hour_without_losing_a_sample(reels: Reels) -> None:
    reels.hear(np.arange(1, 1501))
    reels.hear(np.arange(1501, 3001))
    reels.aircheck._cut()
    first, second = reels.files().items()
    assert second[0] == MONDAY + timedelta(hours=5)
    assert first[1].size == 2000
    assert np.concatenate([first[1], second[1]]).tolist() == list(range(1, 3001))


def test_a_new_aircheck_begins_when_the_clock_is_set(reels: Reels) -> None:
    reels.hear(np.full(100, 1))
    reels.clock.leap(-600)
    reels.hear(np.full(100, 2))
    reels.aircheck._cut()
    later, earlier = reels.files().items()
    assert earlier[0] - later[0] == timedelta(seconds=600 - 0.1)


def test_an_aircheck_is_whole_at_every_second_though_the_agent_is_killed(reels: Reels) -> None:
    for _ in range(15):
        reels.hear(np.full(100, 5))
    (samples,) = reels.files().values()
    assert 1000 <= samples.size <= 1500
    assert (samples == 5).all()
    reels.aircheck._cut()


def test_silence_takes_no_room(reels: Reels, tmp_path: Path) -> None:
    for _ in range(10):
        reels.hear(np.zeros(200_000))
    reels.aircheck._cut()
    sizes = [(path.stat().st_size, path.stat().st_blocks * 512) for path in tmp_path.iterdir()]
    assert sum(size for size, _ in sizes) > 4_000_000
    assert sum(room for _, room in sizes) < 200_000


def test_airchecks_are_kept_for_a_week_and_nothing_else_is_touched(reels: Reels, tmp_path: Path) -> None:
    for name in ("2026-11-10T05-00-00.000000.wav", "2026-11-20T05-00-00.000000.wav", "nhac.wav"):
        (tmp_path / name).write_bytes(b"")
    reels.aircheck._sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-11-20T05-00-00.000000.wav", "nhac.wav"]


def test_a_machine_that_hung_leaves_a_hole_not_a_shift(tmp_path: Path) -> None:
    """A thread that holds everything up for a second: what follows stands at its own hour."""
    player, held = Aircheck(tmp_path, 8000), threading.Event()

    def source(samples: int) -> np.ndarray:
        if player.heard().sample > 1000 and not held.is_set():
            held.set()
            time.sleep(0.8)
        return np.full(samples, 3, np.int16)

    player.open(source, SystemClock())
    wait_for(lambda: held.is_set() and player.heard().sample > 4000)
    player.close()
    ended = datetime.now(UTC)
    first, second = sorted(tmp_path.iterdir())
    gap = begins(second) - begins(first) - timedelta(seconds=soundfile.info(first).duration)
    assert gap.total_seconds() > 0.5
    last = begins(second) + timedelta(seconds=soundfile.info(second).duration)
    assert abs((last - ended.astimezone(VIETNAM)).total_seconds()) < 0.5
