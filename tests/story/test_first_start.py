"""The first start: no default account, a link on the screen that makes one, once."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from newcomer import BARE, DAY, ROOT, command

ACCOUNT = {"name": "lan", "full_name": "Nguyễn Thị Lan", "password": "ao cá bờ dừa xuồng ba lá"}


@contextmanager
def started(data: Path) -> Iterator[list[str]]:
    """What the screen says until the address is told."""
    process = subprocess.Popen(
        command("run", "--date", DAY, "--port", "0", "--station", "my-an", "--data", data),
        env=BARE,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "API: " in line:
                break
        yield said
    finally:
        process.kill()
        process.communicate(timeout=20)


def test_the_first_start_prints_a_link_that_makes_one_account_and_the_next_prints_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "half").write_bytes(b"an upload that a power cut left")
    with started(tmp_path) as said:
        (link,) = re.findall(r"http://\S+/start/\S+", "".join(said))
        assert requests.post(link, data=ACCOUNT, timeout=20, allow_redirects=False).status_code == 303
        assert requests.get(link, timeout=20).status_code == 404
        assert list((tmp_path / "incoming").iterdir()) == []
    with started(tmp_path) as said:
        assert "/start/" not in "".join(said)
