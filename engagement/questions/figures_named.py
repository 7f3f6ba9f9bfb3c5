"""Which figures a sentence asks for, by its pieces and by what they imply."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.spoken import SELLING, VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.questions.days_said import Found
    from engagement.questions.spoken import Expressions

#: In the name of a dimension that tells customers apart.
_CUSTOMERS: Final = "new_or_returning"
#: Kinds of pieces that say which customers.
_GROUPS: Final = frozenset({f"{VALUE}membership", f"{VALUE}new_or_returning", f"{VALUE}rfm_group"})
#: So many figures may be asked for in one sentence.
_MOST: Final = 3


def figures_named(
    plain: str, found: Sequence[Found], said: Mapping[str, Sequence[str]], words: Expressions
) -> list[str]:
    """Return the figures that a sentence asks for, by its pieces and by what they imply."""
    figures, both = list(said.get("figure", [])), words.time.both
    if not figures and SELLING in {piece.kind for piece in found}:
        return ["revenue"]
    if not figures and any(piece.kind.startswith(VALUE) for piece in found):
        people = any(_CUSTOMERS in piece.kind for piece in found)
        return ["customers"] if people else []
    if figures == ["discount_share"] and f"{VALUE}discount_code" in said:
        return ["orders"]  # the share of orders with a discount among those with one coupon says nothing
    others = [key for key in figures if key != "customers"]
    if len(others) != 1 or len(figures) == 1:
        return figures
    answered = DEFINITIONS[others[0]].metric.table == "responses"
    places = [piece for piece in found if piece.kind == "figure"]
    told = both.intersection(plain[places[0].end : places[-1].start].split())
    return others if not told and (answered or _whose(plain, found, words)) else figures


def are_joined(plain: str, found: Sequence[Found], words: Expressions) -> bool:
    """Whether "and" stands between the figures of a sentence, and nothing else that means something."""
    places, left = [piece for piece in found if piece.kind == "figure"], text_left(plain, found)
    gaps = [left[one.end : other.start] for one, other in pairwise(places)]
    only = all(not words.fillers.sub(" ", words.both.sub(" ", gap)).split() for gap in gaps)
    return 1 < len(places) <= _MOST and only and words.both.search(gaps[-1]) is not None


def text_left(plain: str, found: Sequence[Found]) -> str:
    """Return a sentence with spaces in place of the pieces that were found."""
    left = list(plain)
    for piece in found:
        left[piece.start : piece.end] = " " * (piece.end - piece.start)
    return "".join(left)


def _whose(plain: str, found: Sequence[Found], words: Expressions) -> bool:
    """Whether customers are named only to say whose figure it is: "how much did new customers spend"."""
    place = next(n for n, piece in enumerate(found) if piece.meaning == "customers")
    left, which = text_left(plain, found), {"country", *_GROUPS}
    beside = [(one, found[place]) for one in found[max(place - 1, 0) : place]]
    beside += [(found[place], one) for one in found[place + 1 : place + 2]]
    return any(
        {one.kind, other.kind} & which and not words.whose.sub(" ", left[one.end : other.start]).split()
        for one, other in beside
    )
