"""schedules.yaml by the day: reforms, parents, stations of several places, dated policies; and faults."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from broadcast.errors import Invalid
from broadcast.files.schedules import load_schedule
from broadcast.language import Language
from broadcast.schedule import GenreCap, Hours, Quieter

OURS = (Path(__file__).parents[2] / "schedules.yaml").read_text(encoding="utf-8")
BEFORE, AFTER = date(2020, 8, 6), date(2026, 11, 27)

Write = Callable[[str], Path]

COMMUNE = '  - {id: my-an, code: "30655", name: Mỹ An, kind: xã, parent: cho-moi}\n'
STATION = "  - {id: my-an, place: my-an, name: Đài Truyền thanh xã Mỹ An}\n"
MERGER = "{old: [my-an, long-kien, an-thanh-trung], new: [xa-long-kien]}"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes schedules.yaml into a house with all its sounds."""
    (tmp_path / "jingles").mkdir()
    for name in ("nhac-hieu", "nhac-cat-1", "nhac-cat-2", "nhac-cat-3", "ket-thuc", "nhac-nen"):
        (tmp_path / "jingles" / f"{name}.flac").touch()

    def written(text: str) -> Path:
        path = tmp_path / "schedules.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def changed(*pairs: tuple[str, str]) -> str:
    text = OURS
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def policy(place: str, says: str) -> tuple[str, str]:
    return "policies:\n", f"policies:\n  - {{place: {place}, assumed: true, {says}}}\n"


def lasting(first: str, last: str, says: str, place: str = "cho-moi") -> tuple[str, str]:
    return policy(place, f"valid_from: {first}, valid_until: {last}, {says}")


def refused(path: Path) -> list[str]:
    with pytest.raises(Invalid) as error:
        load_schedule(path)
    assert all(fault.said(Language.EN) for fault in error.value.faults)
    return [str(fault.said()).removeprefix(f"{path.parent}/schedules.yaml:") for fault in error.value.faults]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


SECOND = (
    "place: cho-moi, assumed: true, valid_from: 2026-10-07, valid_until: 2026-10-09, "
    "prevails: true, daily_cap_min: 50"
)
EARLIER = "  - {date: 2024-01-01, kind: đổi tên, assumed: true, changes: [{old: [my-an], new: []}]}\n"
TWO = "[{place: cho-moi, valid_until: 2024-12-31}, {place: an-giang, valid_from: 2024-12-31}]"
ROUND = "parents: [{place: xa-hoi-an, valid_from: 2027-01-01}]"
SLOT = "{{id: dem, name: đêm, starts: '{}', longest_min: 10, form: hang-ngay}}"


