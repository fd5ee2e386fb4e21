"""HTTPS with one's own files, and behind a proxy: tried before anything is bound, and over real sockets."""

import json
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from in_memory import InMemory
from secure import NAME, Issued, Secure, issue, running
from served import Serve
from staff import PASSWORD

from broadcast.agent.server import Server, ServerAway
from broadcast.doors.cli.playing import BadCa, beside, trusting
from broadcast.doors.serving import NoAddress, trusted
from broadcast.doors.tls import BadCertificate, Tls, refuse_bad, tls_of

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, issued: Issued) -> Issued:
    return issue(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def over_tls(issued: Issued, sounds: Path) -> Iterator[str]:
    with running(InMemory(sounds), issued.tls) as port:
        yield f"https://localhost:{port}"


# ---- the files


def test_good_files_are_taken_with_a_word_before_they_end(issued: Issued) -> None:
    (soon,) = refuse_bad(issued.tls, NOW)
    assert "hết hạn ngày" in soon.vi
    assert refuse_bad(issued.tls, NOW - timedelta(days=30)) == ()


def test_both_files_or_none(issued: Issued) -> None:
    assert tls_of(None, None) is None
    assert tls_of(issued.cert, issued.key) == issued.tls
    for pair in ((issued.cert, None), (None, issued.key)):
        with pytest.raises(BadCertificate, match="--tls-cert và --tls-key"):
            tls_of(*pair)


def test_a_file_that_is_missing_or_no_pem_is_named(issued: Issued, tmp_path: Path) -> None:
    with pytest.raises(BadCertificate, match=r"không đọc được .*gone\.pem"):
        refuse_bad(Tls(tmp_path / "gone.pem", issued.key), NOW)
    (tmp_path / "text.pem").write_text("xin chào")
    with pytest.raises(BadCertificate, match="BEGIN CERTIFICATE"):
        refuse_bad(Tls(tmp_path / "text.pem", issued.key), NOW)
    with pytest.raises(BadCertificate, match="BEGIN CERTIFICATE"):
        refuse_bad(Tls(issued.cert, issued.cert), NOW)


def test_the_key_of_another_certificate_is_refused(issued: Issued, other: Issued) -> None:
    with pytest.raises(BadCertificate, match="không phải của chứng chỉ"):
        refuse_bad(Tls(issued.cert, other.key), NOW)


def test_a_certificate_that_has_ended_is_refused(tmp_path: Path, issued: Issued) -> None:
    with pytest.raises(BadCertificate, match="đã hết hạn"):
        refuse_bad(issue(tmp_path, days=-1).tls, NOW)


def test_a_key_that_others_can_read_is_told(tmp_path: Path, issued: Issued) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(issued.key.read_bytes())
    key.chmod(0o644)
    (told,) = refuse_bad(Tls(issued.cert, key), NOW - timedelta(days=30))
    assert "chmod 600" in told.vi


def test_a_path_that_cannot_be_read_is_named(tmp_path: Path, issued: Issued) -> None:
    with pytest.raises(BadCertificate, match="không đọc được"):
        refuse_bad(Tls(issued.cert, tmp_path), NOW)


# ---- the line


def test_over_tls_browsers_are_told_to_come_back_over_nothing_else(over_tls: str, issued: Issued) -> None:
    with pinned(issued) as session:
        answer = session.get(f"{over_tls}/healthz", timeout=10)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert "https" in session.get(f"{over_tls}/api/v1/stations", timeout=10).url


def test_plain_http_tells_no_browser_to_use_tls(serve: Serve, sounds: Path) -> None:
    assert "strict-transport-security" not in serve(InMemory(sounds)).get("/healthz").headers


def test_plain_http_at_the_port_of_tls_leaves_no_trace_in_the_log(
    over_tls: str, issued: Issued, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    port = int(over_tls.rsplit(":", 1)[1])
    for sent in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01", b""):
        with socket.create_connection(("127.0.0.1", port), 10) as line:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            while line.recv(1_000):
                pass
    with pinned(issued) as session:
        assert session.get(f"{over_tls}/healthz", timeout=10).status_code == 200, "it goes on serving"
    assert "Traceback" not in caplog.text + "".join(capfd.readouterr())


def test_old_tls_is_refused(over_tls: str) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", int(over_tls.rsplit(":", 1)[1])), 10) as line,
        pytest.raises((ssl.SSLError, ConnectionResetError)),
    ):
        old.wrap_socket(line)


def test_the_session_s_cookie_is_kept_from_scripts_neighbours_and_plain_lines(secure: Secure) -> None:
    accounts = secure.reception.accounts
    accounts.invitations.create(accounts.invitations.first_link() or "", "lan", "Nguyễn Thị Lan", PASSWORD)
    with secure.session() as session:
        login = {"name": "lan", "password": PASSWORD}
        given = session.post(f"{secure.url}/api/v1/session", json=login, timeout=30).headers["set-cookie"]
    assert given.startswith("__Host-broadcast=")
    flags = {flag.strip().lower() for flag in given.split(";")[1:]}
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= flags
    assert not any(flag.startswith("domain") for flag in flags)


# ---- agents


def test_an_agent_trusts_a_ca_of_one_s_own_and_nobody_else(
    tmp_path: Path, sounds: Path, issued: Issued
) -> None:
    served = InMemory(sounds)
    local = issue(tmp_path / "localhost", "localhost")
    day = served.today()
    with running(served, local.tls) as port:
        url, station = f"https://localhost:{port}", served.stations()[0].id
        fetched = Server(url, station, trusting(local.ca)).playlist(day, None)
        assert fetched is not None
        assert json.loads(fetched.body)["station"]["id"] == station
        for session in (requests.Session(), trusting(issued.ca)):
            with pytest.raises(ServerAway, match="SSLError"):
                Server(url, station, session).playlist(day, None)


def test_a_file_without_a_certificate_is_no_ca(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("xin chào")
    for name in ("gone.pem", "empty.pem"):
        with pytest.raises(BadCa, match="BEGIN CERTIFICATE"):
            trusting(tmp_path / name)


def test_the_player_beside_the_service_trusts_that_certificate_under_any_name_and_no_other(
    over_tls: str, issued: Issued, other: Issued
) -> None:
    with beside(issued.tls) as session:
        assert session.get(f"{over_tls}/healthz", timeout=10).status_code == 200
    with beside(other.tls) as stranger, pytest.raises(requests.exceptions.SSLError):
        stranger.get(f"{over_tls}/healthz", timeout=10)


# ---- behind a proxy

LOGIN_FORM = 'name="password"'
FROM_AFAR = {"host": NAME, "x-forwarded-for": "192.0.2.7"}


def shown(port: int, headers: dict[str, str]) -> str:
    return requests.get(f"http://127.0.0.1:{port}/login", headers=headers, timeout=10).text


def test_the_proxy_that_is_named_is_believed_about_tls(sounds: Path) -> None:
    with running(InMemory(sounds), proxy="127.0.0.1") as port:
        assert LOGIN_FORM in shown(port, {**FROM_AFAR, "x-forwarded-proto": "https"})
        assert LOGIN_FORM not in shown(port, {**FROM_AFAR, "x-forwarded-proto": "http"})
        assert LOGIN_FORM not in shown(port, FROM_AFAR)
        secure = requests.get(
            f"http://127.0.0.1:{port}/healthz",
            headers={**FROM_AFAR, "x-forwarded-proto": "https"},
            timeout=10,
        )
        assert "strict-transport-security" in secure.headers


@pytest.mark.parametrize("proxy", [None, "192.0.2.1", "198.51.100.0/24"])
@pytest.mark.parametrize("host", [NAME, "localhost", "127.0.0.1"])
def test_whoever_is_not_that_proxy_is_not_believed(sounds: Path, proxy: str | None, host: str) -> None:
    with running(InMemory(sounds), proxy=proxy) as port:
        for spoofed in (
            {"x-forwarded-proto": "https"},
            {"x-forwarded-proto": "https", "x-forwarded-for": "127.0.0.1"},
            {"forwarded": "for=127.0.0.1;proto=https"},
            {"x-real-ip": "127.0.0.1"},
        ):
            assert LOGIN_FORM not in shown(port, {"host": host, **spoofed}), spoofed
        answer = requests.post(
            f"http://127.0.0.1:{port}/api/v1/session",
            json={"name": "lan", "password": "x"},
            headers={"host": host, "x-forwarded-proto": "https"},
            timeout=10,
        )
        assert answer.status_code == 403
        assert "strict-transport-security" not in answer.headers


def test_what_a_proxy_passes_on_is_no_station_on_this_machine(sounds: Path) -> None:
    body = {"json": {"beats": []}}
    with running(InMemory(sounds)) as port:
        beat = f"http://127.0.0.1:{port}/api/v1/stations/my-an/heartbeat"
        assert requests.post(beat, timeout=10, **body).status_code != 403
        assert (
            requests.post(beat, headers={"x-forwarded-for": "192.0.2.7"}, timeout=10, **body).status_code
            == 403
        )


def test_the_browser_on_this_machine_logs_in_without_any_of_it(sounds: Path) -> None:
    with running(InMemory(sounds)) as port:
        assert LOGIN_FORM in shown(port, {"host": f"localhost:{port}"})
        assert LOGIN_FORM not in shown(port, {"host": NAME}), "somebody's DNS says it is us"


@pytest.mark.parametrize("proxy", ["", "caddy.local", "127.0.0.1,10.0.0.1", "*"])
def test_a_proxy_is_named_by_its_address(proxy: str) -> None:
    with pytest.raises(NoAddress, match="behind-proxy"):
        trusted(proxy)


def pinned(issued: Issued) -> requests.Session:
    return beside(issued.tls)
