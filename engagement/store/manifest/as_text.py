"""How instants and secrets stand in the manifest: as ISO 8601 text in UTC, and as a hash."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime


def text_of(instant: datetime | None) -> str | None:
    """Return an instant as it is kept; None for none."""
    return None if instant is None else instant.astimezone(UTC).isoformat()


def instant_of(text: str | None) -> datetime | None:
    """Return an instant that was kept, in UTC; None for none."""
    return None if text is None else datetime.fromisoformat(text)


def hash_of(secret: str) -> str:
    """Return the sha256 of a secret, which is all that is kept of it."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
