"""How the service is served: over plain HTTP or TLS, alone or behind a proxy that is known by its address."""

import gc
from ipaddress import ip_network
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from broadcast.doors.tls import Tls
from broadcast.errors import Fault, Invalid
from broadcast.language import Text

GRACE_S = 3
"""How long answers and jobs under way may take once the service was told to end."""


class NoAddress(Invalid):
    """The address of the proxy is none."""


def configured(
    app: ASGIApp, tls: Tls | None = None, proxy: str | None = None, log_level: str = "warning"
) -> uvicorn.Config:
    """The server's settings; `proxy` (an address or a network) is believed what it says of the browser.

    Raises:
        NoAddress: `proxy` is none.
    """
    certified: dict[str, Any] = {"ssl_certfile": tls.cert, "ssl_keyfile": tls.key} if tls else {}
    return uvicorn.Config(
        app,
        log_level=log_level,
        access_log=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=GRACE_S,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=[] if proxy is None else [trusted(proxy)],
        **certified,
    )


def settle() -> None:
    """Take everything that lives now out of the collector's sight: it stays until the process ends.

    Looking through all modules, word lists and models again and again stopped every answer for 0.15 s, every
    four seconds (measured; docs of gc.freeze).
    """
    gc.collect()
    gc.freeze()


def trusted(proxy: str) -> str:
    """The address or network of a proxy as it was written; raises NoAddress."""
    try:
        ip_network(proxy)
    except ValueError as error:
        what = Text(f"«{proxy[:60]}» không phải địa chỉ IP", f"«{proxy[:60]}» is no IP address")
        raise NoAddress(Fault(what, _WRITE_ADDRESS)) from error
    return proxy


_WRITE_ADDRESS = Text(
    "--behind-proxy nhận địa chỉ của proxy, như 127.0.0.1 (docs/howto/tls.md)",
    "--behind-proxy takes the address of the proxy, like 127.0.0.1 (docs/howto/tls.md)",
)
