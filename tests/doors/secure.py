"""A CA of one's own, a certificate for station.test, and the real service behind it.

conftest.py takes the fixtures `issued` and `secure` from here, so any test of this folder may ask for them; a
browser test starts its Chromium with `secure.chromium` and goes to `secure.url`.
"""

import base64
import hashlib
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import which

import pytest
import requests
import uvicorn
from requests.adapters import HTTPAdapter

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.doors.api import create_app
from broadcast.doors.listening import listening
from broadcast.doors.serving import configured
from broadcast.doors.tls import Tls

NAME = "station.test"


@dataclass(frozen=True)
class Issued:
    """What an office of certificates hands out: the CA to trust, and the files of one name."""

    ca: Path
    cert: Path
    key: Path

    @property
    def tls(self) -> Tls:
        return Tls(self.cert, self.key)

    @property
    def spki(self) -> str:
        """SHA-256 of the certificate's public key in base64, as Chromium takes it."""
        public = _openssl("x509", "-in", str(self.cert), "-noout", "-pubkey")
        return base64.b64encode(hashlib.sha256(der(public.decode())).digest()).decode()


def issue(folder: Path, name: str = NAME, days: int = 2) -> Issued:
    """A fresh CA and a certificate for `name` and for loopback; `days` may be negative."""
    folder.mkdir(parents=True, exist_ok=True)
    ca, ca_key = folder / "ca.pem", folder / "ca.key"
    cert, key, asked = folder / "cert.pem", folder / "key.pem", folder / "asked.csr"
    extensions = folder / "extensions.cnf"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    of_ca = ["-subj", "/CN=CA cua huyen", "-days", "3", "-addext", "keyUsage=critical,keyCertSign"]
    _openssl("req", "-x509", *curve, *of_ca, "-keyout", str(ca_key), "-out", str(ca))
    _openssl("req", "-new", *curve, "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(asked))
    extensions.write_text(f"subjectAltName=DNS:{name}\nextendedKeyUsage=serverAuth\n")
    signed = ["-CA", str(ca), "-CAkey", str(ca_key), "-CAcreateserial", "-extfile", str(extensions)]
    dated = ["-days", str(days)]
    _openssl("x509", "-req", "-in", str(asked), *signed, *dated, "-out", str(cert))
    key.chmod(0o600)
    return Issued(ca, cert, key)


@dataclass(frozen=True)
class Secure:
    """The real service over TLS, as https://station.test:PORT; and, beside it, over plain HTTP."""

    reception: Reception
    issued: Issued
    port: int
    plain_port: int

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}"

    @property
    def plain_url(self) -> str:
        return f"http://{NAME}:{self.plain_port}"

    def session(self) -> requests.Session:
        """A client that trusts the CA and finds the name on this machine."""
        session = requests.Session()
        session.trust_env = False
        session.verify = str(self.issued.ca)
        session.mount("https://", ToLoopback(self.port))
        return session

    @property
    def chromium(self) -> list[str]:
        """Arguments for a Chromium that finds the name here and trusts this certificate."""
        return [
            f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={self.issued.spki}",
        ]


class ToLoopback(HTTPAdapter):
    """Sends what is meant for the name to 127.0.0.1; the certificate is checked for the name."""

    def __init__(self, port: int) -> None:
        self._port = port
        super().__init__()

    def init_poolmanager(self, *args: object, **more: object) -> None:
        super().init_poolmanager(*args, server_hostname=NAME, assert_hostname=NAME, **more)

    def send(self, request: requests.PreparedRequest, *args: object, **more: object) -> requests.Response:
        request.headers.setdefault("Host", f"{NAME}:{self._port}")
        request.url = str(request.url).replace(f"https://{NAME}", "https://127.0.0.1")
        return super().send(request, *args, **more)


@contextmanager
def running(
    studio: object, tls: Tls | None = None, proxy: str | None = None, host: str = "127.0.0.1"
) -> Iterator[int]:
    """The real server over `studio`, until the block ends; its port."""
    listener = listening(host, 0)
    server = uvicorn.Server(configured(create_app(studio), tls, proxy, "warning"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    if which("openssl") is None:
        pytest.skip("openssl is missing: no certificate for station.test")
    return issue(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(issued: Issued, small_studio: Studio) -> Iterator[Secure]:
    """The small house's service over TLS under another name, and the same over plain HTTP."""
    reception = Reception(small_studio, date(2020, 8, 6), "my-an")
    with running(reception, issued.tls) as port, running(reception) as plain:
        yield Secure(reception, issued, port, plain)


def der(pem: str) -> bytes:
    """The bytes of a PEM of any kind."""
    lines = [line for line in pem.splitlines() if line and not line.startswith("-----")]
    return base64.b64decode("".join(lines))


def _openssl(*words: str) -> bytes:
    return subprocess.run(["openssl", *words], check=True, capture_output=True, timeout=60).stdout
