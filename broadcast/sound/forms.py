"""Other forms of a finished sound: WAV for desks, Opus and AAC where bytes are dear; each is listened to."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from broadcast.disk import whole
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text
from broadcast.sound.audio import Audio
from broadcast.sound.bwf import Note, write_broadcast_wave
from broadcast.sound.chapters import written
from broadcast.sound.ffmpeg import FfmpegFailed, Form, encode
from broadcast.sound.level import limit
from broadcast.sound.loudness import Loudness, Meter, measure_blocks
from broadcast.sound.piece import Aim, Render
from broadcast.sound.source import open_sound
from broadcast.sound.tags import Tags
from broadcast.sound.wav import write_pcm

ENDINGS = {"mp3": ".mp3", "wav": ".wav", "opus": ".opus", "aac": ".m4a"}
"""Every form by its name, and how its files end."""

_ENCODED = {
    "opus": ("-c:a", "libopus", "-b:a", "48k", "-application", "audio", "-f", "opus"),
    "aac": ("-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k", "-movflags", "+faststart", "-f", "ipod"),
}
"""AAC by the fast search: the default one went up to 3 dB above the peaks of our own programmes."""

_LANGUAGES = {"vi": "vie", "en": "eng", "km": "khm"}

_TRIES = 6
_LOUDNESS_TRIES = 2
_CLOSE_LU = 0.2
_ROOM_DB = {"wav": 0.05, "opus": 0.8, "aac": 0.5}
"""What the first try leaves below the ceiling: rounding to 16 bits, or how far an encoder goes above."""

_LONGEST_S = 86_400.0
_AROUND_S = 0.05
"""More than the limiter looks ahead and back (gain.py), so that a block's gain is that of the whole."""

Samples = npt.NDArray[np.float32]
Write = Callable[[Iterable[Samples], BinaryIO], tuple[float, Loudness]]
"""Writes a whole file: the loudness of what it was given in LUFS, and what a decoder hears of the file."""


class NotEncoded(Unavailable):
    """The encoder did not make the file."""


def form_named(to: Path) -> str | None:
    """The form that the ending of a name says, if it is one of `ENDINGS`."""
    return next((form for form, ending in ENDINGS.items() if to.suffix.lower() == ending), None)


def write_form(
    form: str, render: Render, to: Path, *, rate_hz: int, aim: Aim, tags: Tags, note: Note | None = None
) -> Loudness:
    """Write what `render` makes at `rate_hz` to `to` as wav, opus or aac; how loud the file is when decoded.

    Where a decoded peak lies above the aim's ceiling, it is rendered again with a lower one; where the
    encoder made it softer or louder, with another loudness. `note` makes a WAV a Broadcast Wave; WAV has no
    place for `tags`.

    Raises:
        Unavailable: the disk is full or closed; an older `to` stays as it was.
        NotEncoded: the encoder gave up.
    """
    write = _wave(rate_hz, note) if form == "wav" else _encoder(form, rate_hz, tags)
    tried = replace(aim, ceiling_dbtp=aim.ceiling_dbtp - _ROOM_DB[form])
    wanted_lufs = None
    with whole(to) as file:
        for attempt in range(_TRIES):
            file.seek(0)
            file.truncate()
            given_lufs, loudness = write(render(tried), file)
            wanted_lufs = given_lufs if wanted_lufs is None else wanted_lufs
            better = _better(
                tried, aim.ceiling_dbtp, loudness, wanted_lufs if attempt < _LOUDNESS_TRIES else None
            )
            if better == tried:
                break
            tried = better
    return loudness


def _better(tried: Aim, ceiling_dbtp: float, heard: Loudness, wanted_lufs: float | None) -> Aim:
    """The next aim: lower where a peak is above the ceiling, louder where the encoder made it softer."""
    over_db = heard.true_peak_dbtp - ceiling_dbtp
    if over_db > 0:
        tried = replace(tried, ceiling_dbtp=tried.ceiling_dbtp - 1.2 * over_db - 0.05)
    off_lu = 0.0 if wanted_lufs is None else wanted_lufs - heard.integrated_lufs
    return replace(tried, lufs=tried.lufs + off_lu) if _CLOSE_LU < abs(off_lu) < math.inf else tried


def limited(blocks: Iterable[Samples], rate_hz: int, ceiling_dbtp: float) -> Iterator[Samples]:
    """Sound in blocks with its peaks turned down below the ceiling, as if it had been limited in one."""
    step = rate_hz // 1_000  # the limiter's gain moves in these: blocks begin at whole ones
    around = round(_AROUND_S * 1_000) * step
    held, before = np.zeros(0, np.float32), 0
    for block in blocks:
        held = np.concatenate((held, block))
        ready = (held.size - before - around) // step * step
        if ready > 0:
            yield limit(Audio(held, rate_hz), ceiling_dbtp).samples[before : before + ready]
            kept = min(before + ready, around)
            held, before = held[before + ready - kept :], kept
    if held.size > before:
        yield limit(Audio(held, rate_hz), ceiling_dbtp).samples[before:]


def _wave(rate_hz: int, note: Note | None) -> Write:
    def write(blocks: Iterable[Samples], file: BinaryIO) -> tuple[float, Loudness]:
        meter = Meter(rate_hz)
        given = _metered(blocks, meter)
        if note is not None:
            loudness = write_broadcast_wave(given, rate_hz, file, note, meter.loudness)
        else:
            write_pcm(given, rate_hz, file)
            loudness = meter.loudness()
        return loudness.integrated_lufs, loudness

    return write


def _encoder(form: str, rate_hz: int, tags: Tags) -> Write:
    language = _LANGUAGES.get(tags.language, "und")
    told = written(tags, as_comments=form == "opus")
    options = Form((*_ENCODED[form], "-metadata:s:a:0", f"language={language}"), told)

    def write(blocks: Iterable[Samples], file: BinaryIO) -> tuple[float, Loudness]:
        meter = Meter(rate_hz)
        try:
            encode(_metered(blocks, meter), rate_hz, file, options)
        except FfmpegFailed as error:
            raise NotEncoded(_not_encoded(form, str(error))) from error
        with open_sound(Path(file.name), longest_s=_LONGEST_S) as sound:
            heard = measure_blocks(sound.blocks, sound.rate_hz, sound.channels)
        return meter.loudness().integrated_lufs, heard

    return write


def _metered(blocks: Iterable[Samples], meter: Meter) -> Iterator[Samples]:
    for block in blocks:
        meter.add(block)
        yield block


def _not_encoded(form: str, why: str) -> Fault:
    return Fault(
        Text(f"không mã hoá được thành {form} ({why})", f"it could not be encoded as {form} ({why})"),
        Text("thử lại, hoặc ghi ra WAV hay MP3", "try again, or write WAV or MP3"),
    )
