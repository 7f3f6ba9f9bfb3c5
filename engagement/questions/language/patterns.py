"""Expressions over folded text, put together from those of the files of words, and the words of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Marks where any ending may follow.
ANY_ENDING: Final = "~"
#: The kind of a value of the data that a sentence names, followed by its dimension.
VALUE: Final = "value "
#: Between the values of one piece: what is called "reels" may be several kinds of posts.
SEVERAL: Final = "\n"
#: An expression that matches nothing.
NOTHING: Final = "(?!)"
#: An expression of more forms than this is cut: its words are all in it by then.
_MOST: Final = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression for a part of a question: the kind of part, and its meaning."""

    kind: str
    expression: re.Pattern[str]
    meaning: Callable[[re.Match[str]], str | None]


def fixed(kind: str, meaning: str, pieces: Iterable[str]) -> Piece:
    """Return a piece of one meaning, whichever of its expressions is found."""
    return Piece(kind, any_of(pieces), lambda _: meaning)


def joined(pieces: Iterable[str]) -> str:
    """Return one expression for any of them, to be put into a group: the longest is tried first.

    Of none it is one that matches nothing.
    """
    return "|".join(sorted(pieces, key=len, reverse=True)) or NOTHING


def any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that matches any piece as whole words, the longest first."""
    return re.compile(rf"\b(?:{joined(pieces)})\b")


def words_of(pattern: str) -> set[str]:
    """Return the words of all that a pattern matches; one of any ending ends in `ANY_ENDING`."""
    forms, _ = _alternatives(pattern, 0)
    return {word for form in forms for word in form.split()}


def _alternatives(pattern: str, place: int) -> tuple[set[str], int]:
    """Return the forms from a place up to the end of its group, and where that is."""
    all_forms: set[str] = set()
    parts = [{""}]
    while place < len(pattern) and pattern[place] != ")":
        if pattern[place] == "|":
            all_forms |= _sequences(parts)
            parts, place = [{""}], place + 1
            continue
        forms, place = _one(pattern, place)
        if pattern[place : place + 1] in {"?", "*"}:
            forms, place = forms | {""}, place + 1
        parts.append(forms)
        if forms == {" "} or len(parts) > len("one word"):
            parts = [_sequences(parts)]
    return all_forms | _sequences(parts), place


def _one(pattern: str, place: int) -> tuple[set[str], int]:
    """Return the forms of a letter, a class, a group or "any ending", and the place after it."""
    if pattern.startswith("(?:", place):
        forms, end = _alternatives(pattern, place + 3)
        return forms, end + 1
    if pattern[place] == "(":  # a look around: no part of the word
        _, end = _alternatives(pattern, place + 1)
        return {""}, end + 1
    if pattern[place] == "[":
        end = pattern.index("]", place)
        return set(pattern[place + 1 : end]), end + 1
    if pattern[place] == "\\":
        follows = place + 2 + (pattern[place + 2 : place + 3] == "+")
        return ({ANY_ENDING} if pattern[place + 1] == "w" else {""}), follows
    return {pattern[place]}, place + 1


def _sequences(parts: list[set[str]]) -> set[str]:
    """Return all sequences of forms, one of each part, as far as `_MOST`."""
    sequences: set[str] = {""}
    for forms in parts:
        sequences = {"".join(each) for each in product(sorted(sequences)[:_MOST], sorted(forms))}
    return sequences
