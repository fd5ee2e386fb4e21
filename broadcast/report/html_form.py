"""The report as one page that stands alone: to be read, printed and sent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from broadcast.asrun import Airing, Outcome, Stray, tally
from broadcast.language import Language, Text
from broadcast.report import wording
from broadcast.report.chart import chart
from broadcast.report.kinds import by_kind
from broadcast.report.markup import Markup, tag
from broadcast.report.report import Report
from broadcast.report.tables import Row, by_campaign, by_day, by_station, by_station_day, by_topic
from broadcast.schedule import VIETNAM

Cell = str | int | timedelta | date | Text | None


def html_form(report: Report, language: Language) -> bytes:
    """UTF-8; tables with their headings, a chart for each campaign that has a target or a baseline.

    Nothing is fetched from elsewhere: style and drawings are in it.
    """
    page = _Page(report, language)
    body = tag("body", tag("header", page.head()), tag("main", page.sections()))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{wording.TITLE.said(language)}, {page.period()}"),
        tag("style", Markup(_STYLE)),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=language.value)}\n".encode()


class _Page:
    """The parts of the page, in its language."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report = report
        self.language = language

    def period(self) -> str:
        first, last = (
            wording.day(each, self.language) for each in (self.report.asked.first, self.report.asked.last)
        )
        return first if first == last else f"{first} - {last}"

    def head(self) -> Iterator[Markup]:
        report, place = self.report, self.report.place
        yield tag("h1", self.say(wording.TITLE))
        now = report.now.astimezone(VIETNAM)
        made = f"{wording.hour(now)}, {wording.day(now.date(), self.language)}"
        lines = (
            Text(
                f"{place.kind} {place.name}{' cũ' if report.ended else ''}, {self.period()}",
                f"{'the former ' if report.ended else ''}{place.name}, {self.period()}",
            ),
            Text(
                f"Lập lúc {made}, theo nhật ký đã nhận đến lúc đó",
                f"Made at {made} from the logs received by then",
            ),
        )
        yield from (tag("p", self.say(line)) for line in lines)

    def sections(self) -> Iterator[Markup]:
        yield self.campaigns()
        for campaign in sorted({goal.campaign for goal in self.report.goals}):
            yield self.days(campaign)
        yield self.topics()
        yield self.kinds()
        yield self.stations()
        yield self.station_days()
        yield self.troubles()
        yield self.strays()
        counted = [tag("li", self.say(line)) for line in (*wording.HOW_COUNTED, *self.assumptions())]
        yield tag("section", tag("h2", self.say(Text("Cách đếm", "How it is counted"))), tag("ul", counted))

    def campaigns(self) -> Markup:
        rows = ([self.campaign(row), *_plays(row), *_aims(row)] for row in by_campaign(self.report))
        heads = (wording.CAMPAIGN, *_PLAYS, *_AIMS)
        return self.section(Text("Theo chiến dịch", "By campaign"), heads, rows)

    def days(self, campaign: str) -> Markup:
        rows = list(by_day(self.report, campaign))
        name = self.report.campaign_name(campaign)
        title = Text(f"{name}: từng ngày", f"{name}: day by day")
        drawn = chart(f"chart-{campaign}", rows, title, self.language)
        cells = ([row.day, *_plays(row), *_aims(row)] for row in rows)
        return self.section(title, (wording.DAY, *_PLAYS, *_AIMS), cells, tag("figure", drawn, tabindex="0"))

    def topics(self) -> Markup:
        rows = ([self.campaign(row), self.topic(row), *_plays(row)] for row in by_topic(self.report))
        heads = (wording.CAMPAIGN, wording.TOPIC, *_PLAYS)
        return self.section(Text("Theo chủ đề", "By topic"), heads, rows)

    def kinds(self) -> Markup:
        rows: Iterator[Sequence[Cell]] = (
            (Text(f"{kind.vi}: {name.vi}", f"{kind.en}: {name.en}"), row.count.programmes, *_plays(row))
            for kind, name, row in by_kind(self.report)
        )
        title = Text("Theo thể loại, ngôn ngữ, nơi gửi bài", "By genre, language and origin")
        return self.section(title, (wording.KIND, wording.PROGRAMMES, *_PLAYS), rows)

    def stations(self) -> Markup:
        rows = (
            [self.report.station_name(row.station), *_plays(row), _met(row), *self.programmes(row.station)]
            for row in by_station(self.report)
        )
        heads = (wording.STATION, *_PLAYS, wording.MET, *_PROGRAMMES)
        return self.section(Text("Theo đài", "By station"), heads, rows)

    def programmes(self, station: str | None) -> Sequence[Cell]:
        those = [airing for airing in self.report.airings if airing.station == station]
        done = tally(those, self.report.now)
        return (
            *(done.planned, done.played, done.late, done.cut, done.missed, done.silent),
            *(done.paused, done.unreported),
        )

    def station_days(self) -> Markup:
        rows: Iterator[Sequence[Cell]] = (
            [
                row.day,
                self.report.station_name(row.station),
                self.campaign(row),
                *_plays(row),
                *_aims(row)[:3],
            ]
            for row in by_station_day(self.report)
        )
        heads = (wording.DAY, wording.STATION, wording.CAMPAIGN, *_PLAYS, *_AIMS[:3])
        return self.section(Text("Theo đài và ngày", "By station and day"), heads, rows)

    def troubles(self) -> Markup:
        rows = (self.trouble(airing) for airing in self.report.airings if _troubled(airing))
        heads = (
            wording.DAY,
            wording.HOUR,
            wording.STATION,
            wording.PROGRAMME,
            wording.OUTCOME,
            wording.REASON,
        )
        return self.section(
            Text("Không phát đúng lịch, và vì sao", "What did not air as planned, and why"), heads, rows
        )

    def trouble(self, airing: Airing) -> Sequence[Cell]:
        line, item = airing.line, airing.item
        why = line.reason.text if line and line.reason else wording.NO_REASON
        outcome = wording.OUTCOMES[line.outcome] if line else wording.NOT_REPORTED
        station = self.report.station_name(airing.station)
        return (airing.date, wording.hour(item.starts_at), station, item.title, outcome, why)

    def strays(self) -> Markup:
        rows = (self.stray(stray) for stray in self.report.strays)
        heads = (wording.DAY, wording.HOUR, wording.STATION, wording.LOG_LINE, wording.REASON)
        title = Text(
            "Dòng nhật ký không khớp danh sách phát nào (không tính)",
            "Log lines that fit no playlist (not counted)",
        )
        return self.section(title, heads, rows)

    def stray(self, stray: Stray) -> Sequence[Cell]:
        line = stray.line
        station = self.report.station_name(line.station)
        return (line.date, wording.hour(line.planned_at), station, line.id, stray.why)

    def assumptions(self) -> Iterator[Text]:
        """What no document says about the campaigns that are shown."""
        shown = {goal.campaign for goal in self.report.goals}
        for campaign in self.report.campaigns.values():
            if campaign.assumed and campaign.id in shown:
                yield Text(
                    f"{campaign.name} ({wording.ASSUMED.vi}): {campaign.note or wording.NO_REASON.vi}",
                    f"{campaign.name} ({wording.ASSUMED.en}): {campaign.note or wording.NO_REASON.en}",
                )

    def campaign(self, row: Row) -> Cell:
        return self.report.campaign_name(row.campaign) if row.campaign else wording.NO_CAMPAIGN

    def topic(self, row: Row) -> Cell:
        return self.report.topic_name(row.campaign, row.topic) if row.topic else wording.NO_TOPIC

    def section(
        self, title: Text, heads: Sequence[Text], rows: Iterable[Sequence[Cell]], *above: Markup
    ) -> Markup:
        body = [tag("tr", [self.cell(cell) for cell in row]) for row in rows]
        columns = tag("tr", [tag("th", self.say(head), scope="col") for head in heads])
        table = tag("table", tag("thead", columns), tag("tbody", body), aria_label=self.say(title))
        shown = (
            tag("div", table, class_="wide", tabindex="0") if body else tag("p", self.say(wording.NOTHING))
        )
        return tag("section", tag("h2", self.say(title)), above, shown)

    def cell(self, value: Cell) -> Markup:
        match value:
            case int():
                return tag("td", wording.figure(value, self.language), class_="n")
            case timedelta():
                return tag("td", wording.minutes(value, self.language), class_="n")
            case date():
                return tag("td", wording.day(value, self.language), class_="n")
            case Text():
                return tag("td", self.say(value))
            case _:
                return tag("td", value or "")

    def say(self, text: Text) -> str:
        return text.said(self.language)


