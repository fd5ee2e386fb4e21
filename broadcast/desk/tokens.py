"""Tokens: random words that open a door once or for a while. Only their hash is kept."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, for an address, a cookie or a hidden field."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> bytes:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
