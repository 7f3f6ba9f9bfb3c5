"""Build regular expressions from those of the files of words, and list the words that one matches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Stands in a listed word where its expression allows any letters.
ANY_ENDING: Final = "~"
#: Begins the kind of a piece that is a value of the data; its dimension follows: "value country".
VALUE: Final = "value "
#: The kind of a piece such as "the rest": all values but those that are named.
REST: Final = "rest"
#: Separates the values that one piece means: "reels" may be several kinds of posts.
SEVERAL: Final = "\n"
#: An expression that matches nothing.
NOTHING: Final = "(?!)"
#: Letters that stand for themselves, of which none may be missing.
_LETTERS: Final = re.compile(r"[^\\()\[|?* ]+(?![?*])")
#: At most so many beginnings of a word are joined with several ends; no expression has more.
_MOST: Final = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A regular expression for a part of a question, and the kind of that part, such as "period".

    `meaning` takes a match and returns what it means, as text; None where it means nothing there.
    """

    kind: str
    expression: re.Pattern[str]
    meaning: Callable[[re.Match[str]], str | None]


def fixed(kind: str, meaning: str, pieces: Iterable[str]) -> Piece:
    """Return a piece that has the same meaning whichever of its expressions is found."""
    return Piece(kind, any_of(pieces), lambda _: meaning)


def joined(pieces: Iterable[str]) -> str:
    """Return one expression that matches any of these, the longest first, to be put into a group.

    Without any it matches nothing.
    """
    return "|".join(sorted(pieces, key=len, reverse=True)) or NOTHING


def any_of(pieces: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that matches any piece as whole words, the longest first."""
    return re.compile(rf"\b(?:{joined(pieces)})\b")


def only_after(led: re.Pattern[str], meaning: str, match: re.Match[str]) -> str | None:
    """Return `meaning` if `led` is found before the match, as "more" before "than"; None otherwise."""
    return meaning if led.search(match.string[: match.start()].rstrip()) else None


@dataclass(frozen=True, slots=True)
class _Forms:
    """The words in the texts that a part of an expression matches.

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
    """Return each beginning joined with each end; with several ends, of the first `_MOST` beginnings only."""
    if len(ends) == 1:
        (end,) = ends
        return frozenset(beginning + end for beginning in beginnings) if end else beginnings
    return frozenset(beginning + end for beginning in sorted(beginnings)[:_MOST] for end in ends)


def words_of(pattern: str) -> set[str]:
    """Return the words in all texts that a pattern matches; `ANY_ENDING` stands for any letters."""
    return _alternatives(pattern, 0)[0].words


def _alternatives(pattern: str, place: int) -> tuple[_Forms, int]:
    """Return the forms of a pattern from a place to the end of its group, and the place of that end."""
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
