"""A clock that nobody waits for."""

from dataclasses import dataclass, field


@dataclass
class Clock:
    """Seconds that pass only when somebody sleeps."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.slept.append(seconds)
