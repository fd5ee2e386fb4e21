import pytest
from pydantic import BaseModel, ConfigDict, Field

from broadcast.errors import Invalid
from broadcast.files.lined import load, salvaged, validated


def refusal(text: str, first_line: int = 1) -> str:
    with pytest.raises(Invalid) as refused:
        load(text, "a.yaml", first_line=first_line)
    return refused.value.said()


def test_plain_words_are_read_as_people_mean_them() -> None:
    value = load(
        "{a: 17:00, b: 05:00, c: 012, on: 2020-08-06, d: no, e: 12, f: -1.5, g: true, h: ~, i: }", "a"
    ).value
    assert value == {
        "a": "17:00",
        "b": "05:00",
        "c": "012",
        "on": "2020-08-06",
        "d": "no",
        "e": 12,
        "f": -1.5,
        "g": True,
        "h": None,
        "i": None,
    }


def test_every_key_and_entry_has_its_line() -> None:
    document = load("a:\n  - x: 1\n    y: 2\n  - {x: 3}\nb: 4\n", "a.yaml", first_line=10)
    lines = [document.where(*path).line for path in [("a",), ("a", 0, "y"), ("a", 1, "x"), ("b",)]]
    assert lines == [10, 12, 13, 14]
    assert str(document.where("a", 1, "missing")) == "a.yaml:13"
    assert document.where("nowhere").line == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: \x00", "a.yaml:1: có ký tự mà YAML không cho phép"),
        ("a: 1\nb: 2\nc: \x07", "a.yaml:3: có ký tự mà YAML không cho phép"),
        ("a:\n\tb: 1", "a.yaml:2: có ký tự tab ở đầu dòng; thụt lề bằng dấu cách"),
        ("a: 1\nb: 2\na: 3", "a.yaml:3: mục «a» ghi hai lần"),
        ("a: &x [1]\nb: 2\nc: *x", "a.yaml:3: dùng lại một mục bằng & và *"),
        ("a: 1\nb: [1, 2", "a.yaml:2: không đọc được YAML"),
        ("a: 1\nb: !!python/name:os.system x", "a.yaml:2: không đọc được YAML"),
        ("? [a]\n: 1", "a.yaml:1: không đọc được YAML"),
        ("a: !!int x", "a.yaml:1: có giá trị mà YAML không cho phép"),
        ("[" * 5000, "a.yaml:1: có giá trị mà YAML không cho phép"),
    ],
)
def test_what_is_not_yaml_is_refused_at_its_line(text: str, said: str) -> None:
    assert refusal(text).startswith(said)


def test_lines_count_from_where_the_document_begins() -> None:
    assert refusal("a: 1\na: 2", first_line=40).startswith("a.yaml:41:")
    assert refusal("a: 1\nb: \x00", first_line=40).startswith("a.yaml:41:")


def test_an_empty_document_has_no_value() -> None:
    assert load("", "a").value is None
    assert load("# only a remark\n", "a").value is None


class Room(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    seats: int = Field(1, ge=1)


class House(BaseModel):
    rooms: tuple[Room, ...]
    open: bool = False


FAULTY = """\
open: maybe
rooms:
  - {name: A, seats: 0}
  - {nam: B}
  - name: C
    seats: many
  - {name: D, seats: 4}
  - {name: [1]}
"""


def test_all_faults_are_told_at_once_in_both_languages() -> None:
    with pytest.raises(Invalid) as refused:
        validated(House, load(FAULTY, "a.yaml"), guide="docs/x.md")
    assert sorted(fault.said() for fault in refused.value.faults) == [
        "a.yaml:1: «open» không nhận giá trị «maybe»; ghi true hoặc false, xem docs/x.md",
        "a.yaml:3: «rooms.seats» không nhận giá trị «0»; ghi từ 1 trở lên, xem docs/x.md",
        "a.yaml:4: không có mục nào tên «rooms.nam»; xoá hoặc sửa lại tên",
        "a.yaml:4: thiếu mục «rooms.name»; thêm mục này",
        "a.yaml:6: «rooms.seats» không nhận giá trị «many»; ghi một số nguyên, xem docs/x.md",
        "a.yaml:8: «rooms.name» không nhận một danh sách; ghi một dòng chữ, xem docs/x.md",
    ]
    assert all(fault.what.en and fault.remedy.en for fault in refused.value.faults)


def test_the_sound_part_is_salvaged_and_keeps_its_lines() -> None:
    house, document, faults = salvaged(House, load(FAULTY, "a.yaml"))
    assert [room.name for room in house.rooms] == ["A", "C", "D"]
    assert [document.where("rooms", number).line for number in range(3)] == [3, 5, 7]
    assert len(faults) == 6


def test_a_sound_document_is_salvaged_whole() -> None:
    document = load("rooms: [{name: A}]", "a.yaml")
    assert salvaged(House, document) == (House(rooms=(Room(name="A"),)), document, ())


@pytest.mark.parametrize("text", ["open: true", "rooms: 5", "- 1", "5", "rooms: {a: 1}"])
def test_a_document_with_nothing_sound_in_it_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"a\.yaml:1"):
        salvaged(House, load(text, "a.yaml"))
