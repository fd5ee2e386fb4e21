"""What the programs share that look into a stranger's file: little memory, little CPU, no file to write.

Such a program is started as `python -I NAME_child.py BYTES PARENT`; the file comes by stdin, its words go out
by stdout in UTF-8, and everything else is an exit status. A small file can hold a parser for a minute and
gigabytes.
"""

import ctypes
import math
import os
import resource
import signal
import sys
from collections.abc import Callable

CUT, WRONG_KIND, TOO_LARGE, BROKEN, TOO_LONG = 3, 4, 5, 8, 9
"""Exit statuses that all of them have; BROKEN also stands for whatever a signal or a limit brings."""

SPENT = frozenset({-signal.SIGPROF, -signal.SIGXCPU, -signal.SIGKILL})
"""How such a program ends that has used up its CPU."""

MEMORY_BYTES = 192 << 20
CPU_S = 1.2
"""Of CPU, not of the clock: with 0.7 s of waiting for one's turn (desk/studio.py) an answer within 2 s on a
machine that is not overloaded. A real document takes about 0.3 s, however busy the machine is otherwise.
"""

MOST_LETTERS = 60_000
"""Letters of text: three times what a script may have, so that a part of it can be kept."""

_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def run(argv: list[str], words: Callable[[bytes], str | int]) -> int:
    """Do the one job: `words` gives the text or an exit status; returns the exit status."""
    length, parent = argv
    fence(int(parent))
    content = sys.stdin.buffer.read()
    if len(content) != int(length):
        return CUT
    try:
        found = words(content)
    except (MemoryError, RecursionError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise, the answer is the same
        return BROKEN
    if isinstance(found, int):
        return found
    if len(found) > MOST_LETTERS:
        return TOO_LONG
    sys.stdout.buffer.write(found.encode("utf-8", "replace"))
    return 0


def fence(parent: int) -> None:
    """Take from this process what it does not need, and let others go first; it dies with `parent`."""
    os.nice(10)
    signal.setitimer(signal.ITIMER_PROF, CPU_S)
    limits = [(resource.RLIMIT_CPU, math.ceil(CPU_S)), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_AS, MEMORY_BYTES))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(_SIGKILL), 0, 0, 0)
    for limit, value in limits:
        resource.setrlimit(limit, (value, value))
    if os.getppid() != parent:  # it died before it could be watched
        sys.exit(CUT)
