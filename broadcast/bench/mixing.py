"""`broadcast bench mix`: a programme from stored clips beside pydub, ffmpeg and `cp`; storing; a whole day.

Every ratio is for 24 kHz mono at 64 kbit/s, LAME quality 7: that is what our stations send (docs/sound.md).
"""

import importlib.util
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from broadcast.bench import day, ebu, joining, peers, storing
from broadcast.bench.figures import Figure, Measured, at_least
from broadcast.bench.joining import Raced
from broadcast.bench.programme import Programme, written
from broadcast.bench.storing import Stored
from broadcast.bench.weighing import ChildFailed, Weighed
from broadcast.language import Text
from broadcast.store.clips import ClipFolder

_ROUNDS = 15
_COMMANDS = 5

FEWER_THAN_PYDUB = 1_000.0
STORING_FEWER = 7.0
"""How many times less CPU than pydub: joining, and storing all clips anew; for 60 minutes."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: `minutes` by all, `lengths` by ours and `cp`, the day of 18 stations or not."""

    minutes: float
    lengths: tuple[float, ...]
    whole_day: bool
    rounds: int = _ROUNDS


QUICK = Extent(10, (10, 60), whole_day=False, rounds=5)
FULL = Extent(60, (10, 60, 180), whole_day=True)


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """Ratios first; `quick` takes 10 minutes of programme for 60 and leaves the day out, by name."""
    return measured(QUICK if quick else FULL)


def measured(extent: Extent) -> Measured:
    """All figures of one run over the same clips."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        programme = written(work / "sources", extent.minutes)
        first, again = _commands(programme, work)
        stored = storing.stored(programme, work)
        clips = ClipFolder(work / "data" / "clips")
        pieces = {each: joining.placed(clips, each) for each in extent.lengths}
        races = [joining.raced(pieces[each], each, work, extent.rounds) for each in extent.lengths]
        compared, skipped = _compared(programme, extent, work, races, first, stored)
        figures = (
            *compared,
            *joining.race_figures(races),
            *joining.memory_figures(clips, extent.lengths, work),
            *stored.figures(),
            storing.changed_figure(programme, work / "order.json", work / "out.mp3", work / "data"),
            *storing.command_figures(first, again),
            *joining.exactness(pieces[extent.lengths[0]], work),
            *ebu.figures(),
        )
    if not extent.whole_day:
        return Measured(figures, (*skipped, _NO_DAY))
    return Measured((*figures, *day.figures()), skipped)


def _commands(programme: Programme, work: Path) -> tuple[Weighed, Weighed]:
    """`broadcast mix` with nothing stored, and the quickest of several with all of it stored."""
    order, to, data = work / "order.json", work / "out.mp3", work / "data"
    order.write_text(programme.as_order(), encoding="utf-8")
    first = storing.cold(order, to, data)
    again = min((storing.cold(order, to, data) for _ in range(_COMMANDS)), key=lambda each: each.wall_s)
    return first, again


def _compared(
    programme: Programme, extent: Extent, work: Path, races: list[Raced], first: Weighed, stored: Stored
) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    """Ours beside the peers over the same minutes: CPU to CPU."""
    joined = next(each for each in races if each.minutes == extent.minutes).spent["join"].cpu_s
    costs, skipped = _peers(programme, work)
    ratios = [
        figure
        for name, cost in costs.items()
        for figure in _ratios(name, extent, joined, stored.kept_s, first.cpu_s, cost.cpu_s)
    ]
    plain = [
        Figure("mix.join.cpu", joined, "CPU s"),
        Figure("mix.storing.cpu", stored.kept_s, "CPU s"),
        Figure("mix.first_command.cpu", first.cpu_s, "CPU s"),
        *(Figure(f"{name}.cpu", cost.cpu_s, "CPU s") for name, cost in costs.items()),
        *(Figure(f"{name}.memory", cost.peak_mb, "MB") for name, cost in costs.items()),
    ]
    return (*ratios, *plain), skipped


def _ratios(
    name: str, extent: Extent, joined_s: float, stored_s: float, first_s: float, peer_s: float
) -> Iterator[Figure]:
    """CPU of a peer to joining, to storing the spoken clips, and to the first `broadcast mix` as a whole.

    Goals hold for pydub as documented and 60 minutes: what it takes grows with the square of the length.
    """
    held = name == "pydub" and extent.minutes >= 60
    fewer, storing_fewer = at_least(FEWER_THAN_PYDUB), at_least(STORING_FEWER)
    yield Figure(f"mix.join.{name}_to_ours", peer_s / joined_s, "x", fewer if held else None)
    yield Figure(f"mix.storing.{name}_to_ours", peer_s / stored_s, "x", storing_fewer if held else None)
    yield Figure(f"mix.first_command.{name}_to_ours", peer_s / first_s, "x")


def _peers(programme: Programme, work: Path) -> tuple[dict[str, Weighed], tuple[Text, ...]]:
    """What each peer costs; those that are not here, or do not run here, by name."""
    costs: dict[str, Weighed] = {}
    skipped: list[Text] = []
    if importlib.util.find_spec("pydub") is None:
        skipped.append(Text("bỏ qua pydub: chưa cài", "skipped pydub: not installed"))
    else:
        for name, tuned in (("pydub", False), ("pydub_tuned", True)):
            try:
                costs[name] = peers.pydub(programme, work / f"{name}.mp3", tuned=tuned)
            except ChildFailed as error:
                skipped.append(_failed(name, error))
    try:
        passes = peers.filter_graph(programme, work / "graph.mp3")
    except ChildFailed as error:
        skipped.append(_failed("ffmpeg", error))
    else:
        costs["ffmpeg"] = _both(*passes)
    return costs, tuple(skipped)


def _both(first: Weighed, second: Weighed) -> Weighed:
    return Weighed(
        first.cpu_s + second.cpu_s,
        first.wall_s + second.wall_s,
        max(first.peak_mb, second.peak_mb),
        second.out,
        second.err,
    )


def _failed(name: str, error: ChildFailed) -> Text:
    why = error.faults[0].what
    return Text(f"bỏ qua {name}: {why.vi}", f"skipped {name}: {why.en}")


_NO_DAY = Text(
    "bỏ qua ngày của 18 đài: --quick không làm (cần vài phút)",
    "skipped the day of 18 stations: not with --quick (it takes minutes)",
)
