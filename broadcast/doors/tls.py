"""Chứng chỉ: the files for HTTPS, tried before anything is bound."""

import ssl
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

SOON = timedelta(days=14)
"""Before a certificate ends it is told at each start."""

_EXPIRED, _NOT_YET = 10, 9  # X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID (OpenSSL, x509_vfy.h)


class BadCertificate(Invalid):
    """HTTPS cannot be served with these files."""


@dataclass(frozen=True, slots=True)
class Tls:
    """The files for HTTPS: the certificate with those between it and its CA, and its key (both PEM)."""

    cert: Path
    key: Path


def tls_of(cert: Path | None, key: Path | None) -> Tls | None:
    """Both files or neither; raises BadCertificate."""
    if cert is not None and key is not None:
        return Tls(cert, key)
    if cert is None and key is None:
        return None
    raise BadCertificate(Fault(_ONE_OF_TWO, _BOTH))


def refuse_bad(tls: Tls, now: datetime) -> tuple[Text, ...]:
    """Try the files as a browser would, in memory; the answer are warnings.

    Raises:
        BadCertificate: one is missing, cannot be read, is no PEM, does not fit the other, or is out of date.
    """
    for file in (tls.cert, tls.key):
        _refuse_unreadable(file)
    ends = _ends(tls, _server(tls))
    return tuple(_warnings(tls, ends, now))


def _refuse_unreadable(file: Path) -> None:
    try:
        file.read_bytes()
    except OSError as error:
        what = Text(f"không đọc được {file} ({error.strerror})", f"cannot read {file} ({error.strerror})")
        raise BadCertificate(Fault(what, _SEE_FILE)) from error


def _server(tls: Tls) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(tls.cert, tls.key, password=_no_password)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            what = Text(
                f"khóa {tls.key} không phải của chứng chỉ {tls.cert}",
                f"the key {tls.key} is not that of the certificate {tls.cert}",
            )
            raise BadCertificate(Fault(what, _MATCH)) from error
        what = Text(
            f"{tls.cert} và {tls.key} không phải chứng chỉ và khóa ở dạng PEM",
            f"{tls.cert} and {tls.key} are no certificate and key in PEM",
        )
        raise BadCertificate(Fault(what, _PEM)) from error
    return context


def _no_password() -> str:
    raise BadCertificate(Fault(_LOCKED, _UNLOCK))


def _ends(tls: Tls, server: ssl.SSLContext) -> datetime:
    """When the certificate ends: what a client that trusts it and nothing else is told in a handshake."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    client.load_verify_locations(tls.cert)
    try:
        told = _handshake(client, server)
    except ssl.SSLCertVerificationError as error:
        dates = error.verify_code in {_EXPIRED, _NOT_YET}
        what = (
            _OUT_OF_DATE
            if dates
            else Text(
                f"chứng chỉ {tls.cert} không dùng được ({error.verify_message})",
                f"the certificate {tls.cert} cannot be used ({error.verify_message})",
            )
        )
        raise BadCertificate(Fault(what, _RENEW)) from error
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)


def _handshake(client: ssl.SSLContext, server: ssl.SSLContext) -> dict[str, object]:
    """What `client` learns of the certificate of `server`, without any socket."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking = client.wrap_bio(to_client, to_server)
    answering = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):  # each side speaks twice at most
        for side in (asking, answering):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return dict(asking.getpeercert() or {})


def _warnings(tls: Tls, ends: datetime, now: datetime) -> Iterator[Text]:
    if ends - now < SOON:
        day = f"{ends:%d/%m/%Y}"
        yield Text(
            f"chứng chỉ {tls.cert} hết hạn ngày {day}: xin chứng chỉ mới rồi khởi động lại",
            f"the certificate {tls.cert} ends on {ends:%Y-%m-%d}: get a new one and start again",
        )
    if tls.key.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Text(
            f"người khác trên máy đọc được khóa {tls.key}: chạy chmod 600 {tls.key}",
            f"others on this machine can read the key {tls.key}: run chmod 600 {tls.key}",
        )


_ONE_OF_TWO = Text("mới có một trong hai tệp chứng chỉ và khóa", "there is only one of certificate and key")
_BOTH = Text(
    "ghi cả --tls-cert và --tls-key, hoặc không ghi gì", "give both --tls-cert and --tls-key, or none"
)
_SEE_FILE = Text("xem lại đường dẫn và quyền đọc của tệp", "see the path, and who may read the file")
_MATCH = Text("lấy đúng cặp tệp được cấp cùng lúc", "take the two files that were issued together")
_PEM = Text(
    "mở tệp xem có dòng BEGIN CERTIFICATE, BEGIN PRIVATE KEY không",
    "see whether they hold BEGIN CERTIFICATE and BEGIN PRIVATE KEY",
)
_LOCKED = Text("khóa bị đặt mật khẩu", "the key is locked with a password")
_UNLOCK = Text(
    "dùng khóa không đặt mật khẩu, chỉ dịch vụ đọc được", "take one without, that only the service reads"
)
_OUT_OF_DATE = Text(
    "chứng chỉ đã hết hạn hoặc chưa đến ngày dùng", "the certificate is out of date, or not valid yet"
)
_RENEW = Text("xin chứng chỉ mới, và xem đồng hồ của máy", "get a new one, and see the clock of this machine")
