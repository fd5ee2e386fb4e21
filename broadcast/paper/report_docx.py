"""Báo cáo: the report as an administrative document, in Vietnamese: ordered, raised, missed, who is late."""

from collections.abc import Iterable, Sequence

from broadcast.asrun import Duty, Standing
from broadcast.language import Language
from broadcast.paper import report_words as say
from broadcast.paper.administrative import Letterhead, Paper
from broadcast.paper.drawing import Easel
from broadcast.report import (
    Aim,
    Count,
    Picture,
    Report,
    Row,
    by_campaign,
    by_place,
    by_topic,
    causes,
    count,
    losses,
    pictures,
    rise,
)
from broadcast.report import wording as words
from broadcast.report.picture import days
from broadcast.report.reminding import SHORT, in_order
from broadcast.schedule import VIETNAM

MOST_ROWS = 12
"""A chart with more rows fills a page by itself: the table above it says the same."""

MOST_LOSSES = 30
"""More sessions than that are told by reason and station; each one stands in the workbook."""

_COUNTED = ("Chương trình", "Lượt xếp lịch", "Lượt đã phát", "Phút xếp lịch", "Phút đã phát")
_COUNTED_MM = (60.0, 24.0, 20.0, 20.0, 20.0, 21.0)

UNKNOWN = "…" * 8
"""For a body that is no more on the days of the report: whoever took over writes its own name."""


def report_docx(report: Report, duties: Sequence[Duty], easel: Easel) -> bytes:
    """The document; what nobody but the office knows (number, addressee, signature) is left open."""
    named = f"{report.place.kind} {report.place.name}"
    body = f"Đài Truyền thanh {UNKNOWN if report.ended else named}"
    paper = Paper(f"Báo cáo {say.about(report)}", f"Đài Truyền thanh {named}", report.now)
    _Sections(report, duties, easel, paper, body).write()
    return paper.written()


