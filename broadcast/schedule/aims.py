"""Mức chiến dịch: what each campaign got on a day and, where that is too little, what would help."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from broadcast.language import Text
from broadcast.schedule.board import RANK, ROUNDING_S, Board, Sheet, longest
from broadcast.schedule.campaign import Campaign, lacking
from broadcast.schedule.demand import Demand
from broadcast.schedule.hours import DAY_S, minutes
from broadcast.schedule.plan import Candidate, TargetOutcome
from broadcast.schedule.why_not import enough, no_session
from broadcast.script import BulletinClass, tongue


def outcomes(
    board: Board, campaigns: Iterable[Campaign], fit: Sequence[Candidate]
) -> tuple[TargetOutcome, ...]:
    """What each campaign got and, where that is too little, what would make the rest possible."""
    own: dict[str | None, list[Candidate]] = {}
    for each in fit:
        own.setdefault(each.script.campaign, []).append(each)
    urgent = [each for each in fit if each.script.klass is not BulletinClass.NORMAL]
    return tuple(_Aim(board, each, own.get(each.id, []), urgent).outcome() for each in campaigns)


@dataclass(frozen=True, slots=True)
class _Aim:
    """One campaign on a finished board: `own` are its scripts, `urgent` what goes before everything else."""

    board: Board
    campaign: Campaign
    own: Sequence[Candidate]
    urgent: Sequence[Candidate]

    def outcome(self) -> TargetOutcome:
        name, demand = self.campaign.id, self.board.demands[self.campaign.id]
        plays, seconds = self.board.missing(name, Demand(demand.target))  # what is owed: if there is room
        unheard = self._unheard()
        topics = [topic.id for topic in self.campaign.topics]
        topics += sorted({each.script.topic or "" for each in self.own} - set(topics))
        met = not plays and not seconds and not unheard
        return TargetOutcome(
            campaign=name,
            planned=self.board.campaigns[name],
            target=demand.target,
            met=met,
            reason=self._met() if met else self._not_met(plays, seconds, unheard),
            topics=tuple((topic, self.board.topics[name, topic or None]) for topic in topics),
            planned_s=self.board.seconds.get(name, 0.0),
            owed=demand.owed_plays,
            owed_s=demand.owed_s,
        )

    def _unheard(self) -> list[str]:
        """Languages that the campaign asks for and that it has nothing in."""
        if not self.campaign.languages:
            return []
        there = {each.script.language for each in self.own}
        return [each for each in self.campaign.languages if each not in there]

    def _met(self) -> Text:
        name, target = self.campaign.id, self.board.demands[self.campaign.id].target
        planned = Text(f"{self.board.campaigns[name]} lượt", f"{self.board.campaigns[name]} plays")
        if target.seconds_min or target.seconds_max or target.share:
            length = minutes(self.board.seconds.get(name, 0.0))
            planned = Text(f"{planned.vi}, {length.vi}", f"{planned.en}, {length.en}")
        said = target.said
        return Text(f"đạt: {planned.vi} (mức {said.vi})", f"met: {planned.en} (target {said.en})")

    def _not_met(self, plays: int, seconds: float, unheard: Sequence[str]) -> Text:
        told = list(self._lacking(plays, seconds))
        told += [_nothing_in(each) for each in unheard]
        return Text("; ".join(each.vi for each in told), "; ".join(each.en for each in told))

    def _lacking(self, plays: int, seconds: float) -> Iterator[Text]:
        if plays or seconds:
            lacks, need = lacking(plays, seconds), self._need(max(plays, self._plays_of(seconds)))
            yield Text(f"thiếu {lacks.vi}: {need.vi}", f"{lacks.en} short: {need.en}")

    def _plays_of(self, seconds: float) -> int:
        """How many of the longest scripts make so many seconds."""
        longest_s = max((each.clip.duration_s for each in self.own), default=0.0)
        return ceil(seconds / longest_s) if longest_s > 0 else 0

    def _need(self, lacks: int) -> Text:
        if not self.board.open:
            return no_session(self.board)
        if not self.own:
            return Text("cần ít nhất một bài đã duyệt còn hiệu lực", "an approved, valid script is needed")
        shortest = min(self.own, key=lambda each: each.clip.duration_s)
        if not self.board.wanted(shortest):
            return enough(self.board, shortest)
        waiting = [each for each in self.own if not self.board.scripts[each.script.id]]
        once = self.board.policy.gap_s and len(waiting) < lacks  # time does not help: too soon again
        if once or any(self.board.fits(sheet, shortest, longest) for sheet in self.board.open):
            return self._more_scripts()
        more = sorted(waiting, key=lambda each: each.clip.duration_s)[:lacks]
        more += [shortest] * (lacks - len(more))
        return _more_time(self.board, [*self._first_in_line(), *more])

    def _first_in_line(self) -> Iterator[Candidate]:
        """What would take the time before the campaign does."""
        rank = min(RANK[each.script.klass] for each in self.own)
        for each in self.urgent:
            due = each.script.repeat if each.script.klass is BulletinClass.EMERGENCY else 1
            lacks = due - self.board.scripts[each.script.id]
            if RANK[each.script.klass] < rank and self.board.wanted(each):
                yield from [each] * lacks

    def _more_scripts(self) -> Text:
        """There is room, and what may fill it has been heard just before, or too short a time ago."""
        number = len(self.own)
        if not self.board.policy.gap_s:
            return Text(
                f"chỉ có {number} bài nên sẽ nghe lặp lại; cần thêm bài khác xen giữa",
                f"with only {number} scripts the same is heard again; other items are needed in between",
            )
        gap = minutes(self.board.policy.gap_s)
        return Text(
            f"chỉ có {number} bài, mà một bài chỉ phát lại sau {gap.vi}; cần thêm bài khác hoặc giảm gap_min",
            f"only {number} scripts, each again only after {gap.en}; more scripts, or a lower gap_min",
        )


def _nothing_in(language: str) -> Text:
    name = tongue(language)
    vi = name.vi[:1].lower() + name.vi[1:]
    return Text(
        f"chưa có bài {vi}: cần ít nhất một bài đã duyệt còn hiệu lực",
        f"nothing in {name.en}: an approved, valid script is needed",
    )


def _more_time(board: Board, more: Sequence[Candidate]) -> Text:
    """What the cheapest session lacks to hold `more` as well: its own length, the daily cap, or both."""
    sheet = min(board.open, key=lambda each: _cost(board, each, more))
    no_time, longer_s, cap_s = _cost(board, sheet, more)
    told = []
    if no_time:
        longer = minutes(longer_s)
        told.append(Text(f"cần thêm một khung giờ {longer.vi}", f"one more session of {longer.en} is needed"))
    elif longer_s > ROUNDING_S:
        hour, longer = board.yielded.hour(sheet.slot), minutes(longer_s)
        told.append(
            Text(
                f"khung {hour.vi} cần dài thêm {longer.vi}",
                f"{hour.en} needs {longer.en} more",
            )
        )
    if cap_s > ROUNDING_S:
        cap, wider = board.yielded.cap(board.cap_s), minutes(cap_s)
        told.append(Text(f"{cap.vi} cần thêm {wider.vi}", f"{cap.en} needs {wider.en} more"))
    return Text(" và ".join(each.vi for each in told), " and ".join(each.en for each in told))


def _cost(board: Board, sheet: Sheet, more: Sequence[Candidate]) -> tuple[bool, float, float]:
    """Whether there is no time for it before the next session; seconds of the session, and of the cap."""
    needs_s = sheet.with_more_s(more)
    longer_s = max(0.0, needs_s - sheet.longest_s)
    cap_s = max(0.0, needs_s - sheet.length_s - board.room_s)
    later = (after.slot.starts_s for before, after in pairwise(board.sheets) if before is sheet)
    until_s = next(later, DAY_S)
    taken = sheet.slot.ends_s + longer_s > until_s or _closed(board, sheet, longer_s)
    return bool(longer_s) and taken, longer_s, cap_s


def _closed(board: Board, sheet: Sheet, longer_s: float) -> bool:
    return board.policy.closed(sheet.slot.starts_s, sheet.slot.ends_s + longer_s) is not None
