"""The cookie of a guest's browser that has opened a link.

It is sent to that link's addresses only, and is bound to the link and its password: when either changes it
becomes invalid.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from itsdangerous import BadSignature, URLSafeSerializer

if TYPE_CHECKING:
    from engagement.store.sharing.links import Link

NAME: Final = "engagement_view"
_LONGEST: Final = timedelta(days=30)


class Views:
    """Makes and checks the cookies of links."""

    def __init__(self, key: str, *, https: bool) -> None:
        self._signed = URLSafeSerializer(key, salt=NAME)
        self._https = https

    def header(self, link: Link) -> str:
        """Return the Set-Cookie header for a browser that may see a link."""
        remaining = (
            _LONGEST if link.expires_at is None else min(link.expires_at - datetime.now(UTC), _LONGEST)
        )
        parts = [
            f"{NAME}={self._signed.dumps([link.id, _fingerprint(link)])}",
            f"Path=/v/{link.public}/",
            f"Max-Age={int(remaining.total_seconds())}",
            "HttpOnly",
        ]
        if link.terms.origins and self._https:
            # In an embedding page the browser sends no other cookie; each such page has a separate jar.
            parts += ["SameSite=None", "Secure", "Partitioned"]
        else:
            parts += ["SameSite=Lax", *(["Secure"] if self._https else [])]
        return "; ".join(parts)

    def opens(self, value: str | None, link: Link) -> bool:
        """Return whether a cookie's value is valid for this link and its present password."""
        try:
            return bool(self._signed.loads(value or "") == [link.id, _fingerprint(link)])
        except BadSignature:
            return False


def _fingerprint(link: Link) -> str:
    return hashlib.sha256((link.password_hash or "").encode()).hexdigest()[:16]