def _troubled(airing: Airing) -> bool:
    return airing.line is not None and (airing.silent or airing.line.outcome is not Outcome.PLAYED)


def _plays(row: Row) -> tuple[Cell, ...]:
    plays = row.count
    fates = (plays.planned, plays.aired, plays.lost, plays.unreported, plays.to_come)
    return (*fates, plays.planned_time, plays.aired_time)


def _aims(row: Row) -> tuple[Cell, ...]:
    aim = row.aim
    if aim is None:
        return (None,) * 4
    return aim.baseline, aim.least, aim.most, f"{aim.met} / {aim.days}" if aim.days else "-"


def _met(row: Row) -> Cell:
    return _aims(row)[-1]


_PLAYS = (
    *(wording.PLANNED, wording.AIRED, wording.LOST, wording.UNREPORTED, wording.TO_COME),
    *(wording.PLANNED_MIN, wording.AIRED_MIN),
)
_AIMS = (wording.BASELINE, wording.LEAST, wording.MOST, wording.MET)
_PROGRAMMES = (
    *(wording.PROGRAMMES, wording.ON_TIME, wording.LATE, wording.CUT, wording.MISSED, wording.SILENT),
    *(wording.PAUSED, wording.NOT_REPORTED),
)

_STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --line: #c9ced6;
  --planned: #b9c4d2; --aired: #1f5f8b; --target: #b3261e }
body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: var(--ink); background: #fff;
  margin: 0 auto; max-width: 1200px; padding: 16px }
h1 { font-size: 1.6rem; margin: 0 0 .2em } h2 { font-size: 1.15rem; margin: 2em 0 .5em }
p { margin: .2em 0 }
.wide { overflow-x: auto } table { border-collapse: collapse; font-size: .87rem; width: 100% }
th, td { border: 1px solid var(--line); padding: .3em .5em; text-align: left; vertical-align: top }
th { background: #eef1f5; font-weight: 600 }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
figure { margin: 0 0 .6em; overflow-x: auto }
.chart { width: 100%; min-width: 640px; height: auto; font: 12px system-ui, sans-serif }
.chart text { fill: var(--ink) } .grid { stroke: var(--line) }
.planned { fill: var(--planned); stroke: #5b6673; stroke-width: .8 } .aired { fill: var(--aired) }
.target { stroke: var(--target); stroke-width: 2; stroke-dasharray: 6 3 }
@media print {
  @page { size: A4 landscape; margin: 12mm }
  body { font-size: 11px; max-width: none; padding: 0 } .wide, figure { overflow: visible }
  thead { display: table-header-group } tr, figure { break-inside: avoid } h2 { break-after: avoid }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""
