"""Shopify's session reports: by day, by landing page, by campaign, and the checkout funnel.

Names changed over the years (`total_sessions`, `Sessions`, ShopifyQL's `sessions`). The conversion rate is a
fraction or in per cent, sometimes both in one file. Buy-now buttons skip the cart, so checkouts may exceed
cart additions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import visit_export
from engagement.sources.meaning.vocabularies import WEB
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

#: Figures that no other tool has.
_FUNNEL: Final = frozenset({"cart_additions", "reached_checkout", "cart_rate", "checkout_rate", "completed"})
_OWN: Final = frozenset({"online store visitors", "landing page path", "landing page type", "total visitors"})


def _fits(raw: RawTable) -> float:
    columns = WEB.find(raw.columns).keys()
    if "sessions" not in columns:
        return 0.0
    funnel = columns & _FUNNEL
    named = any(fold(column) in _OWN for column in raw.columns)
    return 0.95 if len(funnel) >= 2 or named else 0.0


FORMAT: Final = visit_export(
    key="shopify_sessions",
    platform="Shopify sessions",
    export="Analytics > Reports > Sessions, by anything > Export",
    fits=_fits,
    bounce="ua",
)
