"""Nhạc cụ: zither, monochord, chime, pad, flute and wood as lists of partials, in the style of the real ones.

Nothing was sampled. Levels fall with the number of the partial, high partials die first, and none is a square
wave: a horn loudspeaker makes harsh sound harsher.
"""

import math

from broadcast.sound.synthesis import Instrument, Partial


def _string(
    count: int, plucked_at: float, decay_s: float, slope: float, stiffness: float
) -> tuple[Partial, ...]:
    """A string plucked at a share of its length: partials with a node there are missing."""
    return tuple(
        Partial(
            ratio=number * math.sqrt(1 + stiffness * number * number),
            level=abs(math.sin(math.pi * number * plucked_at)) / number**slope,
            decay_s=decay_s / (1 + 0.3 * (number - 1)),
        )
        for number in range(1, count + 1)
    )


ZITHER = Instrument(
    _string(11, plucked_at=0.14, decay_s=0.65, slope=1.2, stiffness=1.2e-4), attack_s=0.005, release_s=0.35
)
"""Đàn tranh: a steel string plucked near its bridge, bright and short."""

MONOCHORD = Instrument(
    _string(5, plucked_at=0.33, decay_s=1.5, slope=1.7, stiffness=0.0),
    attack_s=0.018,
    release_s=0.3,
    glide_s=0.16,
    vibrato_cents=22,
    vibrato_hz=5.1,
)
"""Đàn bầu: harmonics of one string, bent by its flexible rod: nearly a sine, long, with a slow vibrato."""

CHIME = Instrument(
    (
        Partial(0.5, 0.16, 1.6),
        Partial(1.0, 1.0, 1.3),
        Partial(2.0, 0.42, 0.8),
        Partial(3.01, 0.2, 0.5),
        Partial(4.1, 0.1, 0.3),
        Partial(5.43, 0.06, 0.2),
    ),
    attack_s=0.008,
    release_s=0.6,
)
"""Chuông: a tuned bell, its hum an octave below."""

PAD = Instrument(
    (Partial(1.0, 1.0, 60.0), Partial(2.0, 0.35, 60.0), Partial(3.0, 0.12, 60.0), Partial(4.0, 0.05, 60.0)),
    attack_s=0.9,
    release_s=0.7,
    vibrato_cents=5,
    vibrato_hz=4.3,
)
"""A soft held chord under the bed."""

FLUTE = Instrument(
    (Partial(1.0, 1.0, 30.0), Partial(2.0, 0.3, 30.0), Partial(3.0, 0.1, 30.0)), attack_s=0.05, release_s=0.06
)
"""Sáo trúc: a level breath, for the drill."""

WOOD = Instrument(
    (Partial(1.0, 1.0, 0.05), Partial(2.42, 0.5, 0.03), Partial(4.3, 0.18, 0.015)),
    attack_s=0.003,
    release_s=0.1,
)
"""Mõ: a wooden slit drum, dry."""

LUTE = Instrument(
    _string(8, plucked_at=0.25, decay_s=0.55, slope=1.5, stiffness=0.6e-4),
    attack_s=0.007,
    release_s=0.3,
    glide_s=0.14,
)
"""Đàn nguyệt: two silk strings plucked a quarter of the way, round and warm, without the fourth partial."""

BAMBOO = Instrument(
    (Partial(1.0, 1.0, 30.0), Partial(2.0, 0.34, 30.0), Partial(3.0, 0.14, 30.0), Partial(4.0, 0.04, 30.0)),
    attack_s=0.045,
    release_s=0.12,
    glide_s=0.1,
    vibrato_cents=14,
    vibrato_hz=4.9,
)
"""Sáo trúc as it sings: it slides and trembles, which the level flute of the drill never does."""
