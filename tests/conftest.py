"""For all tests: with CI=true nothing may be skipped; a Google of our own; a studio with real equipment."""

import fcntl
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import announcer
import piper_stand_in
import pytest
from argon2 import PasswordHasher
from fpt_stand_in import KEY, Fpt, serving_fpt
from google_stand_in import Google, serving
from hypothesis import settings
from still_clock import Clock
from tls_stand_in import certificate
from wyoming_stand_in import Server, serving_wyoming

from broadcast.adapters.speech.espeak import Espeak
from broadcast.adapters.speech.fpt import FptService, FptSpeech
from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.adapters.speech.piper import Piper, PiperFolder
from broadcast.adapters.speech.recorded import PhraseFolder, Recorded
from broadcast.adapters.speech.wyoming import Wyoming, WyomingServer
from broadcast.desk.house import open_house
from broadcast.desk.studio import Studio
from broadcast.desk.traffic import make_day
from broadcast.desk.watching import Nobody
from broadcast.sound.profile import Profile
from broadcast.speech import Speaker, SpeechEngine
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database

settings.register_profile("house", deadline=None, database=None, derandomize=True)
settings.load_profile("house")  # the same examples everywhere, and none fails for a slow machine

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI=true does not allow: {report.longrepr}"
    return report


LONGEST_FIRST = (
    "tests/story/test_air.py",
    "tests/story/test_run.py",
    "tests/story/test_kill.py",
    "tests/story/test_day.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: the two test processes then end together."""
    names = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: names.get(item.nodeid.partition("::")[0], len(names)))


Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder once for all test processes that run side by side."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing: no certificate for the stand-ins of outside voices")
    return certificate(tmp_path_factory.mktemp("tls"), "localhost")


@pytest.fixture
def google(pem: Path) -> Iterator[Google]:
    with serving(pem) as server:
        yield server


@pytest.fixture
def translate(google: Google, pem: Path, clock: Clock) -> GoogleTranslate:
    return GoogleTranslate(base_url=google.url, ca_bundle=pem, now=clock.now, sleep=clock.sleep)


@pytest.fixture
def fpt(pem: Path) -> Iterator[Fpt]:
    with serving_fpt(pem) as server:
        yield server


@pytest.fixture
def fpt_voice(fpt: Fpt, pem: Path, clock: Clock) -> FptSpeech:
    return FptSpeech(
        FptService(
            KEY, base_url=fpt.url, ca_bundle=pem, audio_hosts=("localhost",), now=clock.now, sleep=clock.sleep
        )
    )


@pytest.fixture
def wyoming() -> Iterator[Server]:
    with serving_wyoming() as server:
        yield server


@pytest.fixture
def wyoming_voice(wyoming: Server, clock: Clock) -> Wyoming:
    names = {Speaker.WOMAN: "vi_VN-vivos/12"}
    return Wyoming(WyomingServer(wyoming.address, names=names, now=clock.now, sleep=clock.sleep))


@pytest.fixture(scope="session")
def piper_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two voices of a generated graph: a man's, and one of two women."""
    home = tmp_path_factory.mktemp("piper")
    piper_stand_in.voice(home, "vi-anh-ba")
    piper_stand_in.voice(home, "vi-hai-chi", speakers=["lan", "mai"], tune=14.0)
    return home


@pytest.fixture
def piper_voice(piper_home: Path) -> Piper:
    return Piper(PiperFolder(piper_home, names={Speaker.WOMAN: "vi-hai-chi/mai"}))


@pytest.fixture(scope="session")
def phrases_home(once: Once) -> Path:
    """An announcer's phrases, which espeak plays."""
    return once("phrases", announcer.record)


@pytest.fixture
def recorded_voice(phrases_home: Path) -> Recorded:
    return Recorded(PhraseFolder(phrases_home))


CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Staff of tests log in hundreds of times; what a real hash costs is told in test_passwords.py."""


def studio_of(data: Path, house: Path = ROOT, google: SpeechEngine | None = None) -> Studio:
    """Real equipment over `data`."""
    return Studio(
        house=house,
        data=data,
        database=Database(data / "broadcast.sqlite3"),
        speech=data / "speech",
        clips=ClipFolder(data / "clips"),
        audio=AudioFolder(data / "audio"),
        engines={"espeak": Espeak(), "gtts": google or Espeak()},
        profile=Profile(),
        now=lambda: NOW,
        argon=CHEAP,
    )


@pytest.fixture
def studio(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Studio]:
    """The real house with a fresh DATA; a test that needs Google's voice asks for `translate` as well."""
    data = tmp_path / "data"
    data.mkdir()
    google = request.getfixturevalue("translate") if "translate" in request.fixturenames else None
    studio = studio_of(data, google=google)
    yield studio
    studio.database.close()


SMALL = (
    "khau-trang-01",
    "rua-tay-01",
    "bluezone-01",
    "sot-xuat-huyet",
    "nuoc-sach",
    "lich-bom-nuoc",
    "khuyen-hoc",
)


def lay_out_small_house(to: Path) -> None:
    (to / "scripts_vi").mkdir(parents=True)
    for name in SMALL:
        shutil.copy(ROOT / "scripts_vi" / f"{name}.md", to / "scripts_vi")
    shutil.copy(ROOT / "schedules.yaml", to)
    shutil.copytree(ROOT / "jingles", to / "jingles")


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """The real house with seven scripts, in a copy that a test may change."""
    house = tmp_path / "house"
    lay_out_small_house(house)
    return house


@pytest.fixture
def cold_studio(studio: Studio, small_house: Path) -> Studio:
    """The small house where nothing was ever spoken."""
    return replace(studio, house=small_house)


@pytest.fixture(scope="session")
def small_data(once: Once) -> Path:
    """DATA in which the small house's day is made for two stations; for reading only."""

    def make(folder: Path) -> None:
        lay_out_small_house(folder / "house")
        (folder / "data").mkdir()
        studio = studio_of(folder / "data", folder / "house")
        house = open_house(studio.house)
        stations = [house.schedule.station(name) for name in ("kien-an", "my-an")]
        outcome = make_day(studio, house, date(2020, 8, 6), stations, Nobody())
        studio.database.close()
        assert not outcome.failed

    return once("small-data", make) / "data"


@pytest.fixture(scope="session")
def small_clips(small_data: Path) -> Path:
    """What the small house has to say on its day, spoken and stored ready."""
    return small_data / "clips"


@pytest.fixture
def published_studio(tmp_path: Path, small_data: Path) -> Iterator[Studio]:
    """The day of `small_data`, published, in a DATA of one's own; finished programmes are linked."""
    data = tmp_path / "published"
    data.mkdir()
    shutil.copy(small_data / "broadcast.sqlite3", data)
    shutil.copytree(small_data / "audio", data / "audio", copy_function=os.link)
    studio = studio_of(data)
    yield studio
    studio.database.close()


@pytest.fixture
def small_studio(cold_studio: Studio, small_clips: Path) -> Studio:
    """The small house with its sounds stored ready, and nothing joined, planned or published yet."""
    shutil.copytree(small_clips, cold_studio.data / "clips")
    return cold_studio
