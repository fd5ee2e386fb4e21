"""For all tests: with CI=true nothing may be skipped; a Google of our own; a studio with real equipment."""

import os
import shutil
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from google_stand_in import Google, certificate, serving
from still_clock import Clock

from broadcast.adapters.speech.espeak import Espeak
from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.desk.studio import Studio
from broadcast.sound.profile import Profile
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI=true does not allow: {report.longrepr}"
    return report


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing: no certificate for the stand-in of Google Translate")
    return certificate(tmp_path_factory.mktemp("tls"), "localhost")


@pytest.fixture
def google(pem: Path) -> Iterator[Google]:
    with serving(pem) as server:
        yield server


@pytest.fixture
def translate(google: Google, pem: Path, clock: Clock) -> GoogleTranslate:
    return GoogleTranslate(base_url=google.url, ca_bundle=pem, now=clock.now, sleep=clock.sleep)


@pytest.fixture
def studio(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Studio]:
    """The real house with a fresh DATA; a test that needs Google's voice asks for `translate` as well."""
    data = tmp_path / "data"
    data.mkdir()
    google = request.getfixturevalue("translate") if "translate" in request.fixturenames else Espeak()
    database = Database(data / "broadcast.sqlite3")
    yield Studio(
        house=ROOT,
        data=data,
        database=database,
        speech=data / "speech",
        clips=ClipFolder(data / "clips"),
        audio=AudioFolder(data / "audio"),
        engines={"espeak": Espeak(), "gtts": google},
        profile=Profile(),
        now=lambda: NOW,
    )
    database.close()


SMALL = (
    "khau-trang-01",
    "rua-tay-01",
    "bluezone-01",
    "sot-xuat-huyet",
    "nuoc-sach",
    "lich-bom-nuoc",
    "khuyen-hoc",
)


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """The real house with seven scripts, in a copy that a test may change."""
    house = tmp_path / "house"
    (house / "scripts_vi").mkdir(parents=True)
    for name in SMALL:
        shutil.copy(ROOT / "scripts_vi" / f"{name}.md", house / "scripts_vi")
    shutil.copy(ROOT / "schedules.yaml", house)
    shutil.copytree(ROOT / "jingles", house / "jingles")
    return house


@pytest.fixture
def small_studio(studio: Studio, small_house: Path) -> Studio:
    return replace(studio, house=small_house)
