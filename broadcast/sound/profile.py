"""How a station's sound is made: rate, bit rate, loudness, ceiling. Standard library only."""

from dataclasses import dataclass

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.sound.mpeg import Header, NotAFrame, header_for

INFO_BYTES = 156
"""What an Info tag needs behind the side information of its frame (see info.py)."""

SHAPES = ("flat", "horn")
"""flat: nothing is filtered. horn: shaped for horn loudspeakers (see horn.py)."""


class WrongProfile(Invalid):
    """Such sound cannot be made."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to make sound; every field is in a clip's key.

    `quality` is LAME's (7: half the CPU of 5 and the same on speech, shared/sound.md). `loudness_lufs` is the
    target of every clip (no rule for loudspeakers was found; -16 is usual for speech on small speakers),
    `ceiling_dbtp` the highest true peak after decoding.
    """

    name: str = "flat"
    rate_hz: int = 24_000
    kbps: int = 64
    quality: int = 7
    loudness_lufs: float = -16.0
    ceiling_dbtp: float = -1.0

    def __post_init__(self) -> None:
        if self.name not in SHAPES:
            raise WrongProfile(_fault(f"profile «{self.name}»", "flat, horn"))
        if not (-40 <= self.loudness_lufs <= -5 and -20 <= self.ceiling_dbtp <= 0):
            raise WrongProfile(
                _fault(f"{self.loudness_lufs} LUFS, {self.ceiling_dbtp} dBTP", "-40..-5 LUFS, -20..0 dBTP")
            )
        # LAME scales by 0.95 up to 128 kbit/s and by other factors above: piece.py counts on 0.95.
        header = self.header
        if self.kbps > 128 or 4 + header.side_bytes + INFO_BYTES > header.size:
            raise WrongProfile(_fault(f"{self.rate_hz} Hz, {self.kbps} kbit/s", "24000 Hz, 64 kbit/s"))

    @property
    def header(self) -> Header:
        """The header of every frame."""
        try:
            return header_for(self.rate_hz, self.kbps)
        except NotAFrame as error:
            raise WrongProfile(
                _fault(f"{self.rate_hz} Hz, {self.kbps} kbit/s", "24000 Hz, 64 kbit/s")
            ) from error

    @property
    def frame_samples(self) -> int:
        """Samples in one frame: 576 at 24 kHz, 1,152 at 44.1 and 48 kHz."""
        return self.header.samples


def _fault(given: str, allowed: str) -> Fault:
    return Fault(
        Text(f"không làm được âm thanh theo «{given}»", f"sound cannot be made as «{given}»"),
        Text(f"chọn ví dụ: {allowed}", f"choose for example: {allowed}"),
    )
