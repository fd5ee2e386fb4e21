"""A speaking program as a process of its own: a job goes in, sound comes out, within a time."""

import subprocess
from collections.abc import Mapping, Sequence

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech import EngineFailed


def answered(
    program: Sequence[str],
    job: bytes,
    *,
    name: str,
    deadline_s: float,
    statuses: Mapping[int, Text],
    remedy: Text,
) -> bytes:
    """What `program`, called `name` in messages, writes about `job`; after `deadline_s` seconds it is killed.

    Raises:
        EngineFailed: it could not be started, was not done in time, was killed, or ended with a status; those
            it uses itself stand in `statuses` with their meaning.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own programs, by their path; the job goes by stdin
            program, input=job, capture_output=True, timeout=deadline_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        after = f"{deadline_s:g}"
        what = Text(f"{name} không xong sau {after} giây", f"{name} was not done after {after} s")
        raise EngineFailed(Fault(what, remedy)) from error
    except OSError as error:
        what = Text(f"không chạy được {name} ({error})", f"{name} could not be started ({error})")
        raise EngineFailed(Fault(what, remedy)) from error
    if done.returncode:
        raise EngineFailed(Fault(statuses.get(done.returncode) or _ended(done.returncode, name), remedy))
    return done.stdout


def _ended(status: int, name: str) -> Text:
    if status < 0:
        return Text(
            f"{name} bị ngắt giữa chừng (tín hiệu {-status})",
            f"{name} crashed or was killed (signal {-status})",
        )
    return Text(f"{name} hỏng (mã {status})", f"{name} failed (status {status})")
