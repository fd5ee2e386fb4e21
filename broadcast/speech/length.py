"""Dài bao lâu: how long a delivery will take, before anybody has spoken it."""

from collections.abc import Callable

from broadcast.speech.delivery import Delivery
from broadcast.speech.engine import Speaker

SYLLABLE_S = 0.33
"""Seconds a written syllable takes at the usual pace of the embedded voice."""

BREATH_S = 0.36
"""Seconds that it rests at a comma.

Both fitted by least squares to the 414 sentences of scripts_vi/ as espeak speaks them, without the silence at
their ends. Of whole scripts the estimate is then off by 1.5 % (median), at most 5 %.
"""


def estimated_s(delivery: Delivery, pace: Callable[[Speaker], float]) -> float:
    """How long `delivery` will take, in seconds; `pace` gives the factor at which a speaker reads."""
    spoken = sum(
        (SYLLABLE_S * len(line.words.split()) + BREATH_S * line.words.count(",")) / pace(line.speaker)
        for line in delivery.lines
    )
    return spoken + sum(line.pause_s for line in delivery.lines[:-1])
