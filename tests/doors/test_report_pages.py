"""Campaigns and reports on real pages over a real database: 18 stations, 26 days, some late, one silent."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import openpyxl
import pytest
from docx import Document
from served import Serve, Served
from sqlalchemy import text
from staff import Staff
from weeks import CUT, FIRST, LATE, NO_PLAYER, NOW, OLDER, SILENT, TODAY, fill, reception_at

from broadcast.bootstrap import equip
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.people import Did, Grant, Role
from broadcast.report import ReportForm
from broadcast.settings import PROJECT, Settings
from broadcast.store import audit

PERIOD = f"from={FIRST}&to={TODAY}"
COVID = f"{PERIOD}&campaign=covid-19"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    made = equip(Settings(house=PROJECT, data=tmp_path_factory.mktemp("weeks")))
    fill(made)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def reception(studio: Studio) -> Reception:
    return reception_at(studio)


@pytest.fixture(scope="module")
def served(serve: Serve, reception: Reception) -> Served:
    return serve(reception)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def people(reception: Reception, served: Served) -> Staff:
    """Lan does everything, An looks after one commune."""
    staff = Staff(reception, served.url)
    staff.invite("lan", "Nguyễn Thị Lan", *Role)
    staff.invite("an", "Phạm Văn An", Grant(Role.OPERATOR, "my-an"))
    return staff


def duty(html: str, name: str) -> str:
    return html.partition(f"<h3>{name}</h3>")[2].partition("</li>")[0]


def test_a_campaign_is_shown_with_its_figures_and_charts(served: Served) -> None:
    listed = served.get("/campaigns").text
    assert "Kế hoạch số 1677/KH-UBND" in listed
    assert 'href="/campaigns/covid-19"' in listed
    page = served.get("/campaigns/covid-19").text
    assert "giả định" in page
    assert "<b>2.379</b> lượt đã phát trên 2.808 lượt xếp lịch" in page
    assert "Trước chiến dịch mỗi đài phát 1 lượt một ngày" in page
    assert "3 trên 18 đài chưa đạt mức tối thiểu" in page
    for name in ("rise", "days", "topics", "stations"):
        (address,) = re.findall(
            rf'<img src="(/reports/charts/{name}\.svg[^"]+)" alt="Biểu đồ: [^"]{{20,}}"', page
        )
        assert served.get(address.replace("&amp;", "&")).status_code == 200


def test_the_page_counts_as_the_file_and_the_api_do(served: Served) -> None:
    told = served.get(f"/api/v1/reports?{COVID}").json()
    (covid,) = told["campaigns"]
    assert (covid["plays"]["planned"], covid["plays"]["aired"]) == (2808, 2379)
    assert sum(row["plays"]["aired"] for row in told["days"]) == 2379
    assert sum(row["plays"]["aired"] for row in told["stations"]) == 2379
    lines = served.get(f"/api/v1/reports.csv?{COVID}").content.decode("utf-8-sig").splitlines()
    total = next(line.split(";") for line in lines if line.startswith("total;"))
    assert total[8:10] == ["2808", "2379"]
    assert "<b>2.379</b>" in served.get(f"/reports?{COVID}").text


def test_the_api_counts_by_kind_and_place_and_has_the_reminders(served: Served) -> None:
    told = served.get(f"/api/v1/reports?{COVID}").json()
    for kind in ("places", "genres", "languages", "origins", "topics"):
        assert sum(row["plays"]["aired"] for row in told[kind]) == 2379
    assert told["campaigns"][0]["plays"]["programmes_aired"] > 0
    letters = {each["station"]: each["reminder"] for each in told["compliance"]}
    assert letters[SILENT]["vi"].startswith("Kính gửi Đài Truyền thanh xã Kiến An,")
    assert "21 sessions" in letters[LATE]["en"]
    assert letters[CUT] is None


@pytest.mark.parametrize("prefix", ["/reports/report", "/api/v1/reports"])
@pytest.mark.parametrize("form", [ReportForm.DOCX, ReportForm.XLSX])
def test_document_and_workbook_are_handed_out_as_files(served: Served, prefix: str, form: ReportForm) -> None:
    answer = served.get(f"{prefix}.{form}?{COVID}")
    assert answer.headers["content-type"] == form.media_type
    assert answer.headers["content-disposition"] == (f'attachment; filename="bao-cao-{FIRST}-{TODAY}.{form}"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert parts.testzip() is None
        text = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert "Phòng, chống dịch COVID-19" in text


def test_august_2020_shows_the_raise_and_says_the_same_in_every_form(served: Served, studio: Studio) -> None:
    document = Document(io.BytesIO(served.get(f"/reports/report.docx?{COVID}").content))
    book = openpyxl.load_workbook(io.BytesIO(served.get(f"/reports/report.xlsx?{COVID}").content))
    with studio.database.begin() as connection:
        (lines,) = connection.execute(text("SELECT COUNT(*) FROM as_run")).one()
    said = "\n".join(each.text for each in document.paragraphs)
    assert "Thực hiện Kế hoạch số 1677/KH-UBND ngày 06/8/2020 của UBND huyện Chợ Mới về thông tin" in said
    assert "Trước chiến dịch mỗi đài phát 1 lượt một ngày, nay 5,2 lượt: gấp 5,2 lần." in said
    assert "đã phát 2.379 lượt (1.208,9 phút)" in said
    sheet = book["Từng buổi, từng dòng nhật ký"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert sum(row[6] for row in rows) == 2379
    assert sum(len((row[9] or "").split()) for row in rows) == lines


def test_the_page_offers_both(served: Served) -> None:
    html = served.get(f"/reports?{COVID}").text
    for form in ("docx", "xlsx"):
        (address,) = re.findall(rf'href="(/reports/report\.{form}[^"]+)"', html)
        assert "campaign=covid-19" in address


def test_the_board_of_compliance_says_who_is_green_late_or_silent(served: Served) -> None:
    html = served.get(f"/reports?{PERIOD}").text
    assert "Im lặng" in duty(html, "Đài Truyền thanh xã Kiến An")
    assert "Chậm" in duty(html, "Đài Truyền thanh xã Mỹ An")
    assert "Xanh" in duty(html, "Đài Truyền thanh xã Long Kiến")  # what was cut is reported as well
    assert "Chưa từng báo về" in duty(html, "Đài Truyền thanh xã Hòa An")
    standing = {
        each["station"]: each["standing"]
        for each in served.get(f"/api/v1/reports?{PERIOD}").json()["compliance"]
    }
    assert standing[SILENT] == "silent"
    assert standing[LATE] == "late"
    assert standing[CUT] == standing[OLDER] == "green"
    assert {standing[each] for each in NO_PLAYER} == {"no_player"}
    assert "<b>" not in duty(html, "x")


def test_a_reminder_names_the_station_the_hour_and_the_sessions(served: Served) -> None:
    letter = re.search(
        r"<textarea[^>]*>([^<]+)", duty(served.get(f"/reports?{PERIOD}").text, "Đài Truyền thanh xã Kiến An")
    )
    assert letter
    assert letter[1].startswith(
        "Kính gửi Đài Truyền thanh xã Kiến An,\nĐến 17:01 ngày 31/08/2020, chúng tôi chưa nhận được"
    )
    assert "29 buổi: ngày 22/08/2020 (05:00, 11:00, 17:00), ngày 23/08/2020" in letter[1]
    assert "ngày 31/08/2020 (05:00, 11:00)" in letter[1]
    assert letter[1].endswith("Đài Truyền thanh huyện Chợ Mới")


def test_a_chart_is_not_sent_again_while_its_figures_stand(served: Served) -> None:
    address = f"/reports/charts/days.svg?{COVID}"
    first = served.get(address)
    assert first.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in first.headers["content-security-policy"]
    tag = first.headers["etag"]
    assert served.ask("GET", address, {"if-none-match": tag}).status_code == 304
    assert served.get(f"{address}&narrow=1").headers["etag"] != tag
    assert served.get(f"{address}&lang=en").headers["etag"] != tag
    assert served.get(f"/reports/charts/x.svg?{COVID}").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/campaigns/covid-20", 404),
        ("/reports?campaign=x", 404),
        ("/reports?place=x", 404),
        ("/reports?from=2020-08-31&to=2020-08-06", 422),
        ("/reports?from=31/08/2020", 422),
        ("/reports/report.pdf", 422),
        ("/reports/charts/days.svg?from=2019-01-01&to=2020-08-06", 422),
    ],
)
def test_what_does_not_exist_is_refused_in_a_sentence(served: Served, path: str, status: int) -> None:
    assert served.get(path).status_code == status


def test_an_empty_period_says_what_to_do_next(served: Served) -> None:
    html = served.get("/reports?from=2020-07-01&to=2020-07-02").text
    assert "Chọn ngày khác ở trên" in html
    assert "<img" not in html.partition("<main")[2]


def test_periods_are_one_press_away(served: Served) -> None:
    html = served.get(f"/reports?{COVID}").text
    assert f'href="/reports?from={TODAY}&amp;to={TODAY}&amp;campaign=covid-19">Hôm nay' in html
    assert 'href="/reports?from=2020-08-01&amp;to=2020-08-31&amp;campaign=covid-19">Tháng này' in html
    assert 'aria-current="true">Cả chiến dịch' in html


def test_whoever_takes_a_report_away_leaves_a_line_in_the_audit(people: Staff, studio: Studio) -> None:
    lan = people.client("lan")
    answer = lan.get(f"/reports/report.csv?{COVID}")
    assert answer.headers["content-disposition"] == f'attachment; filename="bao-cao-{FIRST}-{TODAY}.csv"'
    assert lan.get(f"/reports/report.html?{PERIOD}").headers["content-disposition"].startswith("inline")
    assert lan.get(f"/reports?{COVID}").status_code == 200  # looking is no deed
    with studio.database.begin() as connection:
        deeds = [each for each in audit.every(connection) if each.did == Did.REPORT_TAKEN]
    assert [each.by for each in deeds] == ["lan", "lan"]
    assert deeds[0].told == {
        "from": f"{FIRST}",
        "to": f"{TODAY}",
        "form": "csv",
        "campaign": "covid-19",
    }


def test_the_front_page_counts_who_lacks_tomorrow(served: Served) -> None:
    front = served.get("/").text
    assert re.search(
        r'class="the-number bad"><a href="/received"><b>2</b> <span>xã chưa nhận lịch ngày mai', front
    )
    assert "2 xã chưa từng báo về" in front
    assert "14 đài đang phát, đã báo" in front
    assert "2 đài đáng lẽ đang phát, chưa báo" in front
    assert "2 đài tới giờ phát, chưa nối máy phát nên không biết" in front
    page = served.get("/received").text
    lacking = page.partition('class="lacking"')[2].partition("</ul>")[0]
    assert re.findall(r"<h3><a[^>]*>([^<]+)", lacking) == [
        "Đài Truyền thanh xã Kiến An",
        "Đài Truyền thanh xã Hội An",
    ]
    assert "Gọi cán bộ trực đài" in lacking
    assert "còn giữ bản 1, bản mới là 2" in lacking
    assert page.count("Đài Truyền thanh xã Hòa An") == 1  # never had a player: said apart


def test_a_commune_finds_its_own_station_first_and_everybody_their_work(
    people: Staff,
) -> None:
    page = people.client("an").get("/").text
    assert re.findall(r'<li id="dai-([^"]+)"', page)[0] == "my-an"
    assert 'id="dai-my-an" class="own"' in page
    assert "bài đang soạn" in page
    assert "bài chờ duyệt" not in page
    head = people.client("lan").get("/").text
    assert "<b>0</b> bài chờ duyệt" in head
    assert 'class="own"' not in head


def test_before_noon_the_number_is_of_today(serve: Serve, studio: Studio) -> None:
    morning = reception_at(studio, NOW - timedelta(hours=7))
    assert "<b>1</b> <span>xã chưa nhận lịch hôm nay" in serve(morning).get("/").text  # type: ignore[arg-type]
