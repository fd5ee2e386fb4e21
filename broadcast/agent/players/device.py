"""A sound card, by way of miniaudio, which is installed by hand where a loudspeaker is.

Never heard by its makers: there was no sound card where this was written, and miniaudio has no wheel for
every machine that the project supports. It is tried against a stand-in with the same names (tests/agent).
"""

from collections.abc import Generator
from importlib import import_module
from typing import Any

from broadcast.agent.clock import Clock
from broadcast.agent.players.player import RATE_HZ, Heard, PlayerFailed, Source
from broadcast.agent.reasons import Reason
from broadcast.errors import Fault
from broadcast.language import Text

BUFFER_MS = 200
"""What the device holds: sound handed over is heard about this much later."""


class DevicePlayer:
    """The default playback device of this machine.

    `heard` counts the buffer's length into the time of a sample; a device's own delay behind it (a USB
    card's, an amplifier's) is not known here.
    """

    name = "device"
    remark: Reason | None = None

    def __init__(self, rate_hz: int = RATE_HZ) -> None:
        self.rate_hz = rate_hz
        self._device: Any = None
        self._heard = Heard(0, 0.0)

    def open(self, source: Source, clock: Clock) -> None:
        """Open the device.

        Raises:
            PlayerFailed: there is none, or it is in use.
        """
        miniaudio = _miniaudio()
        self._heard = Heard(0, clock.monotonic() + BUFFER_MS / 1000)
        feed = self._feed(source, clock)
        next(feed)
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=self.rate_hz,
                buffersize_msec=BUFFER_MS,
            )
            self._device.start(feed)
        except miniaudio.MiniaudioError as error:
            self.close()
            raise PlayerFailed(_fault(error)) from error

    def heard(self) -> Heard:
        """The first sample of the newest block, and when it will be heard."""
        return self._heard

    def close(self) -> None:
        """Let go of the device."""
        if self._device is not None:
            self._device.close()
            self._device = None

    def _feed(self, source: Source, clock: Clock) -> Generator[bytes, int, None]:
        """What miniaudio asks, from its own thread, for so many samples at a time."""
        wanted = yield b""
        given = 0
        while True:
            self._heard = Heard(given, clock.monotonic() + BUFFER_MS / 1000)
            given += wanted
            wanted = yield source(wanted).tobytes()


def _miniaudio() -> Any:  # noqa: ANN401 - not installed here, so it has no types
    return import_module("miniaudio")


def there_is_a_device() -> bool:
    """Whether miniaudio is installed and finds something to play on."""
    try:
        miniaudio = _miniaudio()
    except ImportError:
        return False
    try:
        return bool(miniaudio.Devices().get_playbacks())
    except miniaudio.MiniaudioError:
        return False


def _fault(error: Exception) -> Fault:
    return Fault(
        Text(f"không mở được loa ({error})", f"the sound device cannot be opened ({error})"),
        Text("kiểm tra thẻ âm thanh; máy sẽ thử lại", "look at the sound card; it is tried again"),
    )
