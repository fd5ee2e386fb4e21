"""What people get wrong: a sentence with file, line and what to do, status 2; the last good state stays."""

import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from newcomer import DAY, broadcast

Break = Callable[[Path], None]


def replaced(file: str, old: str, new: str) -> Break:
    def change(house: Path) -> None:
        path = house / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return change


def pinned(script: str, first: str, last: str) -> Break:
    entry = f"{{script: {script}, place: my-an, slot: chieu, valid_from: {first}, valid_until: {last}}}"
    return replaced("schedules.yaml", "pins: []", f"pins:\n  - {entry}")


SCRIPT = "scripts_vi/khau-trang-01.md"
FAULTS: dict[str, tuple[Break, str]] = {
    "an unknown station": (
        replaced(SCRIPT, "approved:", "places: [khong-co-dai-nay]\napproved:"),
        r"scripts_vi/khau-trang-01.md:11: .*khong-co-dai-nay",
    ),
    "overlapping slots": (
        replaced("schedules.yaml", 'starts: "11:00"', 'starts: "05:10"'),
        r"schedules.yaml:\d+: .*05:",
    ),
    "a session in forbidden hours": (
        replaced("schedules.yaml", 'starts: "05:00"', 'starts: "03:15"'),
        r"schedules.yaml:\d+: .*03:15 là giờ cấm phát",
    ),
    "an item pinned outside its campaign": (
        pinned("khau-trang-01", "2021-01-05", "2021-01-06"),
        r"schedules.yaml:\d+: .*ngoài thời gian của chiến dịch",
    ),
    "a lunar date that does not exist": (
        replaced(
            "schedules.yaml",
            "pins: []",
            "pins:\n  - {script: khau-trang-01, place: my-an, slot: chieu, valid_from: 2020-08-10,\n"
            '     valid_until: 2020-08-16, when: {lunar: ["30/12/2021"]}}',
        ),
        r"schedules.yaml:\d+: .*tháng 12 năm 2021 có 29 ngày; ngày cuối của tháng ấy là 29/12/2021",
    ),
    "a relay at 03:15": (
        replaced(
            "schedules.yaml",
            "pins: []",
            "pins: []\nrelays: [{id: vov, name: VOV, place: my-an, starts: '03:15', ends: '03:45',"
            " url: 'https://vov.example/', assumed: true}]",
        ),
        r"schedules.yaml:\d+: 03:15 là giờ cấm phát",
    ),
    "a relay that falls back on nothing": (
        replaced(
            "schedules.yaml",
            "pins: []",
            "pins: []\nrelays: [{id: vov, name: VOV, place: my-an, starts: '06:00', ends: '06:30',"
            " url: 'https://vov.example/', fall_back: [khong-co], assumed: true}]",
        ),
        r"schedules.yaml:\d+: .*không có bài hay nhạc «khong-co»",
    ),
    "impossible syllables": (
        replaced(SCRIPT, "khi ra khỏi nhà, nhất", "khi ra kh i nhà, nhất"),
        r"scripts_vi/khau-trang-01.md:\d+: .*kh i.*khỏi",
    ),
    "no syllable at all": (
        lambda house: (house / "scripts_vi/rong.md").write_text(
            "---\ntitle: Rỗng\ngenre: thong-bao\n---\n... 123\n"
        ),
        r"scripts_vi/rong.md:\d+: ",
    ),
    "an edit after approval": (
        replaced(SCRIPT, "Thưa bà con", "Kính thưa bà con"),
        r"scripts_vi/khau-trang-01.md:\d+: bài đã sửa sau khi duyệt",
    ),
    "audio that does not decode": (
        lambda house: (house / "jingles/nhac-cat-2.flac").write_bytes(b"fLaC" + b"\0" * 5000),
        r"jingles/nhac-cat-2.flac: ",
    ),
    "a jingle of which nothing is heard": (
        lambda house: soundfile.write(house / "jingles/nhac-hieu.flac", np.zeros(48_000), 24_000),
        r"jingles/nhac-hieu.flac: trong tệp không nghe thấy gì",
    ),
    "a missing jingle": (lambda house: (house / "jingles/ket-thuc.flac").unlink(), r"ket-thuc"),
    "broken yaml": (
        replaced("schedules.yaml", "district: cho-moi", "district: [cho-moi"),
        r"schedules.yaml:\d+: ",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place_and_changes_nothing(name: str, house: Path, tmp_path: Path) -> None:
    breaks, told = FAULTS[name]
    breaks(house)
    data = tmp_path / "data"
    for command in (["check"], ["make", "--date", DAY, "--data", data]):
        run = broadcast(*command, "--house", house)
        assert run.returncode == 2, run.stderr
        assert "Traceback" not in run.stderr
        assert re.search(told, run.stderr), run.stderr
    assert not list(data.rglob("*.mp3"))


def test_the_same_faults_in_english(house: Path) -> None:
    replaced("schedules.yaml", 'starts: "05:00"', 'starts: "03:15"')(house)
    run = broadcast("--lang", "en", "check", "--house", house)
    assert "nothing may air" in run.stderr


def test_the_last_good_playlists_stay_in_force(data: Path, house: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    copy.mkdir()
    shutil.copy(data / "broadcast.sqlite3", copy)
    before = broadcast("playlist", "my-an", DAY, "--data", copy).stdout
    replaced("schedules.yaml", "daily_cap_min: 45", "daily_cap_min: many")(house)
    assert broadcast("make", "--date", DAY, "--house", house, "--data", copy).returncode == 2
    assert broadcast("playlist", "my-an", DAY, "--data", copy).stdout == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["playlist", "khong-co", DAY], "không có đài «khong-co»"),
        (["playlist", "my-an", "2019-01-01"], "chưa có danh sách phát"),
        (["playlist", "my-an", "06-08-2020"], "2020-08-06"),
        (["make", "--station", "my-ann"], "có phải «my-an»"),
        (["make", "--date", "2020-13-40"], "DATE"),
        (["run", "--port", "seventy"], "PORT"),
        (["run", "--speech", "robot"], "SPEECH"),
        (["read", "khong-co-tep.txt"], "không có tệp này"),
        (["loudness", "khong-co-tep.mp3"], "không có tệp này"),
        (["loudness", "jingles/nhac-hieu.flac", "--picture", "anh.jpg"], ".png"),
        (["mix", "khong-co-tep.json", "-o", "ra.mp3"], "khong-co-tep.json"),
        (["mix", "khong-co-tep.json", "-o", "ra.mp3", "--picture", "anh.mp3"], ".png"),
        (["export", "my-ann", DAY, "-o", "ra.wav"], "có phải «my-an»"),
        (["export", "my-an", DAY, "-o", "ra.wav"], "chưa có danh sách phát"),
        (["approve", "scripts_vi/khong-co.md", "--by", "A"], "khong-co.md"),
        (["plan", "--explain", "khong-co-bai"], "khong-co-bai"),
        (["speak", "scripts_vi/khau-trang-01.md", "-o", "x.wav", "--pace", "9"], "--pace"),
        (["speak", "scripts_vi/khau-trang-01.md", "-o", "x.wav", "--pace", "nan"], "--pace"),
        (["import", "jingles/nhac-hieu.flac", "--title", " "], "--title"),
        (["dance"], "dance"),
    ],
)
def test_nonsense_on_the_command_line_gets_status_2_and_a_sentence(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    data = [] if arguments[0] in {"import", "read", "loudness", "approve", "dance"} else ["--data", tmp_path]
    run = broadcast(*arguments, *data)
    assert run.returncode == 2, run.stderr
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_in_use_fails_before_any_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = broadcast("run", "--port", str(taken.getsockname()[1]), "--data", tmp_path / "data")
    assert run.returncode == 2
    assert "PORT" in run.stderr
    assert not (tmp_path / "data").exists()
