"""The secret key of a workspace, by which identities become pseudonyms.

It lies in a file of its own, apart from manifest and objects, so that neither of them alone (a
backup, a stolen disk image of the database) leads back to a person.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Final

from engagement.store.objects import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES: Final = 32


def make_key(path: Path) -> None:
    """Make the key file (mode 0600) unless it is there. Of two makers at once, one wins for both."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        _link_once(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _link_once(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
