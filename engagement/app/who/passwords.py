"""Passwords of links: argon2id, sized so that one try costs memory and time, and bounded in sum."""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

#: The profile of RFC 9106 for machines with little memory: 64 MiB and three passes a try.
_hasher: Final = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)
#: The most checks at a time: together they take at most 128 MiB.
_verifications: Final = BoundedSemaphore(2)
LONGEST: Final = 200


def hashed(password: str) -> str:
    """Return a password's salted hash with its parameters, as text to store."""
    with _verifications:
        return _hasher.hash(_same(password))


def is_right(stored_hash: str, password: str) -> bool:
    """Return whether a password matches a stored hash."""
    if len(password) > LONGEST:
        return False
    with _verifications:
        try:
            return _hasher.verify(stored_hash, _same(password))
        except (VerificationError, InvalidHashError):
            return False


def _same(password: str) -> str:
    # The same letters typed on two keyboards are the same password.
    return unicodedata.normalize("NFKC", password)
