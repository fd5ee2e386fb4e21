"""What every request passes: HEAD is answered like GET without the body, answers are counted."""

from collections import Counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HSTS = "max-age=31536000"
"""A year (RFC 6797): a browser that was here over TLS comes back over nothing else. Only this host."""


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

        await self._app(inner, receive, out)


def _route(scope: Scope) -> str:
    """The route as it is declared, so that a million addresses make one figure."""
    return str(getattr(scope.get("route"), "path", "none"))
