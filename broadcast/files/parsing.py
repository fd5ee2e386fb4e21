"""Words out of a document that a stranger may have made: read in a child with little room (fenced.py)."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from broadcast.errors import Fault, Invalid, Where
from broadcast.files import fenced
from broadcast.language import Text

DEADLINE_S = 1.5
"""By the wall clock: an answer within 2 s, whatever the file and after 0.4 s of waiting for one's turn
(desk/studio.py). A real document takes about 0.3 s.
"""


class BadDocument(Invalid):
    """This file is no document that we read."""


def parsed(child: ModuleType, content: bytes, shown: str, why: Mapping[int, tuple[Text, Text]]) -> str:
    """What the program `child` finds in `content`; `shown` is the file's name in faults.

    `why` tells each exit status as what happened and what to do; it has one for TOO_LARGE and for BROKEN.

    Raises:
        BadDocument: it cannot be read, in time and in little memory.
    """
    command = [sys.executable, "-I", str(Path(str(child.__file__))), str(len(content)), str(os.getpid())]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the stranger's file goes in by stdin
            command,
            input=content,
            capture_output=True,
            timeout=DEADLINE_S,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise BadDocument(Fault(*why[fenced.TOO_LARGE], Where(shown))) from error
    if done.returncode != 0:
        raise BadDocument(Fault(*why.get(done.returncode, why[fenced.BROKEN]), Where(shown)))
    return done.stdout.decode()
