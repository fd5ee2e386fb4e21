"""What people and machines are shown of a relay: over a real server, a real database, a small real house."""

from datetime import date

import pytest
from click.testing import CliRunner
from served import Serve, Served

from broadcast.__main__ import open_house
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.doors.cli.commands import broadcast

DAY = date(2020, 8, 6)
RELAYS = """
relays:
  - {id: vov, name: Đài Tiếng nói Việt Nam, place: my-an, starts: "05:00", ends: "05:30",
     url: "https://vov.example.vn/vov1", fall_back: [nhac-hieu, nuoc-sach], assumed: true}
  - {id: trua, name: Đài tỉnh, place: my-an, starts: "12:00", ends: "12:30",
     url: "https://tinh.example.vn/fm", assumed: true}
  - {id: thu-hai, name: Đài tỉnh, place: my-an, starts: "17:00", ends: "17:30", fall_back: own,
     url: "https://tinh.example.vn/fm", when: {weekly: [mon]}, assumed: true}
"""


@pytest.fixture
def day(serve: Serve, small_studio: Studio) -> Served:
    with (small_studio.house / "schedules.yaml").open("a", encoding="utf-8") as file:
        file.write(RELAYS)
    script = small_studio.house / "scripts_vi/khuyen-hoc.md"
    text = script.read_text(encoding="utf-8").replace("---\n", "---\nwhen: {lunar: [rằm]}\n", 1)
    script.write_text(text, encoding="utf-8")
    reception = Reception(small_studio, DAY, "my-an")
    reception.make(DAY, Nobody())
    return serve(reception)  # type: ignore[arg-type]


def test_a_day_with_relays_is_told_everywhere(day: Served) -> None:
    page = day.get(f"/stations/my-an/{DAY}").text
    assert "Tiếp sóng Đài Tiếng nói Việt Nam đến 05:30" in page
    assert "Không bắt được thì phát thay:" in page
    assert "không bắt được thì loa im lặng" in page
    assert '<span class="clock">05:30</span> Buổi sáng' in page
    assert f"/stations/my-an/{DAY}/tiep-song-vov" not in page, "it is no programme of ours to listen to"
    assert day.get(f"/stations/my-an/{DAY}/tiep-song-vov").status_code == 404
    assert day.get("/").text.count("tiếp sóng") == 2

    timetable = day.get(f"/timetable?day={DAY}").text
    assert "Tiếp sóng Đài Tiếng nói Việt Nam 05:00-05:30: không bắt được thì phát nhac-hieu" in timetable
    rests = "không phải ngày của mục này (thứ hai); ngày kế tiếp: 10/08/2020"
    assert f"<small>Tiếp sóng Đài tỉnh 17:00-17:30: không phát, {rests}</small>" in timetable
    assert f"<b>Đài tỉnh 17:00-17:30</b>: {rests}" in page

    plan = day.get(f"/api/v1/plan?station=my-an&date={DAY}").json()
    assert [(each["relay"], each["airs"], each["reason"]) for each in plan["relays"]] == [
        ("vov", True, "tiếp sóng giờ cố định 05:00-05:30, 30 phút"),
        ("trua", True, "tiếp sóng giờ cố định 12:00-12:30, 30 phút"),
        ("thu-hai", False, rests),
    ]
    assert [each["instead"] for each in plan["relays"]] == [
        "không bắt được thì phát nhac-hieu, nuoc-sach", "không bắt được thì im lặng", None,
    ]  # fmt: skip
    assert [each["starts_at"][11:16] for each in plan["sessions"]] == ["05:30", "11:00", "17:00"]

    items = day.get(f"/api/v1/stations/my-an/playlists/{DAY}").json()["items"]
    assert [each.get("relay", {}).get("url") for each in items] == [
        "https://vov.example.vn/vov1", None, None, "https://tinh.example.vn/fm", None,
    ]  # fmt: skip
    listed = day.get(f"/api/v1/stations/my-an/playlists/{DAY}.m3u8").text.splitlines()
    assert listed[-3] == "https://tinh.example.vn/fm", "what has no file is listed by its stream"


@pytest.mark.parametrize(
    ("language", "day", "told"),
    [
        ("vi", "2020-08-06", "không phát: không phải ngày của mục này (thứ hai); ngày kế tiếp: 10/08/2020"),
        ("vi", "2020-08-10", "30 phút; không bắt được thì phát chương trình của đài, "),
        ("en", "2020-08-06", "does not air: it is none of its days (Monday); the next one: 2020-08-10"),
    ],
)
def test_the_terminal_explains_a_relay_by_its_id(
    small_studio: Studio, language: str, day: str, told: str
) -> None:
    with (small_studio.house / "schedules.yaml").open("a", encoding="utf-8") as file:
        file.write(RELAYS)
    asked = ["plan", "--explain", "thu-hai", "--station", "my-an", "--date", day, "--lang", language]
    places = ["--house", str(small_studio.house), "--data", str(small_studio.data)]
    done = CliRunner(mix_stderr=False).invoke(broadcast, [*asked, *places], obj=open_house)
    assert done.exit_code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("my-an 17:00  thu-hai ")
    assert told in line
    wrong = [each if each != "thu-hai" else "thu-hay" for each in asked]
    refused = CliRunner(mix_stderr=False).invoke(broadcast, [*wrong, *places], obj=open_house)
    assert refused.exit_code == 2
    assert "thu-hai" in refused.stderr


def test_the_page_of_a_script_says_its_days(day: Served) -> None:
    assert "<dt>Ngày phát</dt><dd>rằm âm lịch mỗi tháng</dd>" in day.get("/scripts/khuyen-hoc?lang=vi").text
    assert "Ngày phát" not in day.get("/scripts/nuoc-sach?lang=vi").text
