"""`broadcast phrases` at the terminal: for a text or for a station, never for both."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from broadcast.__main__ import open_house
from broadcast.doors.cli.commands import broadcast

ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two announcers, of whom the man has recorded nothing yet."""
    shutil.copy(ROOT / "schedules.yaml", tmp_path)
    shutil.copytree(ROOT / "jingles", tmp_path / "jingles")
    for name, sex in (("anh-ba", "nam"), ("chi-tu", "nữ")):
        folder = tmp_path / "phrases" / name
        folder.mkdir(parents=True)
        (folder / "phrases.tsv").write_text(f"# giọng: {sex}\n", encoding="utf-8")
    (tmp_path / "loi.txt").write_text("Xin chào bà con.", encoding="utf-8")
    return tmp_path


def run(house: Path, *arguments: str) -> Result:
    flags = ("--house", str(house), "--data", str(house / "data"))
    return CliRunner(mix_stderr=False).invoke(broadcast, ["phrases", *arguments, *flags], obj=open_house)


def test_a_text_and_a_station_are_listed_alike(house: Path) -> None:
    done = run(house, str(house / "loi.txt"), "--voice", "chi-tu")
    assert done.stdout.splitlines() == ["    1  xin chào bà con"]
    done = run(house, "--station", "my-an", "--days", "7", "--date", "2020-08-06")
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.endswith(":")] == ["anh-ba:", "chi-tu:"]
    assert "   21  kính chào quý thính giả" in lines[: lines.index("chi-tu:")]
    assert "   21  đây là đài truyền thanh xã mỹ an" in lines[lines.index("chi-tu:") :]
    assert "    3  hôm nay là thứ năm ngày sáu tháng tám năm hai ngàn không trăm hai mươi" in lines


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "ghi một tệp, hoặc --station S"),
        (("loi.txt", "--station", "my-an"), "ghi một tệp, hoặc --station S"),
        (("--station", "my-am"), "có phải «my-an»?"),
        (("--station", "my-an", "--days", "0"), "--days"),
        (("--station", "my-an", "--voice", "chi-nam"), "chi-nam"),
    ],
)
def test_what_cannot_be_listed_is_told(house: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(house, *arguments)
    assert done.exit_code != 0
    assert told in done.stderr
