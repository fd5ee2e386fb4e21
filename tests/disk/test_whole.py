import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from broadcast.disk import PART, NotWritten, whole
from broadcast.errors import Invalid


def write(to: Path, content: bytes = b"new") -> None:
    with whole(to) as file:
        file.write(content)


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    real, link = tmp_path / "store" / "real.mp3", tmp_path / "link.mp3"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["link.mp3", "real.mp3", "store"]


def test_a_link_to_a_file_that_is_not_there_yet_makes_that_file(tmp_path: Path) -> None:
    link = tmp_path / "link.mp3"
    link.symlink_to("real.mp3")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "real.mp3").read_bytes() == b"new"


@pytest.mark.parametrize("through_a_link", [False, True])
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path: Path, *, through_a_link: bool) -> None:
    pipe = to = tmp_path / "pipe"
    os.mkfifo(pipe)
    if through_a_link:
        to = tmp_path / "link.mp3"
        to.symlink_to(pipe)
    with pytest.raises(Invalid) as refused:
        write(to)
    assert str(to) in str(refused.value)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_and_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to("round")
    for name in ("folder", "round"):
        with pytest.raises(Invalid):
            write(tmp_path / name)
    assert (tmp_path / "round").is_symlink()


def test_a_missing_folder_is_named_as_it_was_given(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as refused:
        write(tmp_path / "nowhere" / "out.mp3")
    assert str(tmp_path / "nowhere" / "out.mp3") in str(refused.value)


def test_what_a_killed_process_left_of_a_file_goes_when_it_is_written_again(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    to = tmp_path / "ra.mp3"
    left, other, at_work = (
        tmp_path / f"{name}-1{PART}"
        for name in (f"ra.mp3.{ended.pid}", f"khac.mp3.{ended.pid}", f"ra.mp3.{os.getpid()}")
    )
    for part in (left, other, at_work):
        part.touch()
    with whole(to) as file:
        file.write(b"new")
    assert sorted(tmp_path.iterdir()) == sorted([to, other, at_work])
