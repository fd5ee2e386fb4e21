"""Độ to: whether a programme is as loud as it should be, and what to say and to do when it is not. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcast.language import Text
from broadcast.schedule import VIETNAM, Schedule
from broadcast.sound.measured import Figures
from broadcast.sound.profile import Profile

TOLERANCE_LU = 0.3
"""How far from the target a programme may be (issue 5: -16 +-0.3 LU)."""

READING_DB = 0.05
"""Figures are shown to a tenth: what reads as the limit is within it."""

OFF = "loudness."
"""How the ids of these alarms begin."""


class Verdict(StrEnum):
    """How a programme stands to its target."""

    EVEN = "even"
    LOUD = "loud"
    SOFT = "soft"
    SHRILL = "shrill"


def verdict(figures: Figures, profile: Profile) -> Verdict:
    """Loudness first, then peaks: who is too loud is turned down, and its peaks with it."""
    off_lu = figures.integrated_lufs - profile.loudness_lufs
    if off_lu > TOLERANCE_LU + READING_DB:
        return Verdict.LOUD
    if off_lu < -TOLERANCE_LU - READING_DB:
        return Verdict.SOFT
    return Verdict.SHRILL if figures.true_peak_dbtp > profile.ceiling_dbtp + READING_DB else Verdict.EVEN


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme as it was published: whose, when (aware), its title, its file."""

    station: str
    starts_at: datetime
    title: str
    sha256: str
    ext: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one programme, and what to do."""

    programme: Programme
    what: Text
    remedy: Text


def off(programme: Programme, figures: Figures, profile: Profile) -> Trouble | None:
    """The trouble with what was measured; None when it is right."""
    found = verdict(figures, profile)
    if found is Verdict.EVEN:
        return None
    return Trouble(programme, _off(found, figures, profile), _LISTEN)


def missing(programme: Programme) -> Trouble:
    """Its file is not there."""
    what = Text("mất tệp tiếng, loa sẽ không có gì để phát", "its file is missing, there is nothing to play")
    return Trouble(programme, what, _MADE_AGAIN)


def damaged(programme: Programme) -> Trouble:
    """Its file is not what was published."""
    what = Text(
        "tệp tiếng trên đĩa không còn đúng bản đã công bố, đài sẽ không nhận tệp này",
        "its file is not what was published any more, stations will not take it",
    )
    return Trouble(programme, what, _MADE_AGAIN)


def alarms(schedule: Schedule, troubles: Iterable[Trouble]) -> Mapping[str, Text]:
    """An alarm for each station that has trouble, by id: one line, however many programmes it has."""
    struck: dict[str, list[Trouble]] = defaultdict(list)
    for trouble in troubles:
        struck[trouble.programme.station].append(trouble)
    return {OFF + name: _said(schedule, name, those) for name, those in struck.items()}


def _said(schedule: Schedule, name: str, troubles: Sequence[Trouble]) -> Text:
    station = schedule.stations.get(name)
    said, first = station.name if station else name, min(troubles, key=lambda each: each.programme.starts_at)
    at = first.programme.starts_at.astimezone(VIETNAM)
    others = len(troubles) - 1
    more = Text(f" (và {others} chương trình khác)", f" (and {others} more)") if others else Text("", "")
    return Text(
        f"{said}, chương trình {at:%H:%M} ngày {at:%d/%m/%Y}{more.vi}: {first.what.vi}. {first.remedy.vi}.",
        f"{said}, programme of {at:%H:%M} on {at:%Y-%m-%d}{more.en}: {first.what.en}. {first.remedy.en}.",
    )


def _off(found: Verdict, figures: Figures, profile: Profile) -> Text:
    lufs, peak, target = figures.integrated_lufs, figures.true_peak_dbtp, profile.loudness_lufs
    if math.isinf(lufs):
        return Text("chỉ có im lặng", "there is only silence in it")
    if found is Verdict.SHRILL:
        by, ceiling = peak - profile.ceiling_dbtp, profile.ceiling_dbtp
        return Text(
            f"đỉnh tiếng cao quá mức {_vi(by)} dB, loa có thể bị rè "
            f"(đo được {_vi(peak)} dBTP, cao nhất cho phép {_vi(ceiling)})",
            f"its peaks are {by:.1f} dB too high, loudspeakers may rattle "
            f"(measured {peak:.1f} dBTP, at most {ceiling:.1f})",
        )
    vi, en = ("to", "louder") if found is Verdict.LOUD else ("nhỏ", "softer")
    by = abs(lufs - target)
    return Text(
        f"{vi} hơn mức chuẩn {_vi(by)} LU (đo được {_vi(lufs)} LUFS, chuẩn {_vi(target)})",
        f"{by:.1f} LU {en} than it should be (measured {lufs:.1f} LUFS, target {target:.1f})",
    )


def _vi(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


_LISTEN = Text(
    "Nghe lại trên trang của đài; nếu nghe chói hoặc không rõ, chỉnh âm lượng máy tăng âm ở đài "
    "và báo người phụ trách hệ thống",
    "Listen to it on the station's page; where it is shrill or faint, set the station's amplifier "
    "and tell whoever runs this system",
)
_MADE_AGAIN = Text(
    "Hệ thống tự ghép lại trong vòng một giờ; nếu báo động còn đó, kiểm tra ổ đĩa của máy chủ",
    "It is joined again within the hour; if this alarm stays, check the server's disk",
)