class _Sections:
    """The sections in their order."""

    def __init__(self, report: Report, duties: Sequence[Duty], easel: Easel, paper: Paper, body: str) -> None:
        self.report, self.duties, self.easel, self.paper, self.body = report, duties, easel, paper, body
        self.pictures = pictures(report)

    def write(self) -> None:
        place = self.report.place
        above = f"UBND {UNKNOWN if self.report.ended else f'{place.kind} {place.name}'.upper()}"
        seat = UNKNOWN if self.report.ended else place.name
        self.paper.head(Letterhead(above, "ĐÀI TRUYỀN THANH", seat, self.report.now.astimezone(VIETNAM)))
        self.paper.subject("BÁO CÁO", say.about(self.report))
        self.paper.addressee()
        self.paper.paragraph(f"{say.ordered_by(self.report)}{self.body} báo cáo kết quả như sau:")
        self.ordered()
        self.raised()
        self.missed()
        self.complied()
        self.paper.heading("V. NHẬN XÉT, KIẾN NGHỊ")
        self.paper.to_fill_in(3)
        self.paper.paragraph(say.how_counted(self.report), italic=True, kept=True)
        self.paper.signed(("Như trên;", "……………………;", "Lưu: VT, ………….."))

    def ordered(self) -> None:
        self.paper.heading("I. NHIỆM VỤ ĐƯỢC GIAO")
        shown = say.aimed(self.report)
        for campaign in shown:
            self.paper.paragraph(say.order(campaign))
        if not shown:
            self.paper.paragraph("Trong kỳ không có chiến dịch nào có mức được giao.")

    def raised(self) -> None:
        self.paper.heading("II. KẾT QUẢ THỰC HIỆN")
        self.paper.heading("1. Mức tăng thời lượng, số lượng", 2)
        self.paper.paragraph(say.totals(count(self.report.plays)))
        for row in by_campaign(self.report):
            if row.aim and row.campaign:
                self.against_goal(row, row.aim)
                if self.report.asked.first < self.report.asked.last:
                    name = self.report.campaign_name(row.campaign)
                    self.drawn(days(self.report, row.campaign), f", {name}")
        self.paper.heading("2. Theo chủ đề", 2)
        self.counted("Chủ đề", ((self.topic(row), row.count) for row in by_topic(self.report)))
        if "topics" in self.pictures and len(self.pictures["topics"].labels) <= MOST_ROWS:
            self.drawn(self.pictures["topics"])
        self.paper.heading("3. Theo thể loại, ngôn ngữ, nơi gửi bài", 2)
        self.counted("Phân loại", say.kinds(self.report))
        self.paper.heading("4. Theo địa bàn", 2)
        self.places()

    def against_goal(self, row: Row, aim: Aim) -> None:
        """Before, ordered, planned and aired side by side."""
        risen = rise(self.report, row.campaign or "")
        name = self.report.campaign_name(row.campaign)
        self.paper.paragraph(
            f"{name}: {risen.said.vi}" if risen.days else f"{name}: chưa có ngày nào đã qua."
        )
        self.paper.caption(f"{name}: trước đợt, mức giao, xếp lịch và đã phát")
        heads = ("Nội dung", "Trước đợt", "Mức tối thiểu", "Xếp lịch", "Đã phát")
        self.paper.table(heads, say.goal_rows(row.count, aim, risen), (69, 24, 24, 24, 24))

    def counted(self, first: str, rows: Iterable[tuple[str, Count]]) -> None:
        cells = ([name, *say.figures(plays)] for name, plays in rows)
        self.paper.table((first, *_COUNTED), cells, _COUNTED_MM)

    def places(self) -> None:
        heads = (
            *("Địa bàn", "Lượt trước đợt", "Mức tối thiểu", "Lượt xếp lịch", "Lượt đã phát"),
            *("Chưa phát, chưa báo", "Phút xếp lịch", "Phút đã phát", "Ngày đạt mức"),
        )
        rows = [self.place(row) for row in by_place(self.report)]
        self.paper.table(heads, rows, (37, 16, 16, 16, 16, 16, 16, 16, 16))

    def place(self, row: Row) -> Sequence[str]:
        plays, aim = row.count, row.aim
        return (
            self.report.place_name(row.place) or "(đài không còn trong lịch)",
            *((say.number(aim.baseline), say.number(aim.least)) if aim else ("-", "-")),
            *(say.number(plays.planned), say.number(plays.aired), say.number(plays.lost + plays.unreported)),
            *(say.minutes(plays.planned_time), say.minutes(plays.aired_time)),
            say.on_target(aim),
        )

    def missed(self) -> None:
        self.paper.heading("III. NHỮNG BUỔI KHÔNG PHÁT ĐƯỢC VÀ NGUYÊN NHÂN")
        lost = losses(self.report)
        whole = count(self.report.plays)
        if not lost:
            self.paper.paragraph(say.nothing_lost(whole))
            return
        self.paper.paragraph(
            f"Có {say.number(whole.lost)} lượt không phát được và {say.number(whole.unreported)} lượt đài "
            f"chưa báo, trong {say.number(len(lost))} buổi."
        )
        rows = (
            (each.why.vi, say.number(each.programmes), say.number(each.stations), say.number(each.plays))
            for each in causes(lost)
        )
        self.paper.table(("Nguyên nhân", "Số buổi", "Số đài", "Số lượt"), rows, (93, 24, 24, 24))
        if len(lost) > MOST_LOSSES:
            self.paper.paragraph("Từng buổi ghi ở bảng tính kèm theo (tệp .xlsx).")
            return
        self.paper.caption("Từng buổi")
        each_one = (
            (
                say.moment(each.airing.item.starts_at),
                self.station(each.airing.station),
                each.why.vi,
                say.number(each.plays),
            )
            for each in lost
        )
        self.paper.table(("Ngày, giờ", "Đài", "Nguyên nhân", "Số lượt"), each_one, (32, 53, 60, 20))

    def complied(self) -> None:
        self.paper.heading("IV. CHẤP HÀNH CHẾ ĐỘ BÁO CÁO CỦA CÁC ĐÀI")
        self.paper.paragraph(say.standings(self.duties))
        behind = (
            (
                self.station(each.station),
                SHORT[each.standing].vi,
                *map(say.number, say.sessions(each)),
            )
            for each in in_order(self.duties)
            if each.standing is not Standing.GREEN
        )
        heads = ("Đài", "Mức", "Buổi phải báo", "Đúng hạn", "Chậm", "Chưa báo")
        if any(each.standing is not Standing.GREEN for each in self.duties):
            self.paper.table(heads, behind, (57, 28, 20, 20, 20, 20))

    def drawn(self, picture: Picture, of: str = "") -> None:
        self.paper.caption(f"Biểu đồ: {picture.title.vi.lower()}{of}. {picture.message.vi}")
        self.paper.picture(self.easel.png(picture, Language.VI), picture.message.vi)

    def topic(self, row: Row) -> str:
        named = self.report.topic_name(row.campaign, row.topic)
        return named or f"{self.report.campaign_name(row.campaign)} {words.NO_TOPIC.vi}".strip()

    def station(self, station: str) -> str:
        return self.report.station_name(station)
