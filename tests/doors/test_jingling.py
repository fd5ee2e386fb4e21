"""`broadcast jingles` at the terminal: what goes together, what is told, what is left alone."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from broadcast.__main__ import open_house
from broadcast.doors.cli.commands import broadcast

ROOT = Path(__file__).parents[2]


@pytest.fixture
def jingles(tmp_path: Path) -> Path:
    """A house with a small set: a stinger and the drill."""
    folder = tmp_path / "jingles"
    folder.mkdir()
    for name in ("nhac-cat-1", "dien-tap"):
        shutil.copy(ROOT / "jingles" / f"{name}.flac", folder)
    return folder


def run(jingles: Path, *arguments: str | Path) -> Result:
    return CliRunner(mix_stderr=False).invoke(
        broadcast, ["jingles", "--house", str(jingles.parent), *map(str, arguments)], obj=open_house
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--name", "Đài xã Hòa An", "--mood", "buon"),
            "chọn một trong: trang-trong (trang trọng), ",
        ),
        (("--name", " - "), "tên đài không có chữ nào"),
        (("--mood", "am-ap"), "--mood không đi cùng bộ nhạc của huyện (thiếu --name)"),
        (("--seed", "3"), "thiếu --name"),
        (("--start", "3"), "thiếu --from"),
        (("--from", "cu.wav", "--kind", "signature"), "thêm -o THƯ-MỤC"),
        (("--from", "cu.wav", "--kind", "dien-tap", "-o", "moi"), "signature, stinger-1"),
        (("--from", "cu.wav", "-o", "moi"), "không có loại «»"),
        (("--from", "cu.wav", "--kind", "bed", "-o", "moi"), "cu.wav: "),
        (("--from", "cu.wav", "--name", "Hòa An", "-o", "moi"), "--name không đi cùng --from"),
        (("--show", "--name", "Hòa An"), "--name không đi cùng --show"),
        (("--show", "-o", "khong-co"), "không có bộ nhạc hiệu"),
        (("--seed", "-1"), "--seed"),
        (("--start", "-1"), "--start"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_changes(
    jingles: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(jingles.parent)
    before = {path: path.read_bytes() for path in jingles.iterdir()}
    done = run(jingles, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert {path: path.read_bytes() for path in jingles.iterdir()} == before
    assert list(jingles.parent.iterdir()) == [jingles]


def test_levels_are_shown_without_making_anything(jingles: Path) -> None:
    before = sorted(path.stat().st_mtime_ns for path in jingles.iterdir())
    done = run(jingles, "--show")
    assert done.exit_code == 0, done.stderr
    head, stinger, drill = done.stdout.splitlines()
    assert head.split()[:3] == ["âm", "thanh", "giây"]
    assert stinger.split()[:3] == ["nhac-cat-1", "3.00", "-17.7"]
    assert drill.split()[:3] == ["dien-tap", "4.40", "-17.2"]
    assert sorted(path.stat().st_mtime_ns for path in jingles.iterdir()) == before


def test_levels_as_json_and_in_english(jingles: Path) -> None:
    told = json.loads(run(jingles, "--show", "--json").stdout)
    assert [sound["name"] for sound in told] == ["nhac-cat-1", "dien-tap"]
    assert told[0]["integrated_lufs"] == pytest.approx(-17.7, abs=0.1)
    assert told[0]["seam"] is None
    assert run(jingles, "--show", "--lang", "en").stdout.startswith("sound")


def test_a_bed_is_shown_under_speech(jingles: Path) -> None:
    shutil.copy(ROOT / "jingles/nhac-nen.flac", jingles)
    last = run(jingles, "--show").stdout.splitlines()[-1]
    assert last.startswith("nhac-nen dưới lời đọc (-18 dB): nhỏ hơn lời 18.0 LU")


def test_a_recording_is_cut_into_a_set(jingles: Path) -> None:
    moi = jingles / "moi"
    done = run(
        jingles,
        *("--from", ROOT / "jingles/ket-thuc.flac", "--kind", "signature", "--start", "1.5", "--length", "5"),
        *("--fade-in", "0.2", "--fade-out", "2", "-o", moi),
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert [path.name for path in moi.iterdir()] == ["nhac-hieu.flac"]
    assert done.stdout.splitlines()[1].split()[:2] == ["nhac-hieu", "5.00"]
    assert done.stdout.splitlines()[-2:] == [
        f"Đã ghi vào {moi}",
        "Để đài dùng bộ này: ghi imaging: moi ở đài ấy trong schedules.yaml",
    ]


def test_a_set_is_not_written_over_a_file(jingles: Path) -> None:
    taken = jingles.parent / "x"
    taken.write_text("của người khác", encoding="utf-8")
    done = run(jingles, "--name", "Hòa An", "-o", taken)
    assert done.exit_code == 1
    assert str(taken) in done.stderr
    assert taken.read_text(encoding="utf-8") == "của người khác"
