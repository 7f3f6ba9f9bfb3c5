"""Two days of the week that are compared: "Monday vs Friday" are all Mondays and all Fridays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import THAN, Found, text_left
from engagement.questions.figures_said import more
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.language.split_pieces import SIDE_BY_SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.questions.language.expressions import Expressions

_WEEKDAY: Final = "weekday"
_VALUE: Final = f"{VALUE}{_WEEKDAY}"
#: Begins the meaning of the last such day before today: "weekday 1".
_LAST: Final = f"{_WEEKDAY} "


def weekdays_compared(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces with two compared days of the week as values, not as the last two such days.

    "Last Monday vs last Friday" stays as it is. "Compare Saturdays and Sundays" becomes two values side by
    side.
    """
    pieces = _all_recurring(plain, pieces, words)
    named = [piece for piece in pieces if piece.kind == _VALUE or _is_last(piece)]
    if len(named) == 1 and words.time.comparing.search(text_left(plain, pieces)):
        return [part for piece in pieces for part in _parted(plain, piece, words)]
    if len(named) != 2 or any(words.last.search(plain[piece.start : piece.end]) for piece in named):
        return list(pieces)
    if not _are_compared(plain, pieces, named[0], named[1], words):
        return list(pieces)
    return [
        replace(piece, kind=_VALUE, meaning=piece.meaning.removeprefix(_LAST)) if _is_last(piece) else piece
        for piece in pieces
    ]


def _all_recurring(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces; a day of the week joined to all such days is one, too: "di lunedì e martedì"."""
    recurring: list[Found] = []
    for piece in pieces:
        last = recurring[-1] if recurring else piece
        joins = last.kind == _VALUE and words.both.fullmatch(plain[last.end : piece.start].strip())
        alike = replace(piece, kind=_VALUE, meaning=piece.meaning.removeprefix(_LAST))
        recurring.append(alike if joins and _is_last(piece) else piece)
    return recurring


def without_days_of_lacking(pieces: Sequence[Found], told: Sequence[Found | None]) -> list[Found]:
    """Return the pieces as the rows of a figure tell them: `told`, None for a value that they lack.

    Where rows lack days of the week, "on Sundays" is not the last Sunday either.
    """
    lacking = [
        piece for piece, known in zip(pieces, told, strict=True) if known is None and piece.kind == _VALUE
    ]
    return [
        known
        for known in told
        if known is not None
        and not (_is_last(known) and any(each.start <= known.start < each.end for each in lacking))
    ]


def _is_last(piece: Found) -> bool:
    """Return whether a piece is the last such day of the week before today."""
    return piece.kind == "period" and piece.meaning.startswith(_LAST)


def _are_compared(
    plain: str, pieces: Sequence[Found], first: Found, second: Found, words: Expressions
) -> bool:
    """Return whether "vs", "or" or, where a sentence compares, "and" alone stands between two pieces."""
    than = [piece for piece in pieces if piece.kind == THAN and first.end <= piece.start < second.start]
    gap = text_left(plain, pieces)[first.end : second.start]
    if more(words.versus.sub(" ", gap), words):
        return False
    joined = words.time.comparing.search(plain) and words.both.search(gap)
    return bool(than or words.either.search(gap) or joined)


def _parted(plain: str, piece: Found, words: Expressions) -> list[Found]:
    """Return "Saturdays and Sundays" as two values with a split between them; other pieces alone."""
    days = piece.meaning.split(SEVERAL)
    link = words.both.search(plain, piece.start, piece.end)
    if piece.kind != _VALUE or len(days) != 2 or link is None:
        return [piece]
    first, last = days
    return [
        replace(piece, end=link.start(), meaning=first),
        Found(link.start(), link.end(), SIDE_BY_SIDE, _WEEKDAY),
        replace(piece, start=link.end(), meaning=last),
    ]
