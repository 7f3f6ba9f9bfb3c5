"""How instants and secrets are written in the manifest: ISO 8601 text in UTC, and a hash."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime


def text_of(instant: datetime | None) -> str | None:
    """Return an instant as text; None for None."""
    return None if instant is None else instant.astimezone(UTC).isoformat()


def instant_of(text: str | None) -> datetime | None:
    """Return the instant, in UTC, that `text_of` wrote; None for None."""
    return None if text is None else datetime.fromisoformat(text)


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a secret in hex; only this hash is stored."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
