"""Tăng bao nhiêu so với trước: plays of a campaign beside what aired before it, over days that are over."""

from dataclasses import dataclass

from broadcast.language import Language, Text
from broadcast.report import wording
from broadcast.report.report import Report


@dataclass(frozen=True, slots=True)
class Rise:
    """Plays of a campaign over `days` of single stations that are over, `baseline` those before it."""

    days: int
    baseline: int
    least: int
    planned: int
    aired: int

    @property
    def times(self) -> float | None:
        """How many times as much airs as before; None where nothing aired before or no day is over."""
        return self.aired / self.baseline if self.baseline else None

    @property
    def said(self) -> Text:
        """The message in a sentence."""
        if self.times is None:
            return Text("Chưa so với trước được.", "There is nothing to compare with yet.")
        before, now = (wording.each(part / self.days) for part in (self.baseline, self.aired))
        times = wording.each(self.times)
        return Text(
            f"Trước chiến dịch mỗi đài phát {before.vi} lượt một ngày, nay {now.vi} lượt: "
            f"{_compared(self, times, Language.VI)}.",
            f"Each station aired {before.en} plays a day before and {now.en} now: "
            f"{_compared(self, times, Language.EN)}.",
        )


def rise(report: Report, campaign: str) -> Rise:
    """How far `campaign` rose over its baseline in the days of the report that are over."""
    goals = [goal for goal in report.goals if goal.campaign == campaign and goal.date < report.today]
    those = {(goal.station, goal.date) for goal in goals}
    plays = [
        play for play in report.plays if play.campaign == campaign and (play.station, play.date) in those
    ]
    return Rise(
        days=len(goals),
        baseline=sum(goal.baseline for goal in goals),
        least=sum(goal.least for goal in goals),
        planned=len(plays),
        aired=sum(play.fate == "aired" for play in plays),
    )


def _compared(risen: Rise, times: Text, language: Language) -> str:
    if risen.aired > risen.baseline:
        return f"gấp {times.vi} lần" if language is Language.VI else f"{times.en} times as many"
    if risen.aired == risen.baseline:
        return "chưa tăng" if language is Language.VI else "no more than before"
    return "ít hơn trước" if language is Language.VI else "fewer than before"
