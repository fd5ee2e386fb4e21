"""Hôm nay: what stations report stands on the pages, in words that a clerk can pass on."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from in_memory import DAY, InMemory
from served import Serve
from told_days import POWER

from broadcast.asrun import AsRunLine, Heartbeat, Outcome, Reason
from broadcast.desk.alarms import Alarm
from broadcast.desk.logbook import LastSeen
from broadcast.language import Text
from broadcast.schedule import VIETNAM

NO_LOUDSPEAKER = Reason("no_loudspeaker", Text("máy không có loa", "there is no loudspeaker"))


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, second, tzinfo=VIETNAM)


@pytest.fixture
def noon(sounds: Path) -> InMemory:
    """It is twenty seconds past eleven of the day that is shown."""
    return InMemory(sounds, clock=DAY, at=at(11, 0, 20))


def line(studio: InMemory, station: str, slot: str, outcome: Outcome, **changes: Any) -> AsRunLine:
    item = next(each for each in studio.playlist(station, DAY).items if each.id.endswith(slot))
    assert item.audio
    silent = outcome is Outcome.MISSED
    given = AsRunLine(
        id=f"{item.id}.{outcome}",
        station=station,
        item=item.id,
        date=DAY,
        version=3,
        outcome=outcome,
        planned_at=item.starts_at,
        started_at=None if silent else item.starts_at,
        ended_at=None if silent else item.ends_at,
        played_s=0.0 if silent else item.duration_s,
        reason=POWER if outcome in {Outcome.CUT, Outcome.MISSED} else None,
        sha256=item.audio.sha256,
    )
    return replace(given, **changes)


def beat(studio: InMemory, station: str, came: datetime, playing: str | None = None) -> LastSeen:
    return LastSeen(Heartbeat("b", station, came, "1", playing, {}, 0, 1), came, studio.at - came)


def row(html: str, station: str) -> str:
    return html.partition(f'id="dai-{station}"')[2].partition("</li>")[0]


def test_a_station_is_on_air_by_its_own_word_or_by_the_plan(serve: Serve, noon: InMemory) -> None:
    item = noon.playlist("hoa-binh", DAY).items[1].id
    noon.seen = {"hoa-binh": beat(noon, "hoa-binh", at(11, 0, 5), item)}
    html = serve(noon).get("/").text
    assert "Đang phát:</b> 11:00 Chương trình buổi trưa" in row(html, "hoa-binh")
    assert "Đáng lẽ đang phát:</b> 11:00 Chương trình buổi trưa" in row(html, "my-hoi-dong")
    assert "Kế tiếp <b>17:00</b> Chương trình buổi chiều" in row(html, "my-hoi-dong")


def test_a_station_was_heard_of_lately_or_is_away_or_never_reported(serve: Serve, noon: InMemory) -> None:
    noon.seen = {
        "an-thanh-trung": beat(noon, "an-thanh-trung", at(10, 58)),
        "hoa-binh": beat(noon, "hoa-binh", at(8, 10)),
        "my-hoi-dong": beat(noon, "my-hoi-dong", at(8, 10) - timedelta(days=1)),
    }
    html = serve(noon).get("/").text
    assert "báo 2 phút trước" in row(html, "an-thanh-trung")
    assert "mất liên lạc từ 08:10<" in row(html, "hoa-binh")
    assert "mất liên lạc từ 08:10 05/08" in row(html, "my-hoi-dong")
    assert "chưa từng báo" in row(html, "thi-tran-cho-moi")
    assert "<b>3</b> đài cần xem lại" in html  # the third has not reported its morning
    assert "2 đài mất liên lạc" in html
    assert "3 buổi chưa báo" in html


def test_what_went_wrong_is_counted_and_its_reason_is_one_click_away(serve: Serve, noon: InMemory) -> None:
    stations = ("an-thanh-trung", "hoa-binh", "my-hoi-dong", "thi-tran-cho-moi")
    noon.seen = {station: beat(noon, station, at(11)) for station in stations}
    noon.lines = [
        line(noon, "an-thanh-trung", "sang", Outcome.LATE, started_at=at(5, 0, 40)),
        line(noon, "hoa-binh", "sang", Outcome.CUT, played_s=12.0),
        line(noon, "my-hoi-dong", "sang", Outcome.MISSED),
        line(noon, "thi-tran-cho-moi", "sang", Outcome.PLAYED, reason=NO_LOUDSPEAKER),
    ]
    served = serve(noon)
    html = served.get("/").text
    assert "<b>4</b> đài cần xem lại" in html
    for station, words, told in (
        ("an-thanh-trung", "1 phát trễ", "Phát trễ 40 giây, lúc 05:00:40"),
        ("hoa-binh", "1 bị cắt", "Bị cắt: từ 05:00:00 phát được 12 giây trên"),
        ("my-hoi-dong", "1 không phát được", "Không phát được</b> Lý do: mất điện."),
        ("thi-tran-cho-moi", "1 không có loa", "Chạy mà không có loa"),
    ):
        path = f"/stations/{station}/{DAY}"
        assert f'href="{path}#luc-05-00">{words}' in row(html, station)
        page = served.get(path).text
        assert 'id="luc-05-00"' in page
        assert told in page
    assert "Reason: the power went." in served.get(f"/stations/hoa-binh/{DAY}?lang=en").text


def test_a_day_without_trouble_says_so(serve: Serve, noon: InMemory) -> None:
    noon.seen = {"hoa-binh": beat(noon, "hoa-binh", at(11))}
    noon.lines = [line(noon, "hoa-binh", "sang", Outcome.PLAYED)]
    served = serve(noon)
    html = served.get("/").text
    assert "<b>1</b> đài đang liên lạc, không có gì phải xem lại" in html
    assert "1 buổi đã phát" in html
    assert "3 đài chưa từng báo" in html
    page = served.get(f"/stations/hoa-binh/{DAY}").text
    assert "Đã phát 05:00:00" in page
    assert "Đáng lẽ đang phát, đài chưa báo" in page
    assert "Chưa tới giờ" in page


def test_before_any_player_is_connected_nothing_is_called_wrong(serve: Serve, noon: InMemory) -> None:
    html = serve(noon).get("/").text
    assert "<b>0</b> đài đã báo về" in html
    assert "cần xem lại" not in html
    assert "Đã qua giờ mà đài chưa báo" in serve(noon).get(f"/stations/hoa-binh/{DAY}").text


def test_what_fits_no_playlist_is_shown_as_such(serve: Serve, noon: InMemory) -> None:
    noon.lines = [line(noon, "hoa-binh", "sang", Outcome.PLAYED, version=9)]
    page = serve(noon).get(f"/stations/hoa-binh/{DAY}").text
    assert "Đài báo mà không khớp danh sách phát" in page
    assert "chưa từng giao cho đài" in page


def test_who_lacks_the_list_is_one_press_from_the_number_with_whom_to_call(
    serve: Serve, noon: InMemory
) -> None:
    noon.seen = {"hoa-binh": beat(noon, "hoa-binh", at(11)), "my-hoi-dong": beat(noon, "my-hoi-dong", at(8))}
    served = serve(noon)
    assert "<b>2</b> <span>xã chưa nhận lịch hôm nay" in served.get("/").text
    lacking = served.get("/received").text.partition('class="lacking"')[2].partition("</ul>")[0]
    here, away = lacking.split("</li>")[:2]
    assert "xã Hòa Bình" in here
    assert "tắt máy phát rồi bật lại" in here
    assert "mất liên lạc từ 08:00" in away
    assert "Gọi cán bộ trực đài" in away
    assert lacking.count('href="tel:02960001234"') == 2


def test_alarms_are_counted_beside_what_stations_report(serve: Serve, noon: InMemory) -> None:
    noon.alarmed = [Alarm("disk", Text("đĩa gần đầy", "the disk is nearly full"), at(9))]
    html = serve(noon).get("/").text
    assert 'href="#alarms">1 việc phải xem ngay' in html
    assert html.index("the-number") < html.index('id="alarms"')


@pytest.mark.parametrize("clock", [DAY + timedelta(days=1), DAY - timedelta(days=1)])
def test_a_day_that_is_not_today_has_no_live_part(serve: Serve, noon: InMemory, clock: date) -> None:
    noon.clock = clock
    served = serve(noon)
    assert 'data-live="live-' not in served.get("/").text
    assert "đài chưa báo" not in served.get(f"/stations/hoa-binh/{DAY}").text


def test_a_session_that_was_made_after_its_hour_is_nobodys_fault(serve: Serve, noon: InMemory) -> None:
    station = "hoa-binh"
    late = replace(noon, published=at(10), seen={station: beat(noon, station, at(11))})
    served = serve(late)
    assert "1 chưa báo" not in row(served.get("/").text, station)
    assert "làm xong khi đã qua giờ phát" in served.get(f"/stations/{station}/{DAY}").text.lower()
