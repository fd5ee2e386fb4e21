"""ffmpeg in a child: it decodes what strangers made, so it may do nothing else, and not for long.

The binary comes with imageio-ffmpeg. The container is named by us from the file's first bytes, never guessed;
only files and pipes may be opened; memory, CPU, files and time are limited. A parent that dies takes the pipe
with it, and the child ends at its next write. Encoding what is not MP3 is done in the same way.
"""

import errno
import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

MEMORY_BYTES = 1 << 30
CPU_S = 600
DEADLINE_S = 900
"""Two hours of sound decode in about 10 s of CPU on the slowest machine here; the rest is room."""

_BLOCK_S = 10
_AU_HEADER = 24
_AU_FLOAT = 6
_COMPLAINTS_BYTES = 8_192
_METADATA_BYTES = 1 << 20
_MOST_BYTES = 1 << 30
_NO_ROOM = re.compile(r"No space left|File too large|Disk quota", re.IGNORECASE)
_PARTIAL = re.compile(r"partial file|invalid concatenated file|Truncat", re.IGNORECASE)


class FfmpegFailed(Exception):
    """ffmpeg gave up, or complained that something is missing; what it said."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Sound as it is decoded: blocks of about 10 s shaped (samples, channels), float32, 1.0 is full scale."""

    rate_hz: int
    channels: int
    blocks: Iterator[npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Form:
    """How sound is encoded: ffmpeg's options for it, and the tags in its text form (chapters.py)."""

    options: tuple[str, ...]
    metadata: str


@contextmanager
def decoding(path: Path, demuxer: str, longest_s: float) -> Iterator[Stream]:
    """The first sound stream of `path`, at most `longest_s` seconds and a bit of it.

    Raises:
        FfmpegFailed: it cannot be decoded whole. Also while the blocks are read.
    """
    sound = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-t", f"{longest_s + 1:.3f}")
    with _child(_source(path, demuxer), *sound, "-c:a", "pcm_f32be", "-f", "au", "pipe:1") as process:
        yield _stream(process)


def metadata(path: Path, demuxer: str) -> str:
    """The tags and chapters of `path` in ffmpeg's text form; at most 1 MB of it.

    Raises:
        FfmpegFailed: it cannot be read.
    """
    with _child(("-copyts", *_source(path, demuxer)), "-f", "ffmetadata", "pipe:1") as process:
        complaints, out = _Complaints(process.stderr), process.stdout
        assert out is not None  # noqa: S101 - PIPE was asked for
        text = out.read(_METADATA_BYTES)
        if len(text) == _METADATA_BYTES:
            process.kill()
        elif complaints.said(process) and process.returncode != 0:
            raise FfmpegFailed(complaints.said(process))
        return text.decode("utf-8", "replace")


def encode(blocks: Iterable[npt.NDArray[np.float32]], rate_hz: int, to: IO[bytes], form: Form) -> None:
    """Write one channel of sound, in blocks, to the open file `to` in another form.

    ffmpeg opens the file by its name, since an MP4 is mended at its beginning when it is whole.

    Raises:
        FfmpegFailed: it gave up.
        OSError: the disk is full.
    """
    with tempfile.TemporaryFile() as tags:
        tags.write(form.metadata.encode())
        tags.seek(0)
        sources = ("-f", "f32le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0")
        tagged = ("-f", "ffmetadata", "-i", f"pipe:{tags.fileno()}", "-map", "0:a", "-map_metadata", "1")
        target = (*form.options, "-fflags", "+bitexact", "-y", f"file:{Path(to.name).resolve()}")
        with _child(
            (*sources, *tagged), *target, listens=True, may_write=_MOST_BYTES, pass_fds=(tags.fileno(),)
        ) as process:
            _feed(process, blocks)


def _feed(process: subprocess.Popen[bytes], blocks: Iterable[npt.NDArray[np.float32]]) -> None:
    complaints = _Complaints(process.stderr)
    into = process.stdin
    assert into is not None  # noqa: S101 - PIPE was asked for
    with suppress(BrokenPipeError):  # it has given up: why is what it says
        for block in blocks:
            into.write(block.astype("<f4").tobytes())
        into.close()
    said = complaints.said(process)
    if process.returncode == -signal.SIGXFSZ or _NO_ROOM.search(said):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if process.returncode != 0:
        raise FfmpegFailed(said)


@contextmanager
def _child(
    source: Iterable[str],
    *target: str,
    listens: bool = False,
    may_write: int = 0,
    pass_fds: tuple[int, ...] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """One ffmpeg under limits, which ends when the block does; it may write `may_write` bytes to files."""
    from imageio_ffmpeg import get_ffmpeg_exe

    guarded = ["-hide_banner", "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file,pipe"]
    process = subprocess.Popen(  # noqa: S603 - no shell, our binary, all arguments ours but the file's name
        [get_ffmpeg_exe(), *guarded, *source, *target],
        stdin=subprocess.PIPE if listens else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd="/",
        pass_fds=pass_fds,
    )
    deadline = threading.Timer(DEADLINE_S, process.kill)
    try:
        deadline.start()
        _limit(process.pid, may_write)
        yield process
    finally:
        deadline.cancel()
        process.kill()
        _close(process)


def _source(path: Path, demuxer: str) -> tuple[str, ...]:
    return ("-f", demuxer, "-i", f"file:{path.resolve()}")


def _limit(pid: int, may_write: int) -> None:
    ours, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_S,
        resource.RLIMIT_FSIZE: may_write if ours == resource.RLIM_INFINITY else min(may_write, ours),
        resource.RLIMIT_CORE: 0,
    }
    try:
        for kind, most in limits.items():
            resource.prlimit(pid, kind, (most, most))
    except ProcessLookupError:  # it has ended already: what it said is read as always
        return


def _stream(process: subprocess.Popen[bytes]) -> Stream:
    complaints = _Complaints(process.stderr)
    out = process.stdout
    assert out is not None  # noqa: S101 - PIPE was asked for
    header = out.read(_AU_HEADER)
    if len(header) < _AU_HEADER or header[:4] != b".snd":
        raise FfmpegFailed(complaints.said(process))
    start, _, encoding, rate_hz, channels = (
        int.from_bytes(header[at : at + 4], "big") for at in range(4, 24, 4)
    )
    if encoding != _AU_FLOAT:
        raise FfmpegFailed(f"encoding {encoding}")
    out.read(start - _AU_HEADER)
    return Stream(rate_hz, channels, _blocks(process, out, rate_hz, channels, complaints))


def _blocks(
    process: subprocess.Popen[bytes], out: IO[bytes], rate_hz: int, channels: int, complaints: "_Complaints"
) -> Iterator[npt.NDArray[np.float32]]:
    while data := out.read(_BLOCK_S * rate_hz * channels * 4):
        whole = len(data) // (4 * channels) * (4 * channels)
        yield np.frombuffer(data[:whole], ">f4").astype(np.float32).reshape(-1, channels)
    said = complaints.said(process)
    if process.returncode != 0 or _PARTIAL.search(said):
        raise FfmpegFailed(said)


class _Complaints:
    """What the child says on stderr, read beside the sound so that it never waits; 8 kB are kept."""

    def __init__(self, stderr: IO[bytes] | None) -> None:
        assert stderr is not None  # noqa: S101 - PIPE was asked for
        self._stderr = stderr
        self._kept = b""
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while data := self._stderr.read(4_096):
            self._kept = (self._kept + data)[:_COMPLAINTS_BYTES]

    def said(self, process: subprocess.Popen[bytes]) -> str:
        """All of it, once the child has ended."""
        process.wait()
        self._thread.join()
        return " ".join(self._kept.decode("utf-8", "replace").split()) or f"status {process.returncode}"


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout, process.stderr):
        with suppress(OSError):  # what was not taken any more needs no flushing
            if pipe is not None:
                pipe.close()
    process.wait()
