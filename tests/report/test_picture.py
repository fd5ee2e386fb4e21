"""What charts show comes from the tables, and their message says it in a sentence."""

from datetime import UTC, datetime, timedelta

from houses import LINES, SCHEDULE, TOLD, reported
from told_days import DAY, line, told

from broadcast.asrun import judge
from broadcast.report import Asked, Series, Shape, by_day, make_report, pictures, rise, short_name


def test_the_chart_of_days_has_the_figures_of_the_table() -> None:
    report = reported(campaign="covid-19")
    days = pictures(report)["days"]
    series = dict(days.series)
    rows = list(by_day(report, "covid-19"))
    assert series[Series.PLANNED] == tuple(row.count.planned for row in rows) == (12, 6)
    assert series[Series.AIRED] == tuple(row.count.aired for row in rows) == (5, 0)
    assert series[Series.LEAST] == (4, 4)
    assert series[Series.BASELINE] == (2, 2)
    assert [label.vi for label in days.labels] == ["06/08", "07/08"]
    assert days.message.vi == "Trong 2 ngày, xếp lịch 18 lượt, đã phát 5 lượt, mức tối thiểu 8 lượt."


def test_a_long_period_is_shown_by_the_week_with_the_same_sum() -> None:
    report = reported(campaign="covid-19", last=DAY + timedelta(days=60))
    days = pictures(report)["days"]
    assert days.title.vi == "Từng tuần"
    assert [label.vi for label in days.labels][:3] == ["06/08", "10/08", "17/08"]
    assert sum(dict(days.series)[Series.PLANNED]) == 18
    assert sum(dict(days.series)[Series.LEAST]) == 61 * 4


def test_the_station_that_lacks_most_stands_on_top() -> None:
    stations = pictures(reported(campaign="covid-19", last=DAY))["stations"]
    assert [label.vi for label in stations.labels] == ["Đài xã Mỹ An", "Đài xã Kiến An"]
    assert stations.message.vi == "Cả 2 đài đạt mức tối thiểu."
    nothing = pictures(reported(lines=LINES[3:], campaign="covid-19", last=DAY))["stations"]
    assert nothing.message.vi == "1 trên 2 đài chưa đạt mức tối thiểu, kém nhất là Đài xã Kiến An."
    assert short_name("Đài Truyền thanh xã Mỹ An") == "xã Mỹ An"


def test_before_a_day_is_over_no_station_is_on_target_but_one_that_has_enough() -> None:
    """04:30 on the first day, and 06:00, when kien-an has aired its two plays."""
    first = datetime(2020, 8, 5, 21, 30, tzinfo=UTC)
    asked, judged = Asked(DAY, DAY, "covid-19"), judge(TOLD[:2], [])
    nothing = pictures(make_report(SCHEDULE, asked, judged, first))["stations"]
    assert nothing.message.vi == "Chưa hết ngày nào, chưa so với mức tối thiểu được."
    judged = judge(TOLD[:2], [line("sang")])
    one = pictures(make_report(SCHEDULE, asked, judged, first + timedelta(hours=1, minutes=30)))["stations"]
    assert one.message.vi == "1 trên 2 đài đạt mức tối thiểu, các đài khác chưa hết ngày nào."


def test_topics_that_never_aired_are_told() -> None:
    topics = pictures(reported(last=DAY))["topics"]
    assert topics.shape is Shape.ROWS
    assert topics.message.vi.startswith("3 chủ đề, 1 chủ đề chưa phát lượt nào. Nhiều nhất: Khẩu trang")


def test_the_rise_is_of_days_that_are_over() -> None:
    """5 plays at two stations on one day against 1 each before; on the next day nothing aired."""
    risen = rise(reported(campaign="covid-19"), "covid-19")
    assert (risen.days, risen.baseline, risen.aired, risen.planned) == (4, 4, 5, 18)
    assert risen.times == 1.25
    assert risen.said.vi == "Trước chiến dịch mỗi đài phát 1 lượt một ngày, nay 1,2 lượt: gấp 1,2 lần."
    ahead = reported(campaign="covid-19", last=DAY + timedelta(days=30))
    assert rise(ahead, "covid-19").days == 2 * 3  # it is the 9th: 6, 7 and 8 August are over


def test_fewer_than_before_is_called_so() -> None:
    nothing = rise(reported(lines=[line("sang", played_s=1.0)], campaign="covid-19"), "covid-19")
    assert nothing.said.vi.endswith("ít hơn trước.")


def test_without_a_campaign_there_is_no_chart_of_days() -> None:
    assert set(pictures(reported())) == {"topics", "stations"}


def test_the_digest_tells_pictures_apart() -> None:
    one, other = (
        pictures(reported(told=some, campaign="covid-19"))["days"] for some in (TOLD, (told("my-an"),))
    )
    assert one.digest == pictures(reported(campaign="covid-19"))["days"].digest != other.digest
