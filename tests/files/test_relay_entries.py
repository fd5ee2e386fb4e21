"""`relays` in schedules.yaml, and what is told of wrong ones, at their line."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from test_schedules import changed, line_of, refused, write

from broadcast.files.schedules import load_schedule
from broadcast.schedule import WrongPin

__all__ = ["write"]

Write = Callable[[str], Path]

VOV = {
    "id": "vov",
    "name": "Đài Tiếng nói Việt Nam",
    "place": "cho-moi",
    "starts": '"05:00"',
    "ends": '"05:30"',
    "url": "https://vov.example.vn/vov1",
    "assumed": "true",
}


def relays(*entries: dict[str, str]) -> str:
    written = (", ".join(f"{field}: {value}" for field, value in (VOV | each).items()) for each in entries)
    return changed(("pins: []", "pins: []\nrelays:\n" + "\n".join(f"  - {{{each}}}" for each in written)))


def test_a_relay_is_read_with_its_hours_days_and_fall_back(write: Write) -> None:
    schedule = load_schedule(
        write(
            relays({"fall_back": "[nhac-hieu, khau-trang-01]", "when": "{weekly: [thu]}", "counts": "true"})
        )
    )
    (relay,) = schedule.relays
    assert (relay.starts, relay.ends, relay.duration_s) == (time(5), time(5, 30), 1800)
    assert (relay.fall_back, relay.sounds) == (("nhac-hieu", "khau-trang-01"), {"nhac-hieu"})
    assert relay.counts
    assert schedule.relays_on(date(2020, 8, 6), "my-an") == (relay,)
    assert schedule.relays_on(date(2020, 8, 7), "my-an") == ()
    assert [f"{each:%H:%M}" for each in schedule.starts("my-an", [date(2020, 8, 6)])] == [
        "05:30",
        "11:00",
        "17:00",
    ]


@pytest.mark.parametrize(
    ("entry", "field", "told"),
    [
        ({"starts": '"03:15"'}, "starts", "03:15 là giờ cấm phát (21:00-05:00); cho tiếp sóng trong"),
        ({"starts": '"20:00"', "ends": '"21:10"'}, "starts", "kéo vào giờ cấm phát"),
        ({"starts": '"20:00"'}, "starts", "kéo qua nửa đêm; ghi ends sau starts"),
        ({"url": "vov.vn"}, "url", "không phải là địa chỉ luồng phát; ghi địa chỉ bắt đầu bằng https://"),
        ({"url": "http://"}, "url", "không phải là địa chỉ"),
        ({"url": '"http://a:b/"'}, "url", "không phải là địa chỉ"),
        ({"assumed": "false"}, "id", "không có văn bản (legal) mà không ghi là giả định"),
        ({"place": "my-ann"}, "place", "có phải «my-an»?"),
        ({"fall_back": "[]"}, "fall_back", "danh sách «fall_back» trống"),
        ({"ends": '"09:00"'}, "ends", "đã nhường cho tiếp sóng Đài Tiếng nói Việt Nam 05:00-09:00"),
        ({"ends": '"06:00"', "counts": "true"}, "counts", "tiếp sóng 60 phút chiếm hết mức một ngày 45 phút"),
        ({"when": "{once: 2021-01-01, from: 2021-02-01, until: 2021-03-01}"}, "when", "không có ngày nào"),
    ],
)  # fmt: skip
def test_a_wrong_relay_is_told_at_its_line(
    write: Write, entry: dict[str, str], field: str, told: str
) -> None:
    text = relays(entry)
    (fault,) = refused(write(text))
    assert told in fault
    assert fault.startswith(f"schedules.yaml:{line_of(text, '{id: vov')}:"), field


def test_two_relays_at_once_are_told_at_the_second(write: Write) -> None:
    second = {"id": "tinh", "name": "Đài tỉnh", "place": "my-an", "starts": '"05:15"', "ends": '"06:00"'}
    text = relays({}, second)
    (fault,) = refused(write(text))
    assert fault.startswith(
        f"schedules.yaml:{line_of(text, 'id: tinh')}: tiếp sóng 05:15-06:00 trùng giờ với"
    )
    assert "Đài Tiếng nói Việt Nam (05:00-05:30); đổi giờ, hoặc chia ngày bằng when" in fault
    load_schedule(write(relays({"when": "{weekly: [mon]}"}, second | {"when": "{weekly: [tue]}"})))


def test_what_a_relay_falls_back_on_must_be_there(write: Write) -> None:
    text = relays({"fall_back": "[khau-trang-01, nhac-hieu]"})
    schedule = load_schedule(write(text))
    with pytest.raises(WrongPin) as refused_:
        schedule.refuse_wrong_pins({})
    (fault,) = refused_.value.faults
    assert "không có bài hay nhạc «khau-trang-01» để phát thay" in fault.what.vi
    assert fault.where is not None
    assert fault.where.line == line_of(text, "{id: vov")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("own", (True, ())),
        ("[own]", (True, ())),
        ("[own, nhac-hieu]", (True, ("nhac-hieu",))),
        ("nhac-hieu", (False, ("nhac-hieu",))),
    ],
)
def test_a_relay_may_fall_back_on_the_stations_own_programme(
    write: Write, written: str, kept: tuple[bool, tuple[str, ...]]
) -> None:
    (relay,) = load_schedule(write(relays({"fall_back": written}))).relays
    assert (relay.own, relay.fall_back) == kept
