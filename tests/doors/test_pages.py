"""Pages as a browser receives them, from a real server on loopback."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from in_memory import DAY, STATIONS, InMemory
from served import Serve, Served

from broadcast.desk.alarms import Alarm
from broadcast.language import Text

PAGES = [
    "/",
    f"/stations/an-thanh-trung/{DAY}",
    f"/stations/an-thanh-trung/{DAY}/sang",
    "/scripts",
    "/scripts/khau-trang-01",
    "/scripts/chua-sua",
    "/nowhere",
]


class Page(HTMLParser):
    """Addresses, ids and what a strict content policy forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.addresses += [given[name] or "" for name in ("href", "src") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag in {"style", "iframe"} or (tag == "script" and "src" not in given):
            self.inline.append(tag)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_nothing_inline_and_nothing_from_elsewhere(day: Served, path: str) -> None:
    answer = day.get(path)
    page = Page(answer.text)
    assert page.inline == []
    assert [each for each in page.addresses if urlsplit(each).netloc] == []
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_one_main_part_and_no_id_twice(day: Served, path: str) -> None:
    page = Page(day.get(path).text)
    assert (page.tags.count("h1"), page.tags.count("main")) == (1, 1)
    assert len(page.ids) == len(set(page.ids))


def test_every_link_from_the_front_page_leads_somewhere(day: Served) -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = day.get(path)
        assert answer.status_code in {200, 302}, path
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [
                each.partition("#")[0] for each in Page(answer.text).addresses if each.startswith("/")
            ]
    assert len(seen) > 30


def test_the_board_shows_every_station_with_its_sessions_and_a_way_to_listen(day: Served) -> None:
    text = day.get("/").text
    for card in STATIONS:
        assert card.place[1:] in text
    assert text.count("data-listen") == 3 * len(STATIONS)
    assert "Thứ Năm, ngày 6 tháng 8 năm 2020" in text
    assert "Đang làm" not in text


def test_the_board_tells_how_far_it_is_and_what_failed(serve: Serve, sounds: Path) -> None:
    failed = {STATIONS[3].id: Text("hết chỗ trên đĩa", "the disk is full")}
    text = serve(InMemory(sounds, made=2, failed=failed)).get("/").text
    assert 'max="4" value="2"' in text
    assert text.count("Đang làm…") == 1
    assert "Chưa làm được: hết chỗ trên đĩa" in text


def test_a_stations_day_tells_clock_offset_and_reason(day: Served) -> None:
    text = day.get(f"/stations/an-thanh-trung/{DAY}").text
    entry = next(e for e in day.studio.playlist("an-thanh-trung", DAY).items[0].rundown if e.script)
    assert f'data-seek="{entry.offset_s}"' in text
    assert f"05:00:{int(entry.offset_s):02d}" in text
    assert "Vì sao: chiến dịch covid-19 còn thiếu 2 lượt" in text
    assert "một nghìn sáu trăm bảy mươi bảy" in text
    assert "phát nhỏ hơn 6 dB" in text
    assert "Giọng đọc dự phòng" in text
    assert "(giả định)" in text
    for form in ("m3u8", "xspf", "pls", "json"):
        assert f"/api/v1/stations/an-thanh-trung/playlists/{DAY}.{form}" in text


def test_a_day_that_is_not_today_says_so(serve: Serve, sounds: Path) -> None:
    for clock, noted in ((DAY, False), (DAY.replace(day=7), True)):
        served = serve(InMemory(sounds, clock=clock))
        for path in ("/", f"/stations/hoa-binh/{DAY}"):
            assert ("không phải là ngày hôm nay" in served.get(path).text) is noted


def test_a_station_without_a_day_opens_its_own_page_which_leads_to_the_shown_one(day: Served) -> None:
    answer = day.get("/stations/hoa-binh?lang=en")
    assert answer.status_code == 200
    assert f"/stations/hoa-binh/{DAY}?lang=en" in answer.text


def test_only_days_that_exist_can_be_turned_to(day: Served) -> None:
    text = day.get(f"/stations/hoa-binh/{DAY}").text
    assert f"/stations/hoa-binh/{DAY.replace(day=5)}" in text
    assert f"/stations/hoa-binh/{DAY.replace(day=7)}" not in text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "không có gì ở địa chỉ này"),
        ("/stations/khong-co", 404, "không có đài nào tên «khong-co»"),
        (f"/stations/khong-co/{DAY}", 404, "chọn một đài ở trang chủ"),
        ("/stations/hoa-binh/2031-01-01", 404, "hưa có danh sách phát ngày 01/01/2031"),
        (f"/stations/hoa-binh/{DAY}/khuya", 404, "không có chương trình «khuya»"),
        ("/stations/hoa-binh/2031-01-01/sang", 404, "hưa có danh sách phát ngày 01/01/2031"),
        ("/stations/hoa-binh/hom-nay", 422, "viết ngày như 2020-08-06"),
        ("/scripts/khong-co", 404, "không có bài «khong-co»"),
        ("/stations/<script>alert(1)", 404, "&lt;script&gt;"),
    ],
)
def test_an_error_page_says_what_to_do(day: Served, path: str, status: int, words: str) -> None:
    answer = day.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words.lower() in answer.text.lower()
    assert "Việc cần làm:" in answer.text
    assert 'Tổ kỹ thuật Đài huyện, <a href="tel:02960001234">0296 000 1234</a>' in answer.text
    assert "<script>alert" not in answer.text


