"""The server's secret, and the keys derived from it: one for each use.

Hosted, it is `ENGAGEMENT_SECRET`; on a personal computer it is created once and stored beside the
workspaces' keys, so that links still open after a restart.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.store import StoreError
from engagement.store.objects import keys

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.app.who.hosting import Hosting

#: No workspace can have this name: its letters are not those of a workspace's.
_FILE: Final = "Server.key"


def server_secret(hosting: Hosting, data_dir: Path) -> bytes:
    """Return the secret of this server; all its processes share it. Raises `StoreError` without a folder."""
    if hosting.secret:
        return hosting.secret.encode()
    path = data_dir / "keys" / _FILE
    try:
        keys.make_key(path)
        return path.read_bytes()
    except OSError as fault:
        raise StoreError(message("The data folder cannot be written to.")) from fault


def derived(secret: bytes, use: str) -> str:
    """Return a key derived for one use; it reveals neither the secret nor the key of another use."""
    return hmac.new(secret, use.encode(), hashlib.sha256).hexdigest()
