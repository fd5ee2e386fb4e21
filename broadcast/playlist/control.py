"""Lệnh: what a commune orders of its loudspeakers, beside the playlist, which stays a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

LONGEST_PAUSE = timedelta(hours=24)
"""A pause always ends by itself, and not later than this. Ours: a second day is asked for anew."""

LONGEST_SILENCE = timedelta(hours=2)
"""The longest pause that holds back emergencies as well. Ours: long enough for a ceremony."""

LONGEST_VOLUME = timedelta(days=366)
"""The last day of a volume lies within this; without one it holds until it is changed."""

STEPS_DB = (0.0, -3.0, -6.0, -9.0, -12.0)
"""How far a commune may turn its loudspeakers down; never up: the hour's own limit stands."""


class WrongPause(Invalid):
    """A pause that would not end in time, or silences emergencies without saying why."""


class WrongVolume(Invalid):
    """A volume that is none of the steps, or that ended before it began."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Tạm dừng: silence from `since` until `until` (both aware); `by` is the full name that people know.

    `emergencies`: they are held back as well; without it an emergency sounds through the pause.

    Raises:
        WrongPause: it lasts too long, or holds emergencies back without a reason.
    """

    since: datetime
    until: datetime
    emergencies: bool
    by: str
    reason: str = ""

    def __post_init__(self) -> None:
        longest = LONGEST_SILENCE if self.emergencies else LONGEST_PAUSE
        if not timedelta() < self.until - self.since <= longest:
            raise WrongPause(_too_long(longest) if self.until > self.since else _OVER)
        if self.emergencies and not any(map(str.isalpha, self.reason)):
            raise WrongPause(_NO_REASON)

    def holds(self, now: datetime) -> bool:
        """Whether it rules at that moment."""
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True)
class Volume:
    """Âm lượng: `gain_db` on top of the playlist's own, until `until` (aware; None: from now on).

    Raises:
        WrongVolume: it is none of `STEPS_DB`.
    """

    gain_db: float
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.gain_db not in STEPS_DB:
            raise WrongVolume(_NO_STEP)

    def refuse_over(self, now: datetime) -> None:
        """Raise WrongVolume when it would be over at once, or last longer than anybody remembers it."""
        if self.until is not None and not now < self.until <= now + LONGEST_VOLUME:
            raise WrongVolume(_PAST)

    def holds(self, now: datetime) -> bool:
        """Whether it turns anything down at that moment."""
        return self.gain_db < 0 and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Control:
    """All that one station shall obey; `version` grows with every order, 0 while there never was one.

    A pause that is over stays until it is replaced: a machine that was off learns why it was silent.
    """

    version: int = 0
    pause: Pause | None = None
    volume: Volume | None = None

    def paused(self, now: datetime) -> Pause | None:
        """The pause that rules at that moment."""
        return self.pause if self.pause and self.pause.holds(now) else None

    def turned(self, now: datetime) -> Volume | None:
        """The volume that rules at that moment, where it is not the full one."""
        return self.volume if self.volume and self.volume.holds(now) else None

    def written(self) -> Mapping[str, Any]:
        """As stations read it: moments in ISO 8601 with their offset."""
        pause, volume = self.pause, self.volume
        return {
            "version": self.version,
            "pause": pause
            and {
                "since": pause.since.isoformat(),
                "until": pause.until.isoformat(),
                "emergencies": pause.emergencies,
                "by": pause.by,
                "reason": pause.reason,
            },
            "volume": volume
            and {"gain_db": volume.gain_db, "until": volume.until and volume.until.isoformat()},
        }


def _too_long(longest: timedelta) -> Fault:
    hours = int(longest / timedelta(hours=1))
    return Fault(
        Text(f"tạm dừng quá {hours} giờ", f"the pause is longer than {hours} hours"),
        Text(
            "chọn giờ sớm hơn; hết giờ thì tạm dừng lần nữa", "choose an earlier hour, and pause again then"
        ),
    )


_OVER = Fault(
    Text("giờ kết thúc tạm dừng đã qua", "the hour at which the pause would end is past"),
    Text("chọn một giờ sắp tới", "choose an hour to come"),
)
_NO_REASON = Fault(
    Text("dừng cả tin khẩn cấp mà chưa ghi lý do", "emergencies would be held back and no reason is given"),
    Text("ghi lý do, hoặc bỏ dấu chọn «kể cả tin khẩn cấp»", "write why, or let emergencies through"),
)
_PAST = Fault(
    Text("ngày cuối của âm lượng không dùng được", "that last day of the volume cannot be meant"),
    Text("chọn ngày từ hôm nay đến một năm tới", "choose a day between today and a year from now"),
)
_NO_STEP = Fault(
    Text("mức âm lượng không đúng", "there is no such volume"),
    Text("chọn một trong các mức trên trang", "choose one of the steps on the page"),
)
