import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from broadcast.errors import Invalid
from broadcast.files.schedules import load_schedule, schema
from broadcast.language import Language
from broadcast.reading import DocumentStyle
from broadcast.schedule import LocalApprovals, Schedule, Target
from broadcast.script import BulletinClass
from broadcast.speech import Speaker

ROOT = Path(__file__).parents[2]
OURS = (ROOT / "schedules.yaml").read_text(encoding="utf-8")

DAY = date(2020, 8, 6)

FEATURE = "Sau đây là chuyên mục Sức khỏe cho mọi nhà."

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes schedules.yaml into a house with all its sounds."""
    folder = tmp_path / "jingles"
    folder.mkdir()
    for name in ("nhac-hieu", "nhac-cat-1", "nhac-cat-2", "nhac-cat-3", "ket-thuc", "nhac-nen"):
        (folder / f"{name}.flac").touch()

    def written(text: str) -> Path:
        path = tmp_path / "schedules.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def refused(path: Path) -> list[str]:
    """What is told, without the folder."""
    with pytest.raises(Invalid) as error:
        load_schedule(path)
    assert all(fault.what.en and fault.remedy.en and fault.said(Language.EN) for fault in error.value.faults)
    return [str(fault.said()).removeprefix(f"{path.parent}/") for fault in error.value.faults]


def changed(*pairs: tuple[str, str]) -> str:
    text = OURS
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def pinned(place: str, slot: str, until: str) -> str:
    return (
        f"pins: [{{script: x, place: {place}, slot: {slot}, valid_from: 2020-08-10, valid_until: {until}}}]"
    )


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def _ours(write: Write) -> Schedule:
    return load_schedule(write(OURS))


def test_the_district_has_its_18_stations_with_the_ids_of_the_contract(write: Write) -> None:
    schedule = _ours(write)
    assert len(schedule.stations) == 18
    assert {"thi-tran-cho-moi", "thi-tran-my-luong", "an-thanh-trung", "tan-my"} <= set(schedule.stations)
    station = schedule.station("an-thanh-trung")
    assert station.name == "Đài Truyền thanh xã An Thạnh Trung"
    assert schedule.announcing(station.id, DAY).engines == ("espeak",)
    place = schedule.place(station.place)
    assert (place.code, place.kind, schedule.tree.heirs[place.id]) == ("30670", "xã", ("xa-long-kien",))
    assert schedule.district not in schedule.stations
    assert {place.parent for place in schedule.places.values()} == {None, "cho-moi", "an-giang"}


def test_every_station_has_three_sessions_under_an_assumed_cap(write: Write) -> None:
    schedule = _ours(write)
    for station in schedule.stations.values():
        policy = schedule.policy_at(station.id, DAY)
        assert [slot.starts for slot in policy.slots] == [time(5), time(11), time(17)]
        assert (policy.daily_cap_s, policy.legal, policy.assumed) == (2700, None, True)


def test_the_plans_campaign_and_a_standing_one(write: Write) -> None:
    schedule = _ours(write)
    covid, standing = schedule.campaign("covid-19"), schedule.campaign("thuong-xuyen")
    assert (covid.valid_from, covid.valid_until) == (date(2020, 8, 6), date(2020, 12, 31))
    assert (covid.baseline_plays, covid.target, covid.assumed) == (1, Target(2, 5), True)
    assert " ".join(topic.id for topic in covid.topics) == (
        "khau-trang rua-tay khong-tu-tap ncovi bluezone to-khai-y-te buu-chinh giao-dich-dien-tu "
        "dich-vu-cong nhap-canh"
    )
    assert (standing.target, standing.valid_until, standing.assumed) == (None, None, True)
    assert standing.runs_on(date(2030, 1, 1))


def test_the_published_schema_is_in_step() -> None:
    published = json.loads((ROOT / "docs/schedules.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "write schema() to docs/schedules.schema.json, as docs/schedules.md says"


def test_the_guide_names_every_field() -> None:
    guide = (ROOT / "docs/schedules.md").read_text(encoding="utf-8")
    models = [schema(), *schema()["$defs"].values()]  # type: ignore[attr-defined]
    fields = {field for model in models for field in model.get("properties", {})}
    assert not {field for field in fields if not re.search(rf"\b{field}\b", guide)}


def test_the_examples_of_the_guide_are_sound(write: Write) -> None:
    guide = (ROOT / "docs/schedules.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    policy, repeats, storm, campaign, pin, days, off, relay, place, approvals, speech, own, reform = examples
    assert reform in OURS
    policy += "".join(more.removeprefix("policies:\n") for more in (repeats, storm))
    commune = next(line for line in OURS.splitlines(keepends=True) if "{id: my-an, code" in line)
    place = place.removeprefix("places:\n")
    own = own.removeprefix("stations:\n")
    station = next(line for line in OURS.splitlines(keepends=True) if line.startswith(own[:32]))
    text = changed(
        ("policies:\n", policy),
        ("campaigns:\n", campaign),
        ("pins: []", pin + days.removeprefix("pins:\n") + off + relay),
        (commune, place + approvals + speech),
        (f"\n{station}", f"\n{own}"),
    )
    path = write(text)
    (path.parent / "jingles/an-thanh-trung").mkdir()
    schedule = load_schedule(path)
    assert schedule.imaging_set("an-thanh-trung", DAY) == "an-thanh-trung"
    assert schedule.policy("my-an", DAY).daily_cap_s == 1800
    assert schedule.campaign("sot-xuat-huyet").target == Target(2, 4)
    assert schedule.pins[0].script == "khau-trang-01"
    both = schedule.pins_on(date(2020, 9, 17), "my-an")
    assert [each.script for each in both] == [
        "ve-sinh-ram",
        "don-rac",
    ]
    assert [each.script for each in schedule.pins_on(date(2021, 2, 13), "my-an")] == ["tet-an-toan"]
    assert schedule.approvals("my-an", DAY)[BulletinClass.EMERGENCY] == 2
    assert schedule.announcing("my-an", DAY).manner("espeak", Speaker.WOMAN).pace == 0.95
    assert ("KGVX", "khoa giáo văn xã") in schedule.reading_at("my-an", DAY).lexicon
    assert schedule.reading_at("my-an", DAY).documents is DocumentStyle.SHORT


def test_the_strictest_place_says_how_many_approve(write: Write) -> None:
    schedule = load_schedule(write(OURS))
    communes, strict = schedule.places["my-an"], LocalApprovals(normal=2, emergency=3)
    stricter = replace(schedule, places={**schedule.places, "my-an": replace(communes, approvals=strict)})
    for stations, normal, emergency in (((), 2, 3), (("hoa-binh",), 1, 2), (("hoa-binh", "my-an"), 2, 3)):
        assert stricter.approvers(BulletinClass.NORMAL, stations, DAY) == normal
        assert stricter.approvers(BulletinClass.EMERGENCY, stations, DAY) == emergency
    assert stricter.approvals("my-an", DAY)[BulletinClass.PRIORITY] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("district: cho-moi", "district: cho-mooi", "không có địa bàn «cho-mooi»; có phải «cho-moi»?"),
        ("region: south", "region: giữa", "«places.reading.region» không nhận giá trị «giữa»"),
        (
            "name: Kiến An, kind: xã",
            "name: Kiến An, approvals: {emergency: 0}, kind: xã",
            "«places.approvals.emergency» không nhận giá trị «0»",
        ),
        ("phones: 2", "phones: 9", "«places.reading.phones» không nhận giá trị «9»; ghi từ 3 trở xuống"),
        (
            "lexicon: {}",
            "lexicon: {24/7: 24 trên 7}",
            "«places.reading.lexicon.24/7»: lời đọc «24 trên 7» có chữ số hoặc ký hiệu",
        ),
        ("lexicon: {}", 'lexicon: {KGVX: ""}', "«places.reading.lexicon.KGVX» không nhận chỗ trống"),
        ("place: my-an,", "place: my-ann,", "không có địa bàn «my-ann»; có phải «my-an»?"),
        ("form: hang-ngay", "form: hang-tuan", "không có mẫu chương trình «hang-tuan»"),
        ("signature: nhac-hieu", "signature: nhac-moi", "không có nhạc «nhac-moi» (jingles/nhac-moi.flac)"),
        ('starts: "05:00"', 'starts: "03:15"', "03:15 là giờ cấm phát (21:00-05:00)"),
        ('starts: "17:00"', "starts: 20:50", "khung 20:50 có thể phát tới 21:05, vào giờ cấm phát"),
        ('starts: "17:00"', 'starts: "25:00"', "«policies.slots.starts»: «25:00» không phải là giờ"),
        ('starts: "17:00"', "starts: 1020", "«policies.slots.starts»: «1020» không phải là giờ"),
        ('starts: "11:00"', 'starts: "05:10"', "khung 05:10 chồng lên khung 05:00"),
        ("daily_cap_min: 45", "daily_cap_min: 10", "mức một ngày 10 phút nhỏ hơn khung 05:00 dài 15 phút"),
        ("daily_cap_min: 45", "daily_cap_min: nhiều", "«policies.daily_cap_min» không nhận giá trị «nhiều»"),
        ('quiet: "21:00-05:00"', 'quiet: "21:00"', "«policies.quiet»: «21:00» không phải là khoảng giờ"),
        ('quiet: "21:00-05:00"', 'quiet: "05:00-05:00"', "«policies.quiet»: «05:00-05:00» không phải"),
        ("gain_db: -6.0", "gain_db: 6", "«policies.quieter.gain_db» không nhận giá trị «6»"),
        ("id: trua", "id: sang", "«sang» đã có ở dòng"),
        ("{id: my-an, place", "{id: my-hiep, place", "«my-hiep» đã có ở dòng"),
        ("- id: thuong-xuyen", "- id: covid-19", "«covid-19» đã có ở dòng"),
        ("{id: rua-tay", "{id: khau-trang", "«khau-trang» đã có ở dòng"),
        (
            "    kind: huyện\n",
            "    parent: my-an\n    kind: huyện\n",
            "địa bàn nằm trong chính nó: cho-moi → my-an → cho-moi",
        ),
        (
            "valid_until: 2020-12-31",
            "valid_until: 2020-08-01",
            "ngày cuối 01/8/2020 ở trước ngày đầu 06/8/2020",
        ),
        ("valid_until: 2020-12-31", "valid_until: 2020-02-30", "«campaigns.valid_until» không nhận"),
        ("valid_until: 2020-12-31", "valid_until: 31/12/2020", "«campaigns.valid_until»: «31/12/2020»"),
        ("{min: 2, max: 5}", "{min: 6, max: 5}", "mức ít nhất 6 lượt lớn hơn mức nhiều nhất 5"),
        (
            "after_stinger_s: 0.6",
            "after_stinger_s: 0.1",
            "«forms.pauses.after_stinger_s» không nhận giá trị «0.1»",
        ),
        ("after_stinger_s: 0.6", "after_stinger: 0.6", "không có mục nào tên «forms.pauses.after_stinger»"),
        ("{station}", "{stations}", "«forms.words.call»: không có trường {stations} ở đây; dùng {station}"),
        ("closing: >-", "closing: >-\n        {", "«forms.words.closing»: ngoặc nhọn không khớp"),
        (FEATURE, '"..."', "«forms.features.words»: «...» không có chữ nào để đọc"),
        (FEATURE, '"{next} là chuyên mục"', "«forms.features.words»: không có trường {next} ở đây; bỏ ngoặc"),
        ("topics: [suc-khoe]", "topics: [suc-khoa]", "không có chủ đề «suc-khoa»; có phải «suc-khoe»?"),
        ("topics: [suc-khoe]", "topics: []", "danh sách «topics» trống"),
        ("days: [mon, thu, sat]", "days: []", "danh sách «days» trống"),
        ("id: nha-nong", "id: suc-khoe", "«suc-khoe» đã có ở dòng"),
        ("xã Mỹ An}", "xã Mỹ An, speech: {speakers: []}}", "danh sách «speakers» trống"),
        ("xã Mỹ An}", "xã Mỹ An, speech: {engines: []}}", "danh sách «engines» trống"),
        ("aim_min: 10", "aim_min: 20", "aim_min 20 lớn hơn longest_min 15"),
        ("pins: []", pinned("my-an", "toi", "2020-08-16"), "không có khung giờ «toi»"),
        ("pins: []", pinned("o-dau", "sang", "2020-08-16"), "không có địa bàn «o-dau»"),
        (
            "pins: []",
            pinned("my-an", "sang", "2020-08-09"),
            "ngày cuối 2020-08-09 ở trước ngày đầu 2020-08-10",
        ),
        ("places: [cho-moi]", "places: []", "danh sách «places» trống"),
        (
            "name: Đài Truyền thanh xã Mỹ An}",
            "name: Đài Truyền thanh xã Mỹ An, engines: [robot]}",
            (
                "«stations.engines» không nhận giá trị «robot»; chọn 'espeak', 'gtts', 'fpt', "
                "'wyoming', 'piper' hoặc 'recorded'"
            ),
        ),
    ],
)
def test_one_fault_is_told_at_its_line(write: Write, old: str, new: str, said: str) -> None:
    told = refused(write(changed((old, new))))
    assert len(told) == 1, told
    assert told[0].startswith(f"schedules.yaml:{line_of(OURS, old)}: {said}")


def test_headlines_need_words_before_them(write: Write) -> None:
    text = changed(("      headlines: Chương trình có những nội dung sau.\n", ""))
    (told,) = refused(write(text))
    assert told.startswith(
        f"schedules.yaml:{line_of(text, 'headlines: 3')}: điểm 3 tin mà không có lời dẫn; thêm headlines"
    )


def test_a_session_to_the_second_needs_music_that_can_be_drawn_out(write: Write) -> None:
    exact = ("form: hang-ngay}", "form: hang-ngay, exactly: true}")
    load_schedule(write(changed(exact)))
    text = changed(exact, ("      bed: nhac-nen", "      # bed: nhac-nen"))
    (told,) = refused(write(text))
    assert told.startswith(
        f"schedules.yaml:{line_of(text, 'exactly: true')}: khung 05:00 phải dài đúng từng giây mà «hang-ngay»"
    )


def test_a_session_over_midnight_is_refused_where_the_hours_allow_late_ones(write: Write) -> None:
    text = changed(('quiet: "21:00-05:00"', 'quiet: "01:00-05:00"'), ('starts: "17:00"', 'starts: "23:50"'))
    line = line_of(text, "23:50")
    assert refused(write(text)) == [
        f"schedules.yaml:{line}: khung 23:50 kéo qua nửa đêm; cho phát sớm hơn hoặc ngắn lại"
    ]


def test_all_faults_of_all_kinds_are_told_at_once_in_the_order_of_lines(write: Write) -> None:
    text = changed(
        ("place: my-an,", "place: my-ann,"),
        ("kind: thị trấn", "kind: []"),
        ('starts: "05:00"', 'starts: "03:15"'),
        ('starts: "11:00"', 'starts: "25:00"'),
        ("after_item_s: 0.8", "after_item_s: 0"),
        ("[nhac-cat-1,", "[nhac-cat-9,"),
        ("{min: 2, max: 5}", "{min: 6, max: 5}"),
    )
    told = refused(write(text))
    assert len(told) == 7, told
    lines = [int(re.match(r"schedules\.yaml:(\d+):", each).group(1)) for each in told]  # type: ignore[union-attr]
    assert lines == sorted(lines)
    wrong = ["my-ann", "kind: []", "03:15", "25:00", "after_item_s: 0 ", "nhac-cat-9", "min: 6"]
    assert sorted(line_of(text, part) for part in wrong) == lines


def test_a_place_with_a_fault_of_its_own_is_not_called_unknown(write: Write) -> None:
    told = refused(write(changed(('id: my-an, code: "30655"', 'id: my-an, cod: "30655"'))))
    assert len(told) == 2
    assert all("địa bàn" not in each for each in told)


def test_without_a_document_everything_must_be_marked_as_assumed(write: Write) -> None:
    text = OURS.replace("assumed: true", "assumed: false")
    told = refused(write(text))
    assert len(told) == 3  # the plan's campaign names its document
    assert all("không có văn bản (legal) mà không ghi là giả định" in each for each in told)


def test_a_station_needs_hours(write: Write) -> None:
    text = changed(("  - place: cho-moi\n", "  - place: my-an\n"))
    told = refused(write(text))
    assert len(told) == 17
    assert all("không có khung giờ hoặc mức một ngày" in each for each in told)


def test_a_place_needs_no_station(write: Write) -> None:
    line = "  - {id: my-an, place: my-an, name: Đài Truyền thanh xã Mỹ An}\n"
    schedule = load_schedule(write(changed((line, ""))))
    assert len(schedule.stations) == 17
    assert "my-an" in schedule.places


def test_hours_may_stand_without_quotes(write: Write) -> None:
    bare = re.sub(r'starts: "(\d\d:\d\d)"', r"starts: \1", OURS)
    assert bare != OURS
    assert load_schedule(write(bare)) == load_schedule(write(OURS))


def test_a_commune_lowers_its_cap_and_moves_an_hour(write: Write) -> None:
    own = """\
