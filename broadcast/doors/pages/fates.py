"""Số phận một buổi: what became of a programme, in words that a clerk can pass on by telephone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcast.asrun import Airing, AsRunLine, Fate, fate
from broadcast.doors.pages.wording import length
from broadcast.doors.studio import StationToday
from broadcast.language import Text
from broadcast.schedule import VIETNAM

NAMED: Mapping[Fate, Text] = {
    Fate.PLAYED: Text("đã phát", "aired"),
    Fate.LATE: Text("phát trễ", "late"),
    Fate.CUT: Text("bị cắt", "cut"),
    Fate.MISSED: Text("không phát được", "missed"),
    Fate.SILENT: Text("không có loa", "no loudspeaker"),
    Fate.PAUSED: Text("tạm dừng theo lệnh", "paused by order"),
    Fate.UNREPORTED: Text("chưa báo", "not reported"),
    Fate.TO_COME: Text("chưa tới giờ", "to come"),
}
"""A fate as a count names it: `1 không phát được`."""

LOOKS: Mapping[Fate, str] = {
    Fate.PLAYED: "good",
    Fate.LATE: "wait",
    Fate.CUT: "bad",
    Fate.MISSED: "bad",
    Fate.SILENT: "bad",
    Fate.PAUSED: "plain-state",
    Fate.UNREPORTED: "plain-state",
    Fate.TO_COME: "plain-state",
}
"""The class in the style sheet."""


@dataclass(frozen=True, slots=True)
class ToldFate:
    """What became of one programme. `version`: of the playlist that the station played from."""

    looks: str
    words: Text
    reason: Text | None
    version: int


def told(airing: Airing, board: StationToday, now: datetime) -> ToldFate:
    """The words for `airing` of the station's `board` as it stands at `now` (aware)."""
    kind, line = fate(airing, now), airing.line
    looks, words = LOOKS[kind], _words(airing, kind)
    if kind is Fate.TO_COME and board.on_air is not None and board.on_air.id == airing.item.id:
        looks, words = ("good", ON_AIR) if board.confirmed else ("wait", SHOULD_BE)
    return ToldFate(looks, words, line.reason.text if line and line.reason else None, airing.version)


ON_AIR = Text("đang phát, đài đã báo", "on air, says the station")
SHOULD_BE = Text("đáng lẽ đang phát, đài chưa báo", "should be on air, not confirmed")


def _words(airing: Airing, kind: Fate) -> Text:
    line = airing.line
    if kind is Fate.UNREPORTED and not airing.in_time:
        return _TOO_LATE
    if line is None or kind in {Fate.MISSED, Fate.SILENT}:
        return _NOT_HEARD.get(kind, NAMED[kind])
    if kind is Fate.PAUSED:
        return _paused(line, airing.item.duration_s)
    began = _clock(line.started_at)
    if kind is Fate.PLAYED:
        return Text(f"đã phát {began}", f"aired at {began}")
    if kind is Fate.LATE:
        late = length((line.started_at - line.planned_at).total_seconds()) if line.started_at else length(0)
        return Text(f"phát trễ {late.vi}, lúc {began}", f"{late.en} late, at {began}")
    return _cut(line, airing.item.duration_s, began)


def _cut(line: AsRunLine, duration_s: float, began: str) -> Text:
    heard, whole = length(line.played_s), length(duration_s)
    return Text(
        f"bị cắt: từ {began} phát được {heard.vi} trên {whole.vi}",
        f"cut: from {began} played {heard.en} of {whole.en}",
    )


def _paused(line: AsRunLine, duration_s: float) -> Text:
    if line.started_at is None:
        return Text("không phát vì xã tạm dừng loa", "not aired: the commune paused")
    heard, whole = length(line.played_s), length(duration_s)
    return Text(
        f"xã tạm dừng khi đã phát {heard.vi} trên {whole.vi}",
        f"paused after {heard.en} of {whole.en}",
    )


def _clock(at: datetime | None) -> str:
    """To the nearest second: a start a thousandth too early is not a second before its hour."""
    return "--:--:--" if at is None else f"{at.astimezone(VIETNAM) + timedelta(milliseconds=500):%H:%M:%S}"


_TOO_LATE = Text("làm xong khi đã qua giờ phát, đài không kịp phát", "made when its hour was over")

_NOT_HEARD: Mapping[Fate, Text] = {
    Fate.SILENT: Text("chạy mà không có loa, không ai nghe thấy", "ran without a loudspeaker, unheard"),
    Fate.UNREPORTED: Text("đã qua giờ mà đài chưa báo", "its hour is over and the station has not reported"),
}
