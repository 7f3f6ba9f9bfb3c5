"""Pieces of regular expressions over folded text: whole words, parted in the files of words by " | "."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN: Final = re.compile(r"\s+\|\s+|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression for a part of a question: the kind of part, and its meaning."""

    kind: str
    expression: re.Pattern[str]
    meaning: Callable[[re.Match[str]], str | None]


def fixed(kind: str, meaning: str, pieces: list[str]) -> Piece:
    """Return a piece of one meaning, whichever of its expressions is found."""
    return Piece(kind, any_of(pieces), lambda _: meaning)


def parted(text: str) -> list[str]:
    """Return the expressions of an entry of a file of words."""
    return [piece for piece in _BETWEEN.split(text.strip()) if piece]


def joined(pieces: list[str]) -> str:
    """Return one expression for any of them, to be put into a group."""
    return "|".join(pieces)


def any_of(pieces: list[str]) -> re.Pattern[str]:
    """Return an expression that matches any piece as whole words, the longest first."""
    longest = sorted(pieces, key=len, reverse=True)
    return re.compile(rf"\b(?:{joined(longest)})\b" if pieces else r"(?!)")