@pytest.mark.parametrize(
    ("change", "at", "said"),
    [
        # ---- policies
        (
            lasting("2026-10-05", "2026-10-07", f"slots: [{SLOT.format('03:15')}]"),
            "03:15",
            "03:15 là giờ cấm phát (21:00-05:00)",
        ),
        (
            lasting("2026-10-05", "2026-10-07", 'quiet: "20:00-05:30"'),
            "20:00-05:30",
            "05:00 là giờ cấm phát (20:00-05:30)",
        ),
        (
            lasting("2026-10-05", "2026-10-07", "daily_cap_min: 10"),
            "daily_cap_min: 10",
            "mức một ngày 10 phút nhỏ hơn khung 05:00 dài 15 phút",
        ),
        (
            policy("cho-moi", "daily_cap_min: 40"),
            "place: cho-moi\n",
            "«cho-moi» đã có ở dòng {first}, cũng ghi daily_cap_min (mọi ngày); sửa valid_from",
        ),
        (
            lasting("2026-10-05", "2026-10-07", f"prevails: true, daily_cap_min: 60}}\n  - {{{SECOND}"),
            "place: cho-moi, assumed: true, valid_from: 2026-10-07",
            "«cho-moi» đã có ở dòng {first}, cũng ghi daily_cap_min (từ 07/10/2026 đến 07/10/2026)",
        ),
        (policy("my-an", "prevails: true, daily_cap_min: 60"), "prevails", "prevails thắng cả mục riêng"),
        (policy("my-an", 'quiet: "22:00"'), "22:00", "«policies.quiet»: «22:00» không phải là khoảng giờ"),
        (policy("my-an", 'quiet: ["22:00-05:00", "12"]'), '"12"', "«policies.quiet»: «12» không phải"),
        (
            policy("xa-long-kien", "valid_until: 2025-06-30, daily_cap_min: 30"),
            "place: xa-long-kien",
            "không có đài nào ở «xa-long-kien» (đến 30/6/2025): mục này không dùng cho ai; sửa place",
        ),
        (policy("my-an", "days: []"), "days: []", "danh sách «days» trống"),
        (policy("my-an", "gap_min: 900"), "gap_min", "«policies.gap_min» không nhận giá trị «900»"),
        (policy("my-an", "gap_min: -5"), "gap_min", "«policies.gap_min» không nhận giá trị «-5»"),
        (
            policy("cho-moi", "gap_min: 0}\n  - {place: cho-moi, assumed: true, gap_min: 30"),
            "place: cho-moi, assumed: true, gap_min: 30",
            "«cho-moi» đã có ở dòng {first}, cũng ghi gap_min (mọi ngày)",
        ),
        (
            policy("my-an", "genre_caps_min: {canhac: 10}"),
            "canhac",
            "không có thể loại «canhac»; có phải «ca-nhac»?",
        ),
        (
            policy("my-an", "genre_caps_min: {the-thao: 10}"),
            "the-thao",
            "không có thể loại «the-thao»; chọn một trong: thong-bao, chuyen-muc",
        ),
        (
            policy("my-an", "genre_caps_min: {khan-cap: 10}"),
            "khan-cap: 10",
            "tin khẩn cấp không bị hạn chế; bỏ dòng này",
        ),
        (
            (STATION, STATION.replace("}", ", near: truong-hoc}")),
            "near: truong-hoc",
            "không có loại nơi (near) trong các mục quieter: «truong-hoc»; thêm một mục quieter",
        ),
        # ---- the tree and its reforms
        (
            (MERGER, MERGER.replace("my-an,", "my-ann,")),
            "my-ann",
            "không có địa bàn «my-ann»; có phải «my-an»?",
        ),
        ((MERGER, MERGER.replace("[xa-long-kien]", "[xa-long-kieng]")), "xa-long-kieng", "không có địa bàn"),
        (
            (MERGER, MERGER.replace("old: [my-an, long-kien, an-thanh-trung]", "old: []")),
            "old: []",
            "danh sách «old» trống",
        ),
        (
            ("reforms:\n", f"reforms:\n{EARLIER}"),
            MERGER,
            "«my-an» đã kết thúc ở dòng {first}; một địa bàn chỉ bắt đầu, kết thúc một lần",
        ),
        (
            (COMMUNE, COMMUNE.replace("}", ", valid_until: 2024-12-31}")),
            "valid_until: 2024-12-31",
            "valid_until là 31/12/2024 mà reforms cho ngày 30/6/2025; bỏ ngày này đi",
        ),
        (
            (COMMUNE, COMMUNE.replace("}", ", valid_from: 2025-08-01}")),
            'id: my-an, code: "30655"',
            "«my-an» kết thúc trước khi bắt đầu (từ 01/8/2025 đến 30/6/2025)",
        ),
        (
            (
                "kind: sáp nhập, kết thúc cấp huyện\n    legal: Nghị quyết số 1654/NQ-UBTVQH15\n",
                "kind: sáp nhập\n",
            ),
            "- date: 2025-07-01",
            "không có văn bản (legal) mà không ghi là giả định",
        ),
        (
            (COMMUNE, COMMUNE.replace("parent: cho-moi", f"parents: {TWO}")),
            "parents: [",
            "«my-an» nằm trong «an-giang» và «cho-moi» (dòng {first}) cùng ngày",
        ),
        (("parent: an-giang}\n", f"parent: an-giang, {ROUND}}}\n"), None, None),
        (
            ("name: An Giang, kind: tỉnh,", f"name: An Giang, kind: tỉnh, {ROUND},"),
            "parents: [{place: xa-hoi-an",
            "địa bàn nằm trong chính nó: an-giang → xa-hoi-an → an-giang",
        ),
        (
            ("hoa-an], new: [xa-hoi-an]}", "hoa-an], new: [xa-hoi-an]}\n      - {old: [an-giang], new: []}"),
            "id: xa-cho-moi",
            "«xa-cho-moi» nằm trong «an-giang», nơi này không còn từ 01/7/2025; thêm parents: [{place: ...",
        ),
        # ---- who stands where
        (
            (MERGER, MERGER.replace("[xa-long-kien]", "[xa-long-kien, xa-hoi-an]")),
            STATION.strip(),
            "«my-an» không còn từ 01/7/2025, chia thành xa-long-kien, xa-hoi-an; ghi đài phục vụ nơi nào",
        ),
        (
            (STATION, STATION.replace("}", ", serves: [{place: o-dau}]}")),
            "o-dau",
            "không có địa bàn «o-dau»",
        ),
        ((STATION, ""), None, None),
        (
            (
                "    places: [cho-moi]\n    baseline_plays",
                "    places: [cho-moi, xa-hoi-an]\n    baseline_plays",
            ),
            "places: [cho-moi, xa-hoi-an]",
            "không có đài nào ở xã Hội An (từ 01/7/2025) («xa-hoi-an») trong thời gian của chiến dịch; bỏ",
        ),
    ],
)
def test_what_contradicts_itself_on_some_day_is_told_at_its_line(
    write: Write, change: tuple[str, str], at: str | None, said: str | None
) -> None:
    text = changed(change)
    if at is None:
        load_schedule(write(text))
        return
    told = refused(write(text))
    lines = [int(each.split(":")[0]) for each in told]
    assert line_of(text, at) in lines, told
    if said is not None:
        assert any(_says(each.split(": ", 1)[1], said) for each in told), told


