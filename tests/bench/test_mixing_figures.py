"""`broadcast bench mix` over one minute: what is weighed and compared; `make test` times nothing."""

from pathlib import Path

import numpy as np
import pytest

from broadcast.bench import joining, peers, storing
from broadcast.bench.mixing import Extent, _compared
from broadcast.bench.programme import Programme, written
from broadcast.bench.timing import Spent, taking_turns
from broadcast.bench.weighing import ChildFailed, Weighed, python
from broadcast.sound.loudness import measure_file
from broadcast.store.clips import ClipFolder


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def programme(work: Path) -> Programme:
    return written(work / "sources", 0.75)


@pytest.fixture(scope="module")
def mixed(programme: Programme, work: Path) -> Weighed:
    (work / "order.json").write_text(programme.as_order(), encoding="utf-8")
    return storing.cold(work / "order.json", work / "out.mp3", work / "data")


@pytest.fixture(scope="module")
def clips(mixed: Weighed, work: Path) -> ClipFolder:
    return ClipFolder(work / "data" / "clips")


def test_a_child_is_weighed_with_its_children_and_without_us() -> None:
    ours = bytearray(b"1") * 300_000_000
    small = python("pass")
    starts = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b = b\"1\" * 150_000_000'])"
    large = python(starts)
    assert len(ours) / 1e6 > large.peak_mb > 150 > small.peak_mb
    busy = python("import time\nwhile time.process_time() < 0.2: pass")
    assert busy.cpu_s >= 0.2
    assert busy.wall_s >= 0.2


def test_a_child_that_fails_is_an_error_with_its_last_words() -> None:
    with pytest.raises(ChildFailed) as failed:
        python("raise SystemExit('no such sound')")
    assert "no such sound" in str(failed.value.faults[0].what)


def test_the_least_of_several_turns_counts_and_preparations_do_not() -> None:
    turns: list[str] = []
    works = {"a": lambda: turns.append("a"), "b": lambda: turns.append("b")}
    spent = taking_turns(works, 2, before=lambda: turns.append("-"))
    assert turns == ["-", "a", "-", "b"] * 2
    assert set(spent) == {"a", "b"}
    assert all(each.cpu_s < 1 for each in spent.values())


def test_every_way_makes_the_same_programme(programme: Programme, mixed: Weighed, work: Path) -> None:
    assert mixed.peak_mb > 20
    ours = measure_file(work / "out.mp3")
    assert ours.integrated_lufs == pytest.approx(-16, abs=0.3)
    peers.pydub(programme, work / "documented.mp3", tuned=False)
    peers.pydub(programme, work / "tuned.mp3", tuned=True)
    peers.filter_graph(programme, work / "graph.mp3")
    for name in ("documented", "tuned", "graph"):
        theirs = measure_file(work / f"{name}.mp3")
        assert theirs.duration_s == pytest.approx(ours.duration_s, abs=0.2)
        assert -30 < theirs.integrated_lufs < -12
        lufs, dbtp = peers.loudness_by_ffmpeg(work / f"{name}.mp3")
        assert lufs == pytest.approx(theirs.integrated_lufs, abs=0.11)
        assert dbtp == pytest.approx(theirs.true_peak_dbtp, abs=0.3)


def test_what_is_raced_is_as_long_as_asked_and_copied_whole(clips: ClipFolder, work: Path) -> None:
    pieces = joining.placed(clips, 3)
    last = pieces[-1]
    assert 100 < last.starts_s + last.duration_s <= 180
    raced = joining.raced(pieces, 3, work, rounds=1)
    assert set(raced.spent) == {"join", "cp", "copy", "sha256"}
    original, copy = work / "original.mp3", work / "copy.mp3"
    assert original.stat().st_size == raced.bytes
    for peer in (joining._command, joining._copied):
        peer(original, copy)
        assert copy.read_bytes() == original.read_bytes()
        copy.unlink()
    names = [figure.name for figure in joining.race_figures([raced, raced])]
    assert {"mix.join.3min.wall_to_cp", "mix.join.3min.cpu_to_cp", "mix.join.per_byte.3min_to_3"} <= set(
        names
    )


def test_joins_are_exact_and_light(clips: ClipFolder, work: Path) -> None:
    pieces = joining.placed(clips, 2)
    assert all(figure.ok for figure in joining.exactness(pieces, work))
    assert all(figure.ok for figure in joining.memory_figures(clips, (1, 4), work))


def test_a_whole_that_sounds_otherwise_is_noticed(clips: ClipFolder) -> None:
    piece = joining.placed(clips, 1)[0]
    silence = np.zeros(round((piece.duration_s + 1) * 24_000), np.float32)
    assert joining._apart(silence, piece, 0.5) > 0.01


def test_storing_is_beside_a_pure_encoder(programme: Programme, work: Path) -> None:
    stored = storing.stored(Programme(programme.items[:3], programme.bed), work)
    assert stored.kept_s > stored.stored_s > stored.encoded_s > 0
    figures = {figure.name: figure for figure in stored.figures()}
    assert figures["mix.storing.to_pure_encoder"].value > 1
    assert figures["mix.storing.worst_clip"].ok
    assert figures["mix.storing.highest_clip"].ok


def test_a_peer_that_does_not_run_is_left_out_by_name(
    programme: Programme, mixed: Weighed, work: Path
) -> None:
    gone = Programme(programme.items, str(work / "no-bed.wav"))
    race = joining.Raced(1.5, 1, {"join": Spent(0.01, 0.01)})
    stored = storing.Stored(1, 1, 1, 1, 0, 0)
    extent = Extent(1.5, (1.5,), whole_day=False)
    figures, skipped = _compared(gone, extent, work, [race], mixed, stored)
    names = [text.en.split(":")[0].removeprefix("skipped ") for text in skipped]
    assert names == ["pydub", "pydub_tuned", "ffmpeg"]
    assert [figure.name for figure in figures] == ["mix.join.cpu", "mix.storing.cpu", "mix.first_command.cpu"]
