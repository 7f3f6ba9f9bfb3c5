"""Which figures the pages of a link show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from engagement.metrics.core.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The figures beside the tables of pages without figures of their own.
_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    "retention": frozenset({"repeat_purchase_rate", "returning_customer_rate", "repeat_within_90_days"}),
    "customers": frozenset({"repeat_purchase_rate"}),
    "products": frozenset({"orders"}),
    "levels": frozenset({"orders"}),
}
#: The pages that only show their own figures; the other pages show all.
_FIGURE_PAGES: Final = frozenset(get_args(Page))


def shows(page: str, key: str, own: str) -> bool:
    """Return whether a page of a link shows a figure whose `own` page may be another."""
    if page in _BESIDE:
        return key in _BESIDE[page]
    return page == own or page not in _FIGURE_PAGES
