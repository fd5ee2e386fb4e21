"""`broadcast bench read`: the reader line by line beside sea-g2p, how its cost grows, what it keeps."""

import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import resources

from broadcast.bench.figures import Figure, Measured, at_least, at_most
from broadcast.bench.texts import mixed
from broadcast.bench.timing import side_by_side
from broadcast.language import Text
from broadcast.reading import read_document, read_line

Reader = Callable[[str], object]

PEER = "sea-g2p"
_IMPORT = "import time; t = time.perf_counter(); import broadcast.reading; print(time.perf_counter() - t)"
_RESIDENT = """
import resource, sys
from broadcast.bench.texts import lines
from broadcast.reading import read_line
for line in lines(int(sys.argv[1])):
    read_line(line).spoken
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """Ratios first: to the peer, to a bare interpreter, to a smaller input; then plain speeds."""
    return measured(200_000, 3) if quick else measured(1_000_000, 5)


def measured(size: int, rounds: int) -> Measured:
    """All figures over `size` characters of mixed text, the best of so many rounds."""
    peer = _peer()
    texts = {"plan": plan().splitlines(), "mixed": mixed(size).splitlines()}
    ours: list[Figure] = []
    ratios: list[Figure] = []
    for name, lines in texts.items():
        speeds = [sum(map(len, lines)) / best for best in _raced(lines, peer, rounds)]
        ours += [
            Figure(f"{who}.speed.{name}", speed, "chars/s")
            for who, speed in zip(_NAMES, speeds, strict=False)
        ]
        if len(speeds) > 1:
            ratios.append(Figure(f"read.speed.{name}.to_peer", speeds[0] / speeds[1], "x", at_least(1)))
    ratio, imported = _imports(rounds)
    figures = (*ratios, ratio, *_growth(size // 8, rounds), _flat(size), imported, *ours)
    return Measured(figures, () if peer else (_missing(),))


_NAMES = ("read", PEER)
_LARGER = (2, 4, 8)


def plan() -> str:
    """The plan 1677/KH-UBND as it came out of its PDF."""
    return resources.files("broadcast.bench").joinpath("ke-hoach-1677.txt").read_text(encoding="utf-8")


def _said(text: str) -> str:
    return read_line(text).spoken


def _peer() -> Reader | None:
    """The normaliser of sea-g2p (Rust), where it is installed."""
    if importlib.util.find_spec("sea_g2p") is None:
        return None
    normalize: Reader = importlib.import_module("sea_g2p").Normalizer("vi").normalize
    return normalize


def _missing() -> Text:
    return Text(f"bỏ qua {PEER}: chưa cài (pip install {PEER})", f"skipped {PEER}: not installed")


def _raced(lines: Sequence[str], peer: Reader | None, rounds: int) -> tuple[float, ...]:
    """Seconds to read all lines one by one: ours, then the peer's."""

    def through(reader: Reader) -> Callable[[], object]:
        return lambda: [reader(line) for line in lines]

    return side_by_side([through(reader) for reader in (_said, peer) if reader], rounds)


def _imports(rounds: int) -> tuple[Figure, Figure]:
    """What the room costs to import: seconds inside, and the whole process beside a bare interpreter."""
    bare, whole = side_by_side([lambda: _child("pass"), lambda: _child("import broadcast.reading")], rounds)
    inside = min(float(_child(_IMPORT)) for _ in range(rounds))
    return (
        Figure("read.import.to_bare_python", whole / bare, "x"),
        Figure("read.import", inside, "s", at_most(0.15)),
    )


def _growth(unit: int, rounds: int) -> tuple[Figure, ...]:
    """Cost per character of inputs that grow, beside the smallest; 1 is linear."""
    kinds: dict[str, tuple[Callable[[int], str], Reader]] = {
        "document": (mixed, read_document),
        "one_line": (lambda size: mixed(size).replace("\n", " "), read_line),
        "one_letter": (lambda size: "a" * size, read_line),
        "slashes": (lambda size: "/" * size, read_line),
        "digits": (lambda size: "7" * size, read_line),
        "syllables": (lambda size: "xã " * (size // 3), read_line),
    }
    return tuple(
        figure for name, (text, read) in kinds.items() for figure in _grown(name, text, read, unit, rounds)
    )


def _grown(name: str, text: Callable[[int], str], read: Reader, unit: int, rounds: int) -> tuple[Figure, ...]:
    """Figures for two, four and eight times `unit` characters."""
    read(text(unit))
    works = [_once(read, text(unit * times)) for times in (1, *_LARGER)]
    first, *costs = side_by_side(works, rounds)
    return tuple(
        Figure(f"read.growth.{name}.{times}x", cost / times / first, "x", at_most(1.5))
        for times, cost in zip(_LARGER, costs, strict=True)
    )


def _once(read: Reader, text: str) -> Callable[[], object]:
    return lambda: read(text)


def _flat(size: int) -> Figure:
    """The greatest memory of a process that reads eight times as many lines one by one, beside once."""
    once, eight = (int(_child(_RESIDENT, str(size // 2 * times))) for times in (1, 8))
    return Figure("read.memory.8x_lines", eight / once, "x", at_most(1.1))


def _child(code: str, *arguments: str) -> str:
    """What a fresh interpreter prints."""
    run = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    )
    return run.stdout.strip()
