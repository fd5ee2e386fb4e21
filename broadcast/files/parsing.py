"""Words out of a document that a stranger may have made: read in a child with little room (fenced.py)."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from broadcast.errors import Fault, Invalid, Unavailable, Where
from broadcast.files import fenced
from broadcast.language import Text

DEADLINE_S = 6.0
"""By the wall clock. What a file costs is limited by CPU (fenced.py): a bomb is refused within 2 s. What has
not had that much CPU by now was held up by the machine, not by the file."""


class BadDocument(Invalid):
    """This file is no document that we read."""


class HeldUp(Unavailable):
    """The machine is too busy to look into a file."""


def parsed(
    child: ModuleType,
    content: bytes,
    shown: str,
    why: Mapping[int, tuple[Text, Text]],
    deadline_s: float = DEADLINE_S,
) -> str:
    """What the program `child` finds in `content`; `shown` is the file's name in faults.

    `why` tells each exit status as what happened and what to do; it has one for TOO_LARGE and for BROKEN.

    Raises:
        BadDocument: it cannot be read with little CPU and in little memory.
        HeldUp: other work took the CPU; the file may be good.
    """
    command = [sys.executable, "-I", str(Path(str(child.__file__))), str(len(content)), str(os.getpid())]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the stranger's file goes in by stdin
            command,
            input=content,
            capture_output=True,
            timeout=deadline_s,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise HeldUp(Fault(_HELD_UP, _SEND_AGAIN, Where(shown))) from error
    if done.returncode in fenced.SPENT:
        raise BadDocument(Fault(*why[fenced.TOO_LARGE], Where(shown)))
    if done.returncode != 0:
        raise BadDocument(Fault(*why.get(done.returncode, why[fenced.BROKEN]), Where(shown)))
    return done.stdout.decode()


_HELD_UP = Text("máy chủ đang quá bận, chưa đọc xong tệp này", "the server is too busy to read this file")
_SEND_AGAIN = Text("đợi một phút rồi gửi lại", "wait a minute, then send it again")
