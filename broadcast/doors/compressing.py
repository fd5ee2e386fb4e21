"""What is sent packed: style, scripts, and pages of strangers; nothing that holds a secret.

A page of somebody who is logged in holds the CSRF token of their session and, often, words that came with
the request: packed together, its length would tell the token letter by letter (BREACH, breachattack.com).
Playlists have a strong ETag over their bytes, sound does not get smaller: they go as they are.
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SMALLEST = 1_000
"""Bytes from which on it is worth it: one packet holds less anyway."""


class Compressing:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packed = GZipMiddleware(app, minimum_size=SMALLEST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, packed where it may be."""
        app = self._packed if scope["type"] == "http" and _holds_no_secret(scope) else self._plain
        await app(scope, receive, send)


def _holds_no_secret(scope: Scope) -> bool:
    path = str(scope["path"])
    if path.startswith("/static/"):
        return True
    return not path.startswith("/api/") and scope["method"] == "GET" and "cookie" not in Headers(scope=scope)
