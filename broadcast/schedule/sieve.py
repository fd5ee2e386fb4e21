"""Sàng: which of the candidates may air at a station on a day, and why not the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from broadcast.language import Text
from broadcast.schedule.hours import written
from broadcast.schedule.plan import Candidate, LeftOut
from broadcast.schedule.schedule import Schedule
from broadcast.script import Script

NOT_MEANT = Text("không dành cho đài này", "not meant for this station")


def sieve(
    schedule: Schedule, station: str, day: date, candidates: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Those that may air, each script once, by id; and the others with the first reason against them.

    The sounds of the first are counted for what their scripts belong to.
    """
    closed = {
        name: next(_campaign_objections(schedule, station, day, name), None)
        for name in _campaigns(candidates)
    }
    fit: dict[str, Candidate] = {}
    refused: list[LeftOut] = []
    for candidate in candidates:
        script = candidate.script
        reason = next(_objections(station, day, candidate, closed), None)
        if reason is None and script.id in fit:
            reason = Text("bài này đưa vào hai lần", "this script was handed in twice")
        if reason is None:
            fit[script.id] = _counted(candidate)
        else:
            refused.append(LeftOut(script.id, script.title, reason))
    return tuple(fit[name] for name in sorted(fit)), tuple(refused)


def _counted(candidate: Candidate) -> Candidate:
    script, clip = candidate.script, candidate.clip
    if (clip.script, clip.campaign, clip.topic) == (script.id, script.campaign, script.topic):
        return candidate
    return Candidate(script, replace(clip, script=script.id, campaign=script.campaign, topic=script.topic))


def _campaigns(candidates: Sequence[Candidate]) -> set[str]:
    return {each.script.campaign for each in candidates if each.script.campaign is not None}


def _objections(
    station: str, day: date, candidate: Candidate, closed: Mapping[str, Text | None]
) -> Iterator[Text]:
    script = candidate.script
    if script.approved is None:
        yield Text("chưa được duyệt", "not approved")
    elif not script.cleared:
        yield Text(
            "đã sửa sau khi duyệt, phải duyệt lại", "edited after approval: it has to be approved again"
        )
    yield from _out_of_date(script, day)
    if not script.airs_at(station):
        yield NOT_MEANT
    if script.campaign is not None and (reason := closed[script.campaign]):
        yield reason
    if script.repeat < 1:
        yield Text("số lượt một ngày (repeat) là 0", "its plays a day (repeat) are 0")
    if not candidate.clip.duration_s > 0:
        yield Text("bản tiếng trống", "its sound is empty")


def _out_of_date(script: Script, day: date) -> Iterator[Text]:
    if script.valid_from is not None and day < script.valid_from:
        begins = written(script.valid_from)
        yield Text(f"tới ngày {begins.vi} mới phát", f"not before {begins.en}")
    if script.valid_until is not None and script.valid_until < day:
        ended = written(script.valid_until)
        yield Text(f"hết hạn ngày {ended.vi}", f"expired on {ended.en}")
    if not script.when.falls_on(day):
        yield _another_day(script, day)


def _another_day(script: Script, day: date) -> Text:
    following = next(script.when.days(day, min(day, date.max - _A_YEAR) + _A_YEAR), None)
    told = written(following) if following else Text("chưa có", "none within a year")
    return Text(
        f"không phải ngày phát của bài; ngày kế tiếp: {told.vi}",
        f"this is no day of the script; the next one: {told.en}",
    )


_A_YEAR = timedelta(days=366)


def _campaign_objections(schedule: Schedule, station: str, day: date, name: str) -> Iterator[Text]:
    campaign = schedule.campaigns.get(name)
    if campaign is None:
        yield Text(f"không có chiến dịch {name} trong lịch", f"the schedule has no campaign {name}")
        return
    if campaign.valid_from is not None and day < campaign.valid_from:
        begins = written(campaign.valid_from)
        yield Text(f"chiến dịch {name} bắt đầu ngày {begins.vi}", f"campaign {name} begins on {begins.en}")
    if campaign.valid_until is not None and campaign.valid_until < day:
        ended = written(campaign.valid_until)
        yield Text(f"chiến dịch {name} kết thúc ngày {ended.vi}", f"campaign {name} ended on {ended.en}")
    if not schedule.lies_in(station, campaign.places, day):
        yield Text(f"chiến dịch {name} không gồm địa bàn này", f"campaign {name} does not cover this place")
