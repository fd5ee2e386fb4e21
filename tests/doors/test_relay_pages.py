"""What people and machines are shown of a relay: over a real server, a real database, a small real house."""

from datetime import date

import pytest
from served import Serve, Served

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody

DAY = date(2020, 8, 6)
RELAYS = """
relays:
  - {id: vov, name: Đài Tiếng nói Việt Nam, place: my-an, starts: "05:00", ends: "05:30",
     url: "https://vov.example.vn/vov1", fall_back: [nhac-hieu, nuoc-sach], assumed: true}
  - {id: trua, name: Đài tỉnh, place: my-an, starts: "12:00", ends: "12:30",
     url: "https://tinh.example.vn/fm", assumed: true}
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
    assert "Tiếp sóng Đài Tiếng nói Việt Nam 05:00-05:30" in timetable

    plan = day.get(f"/api/v1/plan?station=my-an&date={DAY}").json()
    assert [(each["relay"], each["airs"], each["reason"]) for each in plan["relays"]] == [
        ("vov", True, "tiếp sóng giờ cố định 05:00-05:30, 30 phút"),
        ("trua", True, "tiếp sóng giờ cố định 12:00-12:30, 30 phút"),
    ]
    assert [each["starts_at"][11:16] for each in plan["sessions"]] == ["05:30", "11:00", "17:00"]

    items = day.get(f"/api/v1/stations/my-an/playlists/{DAY}").json()["items"]
    assert [each.get("relay", {}).get("url") for each in items] == [
        "https://vov.example.vn/vov1", None, None, "https://tinh.example.vn/fm", None,
    ]  # fmt: skip
    listed = day.get(f"/api/v1/stations/my-an/playlists/{DAY}.m3u8").text.splitlines()
    assert listed[-3] == "https://tinh.example.vn/fm", "what has no file is listed by its stream"


def test_the_page_of_a_script_says_its_days(day: Served) -> None:
    assert "<dt>Ngày phát</dt><dd>rằm âm lịch mỗi tháng</dd>" in day.get("/scripts/khuyen-hoc?lang=vi").text
    assert "Ngày phát" not in day.get("/scripts/nuoc-sach?lang=vi").text
