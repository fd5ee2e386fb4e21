"""The program of one process that measures finished files: a line of JSON for each, and it ends.

    python -m broadcast.sound.measuring_child PARENT PATH ...

A process of its own because only a whole process can be made to give way: a patient thread would hold the
interpreter's lock while others wait for it.
"""

import json
import os
import sys
from pathlib import Path

from broadcast.errors import BroadcastError

PATIENCE = 19
"""The lowest priority: this process gets what nobody else wants."""

_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def main(parent: str, *paths: str) -> int:
    """Do the one job; the exit status."""
    _give_way(int(parent))
    from broadcast.sound.measured import measure_whole  # loading numpy gives way as well

    for path in paths:
        try:
            said = measure_whole(Path(path)).as_json()
        except BroadcastError:
            said = None
        print(json.dumps(said), flush=True)  # noqa: T201 - this is its answer
    return 0


def _give_way(parent: int) -> None:
    os.nice(PATIENCE)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(_SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it died before it could be watched
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
