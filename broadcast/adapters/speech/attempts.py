"""Asking an outside service with patience: in turn, again when that may help, and not while it is resting."""

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from broadcast.adapters.speech.breaker import Breaker
from broadcast.adapters.speech.line import ServiceFailed
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech import EngineFailed

Asked = TypeVar("Asked")
Given = TypeVar("Given")

BACK_OFF_S = (2.0, 5.0)
"""Seconds before the second and the third attempt; there is no fourth."""


class Attempts:
    """Asks the service called `name` in messages. Threads may share it; all manners of one engine do.

    At most `at_once` askers are served at a time; requests of one asker keep `gap_s` seconds apart. `now` and
    `sleep` are the clock, in seconds.
    """

    def __init__(
        self,
        name: Text,
        *,
        now: Callable[[], float],
        sleep: Callable[[float], None],
        gap_s: float = 0.0,
        at_once: int = 1,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
    ) -> None:
        self._name, self._now, self._sleep = name, now, sleep
        self._gap_s, self._back_off_s = gap_s, back_off_s
        self._breaker, self._told = Breaker(now=now), threading.Lock()
        self._turn = threading.Semaphore(at_once)
        self._next = now()

    def each(self, ask: Callable[[Asked], Given], wanted: Iterable[Asked]) -> list[Given]:
        """What `ask` gives for each of `wanted`, one after the other.

        Raises:
            EngineFailed: one of them failed each time, or in a way that no attempt mends, or the service is
                being left alone for a while.
        """
        with self._turn:
            return [self._patiently(ask, one) for one in wanted]

    def _patiently(self, ask: Callable[[Asked], Given], one: Asked) -> Given:
        for wait_s in self._back_off_s:
            try:
                return self._once(ask, one)
            except EngineFailed as failure:
                hopeless = isinstance(failure, ServiceFailed) and not failure.again
                if hopeless or self._resting():
                    raise
            self._sleep(wait_s)
        return self._once(ask, one)

    def _once(self, ask: Callable[[Asked], Given], one: Asked) -> Given:
        """One attempt at its time, and what the breaker learns from it."""
        if self._resting():
            raise EngineFailed(self._rests())
        self._sleep(max(0.0, self._next - self._now()))
        try:
            given = ask(one)
        except EngineFailed as failure:
            with self._told:
                self._breaker.failed(throttled=isinstance(failure, ServiceFailed) and failure.throttled)
            raise
        finally:
            self._next = self._now() + self._gap_s
        with self._told:
            self._breaker.passed()
        return given

    def _resting(self) -> bool:
        with self._told:
            return self._breaker.is_open

    def _rests(self) -> Fault:
        return Fault(
            Text(
                f"{self._name.vi} đã hỏng nhiều lần liền, đang được để yên 10 phút",
                f"{self._name.en} failed several times and is left alone for 10 minutes",
            ),
            Text("đợi rồi thử lại, hoặc dùng giọng espeak", "wait and try again, or use the espeak voice"),
        )
