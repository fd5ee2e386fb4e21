"""Nonsense in schedules.yaml: refused when it is saved, with its line and what to do; what was good stays."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tiny_house
from click.testing import CliRunner

from broadcast.__main__ import open_house
from broadcast.desk.lastgood import Files
from broadcast.desk.studio import Studio
from broadcast.doors.cli.commands import broadcast
from broadcast.language import Language
from broadcast.schedule import VIETNAM

DAY = date(2026, 11, 23)

Given = dict[str, Any]
Break = Callable[[Given], object]


def policy(**says: object) -> Break:
    return lambda given: given["policies"][0].update(says)


def slots(**says: object) -> Break:
    return lambda given: given["policies"][0]["slots"][0].update(says)


def each_slot(**says: object) -> Break:
    return lambda given: [slot.update(says) for slot in given["policies"][0]["slots"]]


def both(*breaks: Break) -> Break:
    return lambda given: [each(given) for each in breaks]


def campaign(**says: object) -> Break:
    return lambda given: given["campaigns"][0].update(says)


def added(section: str, **entry: object) -> Break:
    return lambda given: given.setdefault(section, []).append({"assumed": True, **entry})


def place(name: str, **says: object) -> Break:
    return lambda given: next(each for each in given["places"] if each["id"] == name).update(says)


def placed(**entry: object) -> Break:
    return lambda given: given["places"].append(entry)


NEW = placed(id="xa-moi", code="1", name="Mới", kind="xã", parent="cho-moi")
SHORT = {"longest_min": 0.1, "aim_min": 0.1}
PIN = {
    "script": "x",
    "place": "my-an",
    "slot": "sang",
    "valid_from": "2021-01-01",
    "valid_until": "2022-12-31",
}
ROUND = [{"place": "kien-an", "valid_from": "2027-01-01"}]
VOV = {"id": "vov", "name": "VOV", "place": "my-an", "url": "https://vov.example/", "assumed": True}

FAULTS: dict[str, tuple[Break, str, str, str]] = {
    "a cap smaller than the longest session": (
        policy(daily_cap_min=10),
        "daily_cap_min: 10",
        "mức một ngày 10 phút nhỏ hơn khung 05:00 dài 15 phút; tăng daily_cap_min hoặc giảm longest_min",
        "the daily cap of 10 minutes is less than the session of 05:00, 15 minutes",
    ),
    "a cap smaller than the music of its sessions": (
        both(policy(daily_cap_min=0.12), each_slot(**SHORT), campaign(target_plays={"min": 1})),
        "daily_cap_min: 0.12",
        "mức một ngày 0:08, mà phần cố định của 2 buổi (cả tiếp sóng có tính) đã hết 0:09; tăng",
        "the fixed parts of 2 sessions (relays that count, too) take 0:09; raise daily_cap_min",
    ),
    "relays that leave nothing of the cap": (
        both(policy(daily_cap_min=15), added("relays", **VOV, starts="06:00", ends="06:15", counts=True)),
        "counts: true",
        "tiếp sóng 15 phút chiếm hết mức một ngày 15 phút; tăng daily_cap_min, hoặc bỏ counts",
        "relays of 15 minutes fill the daily cap of 15",
    ),
    "a session shorter than its music": (
        slots(longest_min=0.05, aim_min=0.05),
        "longest_min: 0.05",
        "khung 05:00 dài 0:03, mà riêng nhạc hiệu và quãng nghỉ đã hết 0:05; cho khung dài thêm",
        "the session of 05:00 lasts 0:03; music and pauses alone take 0:05; let the session be longer",
    ),
    "an aim shorter than the music": (
        slots(aim_min=0.05),
        "aim_min: 0.05",
        "khung 05:00 dài 0:03, mà riêng nhạc hiệu và quãng nghỉ đã hết 0:05",
        "music and pauses alone take 0:05",
    ),
    "a campaign in a place without a station": (
        both(NEW, campaign(places=["xa-moi"])),
        "- xa-moi",
        "không có đài nào ở xã Mới («xa-moi») trong thời gian của chiến dịch; bỏ địa bàn này, sửa ngày",
        "no station stands in xã Mới («xa-moi») while the campaign runs; leave the place out",
    ),
    "a policy of a place without a station": (
        both(
            NEW,
            added("policies", place="xa-moi", daily_cap_min=20),
        ),
        "place: xa-moi",
        "không có đài nào ở «xa-moi» (mọi ngày): mục này không dùng cho ai; sửa place hoặc ngày, thêm đài",
        "no station stands in «xa-moi» (every day): nothing obeys this; mend place or the days",
    ),
    "a relay in a place without a station": (
        both(NEW, added("relays", **VOV | {"place": "xa-moi"}, starts="06:00", ends="06:30")),
        "place: xa-moi",
        "không có đài nào ở «xa-moi» (mọi ngày): mục này không dùng cho ai; sửa place hoặc ngày, thêm đài",
        "no station stands in «xa-moi» (every day): nothing obeys this",
    ),
    "a pin in a place without a station": (
        both(NEW, lambda given: given["pins"].append(PIN | {"place": "xa-moi"})),
        "place: xa-moi",
        "không có đài nào ở «xa-moi» (từ 01/01/2021 đến 31/12/2022): mục này không dùng cho ai",
        "nothing obeys this; mend place or the days",
    ),
    "a campaign that ends before it begins": (
        campaign(valid_until="2020-08-01"),
        "valid_until: '2020-08-01'",
        "ngày cuối 01/8/2020 ở trước ngày đầu 06/8/2020; sửa một trong hai ngày",
        "is before the first",
    ),
    "a campaign on days without a session": (
        both(campaign(valid_from="2020-08-08", valid_until="2020-08-09"), policy(days=["mon", "tue", "fri"])),
        "valid_from: '2020-08-08'",
        "không ngày nào của chiến dịch có buổi phát ở các đài đã chọn; sửa ngày của chiến dịch, hoặc cho đài",
        "its stations have no session on any day of the campaign; change its days",
    ),
    "a campaign of more minutes than every cap": (
        campaign(target_minutes={"min": 50}),
        "target_minutes:",
        "mức 50 phút một ngày, mà không đài nào ở đó được phát quá 30 phút; giảm số phút, hoặc nâng mức trần",
        "a target of 50 minutes a day, where no station may air more than 30; ask for less",
    ),
    "a circle in the tree": (
        place("cho-moi", parent="my-an"),
        "parent: my-an",
        "địa bàn nằm trong chính nó: cho-moi → my-an → cho-moi; sửa parent của một trong các mục này",
        "a place lies within itself: cho-moi → my-an → cho-moi; mend the parent",
    ),
    "a circle by the day": (
        place("cho-moi", parents=ROUND),
        "parents:",
        "địa bàn nằm trong chính nó: cho-moi → kien-an → cho-moi",
        "a place lies within itself",
    ),
    "a lunar date that does not exist": (
        lambda given: given["pins"].append({**PIN, "when": {"lunar": ["30/12/2021"]}}),
        "- 30/12/2021",
        "tháng 12 năm 2021 có 29 ngày; ngày cuối của tháng ấy là 29/12/2021",
        "month 12 of 2021 has 29 days; its last day is 29/12/2021",
    ),
    "a session over midnight": (
        both(policy(quiet="01:00-05:00"), slots(starts="23:50")),
        "starts: '23:50'",
        "khung 23:50 kéo qua nửa đêm; cho phát sớm hơn hoặc ngắn lại",
        "the session of 23:50 runs past midnight; start earlier or make it shorter",
    ),
    "a relay over midnight": (
        both(policy(quiet="02:00-05:00"), added("relays", **VOV, starts="23:30", ends="00:15")),
        "starts: '23:30'",
        "tiếp sóng 23:30-00:15 kéo qua nửa đêm; ghi ends sau starts",
        "runs past midnight; write ends after starts",
    ),
    "a quiet hour": (
        slots(starts="03:15"),
        "starts: 03:15",
        "03:15 là giờ cấm phát (21:00-05:00); chọn giờ từ 05:00 đến trước 21:00",
        "03:15 is an hour in which nothing may air (21:00-05:00); choose an hour from 05:00",
    ),
    "a relay in a quiet hour": (
        added("relays", **VOV, starts="03:15", ends="03:45"),
        "starts: 03:15",
        "03:15 là giờ cấm phát (21:00-05:00); cho tiếp sóng trong khoảng 05:00 đến 21:00",
        "relay between 05:00 and 21:00",
    ),
}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    tiny_house.lay_out(tmp_path / "house")
    now = datetime.combine(DAY, time(4), VIETNAM)
    return tiny_house.tiny_studio(tmp_path / "house", tmp_path / "data", lambda: now)


def checked(house: Path, language: str = "vi", *files: Path) -> tuple[int, str]:
    """The status of `broadcast check`, and what it says of faults."""
    arguments = ["--lang", language, "check", "--house", str(house), *map(str, files)]
    run = CliRunner(mix_stderr=False).invoke(broadcast, arguments, obj=open_house)
    return run.exit_code, run.stderr


@pytest.mark.parametrize("name", FAULTS)
def test_nonsense_is_refused_at_its_line_and_the_last_good_schedule_stays(name: str, studio: Studio) -> None:
    breaks, at, vietnamese, english = FAULTS[name]
    files = Files(studio)
    good = files.house().schedule
    given = tiny_house.schedule()
    breaks(given)
    tiny_house.write_schedule(studio.house, given)
    text = (studio.house / "schedules.yaml").read_text(encoding="utf-8")
    status, told = checked(studio.house)
    assert status == 2
    lines = [number for number, line in enumerate(text.splitlines(), 1) if at in line]
    (line,) = [each for each in told.splitlines() if vietnamese in each]
    found = re.match(r".*/schedules\.yaml:(\d+): ", line)
    assert found
    assert int(found[1]) in lines, (line, lines)
    assert english in checked(studio.house, "en")[1]
    assert files.house().schedule == good
    assert any(vietnamese in fault.said(Language.VI) for fault in files.broken())


def test_a_session_that_words_will_hardly_leave_room_in_is_told_of_and_taken(studio: Studio) -> None:
    given = tiny_house.schedule()
    form = given["forms"][0]["words"]
    form["greeting"] = "Kính chào quý thính giả. Mời quý vị nghe chương trình buổi {daypart}."
    given["policies"][0]["slots"][0].update(SHORT | {"longest_min": 0.3})
    tiny_house.write_schedule(studio.house, given)
    status, told = checked(studio.house)
    assert status == 0
    assert re.search(
        r"schedules\.yaml:\d+: cảnh báo: khung 05:00 dài 0:18, mà nhạc hiệu, lời xướng, lời chào, lời kết "
        r"đã hết chừng 0:\d\d: không còn chỗ cho bài nào; cho khung dài thêm",
        told,
    )
    assert "warning: the session of 05:00 lasts 0:18" in checked(studio.house, "en")[1]
    assert Files(studio).house().schedule.policy("my-an", DAY).slots[0].aim_s == 6


def test_our_own_schedule_leaves_room_everywhere() -> None:
    ours = tiny_house.ROOT
    assert checked(ours, "vi", ours / "schedules.yaml") == (0, "")
