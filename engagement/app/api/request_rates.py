"""Rate limits for each token, and for each address with invalid tokens."""

from __future__ import annotations

import math
import time
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from engagement.app.api.json_answers import Declined
from engagement.app.web.limits.floods import Bucket
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Hashable

Key = TypeVar("Key", bound="Hashable")

#: A token's requests: per second, and at once.
TOKEN_RATE, TOKEN_BURST = 4.0, 60.0
#: Wrong tokens of one address: one in five seconds, twenty at once.
GUESS_RATE, GUESS_BURST = 0.2, 20.0
#: The most clients that are remembered: idle ones are dropped first.
_REMEMBERED: Final = 10_000


class Allowances(Generic[Key]):
    """A token bucket for each key, with `rate` requests a second and at most `burst` at once.

    Callers `check` first, and `take` only for requests that count.
    """

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._buckets: dict[Key, Bucket] = {}
        self._lock = Lock()

    def check(self, key: Key) -> None:
        """Raise `Declined` (429) where the bucket of a key is empty."""
        with self._lock:
            bucket = self._buckets.get(key)
            now = time.monotonic()
            tokens_left = self._burst if bucket is None else bucket.tokens + (now - bucket.at) * bucket.rate
        if tokens_left < 1:
            seconds = max(1, math.ceil((1 - tokens_left) / self._rate))
            raise Declined(
                429,
                message(
                    "Too many requests. Try again in {seconds} second.",
                    "Too many requests. Try again in {seconds} seconds.",
                    n=seconds,
                    seconds=seconds,
                ),
                Retry_After=str(seconds),
            )

    def take(self, key: Key) -> None:
        """Count one request of a key."""
        now = time.monotonic()
        with self._lock:
            if len(self._buckets) >= _REMEMBERED:
                self._buckets = {k: b for k, b in self._buckets.items() if not b.is_full(now)}
            self._buckets.setdefault(key, Bucket(self._rate, self._burst)).take(now)
