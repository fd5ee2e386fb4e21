"""What answers share: they are left out when the client has them, and they know our own address."""

import hashlib
import re
from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

_TAG = re.compile(r'(?:W/)?("[^"]*")')
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


def unchanged(if_none_match: str | None, etag: str) -> bool:
    """Whether a client that sent If-None-Match holds `etag` already (weak comparison, RFC 9110 13.1.2)."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or etag in _TAG.findall(if_none_match)


def representation(request: Request, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """`body` with its strong ETag, or 304 when the client has it."""
    about = {**headers, "etag": f'"{hashlib.sha256(body).hexdigest()}"'}
    if unchanged(request.headers.get("if-none-match"), about["etag"]):
        return Response(status_code=304, headers=about)
    return Response(body, headers={**about, "content-type": media_type})


def own_address(request: Request) -> str:
    """How the client reached us, like `http://10.0.0.5:8000`; by our own number when its Host is no host."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        server = request.scope.get("server") or ("127.0.0.1", 80)
        host = f"{server[0]}:{server[1]}"
    return f"{request.scope['scheme']}://{host}"
