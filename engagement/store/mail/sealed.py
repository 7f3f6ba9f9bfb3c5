"""Texts that the manifest holds sealed: addresses, tokens and passwords of what is sent by mail.

They are sealed under the workspace's key, which lies apart from the manifest, so that neither a backup nor
a stolen copy of the database tells them.
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
    """Seal a record under the workspace's key; `StoreError` where the extra [mail] is not installed."""
    return _box(key).encrypt(msgspec.json.encode(record)).decode()


def open_(key: bytes, text: str, kind: type[R]) -> R | None:
    """Return a record that was sealed; None where it is gone, or was sealed under another key."""
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
