"""The secret key of a workspace, by which identities become pseudonyms.

It is stored in a file apart from the manifest and the objects, so that neither of them alone (a
backup, a stolen copy of the database) identifies a person.
"""

from __future__ import annotations

import hmac
import os
import secrets
from typing import TYPE_CHECKING, Final

from engagement.store.objects.folder import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES: Final = 32
_PURPOSE: Final = b"engagement: which key this is"


def fingerprint(key: bytes) -> str:
    """Return a hash that identifies a key and reveals nothing else of it."""
    return hmac.digest(key, _PURPOSE, "sha256").hex()[:16]


def lay_key(path: Path, key: bytes) -> None:
    """Write a key file; an existing file with another key is renamed first."""
    if path.exists() and path.read_bytes() != key:
        path.rename(path.with_name(f"{path.name}.{secrets.token_hex(4)}.old"))
    make_key(path, key)


def make_key(path: Path, key: bytes | None = None) -> None:
    """Create the key file (mode 0600) unless it exists. Where two processes try, both use the first one's."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key or secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        _link_if_missing(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _link_if_missing(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