def _says(told: str, wanted: str) -> bool:
    before, _, behind = wanted.partition("{first}")
    return told.startswith(before) and behind in told


def test_the_hours_of_one_place_may_be_quiet_ones_of_another_that_the_station_serves(write: Write) -> None:
    own = policy("hoa-an", f"quiet: '20:00-06:00', slots: [{SLOT.format('17:00')}]")
    serves = STATION.replace("}", ", serves: [{place: my-an}, {place: hoa-an, valid_from: 2026-01-01}]}")
    text = changed(own, (STATION, serves))
    (told,) = refused(write(text))
    assert told.startswith(f"{line_of(text, 'serves')}: từ 01/01/2026: 05:00 là giờ cấm phát (20:00-06:00)")


def test_two_places_of_one_name_stand_side_by_side(write: Write) -> None:
    other = '  - {id: hoa-an-giong-rieng, code: "30979", name: Hòa An, kind: xã}\n'
    schedule = load_schedule(write(changed((COMMUNE, COMMUNE + other))))
    assert schedule.place("hoa-an").name == schedule.place("hoa-an-giong-rieng").name
    assert not schedule.lies_in("hoa-an", ("hoa-an-giong-rieng",), BEFORE)


def test_a_new_commune_lays_down_hours_for_the_stations_it_took_over(write: Write) -> None:
    own = policy("xa-long-kien", "daily_cap_min: 30, days: [mon, tue, wed, thu, fri]")
    schedule = load_schedule(write(changed(own)))
    days = BEFORE, AFTER
    caps = {s: [schedule.policy_at(s, day).daily_cap_s / 60 for day in days] for s in schedule.stations}
    theirs = {"my-an", "long-kien", "an-thanh-trung"}
    assert {station for station, cap in caps.items() if cap == [45, 30]} == theirs
    assert {station for station, cap in caps.items() if cap == [45, 45]} == set(caps) - theirs
    saturday = date(2026, 11, 28)
    assert (len(schedule.slots("my-an", saturday)), len(schedule.slots("hoa-an", saturday))) == (0, 3)


