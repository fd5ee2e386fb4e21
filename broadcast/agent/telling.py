"""Sentences for whoever looks at the log: each once in a while, not five times a second."""

from collections.abc import Callable

from broadcast.agent.clock import Clock
from broadcast.language import Text

AGAIN_S = 600.0
"""The same sentence is not said again within this many seconds."""

_MOST = 100


class Telling:
    """Passes sentences on to `say`."""

    def __init__(self, say: Callable[[Text], None], clock: Clock) -> None:
        self._say, self._clock = say, clock
        self._said: dict[Text, float] = {}

    def __call__(self, text: Text) -> None:
        """Say it, unless it was said a moment ago."""
        now = self._clock.monotonic()
        if now - self._said.get(text, float("-inf")) >= AGAIN_S:
            self._said = {} if len(self._said) >= _MOST else self._said
            self._said[text] = now
            self._say(text)
