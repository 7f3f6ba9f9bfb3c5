"""The pieces of a sentence that mean something, and kinds of pieces that are put together with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The kind of words that are asked back, such as days of which one end alone is said.
OPEN: Final = "open"
#: The kind of "compared with" alone, before its days or values.
THAN: Final = "than"
#: The kind of a part of a month, such as "mid", before it is joined with its month.
PART: Final = "part of a month"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a sentence that means something: its place in the folded text, its kind and its meaning."""

    start: int
    end: int
    kind: str
    meaning: str


def text_left(plain: str, pieces: Sequence[Found]) -> str:
    """Return a sentence with pieces of it replaced by as many blanks."""
    remaining = list(plain)
    for piece in pieces:
        remaining[piece.start : piece.end] = " " * (piece.end - piece.start)
    return "".join(remaining)
