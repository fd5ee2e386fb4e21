"""Mảng âm thanh: cues that lie over music become one piece, mixed to the sample and stored ready."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from broadcast.desk.studio import Studio
from broadcast.programme import Block
from broadcast.sound.audio import Audio, resampled
from broadcast.sound.bed import loop
from broadcast.sound.horn import for_horn
from broadcast.sound.level import level, limit
from broadcast.sound.piece import VERSION, Aim, stored
from broadcast.sound.profile import Profile
from broadcast.store.digest import digest

Samples = npt.NDArray[np.float32]

MAKE = 1
"""Version of how blocks are mixed: raise it when their sound changes."""

ROOM_DB = 1.0
"""Left below the ceiling by each sound of a block, as by a clip that is stored alone (piece.OVERSHOOT_DB):
so both are the same sound, and the limiter takes off only what music 18 dB under a voice adds, 1 dB at most.
"""

Raw = Callable[[], Audio]
"""Gives a sound at the profile's rate, shape and loudness, as it was before it was stored ready."""


def levelled(audio: Callable[[], Audio], profile: Profile) -> Audio:
    """What `audio` gives, at the profile's rate, shape and loudness."""
    sound = resampled(audio(), profile.rate_hz)
    shaped = for_horn(sound) if profile.name == "horn" else sound
    return level(shaped, profile.loudness_lufs, profile.ceiling_dbtp - ROOM_DB)


def block_key(studio: Studio, block: Block, duck_db: float) -> str:
    """The key of the block's piece; a block without music is the clip that it is made of."""
    if block.bed is None:
        return block.cues[0].clip.key
    cues = [(cue.clip.key, round(cue.offset_s - block.starts_s, 6)) for cue in block.cues]
    bed = block.bed.key, [round(at_s - block.starts_s, 6) for at_s in (block.bed_from_s, block.bed_to_s)]
    return digest("block", MAKE, VERSION, asdict(studio.profile), cues, bed, duck_db)


def store_block(studio: Studio, key: str, block: Block, raw: Mapping[str, Raw], duck_db: float) -> None:
    """Store the block's piece ready, unless it is; `raw` has the sounds of its cues and of its bed by key.

    Raises:
        NotAudio, EngineFailed: one of them cannot be had any more.
    """
    if block.bed is None or studio.clips.has(key):
        return
    profile = studio.profile
    sound = _over(block, raw, profile) + _music(block, raw, profile, duck_db)
    piece = stored(lambda aim: _limited(sound, profile, aim), profile, level=False)
    studio.clips.put(key, piece.frames, piece.as_meta())


def _limited(sound: Samples, profile: Profile, aim: Aim) -> Iterator[Samples]:
    yield limit(Audio(sound, profile.rate_hz), aim.ceiling_dbtp).samples


def _over(block: Block, raw: Mapping[str, Raw], profile: Profile) -> Samples:
    """What lies over the music, each sound at its place."""
    sound = np.zeros(round((block.ends_s - block.starts_s) * profile.rate_hz), np.float32)
    for cue in block.cues:
        start = round((cue.offset_s - block.starts_s) * profile.rate_hz)
        heard = raw[cue.clip.key]().samples
        place = sound[start : start + heard.size]
        place += heard[: place.size]
    return sound


def _music(block: Block, raw: Mapping[str, Raw], profile: Profile, duck_db: float) -> Samples:
    """The bed at its level in its stretch of the block, silence elsewhere."""
    sound = np.zeros(round((block.ends_s - block.starts_s) * profile.rate_hz), np.float32)
    if block.bed is None:
        return sound
    start = round((block.bed_from_s - block.starts_s) * profile.rate_hz)
    stop = min(sound.size, round((block.bed_to_s - block.starts_s) * profile.rate_hz))
    sound[start:stop] = loop(raw[block.bed.key](), duck_db).part(0, stop - start, stop - start)
    return sound
