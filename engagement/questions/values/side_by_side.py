"""Values that stand side by side in a sentence: "in Italy or Spain", "guests vs members"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import THAN, Found
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.language.split_pieces import SELLING, SIDE_BY_SIDE, WHICH
from engagement.questions.values.rest_of_values import CONTRAST, WITHOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.questions.language.expressions import Expressions

_FIGURES: Final = frozenset({"figure"})
#: Kinds of pieces that may stand between two values of a kind: "Gold members vs Silver members".
_PASSED_OVER: Final = {f"{VALUE}{by}": _FIGURES | {f"{VALUE}membership"} for by in ("tier", "member_tier")}


def side_by_side(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces with a split in the place of "or" or "vs" between two values of one dimension.

    A "vs" between values of two dimensions ("guests vs members") becomes a contrast.
    """
    parted: list[Found] = []
    for piece in pieces:
        parted.append(piece)
        beside = _PASSED_OVER.get(piece.kind, _FIGURES)
        *earlier, than = [each for each in parted[:-1] if each.kind not in beside] or [piece]
        value = earlier[-1] if than.kind == THAN and earlier else than
        if than.kind == THAN and _contrasts(value, piece, pieces):
            kinds = f"{value.kind}{SEVERAL}{piece.kind}"
            parted[parted.index(than)] = replace(than, kind=CONTRAST, meaning=kinds)
            continue
        if not piece.kind.startswith(VALUE) or value is piece or value.kind != piece.kind:
            continue
        gap = plain[value.end : piece.start]
        either = words.either.search(gap)
        compared = words.time.comparing.search(plain) and words.both.search(gap)
        between = either or compared
        if than.kind == THAN:
            parted.remove(than)
            start, end = than.start, than.end
        elif between:
            start, end = (value.end + place for place in between.span())
        else:
            continue
        parted.insert(-1, Found(start, end, SIDE_BY_SIDE, piece.kind.removeprefix(VALUE)))
    return _of_these(plain, parted, words)


def _of_these(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces; where values stand side by side, "what brings more" asks for their dimension.

    After "which brand", "that sells best" asks for that brand.
    """
    split = next((piece.meaning for piece in pieces if piece.kind == SIDE_BY_SIDE), None)
    if split is None and pieces and pieces[0].kind == WHICH:
        split = pieces[0].meaning
    of_two = None
    if split is None:
        kinds = [piece.kind for piece in pieces if piece.kind.startswith(VALUE)]
        of_two = next((kind.removeprefix(VALUE) for kind in kinds if kinds.count(kind) > 1), None)
    return [replace(piece, meaning=_sold(plain, piece, split, of_two, words)) for piece in pieces]


def _sold(plain: str, piece: Found, split: str | None, of_two: str | None, words: Expressions) -> str:
    """Return a piece's meaning: `split` for "what sells best", `of_two` for "sells more" without a noun."""
    text = plain[piece.start : piece.end]
    noun = words.leads.get(piece.meaning)
    if piece.kind == SELLING and split is not None and words.what.match(text):
        return split
    bare = piece.kind == SELLING and noun is not None and noun.search(text) is None
    return of_two if of_two is not None and bare else piece.meaning


def _contrasts(first: Found, second: Found, pieces: Sequence[Found]) -> bool:
    """Return whether two values of different dimensions, or with and without one, are compared."""
    kinds = [piece.kind for piece in pieces]
    values = all(piece.kind.startswith((VALUE, WITHOUT)) for piece in (first, second))
    return values and first.kind != second.kind and kinds.count(first.kind) == kinds.count(second.kind) == 1