def test_one_or_several_quiet_and_quieter_hours(write: Write) -> None:
    says = (
        'quiet: ["21:00-05:00", "12:00-13:30"], '
        "quieter: [{hours: 05:00-06:00, gain_db: -6}, {hours: 17:00-18:00, gain_db: -3, near: cho}]"
    )
    near = STATION, STATION.replace("}", ", near: cho}")
    schedule = load_schedule(write(changed(policy("my-an", says), near)))
    held = schedule.policy_at("my-an", BEFORE)
    assert held.quiet == (Hours(time(21), time(5)), Hours(time(12), time(13, 30)))
    assert held.quieter[1] == Quieter(Hours(time(17), time(18)), -3, "cho")
    assert [held.gain_db(slot) for slot in held.slots] == [-6, 0, -3]
    assert len(schedule.policy("my-an", BEFORE).quieter) == 1  # the station stands near it, not the commune


def test_a_gap_and_caps_on_genres_are_inherited_and_kept(write: Write) -> None:
    says = "gap_min: 90, genre_caps_min: {tin-buon: 2.5, ca-nhac: 10}"
    schedule = load_schedule(write(changed(policy("my-an", says))))
    held = schedule.policy_at("my-an", BEFORE)
    assert held.gap_s == 5400
    assert held.genre_caps == (GenreCap("ca-nhac", 600), GenreCap("tin-buon", 150))
    assert schedule.policy_at("hoa-an", BEFORE).gap_s == 0


HOURLY = (
    "{id: bao, name: bão, starts: '07:00', every_min: 60, until: '20:00', longest_min: 10, form: hang-ngay}"
)


def test_a_storm_is_told_every_hour_for_three_days(write: Write) -> None:
    storm = lasting("2026-10-05", "2026-10-07", f"prevails: true, daily_cap_min: 140, slots: [{HOURLY}]")
    schedule = load_schedule(write(changed(storm)))
    assert [len(schedule.slots("my-an", date(2026, 10, day))) for day in (4, 5, 6, 7, 8)] == [
        3,
        14,
        14,
        14,
        3,
    ]
    hours = [(slot.id, slot.starts.hour) for slot in schedule.slots("my-an", date(2026, 10, 5))]
    assert hours == [(f"bao-{hour:02d}-00", hour) for hour in range(7, 21)]


@pytest.mark.parametrize(
    ("slot", "day", "sound"),
    [
        ("bao-09-00", "2026-10-06", True),
        ("bao-09-00", "2026-10-08", False),
        ("sang", "2026-10-08", True),
        ("sang", "2026-10-06", False),
    ],
)
def test_a_pin_asks_for_a_session_of_its_own_days(write: Write, slot: str, day: str, *, sound: bool) -> None:
    storm = lasting("2026-10-05", "2026-10-07", f"daily_cap_min: 140, slots: [{HOURLY}]")
    pin = f"pins: [{{script: x, place: my-an, slot: {slot}, valid_from: {day}, valid_until: {day}}}]"
    path = write(changed(storm, ("pins: []", pin)))
    if sound:
        assert load_schedule(path).pins[0].slot == slot
    else:
        assert f"không có khung giờ «{slot}»" in refused(path)[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("until: '20:00', ", "", "khung 07:00 lặp lại mà không rõ từ giờ nào đến giờ nào"),
        ("every_min: 60, ", "", "khung 07:00 lặp lại mà không rõ từ giờ nào đến giờ nào"),
        ("'20:00'", "'06:00'", "khung 07:00 lặp lại mà không rõ từ giờ nào đến giờ nào"),
        ("'20:00'", "'21:30'", "21:00 là giờ cấm phát (21:00-05:00)"),
        ("'07:00'", "'04:40'", "04:40 là giờ cấm phát (21:00-05:00)"),
        ("longest_min: 10", "longest_min: 70", "khung 08:00 chồng lên khung 07:00"),
    ],
)
def test_each_hour_of_a_storm_obeys_the_rules(write: Write, old: str, new: str, said: str) -> None:
    own = lasting("2026-10-05", "2026-10-07", f"daily_cap_min: 1000, slots: [{HOURLY.replace(old, new)}]")
    text = changed(own)
    told = refused(write(text))
    assert told[0].startswith(f"{line_of(text, 'id: bao')}: {said}")


def test_a_day_before_1900_is_no_date(write: Write) -> None:
    assert "không phải là ngày" in refused(write(changed(("date: 2025-07-01", "date: 0001-01-01"))))[0]
