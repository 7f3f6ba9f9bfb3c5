"""The terms of a link: what is shared, as the manifest stores it."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import msgspec

#: The default of the smallest group of customers that a link shows.
USUAL_K: Final = 10
SMALLEST_K: Final = 5
#: Pages of figures that a link can show. None of them shows rows or changes anything.
PAGES_OF_FIGURES: Final = ("overview", "purchases", "surveys", "social", "web", "loyalty", "definitions")
#: All pages that a link can show, in the order of the navigation.
PAGES: Final = (
    *("overview", "purchases", "retention", "customers", "products", "levels"),
    *("surveys", "social", "web", "loyalty", "definitions"),
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a link shows.

    `question` is the period, grain, split and filters as in an address; it is fixed except for the
    dimension in `free`, of which a recipient may choose one of the allowed values. `hidden` dimensions are
    neither used for splits nor named. No figure is about fewer than `k` customers. `origins` are the sites
    ("https://example.com") that may embed the page. `sender` is the name that the recipient reads. With
    `review`, the question is a whole week, month or quarter, and its review stands first.
    """

    pages: tuple[str, ...]
    question: Mapping[str, str] = field(default_factory=dict)
    free: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    k: int = USUAL_K
    origins: tuple[str, ...] = ()
    sender: str = ""
    review: Literal["week", "month", "quarter"] | None = None

    def __post_init__(self) -> None:
        if self.k < SMALLEST_K:
            raise ValueError(f"no group under {SMALLEST_K} is ever shared")
        if not self.pages or not set(self.pages) <= set(PAGES):
            raise ValueError("a link shows some of the pages that can be shared")
        if len(self.free) > 1:
            raise ValueError("one dimension is free at most: free combinations could be subtracted")


def terms_to_json(terms: Terms) -> dict[str, Any]:
    """Return the terms as JSON values."""
    plain: dict[str, Any] = msgspec.to_builtins(terms)
    return plain


def terms_from_json(stored: Mapping[str, Any]) -> Terms:
    """Return terms from JSON values. Raises `ValueError` for invalid ones."""
    try:
        return msgspec.convert(stored, Terms)
    except msgspec.ValidationError as fault:
        raise ValueError(str(fault)) from fault
