"""A session one minute ahead airs at its hour, at two communes: heard on the aircheck, told in the report.

In real time: while it waits it costs nothing, so it stands first (tests/conftest.py).
"""

import csv
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests
import soundfile
from newcomer import BARE, ROOT, broadcast, command
from scipy.signal import correlate
from service import served, until_ready

from broadcast.agent.clock import VIETNAM
from broadcast.agent.players.aircheck import begins
from broadcast.desk.editorial import approve

RATE_HZ = 24_000
STATIONS = ("kien-an", "my-an")
LEAD = timedelta(seconds=30)
ON_TIME_S = 0.050

SCRIPT = """---
title: {title}
genre: khan-cap
campaign: thuong-xuyen
topic: thien-tai
class: emergency
---
{text}
"""
"""An emergency, so that it may air at whatever hour the tests run."""


def coming_minute() -> datetime:
    """A whole minute, far enough ahead to make the day, of the same day; no aircheck turns its reel then."""
    now = datetime.now(VIETNAM)
    while (now + LEAD + timedelta(minutes=3)).date() != now.date():
        time.sleep(1)
        now = datetime.now(VIETNAM)
    minute = (now + LEAD).replace(second=0, microsecond=0) + timedelta(minutes=1)
    while minute.minute in {59, 0}:
        minute += timedelta(minutes=1)
    return minute


@pytest.fixture
def hour() -> datetime:
    return coming_minute()


@pytest.fixture
def house(house: Path, hour: datetime) -> Path:
    """Two stations with one short session at that hour, and two sentences to say."""
    for script in (house / "scripts_vi").glob("*.md"):
        script.unlink()
    for name, text in (
        ("bao-gap", "Mời bà con vào nhà tránh giông."),
        ("ghe-xuong", "Ghe xuồng cập bờ ngay."),
    ):
        path = house / "scripts_vi" / f"{name}.md"
        path.write_text(SCRIPT.format(title=text, text=text))
        approve(path, "Trần Thị Bình", hour.date(), house)
    schedule = (house / "schedules.yaml").read_text()
    stations = [line for line in schedule.splitlines() if ", place: " in line and "{id: " in line]
    for line in stations:
        if not any(f"id: {name}," in line for name in STATIONS):
            schedule = schedule.replace(line + "\n", "")
    slots = re.search(r"    slots:\n(      - .*\n)+", schedule)
    assert slots
    slot = f'{{id: gap, name: gấp, starts: "{hour:%H:%M}", longest_min: 2, aim_min: 1, form: hang-ngay}}'
    schedule = schedule.replace(slots[0], f"    slots:\n      - {slot}\n")
    schedule = schedule.replace(
        'quiet: "21:00-05:00"',
        f'quiet: "{hour - timedelta(hours=2):%H:%M}-{hour - timedelta(hours=1):%H:%M}"',
    )
    schedule = re.sub(r"greeting: >-\n.*\n.*\n", "greeting: Xin chào.\n", schedule)
    schedule = re.sub(r"closing: >-\n.*\n.*\n", 'closing: "Hẹn gặp lại lúc {next}."\n', schedule)
    schedule = schedule.replace("signature: nhac-hieu", "signature: nhac-cat-1").replace(
        "sign_off: ket-thuc", "sign_off: nhac-cat-2"
    )
    (house / "schedules.yaml").write_text(schedule)
    return house


@contextmanager
def agent(address: str, station: str, data: Path, tape: Path) -> Iterator[subprocess.Popen[str]]:
    """The commune's agent as a process of its own."""
    arguments = ["--server", address, "--station", station, "--data", data, "--player", f"file:{tape}"]
    process = subprocess.Popen(
        command("station", *arguments), env=BARE, cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=20)


def told(address: str, station: str, day: date) -> dict[str, Any]:
    (item,) = requests.get(f"{address}/api/v1/stations/{station}/playlists/{day}", timeout=10).json()["items"]
    return dict(item)


def counted(report: Path, data: Path, house: Path, day: date) -> list[dict[str, str]]:
    """The stations' rows of the report on `day`."""
    run = broadcast(
        "report", "--from", str(day), "--to", str(day), "-o", report, "--data", data, "--house", house
    )
    assert run.returncode == 0, run.stderr
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [row for row in rows if row["row"] == "campaign" and row["planned_plays"] != "0"]


def lateness_s(tape: Path, file: Path, starts: datetime) -> float:
    """How long after `starts` the sound of `file` begins on the aircheck; it is there whole."""
    wanted, rate_hz = soundfile.read(file, dtype="float32")
    assert rate_hz == RATE_HZ
    reels = [(begins(path), soundfile.read(path, dtype="float32")[0]) for path in sorted(tape.glob("*.wav"))]
    began, heard = max(reels, key=lambda reel: np.abs(reel[1]).sum())
    products = correlate(heard, wanted, "valid")
    place = int(products.argmax())
    likeness = products[place] / np.sqrt(
        np.sum(heard[place : place + wanted.size].astype(float) ** 2) * np.sum(wanted.astype(float) ** 2)
    )
    assert likeness > 0.999
    return (began + timedelta(seconds=place / RATE_HZ) - starts).total_seconds()


def test_a_session_one_minute_ahead_airs_on_time_and_stands_on_the_page_and_in_the_report(
    house: Path, hour: datetime, tmp_path: Path
) -> None:
    day, data, here, there = hour.date(), tmp_path / "data", tmp_path / "here", tmp_path / "there"
    with served(data, "--house", house, "--station", "my-an", "--player", f"file:{here}") as (
        service,
        address,
    ):
        until_ready(address, 25)
        with agent(address, "kien-an", tmp_path / "commune", there) as commune:
            items = {station: told(address, station, day) for station in STATIONS}
            ends = max(
                datetime.fromisoformat(item["starts_at"]) + timedelta(seconds=item["duration_s"])
                for item in items.values()
            )
            time.sleep(max(0.0, (ends - datetime.now(VIETNAM)).total_seconds()))
            deadline = time.monotonic() + 40
            while (
                sum(int(row["aired_plays"]) for row in counted(tmp_path / "report.csv", data, house, day)) < 4
            ):
                assert time.monotonic() < deadline, counted(tmp_path / "report.csv", data, house, day)
                time.sleep(1)
            for station, tape in (("my-an", here), ("kien-an", there)):
                item = items[station]
                assert datetime.fromisoformat(item["starts_at"]) == hour
                file = tmp_path / f"{station}.mp3"
                file.write_bytes(requests.get(address + item["audio"]["url"], timeout=10).content)
                assert abs(lateness_s(tape, file, hour)) < ON_TIME_S
                page = requests.get(f"{address}/stations/{station}/{day}", timeout=10).text
                assert f"Đã phát {hour:%H:%M:%S}" in page
            for process in (commune, service):
                process.send_signal(signal.SIGTERM)
                assert process.wait(20) == 0
    rows = counted(tmp_path / "report.csv", data, house, day)
    assert {row["station"]: (row["planned_plays"], row["aired_plays"]) for row in rows} == dict.fromkeys(
        STATIONS, ("2", "2")
    )