policies:
  - place: my-an
    legal: null
    assumed: true
    daily_cap_min: 20
    slots:
      - {id: toi, name: tối, starts: "18:30", longest_min: 20, form: hang-ngay, days: [sat, mon]}
"""
    schedule = load_schedule(write(changed(("policies:\n", own))))
    policy = schedule.policy("my-an", DAY)
    assert (policy.daily_cap_s, [slot.id for slot in policy.slots], policy.slots[0].days) == (
        1200,
        ["toi"],
        (0, 5),
    )
    assert policy.slots[0].aim_s == 1200
    assert len(schedule.policy("my-hiep", DAY).slots) == 3


def test_a_commune_whose_cap_or_quiet_hours_break_the_inherited_sessions_is_told_at_its_own_line(
    write: Write,
) -> None:
    own = 'policies:\n  - place: my-an\n    assumed: true\n    daily_cap_min: 10\n    quiet: "16:00-10:00"\n'
    text = changed(("policies:\n", own))
    told = refused(write(text))
    cap, quiet = line_of(text, "daily_cap_min: 10"), line_of(text, "quiet: ")
    assert {int(each.split(":")[1]) for each in told} == {cap, quiet}
    assert len(told) == 1 + 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "schedules.yaml:1: tệp trống"),
        (b"# remark\n", "schedules.yaml:1: tệp trống"),
        (b"district: x\nplaces:\n\t- a\n", "schedules.yaml:3: có ký tự tab"),
        (b"district: x\nplaces: \xff\n", "schedules.yaml:2: tệp không phải UTF-8"),
        (OURS.encode("utf-16"), "schedules.yaml:1: tệp không phải UTF-8"),
        (b"- a\n- b\n", "schedules.yaml:1: "),
        (b"district: x\nplaces: 5\n", "schedules.yaml:1: thiếu mục"),
    ],
)  # fmt: skip
def test_what_is_no_schedule_at_all_is_refused(write: Write, content: bytes, said: str) -> None:
    path = write("")
    path.write_bytes(content)
    assert refused(path)[0].startswith(said)


def test_a_file_with_the_mark_of_windows_is_read(write: Write) -> None:
    path = write("")
    path.write_bytes(b"\xef\xbb\xbf" + OURS.encode())
    assert len(load_schedule(path).stations) == 18


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "không mở được tệp" in refused(tmp_path / "schedules.yaml")[0]


def test_a_set_of_its_own_need_hold_no_more_than_one_sound(write: Write, tmp_path: Path) -> None:
    own = tmp_path / "jingles" / "my-an"
    own.mkdir()
    (own / "nhac-hieu.flac").touch()
    text = changed(
        ("    kind: huyện\n", "    kind: huyện\n    imaging: my-an\n"),
        ("{id: my-hiep, place: my-hiep,", "{id: my-hiep, place: my-hiep, imaging: my-an,"),
    )
    assert load_schedule(write(text)).imaging_sets == ("my-an",)


def test_a_set_that_is_no_folder_is_told_where_it_is_named(write: Write, tmp_path: Path) -> None:
    (tmp_path / "jingles" / "my-an").mkdir()
    (tmp_path / "jingles" / "khac").touch()
    text = changed(
        ("    kind: huyện\n", "    kind: huyện\n    imaging: khac\n"),
        ("{id: my-hiep, place: my-hiep,", "{id: my-hiep, place: my-hiep, imaging: my-am,"),
    )
    district, station = line_of(text, "imaging: khac"), line_of(text, "imaging: my-am")
    make = "bộ nhạc là một thư mục trong jingles/; làm bằng broadcast jingles --name TÊN-ĐÀI"
    assert refused(write(text)) == [
        f"schedules.yaml:{district}: không có bộ nhạc «khac»; {make}",
        f"schedules.yaml:{station}: không có bộ nhạc «my-am»; có phải «my-an»?",
    ]


def test_a_sound_that_only_one_set_has_is_missing_elsewhere(write: Write, tmp_path: Path) -> None:
    own = tmp_path / "jingles" / "my-an"
    own.mkdir()
    (tmp_path / "jingles" / "ket-thuc.flac").rename(own / "ket-thuc.flac")
    station = ("{id: my-an, place: my-an,", "{id: my-an, place: my-an, imaging: my-an,")
    text = changed(station)
    missing = "không có nhạc «ket-thuc» (jingles/ket-thuc.flac); sửa tên, hoặc chạy broadcast jingles"
    assert refused(write(text)) == [f"schedules.yaml:{line_of(text, 'sign_off: ')}: {missing}"]
    everywhere = changed(("    kind: huyện\n", "    kind: huyện\n    imaging: my-an\n"))
    assert load_schedule(write(everywhere)).imaging_set("kien-an", DAY) == "my-an"


@pytest.mark.parametrize("name", ["../my-an", "My An", "''", "my-an/"])
def test_the_name_of_a_set_leads_nowhere_else(write: Write, name: str) -> None:
    text = changed(("{id: my-an, place: my-an,", f"{{id: my-an, place: my-an, imaging: {name},"))
    (told,) = refused(write(text))
    assert told.startswith(f"schedules.yaml:{line_of(text, f'imaging: {name},')}: ")


def test_the_sounds_may_lie_elsewhere(write: Write, tmp_path: Path) -> None:
    path = write(OURS)
    (tmp_path / "jingles").rename(tmp_path / "sounds")
    assert len(refused(path)) == 6
    assert load_schedule(path, tmp_path / "sounds").stations


def test_whom_to_call_is_inherited_and_a_station_may_have_its_own(write: Write) -> None:
    district, own = "{name: Tổ kỹ thuật, phone: 0296 000 1234}", "{name: Chị Lan, phone: +84 900 000 001}"
    schedule = load_schedule(
        write(
            changed(
                ("    kind: huyện\n", f"    kind: huyện\n    contact: {district}\n"),
                (
                    "name: Đài Truyền thanh xã Kiến An}",
                    f"name: Đài Truyền thanh xã Kiến An, contact: {own}}}",
                ),
            )
        )
    )
    called = (
        schedule.contact_at("kien-an", DAY),
        schedule.contact_at("my-an", DAY),
        schedule.contact("my-an", DAY),
    )
    assert [each and each.dialled for each in called] == ["+84900000001", "02960001234", "02960001234"]
    assert load_schedule(write(OURS)).contact("my-an", DAY) is None


def test_a_telephone_number_without_digits_is_refused(write: Write) -> None:
    nonsense = "    kind: huyện\n    contact: {name: Tổ kỹ thuật, phone: gọi sau}\n"
    (told,) = refused(write(changed(("    kind: huyện\n", nonsense))))
    assert "phone" in told
