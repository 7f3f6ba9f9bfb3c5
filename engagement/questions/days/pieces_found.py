"""The pieces of a sentence that mean something, and the kinds of those that are put together with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Kinds of pieces: days of which one end alone is said, "compared with" alone, "mid" before a month.
OPEN: Final = "open"
THAN: Final = "than"
PART: Final = "part of a month"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a sentence that means something, by its place in the folded text."""

    start: int
    end: int
    kind: str
    meaning: str


def text_left(plain: str, pieces: Sequence[Found]) -> str:
    """Return a sentence with spaces in place of pieces of it."""
    remaining = list(plain)
    for piece in pieces:
        remaining[piece.start : piece.end] = " " * (piece.end - piece.start)
    return "".join(remaining)
