"""Expressions over folded text, put together from those of the files of words, and the words of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Marks where any ending may follow.
ANY_ENDING: Final = "~"
#: The kind of a value of the data that a sentence names, followed by its dimension.
VALUE: Final = "value "
#: The kind of "the rest": all values but those that are named.
REST: Final = "rest"
#: Between the values of one piece: what is called "reels" may be several kinds of posts.
SEVERAL: Final = "\n"
#: An expression that matches nothing.
NOTHING: Final = "(?!)"
#: Letters that stand for themselves, of which none may be missing.
_LETTERS: Final = re.compile(r"[^\\()\[|?* ]+(?![?*])")
#: The most beginnings of a word that are continued in several ways: no expression has so many.
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


def only_after(led: re.Pattern[str], meaning: str, match: re.Match[str]) -> str | None:
    """Give a meaning to "than" only where "more" stands before it, to "with" only after "compare"."""
    return meaning if led.search(match.string[: match.start()].rstrip()) else None


@dataclass(frozen=True, slots=True)
class _Forms:
    """The texts that a part of an expression matches, as far as their words are concerned.

    `single`: texts without a blank. Of those with blanks, `first` and `last` are what stands before the first
    and after the last blank, and `between` the words in the middle.
    """

    single: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()

    def then(self, following: _Forms) -> _Forms:
        """Return the forms of this part followed by those of another."""
        return _Forms(
            _pairs(self.single, following.single),
            self.first | _pairs(self.single, following.first),
            following.last | _pairs(self.last, following.single),
            self.between | following.between | _pairs(self.last, following.first),
        )

    def either(self, other: _Forms) -> _Forms:
        """Return the forms of both."""
        return _Forms(
            self.single | other.single,
            self.first | other.first,
            self.last | other.last,
            self.between | other.between,
        )

    @property
    def words(self) -> set[str]:
        """The words of all forms."""
        return {*self.single, *self.first, *self.last, *self.between} - {""}


_EMPTY: Final = _Forms(frozenset({""}))
_BLANK: Final = _Forms(first=frozenset({""}), last=frozenset({""}))


def _pairs(beginnings: frozenset[str], ends: frozenset[str]) -> frozenset[str]:
    """Return each beginning with each end, as far as `_MOST`."""
    if len(ends) == 1:
        (end,) = ends
        return frozenset(beginning + end for beginning in beginnings) if end else beginnings
    return frozenset(beginning + end for beginning in sorted(beginnings)[:_MOST] for end in ends)


def words_of(pattern: str) -> set[str]:
    """Return the words of all that a pattern matches; one of any ending ends in `ANY_ENDING`."""
    return _alternatives(pattern, 0)[0].words


def _alternatives(pattern: str, place: int) -> tuple[_Forms, int]:
    """Return the forms from a place up to the end of its group, and where that is."""
    all_forms, forms = _Forms(), _EMPTY
    while place < len(pattern) and pattern[place] != ")":
        if pattern[place] == "|":
            all_forms, forms, place = all_forms.either(forms), _EMPTY, place + 1
            continue
        following, place = _one(pattern, place)
        if pattern[place : place + 1] in {"?", "*"}:
            following, place = following.either(_EMPTY), place + 1
        forms = forms.then(following)
    return all_forms.either(forms), place


def _one(pattern: str, place: int) -> tuple[_Forms, int]:
    """Return the forms of letters, a class, a group or "any ending", and the place after it."""
    if letters := _LETTERS.match(pattern, place):
        return _Forms(frozenset({letters[0]})), letters.end()
    if pattern.startswith("(?:", place):
        forms, end = _alternatives(pattern, place + 3)
        return forms, end + 1
    if pattern[place] == "(":  # a look around: no part of the word
        _, end = _alternatives(pattern, place + 1)
        return _EMPTY, end + 1
    if pattern[place] == "[":
        end = pattern.index("]", place)
        return _Forms(frozenset(pattern[place + 1 : end])), end + 1
    if pattern[place] == "\\":
        follows = place + 2 + (pattern[place + 2 : place + 3] == "+")
        return (_Forms(frozenset({ANY_ENDING})) if pattern[place + 1] == "w" else _EMPTY), follows
    return (_BLANK if pattern[place] == " " else _Forms(frozenset({pattern[place]}))), place + 1
