"""The equipment of the adapters' tests: a Google of our own, and a clock that nobody waits for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from google_stand_in import Google, certificate, serving
from still_clock import Clock

from broadcast.adapters.speech.gtts import GoogleTranslate


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
