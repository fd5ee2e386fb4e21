"""`when` and `holidays` in schedules.yaml: what they mean, and what is told of wrong ones, at their line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from test_schedules import OURS, changed, line_of, refused, write

from broadcast.desk.house import review
from broadcast.errors import Invalid
from broadcast.files.schedules import load_schedule
from broadcast.files.scripts import load_script
from broadcast.schedule import Schedule

__all__ = ["write"]

Write = Callable[[str], Path]
FEATURE = "topics: [san-xuat], days: [tue, fri, sun]"


def pin(when: str, first: str = "2020-08-10", last: str = "2021-08-09") -> str:
    return (
        f"pins:\n  - {{script: x, place: my-an, slot: chieu, valid_from: {first}, valid_until: {last},\n"
        f"     when: {{{when}}}}}"
    )


def pinned_on(schedule: Schedule, first: date, last: date) -> list[str]:
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return [f"{day:%m-%d}" for day in days if schedule.pins_on(day, "my-an")]


AUGUST = date(2020, 8, 1), date(2020, 9, 30)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("once: 2020-08-20", ["08-20"]),
        ("weekly: [mon, thu], until: 2020-08-20", ["08-10", "08-13", "08-17", "08-20"]),
        ("monthly: [15, -1]", ["08-15", "08-31", "09-15", "09-30"]),
        ("yearly: [2/9]", ["09-02"]),
        ("dates: [2020-08-11, 2020-07-01]", ["08-11"]),
        ("lunar: [15, mùng 1]", ["08-19", "09-02", "09-17"]),
        ('lunar: ["15/7"], once: 2020-08-12', ["08-12", "09-02"]),
        ("rrule: FREQ=MONTHLY;BYDAY=1MO", ["09-07"]),
        ('rrule: "FREQ=WEEKLY;INTERVAL=2", from: 2020-08-11', ["08-11", "08-25", "09-08", "09-22"]),
        ("holidays: only", ["09-02"]),
        ("monthly: [1, 2, 3], holidays: never, except: [2020-09-03]", ["09-01"]),
        ("daily: true, from: 2020-08-30, until: 2020-09-04, except_lunar: [rằm/7]",
         ["08-30", "08-31", "09-01", "09-03", "09-04"]),
    ],
)  # fmt: skip
def test_a_pin_holds_on_the_days_that_it_names(write: Write, when: str, days: list[str]) -> None:
    schedule = load_schedule(write(changed(("pins: []", pin(when)))))
    assert pinned_on(schedule, *AUGUST) == days


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ('lunar: ["30/12/2021"]', "tháng 12 năm 2021 có 29 ngày; ngày cuối của tháng ấy là 29/12/2021"),
        ('lunar: ["15/13"]', "âm lịch không có ngày «15/13»; ghi tháng từ 1 đến 12"),
        ("lunar: [31]", "âm lịch không có ngày «31»; tháng âm lịch có 29 hoặc 30 ngày"),
        ("rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "không rơi vào ngày nào"),
        ("rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "thêm from"),
        ("yearly: [30/2]", "không có ngày «30/2» trong năm; ghi ngày/tháng như 27/7"),
        ("monthly: [32]", "tháng không có ngày 32; ghi từ 1 đến 31"),
        ("weekly: [hai]", "«hai»; chọn 'mon'"),
        ("weekly: []", "danh sách «weekly» trống"),
        ("once: 2030-01-01", "từ 2020-08-10 đến 2021-08-09 không có ngày nào như vậy"),
        ("from: 2020-08-20, until: 2020-08-11", "không có ngày nào như vậy; sửa when"),
        ("mỗi: ngày", "không có mục nào tên"),
        ("daily: no", "daily"),
    ],
)
def test_a_wrong_day_is_told_at_its_line_with_what_to_write(write: Write, when: str, told: str) -> None:
    text = changed(("pins: []", pin(when)))
    (fault,) = refused(write(text))
    assert told in fault
    line = int(fault.split(":")[1])
    assert line in {line_of(text, "when: {"), line_of(text, "valid_from: 2020-08-10, valid_until: 2021")}


def test_features_and_sessions_air_on_their_days(write: Write) -> None:
    on_sundays = 'when: {lunar: ["15"]}'
    noon = "longest_min: 15, aim_min: 10, form: hang-ngay}\n      - {id: chieu"
    schedule = load_schedule(
        write(
            changed(
                (FEATURE, f"topics: [san-xuat], {on_sundays}"),
                (noon, noon.replace("hang-ngay}", "hang-ngay, when: {holidays: never}}")),
            )
        )
    )
    framing = schedule.framing("hang-ngay")
    assert "san-xuat" in framing.features_on(date(2020, 9, 2))  # rằm tháng bảy
    assert "san-xuat" not in framing.features_on(date(2020, 9, 4))
    assert [slot.id for slot in schedule.slots("my-an", date(2020, 9, 2))] == ["sang", "chieu"]
    assert [slot.id for slot in schedule.slots("my-an", date(2020, 9, 3))] == ["sang", "trua", "chieu"]


def test_a_house_has_days_off_of_its_own(write: Write) -> None:
    own = "holidays: [{name: Nghỉ bù, dates: [2020-09-03], legal: Thông báo}]\n"
    schedule = load_schedule(write(own + changed(("pins: []", pin("holidays: only")))))
    assert pinned_on(schedule, *AUGUST) == ["09-02", "09-03"]
    assert "không có văn bản" in refused(write(OURS + "holidays: [{name: Nghỉ bù, dates: [2020-09-03]}]"))[0]


def script(folder: Path, when: str, more: str = "") -> Path:
    path = folder / "don-rac.md"
    fields = f"title: Dọn rác\ngenre: thong-bao\n{more}when: {{{when}}}\n"
    path.write_text(f"---\n{fields}---\nMời bà con dọn rác.\n", encoding="utf-8")
    return path


def test_a_script_airs_on_its_own_days_only(write: Write, tmp_path: Path) -> None:
    own = "holidays: [{name: Nghỉ bù, dates: [2020-09-03], legal: Thông báo}]\n"
    schedule = load_schedule(write(own + OURS))
    file = load_script(script(tmp_path, "lunar: [rằm, mùng 1]"), "x.md")
    days = [date(2020, 9, number) for number in range(1, 31)]
    assert [day.day for day in days if file.script.valid_on(day)] == [2, 17]
    never = load_script(script(tmp_path, "holidays: never"), "x.md")
    kept = review(never, schedule).script
    assert [day.day for day in days if not kept.valid_on(day)] == [2, 3]
    assert never.script.fingerprint != file.script.fingerprint, "who approved it approved its days"


def test_a_script_that_would_never_air_is_told_at_its_line(tmp_path: Path) -> None:
    path = script(tmp_path, "once: 2021-01-01", "valid_from: 2020-08-01\nvalid_until: 2020-08-31\n")
    with pytest.raises(Invalid, match=r"don-rac.md:6: .*từ 2020-08-01 đến 2020-08-31 không có ngày nào"):
        load_script(path, path.name)
    with pytest.raises(Invalid, match=r"don-rac.md:4: .*âm lịch không có ngày «31/1»"):
        load_script(script(tmp_path, "lunar: [31/1]"), "don-rac.md")
