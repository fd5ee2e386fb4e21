"""What an administrative report says, in Vietnamese: its sentences, and figures as people write them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from broadcast.asrun import IN_TIME, Duty
from broadcast.language import Language
from broadcast.report import (
    Aim,
    Count,
    Report,
    Rise,
    by_kind,
    reminding,
    wording,
)
from broadcast.schedule import VIETNAM, Campaign

UNTOLD = "không ghi"


def about(report: Report) -> str:
    """The subject: what is reported, and of which days."""
    asked = report.asked
    named = f" «{report.campaign_name(asked.campaign)}»" if asked.campaign else ""
    first, last = map(wording.official, (asked.first, asked.last))
    when = f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"
    return f"Kết quả tuyên truyền{named} trên hệ thống truyền thanh cơ sở, {when}"


def aimed(report: Report) -> Sequence[Campaign]:
    """The campaigns with something to reach in these days, by id."""
    names = sorted({goal.campaign for goal in report.goals})
    return [report.campaigns[name] for name in names if name in report.campaigns]


def ordered_by(report: Report) -> str:
    """`Thực hiện Kế hoạch số ..., `: the legal basis, where there is one."""
    legal = [campaign.legal for campaign in aimed(report) if campaign.legal]
    return f"Thực hiện {'; '.join(legal)}, " if legal else ""


def order(campaign: Campaign) -> str:
    """One campaign: on what ground, from when to when, how much, and how much before."""
    parts = [
        f"Căn cứ: {_cited_again(campaign.legal) if campaign.legal else 'chưa có văn bản'}",
        _span(campaign.valid_from, campaign.valid_until),
    ]
    if campaign.target:
        parts.append(f"mức giao ở mỗi đài: {campaign.target.said.vi}")
    parts += [f"từ ngày {wording.official(each.starts)}: {each.target.said.vi}" for each in campaign.ramp]
    before = f", {campaign.baseline_s / 60:g} phút".replace(".", ",") if campaign.baseline_s else ""
    parts.append(f"trước đợt: {campaign.baseline_plays} lượt{before} mỗi ngày ở mỗi đài")
    assumed = f" (Giả định: {campaign.note})" if campaign.assumed and campaign.note else ""
    return f"{campaign.name}. {'; '.join(parts)}.{assumed}"


def _cited_again(legal: str) -> str:
    """`Kế hoạch số 1677/KH-UBND`: after the first time only kind and number (phụ lục I, II.6b)."""
    return legal.partition(" ngày ")[0]


def _span(first: date | None, last: date | None) -> str:
    since = f"từ ngày {wording.official(first)}" if first else "không ghi ngày bắt đầu"
    until = f"đến hết ngày {wording.official(last)}" if last else "cho đến khi có thông báo mới"
    return f"{since} {until}"


def totals(plays: Count) -> str:
    """All plays of the period in a sentence."""
    if not plays.planned:
        return "Trong kỳ, không có tin, bài nào được xếp lịch phát ở các đài."
    n = {name: number(getattr(plays, name)) for name in _WHOLE}
    return (
        f"Trong kỳ, các đài được xếp {n['planned']} lượt tin, bài ({minutes(plays.planned_time)} phút) "
        f"trong {n['programmes']} chương trình; đã phát {n['aired']} lượt ({minutes(plays.aired_time)} phút) "
        f"trong {n['programmes_aired']} chương trình; không phát được {n['lost']} lượt, "
        f"chưa báo {n['unreported']} lượt, chưa tới giờ {n['to_come']} lượt."
    )


def nothing_lost(plays: Count) -> str:
    """Why there is no list of what did not air: all of it did, nothing is due yet, or there was nothing."""
    if not plays.planned:
        return "Trong kỳ không có tin, bài nào được xếp lịch, nên không có buổi nào để xét."
    if not plays.aired:
        return "Chưa có: chưa lượt nào đến giờ phát."
    return "Không có: mọi lượt đã đến giờ đều được các đài báo đã phát."


_WHOLE = ("planned", "programmes", "aired", "programmes_aired", "lost", "unreported", "to_come")


def goal_rows(plays: Count, aim: Aim, risen: Rise) -> Iterator[Sequence[str]]:
    """Before, ordered, planned, aired: plays, a day and station too, minutes, programmes, days on target."""
    yield "Lượt phát, cộng các đài", *map(number, (aim.baseline, aim.least, plays.planned, plays.aired))
    if risen.days:
        whole = (risen.baseline, risen.least, risen.planned, risen.aired)
        yield "Lượt mỗi ngày ở mỗi đài", *(wording.each(figure / risen.days).vi for figure in whole)
    asked = (minutes(time) if time else UNTOLD for time in (aim.baseline_time, aim.least_time))
    yield "Phút phát, cộng các đài", *asked, minutes(plays.planned_time), minutes(plays.aired_time)
    programmes = map(number, (plays.programmes, plays.programmes_aired))
    yield "Chương trình có tin, bài của đợt", UNTOLD, UNTOLD, *programmes
    yield "Số ngày đạt mức, cộng các đài", "", "", "", on_target(aim)


def on_target(aim: Aim | None) -> str:
    """`2/4`: of the days that are judged; a dash where none is yet, or nothing is aimed at."""
    return f"{number(aim.met)}/{number(aim.days)}" if aim and aim.days else "-"


def kinds(report: Report) -> Iterator[tuple[str, Count]]:
    """By genre, language and origin: the name of each kind, and its plays."""
    return ((f"{kind.vi}: {name.vi}", row.count) for kind, name, row in by_kind(report))


def figures(plays: Count) -> Sequence[str]:
    """Programmes, plays and minutes, planned and aired, as cells."""
    counted = (plays.programmes, plays.planned, plays.aired)
    return (*map(number, counted), minutes(plays.planned_time), minutes(plays.aired_time))


def sessions(duty: Duty) -> Sequence[int]:
    """Owed, in time, late, missing."""
    return duty.owed, duty.in_time, duty.late, len(duty.missing)


def standings(duties: Sequence[Duty]) -> str:
    """How many stations report in time, late, or not."""
    found = Counter(each.standing for each in duties)
    told = [f"{found[kind]} đài {reminding.SHORT[kind].vi}" for kind in reminding.ORDER if found[kind]]
    hours = int(IN_TIME / timedelta(hours=1))
    return (
        f"Hạn báo là {hours} giờ sau khi hết buổi: xanh là báo đủ và đúng hạn, chậm là báo quá hạn, "
        f"im lặng là còn buổi chưa báo. Kết quả: {', '.join(told) or 'không có đài nào'}."
    )


def how_counted(report: Report) -> str:
    """What the figures are made of, and as of when."""
    now = report.now.astimezone(VIETNAM)
    return (
        f"Ghi chú: số liệu lấy từ nhật ký phát sóng mà các đài đã gửi đến {now:%H:%M} ngày "
        f"{wording.official(now.date())}. Một lượt là một bài trong chương trình của một đài; chỉ tính là đã "
        "phát khi nhật ký ghi bài đó đã phát đến hết; phút là thời lượng của riêng bài, không kể nhạc hiệu "
        "và lời xướng."
    )


def moment(at: datetime) -> str:
    """`06/8/2020, 05:00`."""
    return f"{wording.official(at.astimezone(VIETNAM).date())}, {wording.hour(at)}"


def number(figure: int) -> str:
    """A whole number with its thousands apart."""
    return wording.figure(figure, Language.VI)


def minutes(time: timedelta) -> str:
    """Minutes with one decimal."""
    return wording.minutes(time, Language.VI)
