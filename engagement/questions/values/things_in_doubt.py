"""What no filter tells of products and habits: both of two, nothing else, how many pieces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.questions.figures_said import more
from engagement.questions.language.patterns import VALUE
from engagement.questions.language.split_pieces import SELLING
from engagement.questions.values.rest_of_values import CONTRAST, WITHOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.questions.days.pieces_found import Found
    from engagement.questions.language.expressions import Expressions

_CUSTOMERS: Final = "customers"
#: Kinds of values that are products or kinds of products, and those that say how customers buy.
_THINGS: Final = frozenset(f"{VALUE}{by}" for by in ("product_type", "parent_product", "product"))
#: Splits that list what is bought.
_OF_THINGS: Final = frozenset({"product", "parent_product", "product_type"})
_DONE: Final = frozenset(f"{VALUE}{by}" for by in ("discount_code", "channel", "device", "weekday", "vendor"))


def things_mixed(
    plain: str, pieces: Sequence[Found], figures: Sequence[str], words: Expressions
) -> Iterator[str]:
    """Yield the text between two products where it is not clear whether both or either are meant.

    So it is between things of different kinds, unless they are compared, and after "customers" with "and".
    """
    things = [piece for piece in pieces if piece.kind in _THINGS]
    for first, second in pairwise(things):
        gap = plain[first.end : second.start]
        also = words.as_well.sub(" & ", gap)
        joins = (words.both.search(gap) or also != gap) and not more(also.replace("&", " "), words)
        apart = any(each.kind == CONTRAST and first.end <= each.start < second.start for each in pieces)
        of_two_kinds = first.kind != second.kind and not apart
        if of_two_kinds or (joins and figures == [_CUSTOMERS]):
            yield gap.strip() or gap


def things_left_out(pieces: Sequence[Found]) -> bool:
    """Return whether a product is left out: "customers who bought coffee but not tea".

    An order without tea says nothing of whether its customer bought tea in another one.
    """
    return any(piece.kind.removeprefix(WITHOUT) in _THINGS for piece in pieces if WITHOUT in piece.kind)


def things_of_an_order(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether a sentence asks for pieces of an order: "candles per order" is no average value."""
    named = [piece for piece in pieces if piece.kind == "figure"]
    things = [piece for piece in pieces if piece.kind in _THINGS]
    return (
        len(named) == 1
        and words.each_order.fullmatch(plain[named[0].start : named[0].end]) is not None
        and any(
            not plain[thing.end : named[0].start].strip() for thing in things if thing.end <= named[0].start
        )
    )


def things_counted(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether a sentence asks for a number of pieces: "how many lamps did we sell" is no revenue."""
    return any(
        match.end() == len(before)
        for piece in pieces
        if piece.kind in _THINGS
        for before in [plain[: piece.start].rstrip()]
        for match in words.counting.finditer(before)
    )


def things_beside(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether a sentence asks what is bought with a product: "what do people buy with lamps"."""
    asks_what = any(piece.kind == SELLING and piece.meaning in _OF_THINGS for piece in pieces)
    return asks_what and any(
        not more(plain[match.end() : piece.start], words)
        for piece in pieces
        if piece.kind in _THINGS
        for match in words.beside.finditer(plain[: piece.start])
    )


def nothing_else(plain: str, pieces: Sequence[Found], figures: Sequence[str], words: Expressions) -> bool:
    """Return whether "only" stands at a product: "who bought only lamps" cannot be asked by a filter.

    Nor can customers who only do something: "who only buys with a coupon".
    """
    kinds = _THINGS | _DONE if [*figures] == [_CUSTOMERS] else _THINGS if [*figures] != ["revenue"] else ()
    things = [plain[piece.start : piece.end] for piece in pieces if piece.kind in kinds]
    return any(words.only.match(text) or words.only.search(text, len(text) // 2) for text in things)