def test_a_day_on_its_way_asks_for_patience_and_one_that_failed_says_why(serve: Serve, sounds: Path) -> None:
    failed = {STATIONS[3].id: Text("hết chỗ trên đĩa", "the disk is full")}
    served = serve(InMemory(sounds, made=2, failed=failed))
    soon = served.get(f"/stations/{STATIONS[2].id}/{DAY}")
    assert soon.status_code == 503
    assert "đã xong 2 trên 4 đài" in soon.text
    assert "data-again" in soon.text
    never = served.get(f"/stations/{STATIONS[3].id}/{DAY}")
    assert (never.status_code, "hết chỗ trên đĩa" in never.text.lower()) == (503, True)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_english_when_asked(day: Served, path: str) -> None:
    for answer in (day.get(path, accept_language="en-GB,en;q=0.9"), day.get(f"{path}?lang=en")):
        assert answer.headers["content-language"] == "en"
        assert '<html lang="en">' in answer.text
        assert "Skip to content" in answer.text
    assert '<html lang="vi">' in day.get(path, accept_language="fr").text


def test_a_language_chosen_by_hand_stays_chosen(day: Served) -> None:
    inside = [
        each for each in Page(day.get("/?lang=en").text).addresses if re.match(r"/(stations|scripts)", each)
    ]
    assert inside
    assert all("lang=en" in each for each in inside)


def test_style_and_script_are_asked_for_again_and_not_sent_again(day: Served) -> None:
    for name, kind in (("station.css", "text/css"), ("station.js", "javascript"), ("icon.svg", "image/svg")):
        answer = day.get(f"/static/{name}")
        assert kind in answer.headers["content-type"]
        assert answer.headers["cache-control"] == "no-cache"
        assert day.get(f"/static/{name}", if_none_match=answer.headers["etag"]).status_code == 304
    assert day.get("/static/../render.py").status_code == 404


def test_alarms_stand_at_the_top_of_the_front_page_with_their_moment(serve: Serve, tmp_path: Path) -> None:
    since = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
    alarm = Alarm("clock.backup", Text("việc sao lưu bị hỏng <đĩa>", "the backup failed"), since)
    told = serve(InMemory(tmp_path, alarmed=[alarm])).get("/").text
    assert "Việc sao lưu bị hỏng &lt;đĩa&gt;" in told
    assert "12:05 23/11/2026" in told
    assert 'class="alarms"' not in serve(InMemory(tmp_path)).get("/").text


def who_counts_calls(written: str) -> str:
    """Another reader, who takes a number to call for a count and repeats all else as it is written."""
    return written.replace("1900 9095", "một nghìn chín trăm")


def test_another_readers_words_stand_folded_below_the_reading(serve: Serve, sounds: Path) -> None:
    html = serve(InMemory(sounds, opinion=who_counts_calls)).get("/scripts/khau-trang-01").text
    (folded,) = re.findall(r'<details class="second-opinion">(.*?)</details>', html, re.DOTALL)
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", folded)]
    ((_, ours, theirs),) = [row for row in rows if row[:1] == ["1900 9095"]]
    assert (ours, theirs) == ("một chín không không chín không chín năm", "một nghìn chín trăm")
    assert f"Ý kiến thứ hai ({len(rows) - 1} chỗ đọc khác)" in folded


def test_where_nobody_reads_otherwise_there_is_no_second_opinion(serve: Serve, sounds: Path) -> None:
    alike = (
        serve(InMemory(sounds, opinion=lambda line: line.replace("10", "mười")))
        .get("/scripts/sot-xuat-huyet")
        .text
    )
    alone = serve(InMemory(sounds)).get("/scripts/khau-trang-01").text
    assert "second-opinion" not in alike
    assert "second-opinion" not in alone
