"""How far the table in hand has been read, told to whoever listens, a few times a second.

The readers tell it in passing; nobody hears it but in the child process (`child`), whose parent
shows it to the person who waits.
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
    """`row` of about `rows` is read (both 0: not known yet); then `columns` have been understood."""

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
    """Let `listener` hear where reading is, as long as the block runs."""
    token = _ear.set(_Listener(listener))
    try:
        yield
    finally:
        _ear.reset(token)


def report_progress(row: int, rows: int, columns: int = 0) -> None:
    """Say where reading is; costs next to nothing where nobody listens or it was said just now."""
    ear = _ear.get()
    if ear is not None:
        ear.hear(ReadingProgress(min(row, rows), rows, columns))
