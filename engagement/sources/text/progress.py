"""The progress of reading the current table, reported to a listener a few times a second.

The readers report it; only in the child process (`child`) is there a listener, whose parent process shows
the progress to the person who waits.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EVERY_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """`row` of about `rows` is read (both 0: unknown); then `columns` have been interpreted."""

    row: int = 0
    rows: int = 0
    columns: int = 0


class _Listener:
    def __init__(self, listener: Callable[[ReadingProgress], None]) -> None:
        self._listener = listener
        self._last = time.monotonic()

    def hear(self, place: ReadingProgress) -> None:
        now = time.monotonic()
        if now - self._last >= _EVERY_SECONDS:
            self._last = now
            self._listener(place)


_ear: ContextVar[_Listener | None] = ContextVar("pace", default=None)


@contextmanager
def heard_by(listener: Callable[[ReadingProgress], None]) -> Iterator[None]:
    """Report the progress to `listener` while the block runs."""
    token = _ear.set(_Listener(listener))
    try:
        yield
    finally:
        _ear.reset(token)


def report_progress(row: int, rows: int, columns: int = 0) -> None:
    """Report the progress; costs next to nothing without a listener or shortly after the last report."""
    ear = _ear.get()
    if ear is not None:
        ear.hear(ReadingProgress(min(row, rows), rows, columns))
