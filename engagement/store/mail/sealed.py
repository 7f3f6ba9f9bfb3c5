"""Encryption of texts in the manifest: addresses, tokens and passwords for mail.

The key is derived from the workspace's key, which is stored apart from the manifest, so neither a backup nor
a stolen copy of the database reveals them.
"""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from engagement.locale import message
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

R = TypeVar("R", bound=msgspec.Struct)
_PURPOSE: Final = b"engagement: what is sent by mail"


def close(key: bytes, record: msgspec.Struct) -> str:
    """Encrypt a record with the workspace's key. Raises `StoreError` without the extra [mail]."""
    return _box(key).encrypt(msgspec.json.encode(record)).decode()


def unseal(key: bytes, text: str, kind: type[R]) -> R | None:
    """Decrypt a record; None where it is deleted or was encrypted with another key."""
    if not text:
        return None
    box = _box(key)
    from cryptography.fernet import InvalidToken  # noqa: PLC0415 - needs the extra [mail]

    try:
        return msgspec.json.decode(box.decrypt(text.encode()), type=kind)
    except (InvalidToken, msgspec.MsgspecError):
        return None


def lacking() -> StoreError:
    """Return the error for where the extra [mail] is not installed."""
    return StoreError(message("Install {package} to send mail.", package="engagement[mail]"))


def _box(key: bytes) -> Fernet:
    try:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - needs the extra [mail]
    except ImportError as fault:
        raise lacking() from fault
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key, _PURPOSE, "sha256")))
