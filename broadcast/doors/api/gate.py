"""What every request passes: HEAD is answered like GET without the body, bodies and answers are counted."""

from collections import Counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HSTS = "max-age=31536000"
"""A year (RFC 6797): a browser that was here over TLS comes back over nothing else. Only this host."""

MOST_BODY = 4_000_000
"""Bytes of a body that is no upload: JSON and plain forms are read whole into memory, before anybody asks who
sends them. Twice what a batch of a station may have; forms with files are counted in entrance.py."""


class Gate:
    """ASGI middleware; `answers` counts by route and status."""

    def __init__(self, app: ASGIApp, answers: Counter[tuple[str, int]]) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an HTTP request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET", "asked": "HEAD"} if head else scope

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-content-type-options"] = "nosniff"
                if scope.get("scheme") == "https":
                    headers["strict-transport-security"] = HSTS
                self._answers[_route(inner), message["status"]] += 1
            elif head:
                message = {**message, "body": b""}
            await send(message)

        await self._app(inner, _counted(scope, receive), out)


def _counted(scope: Scope, receive: Receive) -> Receive:
    """The body of a request, refused (413) as soon as it is larger than anything that we take."""
    if Headers(scope=scope).get("content-type", "").lower().startswith("multipart/form-data"):
        return receive
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BODY:
            raise HTTPException(413)
        return message

    return counted


def _route(scope: Scope) -> str:
    """The route as it is declared, so that a million addresses make one figure."""
    return str(getattr(scope.get("route"), "path", "none"))
