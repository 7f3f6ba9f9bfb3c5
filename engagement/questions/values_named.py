"""Values of the data that a sentence names: a product, a coupon, "on mobile", "new customers"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days_said import Found
from engagement.questions.spoken import VALUE
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.views.owners import OwnersView

#: So many values are looked for in a sentence, of what people name so; a code could be a word ("es").
_MOST_VALUES: Final = 200
_NAMED_BY: Final = (
    *("channel", "shop", "device", "tier", "campaign", "list", "traffic_source", "discount_code"),
    *("product_type", "vendor", "parent_product", "product", "region", "member_tier"),
)
_SHORTEST_VALUE: Final = 3
_folded = lru_cache(maxsize=4096)(fold)


def values_named(
    plain: str, view: OwnersView, figure: str, chosen: Sequence[Found], called: Sequence[Found]
) -> list[Found]:
    """Return values of a figure's rows that a sentence names where nothing else was found.

    `called` are pieces that name values by other words than the data; those that the data lack are left out.
    """
    found = [piece for one in called if (piece := _as_spelt(one, view, figure)) is not None]
    table = DEFINITIONS[figure].metric.table
    for by in (each for each in _NAMED_BY if view.has_split(figure, each)):
        for value in view.values(by, table)[:_MOST_VALUES]:
            word = _folded(value)
            start = f" {plain} ".find(f" {word} ") if len(word) >= _SHORTEST_VALUE else -1
            end = start + len(word)
            if start >= 0 and all(end <= piece.start or start >= piece.end for piece in chosen):
                found.append(Found(start, end, f"{VALUE}{by}", value))
    return found


def _as_spelt(piece: Found, view: OwnersView, figure: str) -> Found | None:
    """Return a piece with its value as the data spell it; None where the figure's rows do not have it."""
    by = piece.kind.removeprefix(VALUE)
    if not view.has_split(figure, by):
        return None
    known = view.values(by, DEFINITIONS[figure].metric.table)
    spelt = {value.casefold(): value for value in known}.get(piece.meaning.casefold())
    return None if spelt is None else Found(piece.start, piece.end, piece.kind, spelt)
