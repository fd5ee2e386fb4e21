"""The report as a workbook: a sheet for each table, and a chart of its days."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from broadcast.asrun import Airing, Duty
from broadcast.language import Language, Text
from broadcast.paper.workbook import Book, Cell, Table
from broadcast.report import (
    Report,
    Row,
    by_campaign,
    by_day,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station,
    by_station_day,
    by_topic,
    losses,
    reminding,
    wording,
)
from broadcast.report.play import Fate
from broadcast.script import genre, tongue

_PLAYS = (
    *(wording.PLANNED, wording.AIRED, wording.LOST, wording.UNREPORTED, wording.TO_COME),
    *(wording.PLANNED_MIN, wording.AIRED_MIN, wording.PROGRAMMES_PLANNED, wording.PROGRAMMES_AIRED),
)
_AIMS = (
    *(wording.BASELINE, wording.BASELINE_MIN, wording.LEAST, wording.LEAST_MIN, wording.MOST),
    *(wording.MET_DAYS, wording.DUE_DAYS),
)


def report_xlsx(report: Report, duties: Sequence[Duty], language: Language) -> bytes:
    """The workbook; minutes have decimals, days are days, so that a spreadsheet can go on counting."""
    book = Book(language)
    aims = _AIMED if report.asked.campaign and report.goals else ()
    for table in _tables(report, duties, language):
        book.add(table)
        if table[0] is BY_DAY:
            book.chart(BY_DAY, wording.TITLE, _UNIT, (1, 2), aims)
            if not report.asked.campaign:
                _raises(book, report)
    return book.written(wording.TITLE, report.now)


def _raises(book: Book, report: Report) -> None:
    """Each campaign with something to reach day by day, with a chart: before, target, planned and aired."""
    aimed = sorted({goal.campaign for goal in report.goals})
    if not aimed:
        return
    rows = [(name, list(by_day(report, name))) for name in aimed]
    cells = (
        [row.day, *_plays(row), *_aims(row), report.campaign_name(name)]
        for name, each in rows
        for row in each
    )
    book.add((CAMPAIGN_BY_DAY, (wording.DAY, *_PLAYS, *_AIMS, wording.CAMPAIGN), cells))
    first = 1
    for name, each in rows:
        span = first, first + len(each) - 1
        named = report.campaign_name(name)
        title = Text(f"Chiến dịch: {named}", f"Campaign: {named}")
        book.chart(CAMPAIGN_BY_DAY, title, _UNIT, (1, 2), _AIMED, span)
        first += len(each)


BY_DAY = Text("Theo ngày", "By day")
CAMPAIGN_BY_DAY = Text("Chiến dịch theo ngày", "Campaigns by day")
_UNIT = Text("lượt", "plays")
_AIMED = tuple(1 + len(_PLAYS) + _AIMS.index(each) for each in (wording.LEAST, wording.BASELINE))
"""The columns of what is asked and of what aired before, in a sheet whose first column has the days."""


def _tables(report: Report, duties: Sequence[Duty], language: Language) -> Iterable[Table]:
    """Every table; the finest two say from which log lines their figures come."""
    both = (*_PLAYS, *_AIMS)

    def sheet(
        title: Text, heads: Sequence[Text], rows: Iterable[Row], name: Callable[[Row], Sequence[Cell]]
    ) -> Table:
        figures = heads[-1] in _AIMS
        return title, heads, ([*name(row), *_plays(row), *(_aims(row) if figures else ())] for row in rows)

    def campaign(row: Row) -> str | Text:
        return report.campaign_name(row.campaign) or wording.NO_CAMPAIGN

    def topic(row: Row) -> str | Text:
        return report.topic_name(row.campaign, row.topic) or wording.NO_TOPIC

    def told(name: Text | str | None) -> Text | str:
        return name or wording.NO_REASON

    yield sheet(
        Text("Theo chiến dịch", "By campaign"),
        (wording.CAMPAIGN, *both),
        by_campaign(report),
        lambda row: [campaign(row)],
    )
    yield sheet(BY_DAY, (wording.DAY, *both), by_day(report, report.asked.campaign), lambda row: [row.day])
    yield sheet(
        Text("Theo chủ đề", "By topic"),
        (wording.CAMPAIGN, wording.TOPIC, *_PLAYS),
        by_topic(report),
        lambda row: [campaign(row), topic(row)],
    )
    yield sheet(
        Text("Theo địa bàn", "By place"),
        (wording.PLACE, *both),
        by_place(report),
        lambda row: [report.place_name(row.place)],
    )
    yield sheet(
        Text("Theo đài", "By station"),
        (wording.STATION, *both),
        by_station(report),
        lambda row: [report.station_name(row.station)],
    )
    yield sheet(
        Text("Theo thể loại", "By genre"),
        (wording.GENRE, *_PLAYS),
        by_genre(report),
        lambda row: [told(genre(row.genre) if row.genre else None)],
    )
    yield sheet(
        Text("Theo ngôn ngữ", "By language"),
        (wording.LANGUAGE, *_PLAYS),
        by_language(report),
        lambda row: [told(tongue(row.language) if row.language else None)],
    )
    yield sheet(
        Text("Theo nơi gửi bài", "By origin"),
        (wording.ORIGIN, *_PLAYS),
        by_origin(report),
        lambda row: [told(row.origin)],
    )
    yield sheet(
        Text("Theo đài và ngày", "By station and day"),
        (wording.DAY, wording.STATION, wording.CAMPAIGN, *both),
        by_station_day(report),
        lambda row: [row.day, report.station_name(row.station), campaign(row)],
    )
    yield _programmes(report)
    yield _losses(report)
    yield _duties(report, duties, language)


def _plays(row: Row) -> Sequence[Cell]:
    plays = row.count
    fates = (plays.planned, plays.aired, plays.lost, plays.unreported, plays.to_come)
    times = (_minutes(plays.planned_time), _minutes(plays.aired_time))
    return (*fates, *times, plays.programmes, plays.programmes_aired)


def _aims(row: Row) -> Sequence[Cell]:
    aim = row.aim
    if aim is None:
        return (None,) * len(_AIMS)
    before, least = (_minutes(time) if time else None for time in (aim.baseline_time, aim.least_time))
    return aim.baseline, before, aim.least, least, aim.most, aim.met, aim.days


def _minutes(time: timedelta) -> float:
    return time.total_seconds() / 60


def _programmes(report: Report) -> Table:
    """Each programme with its log lines: the figures of all other sheets are sums over this one."""
    counted: dict[tuple[str, date, str], list[float]] = {}
    for play in report.plays:
        sums = counted.setdefault((play.station, play.date, play.item), [0, 0, 0.0, 0.0])
        aired, minutes = play.fate is Fate.AIRED, _minutes(play.airtime)
        for place, value in enumerate((1, aired, minutes, minutes * aired)):
            sums[place] += value
    heads = (
        *(wording.HOUR_OF_DAY, wording.STATION, wording.PROGRAMME, wording.OUTCOME, wording.REASON),
        *(wording.PLANNED, wording.AIRED, wording.PLANNED_MIN, wording.AIRED_MIN, wording.LOG_LINES),
    )
    rows = (
        [*_airing(report, each), *_whole(counted[key]), " ".join(line.id for line in each.lines)]
        for each in report.airings
        if (key := (each.station, each.date, each.item.id)) in counted
    )
    return Text("Từng buổi, từng dòng nhật ký", "Programmes and log lines"), heads, rows


def _whole(sums: Sequence[float]) -> Sequence[Cell]:
    return int(sums[0]), int(sums[1]), float(sums[2]), float(sums[3])


def _airing(report: Report, airing: Airing) -> Sequence[Cell]:
    line = airing.line
    outcome = wording.OUTCOMES[line.outcome] if line else wording.NOT_REPORTED
    reason = line.reason.text if line and line.reason else None
    return airing.item.starts_at, report.station_name(airing.station), airing.item.title, outcome, reason


def _losses(report: Report) -> Table:
    heads = (wording.HOUR_OF_DAY, wording.STATION, wording.PROGRAMME, wording.REASON, wording.NOT_AIRED)
    rows: Iterable[Sequence[Cell]] = (
        (at.item.starts_at, report.station_name(at.station), at.item.title, each.why, each.plays)
        for each in losses(report)
        for at in (each.airing,)
    )
    return Text("Không phát được", "Not aired"), heads, rows


def _duties(report: Report, duties: Sequence[Duty], language: Language) -> Table:
    heads = (
        *(wording.STATION, wording.STANDING, wording.OWED, wording.IN_TIME, wording.CAME_LATE),
        *(wording.MISSING, wording.WHICH_MISSING),
    )
    rows: Iterable[Sequence[Cell]] = (
        [
            report.station_name(each.station),
            reminding.SHORT[each.standing],
            *(each.owed, each.in_time, each.late, len(each.missing)),
            reminding.missing_sessions(each).said(language),
        ]
        for each in reminding.in_order(duties)
    )
    return Text("Chấp hành báo cáo", "Who reports"), heads, rows
