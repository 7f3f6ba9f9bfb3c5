"""The page that shows each table of customers and products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.claims import tables as claims
from engagement.metrics.costs import tables as costs
from engagement.metrics.customers import tables as customers
from engagement.metrics.ladders import tables as ladders
from engagement.metrics.lifetime import tables as lifetime
from engagement.metrics.products import tables as products
from engagement.metrics.retention import tables as retention
from engagement.metrics.voices import tables as voices

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The tables of each page, by the stem of its file.
TABLES_ON: Final[Mapping[str, tuple[str, ...]]] = {
    **{
        page: tuple(table.name for table in tables)
        for page, tables in (
            ("retention", retention.TABLES),
            ("customers", customers.TABLES),
            ("products", products.TABLES),
            ("value", (*lifetime.TABLES, *costs.TABLES)),
            ("levels", ladders.TABLES),
            ("surveys", voices.TABLES),
            ("claims", claims.TABLES),
        )
    },
    "social": ("posts", "post_kinds", "best_hours", "weeks_joined"),
    "web": ("funnel", "campaigns", "campaign_kinds", "recipient_groups", "weeks_joined"),
    "loyalty": ("members_compared", "member_tiers", "time_to_joining", "referred_compared"),
}
