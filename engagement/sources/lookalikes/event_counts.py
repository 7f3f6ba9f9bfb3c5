"""Reports that count visits or clicks: their "users" are no customers, "transactions" no order numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.lookalikes import order_column
from engagement.sources.meaning.vocabularies import CAMPAIGN, COST, WEB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.model.raw_table import RawTable

#: Further figures of reports of visits.
_OF_VISITS: Final = frozenset({"visitors", "active_users", "new_visitors", "pageviews", "transactions"})
#: Further figures of reports of campaigns.
_OF_CAMPAIGNS: Final = frozenset({"clicks", "click_rate", "impressions"})


def are_listed(raw: RawTable, columns: Mapping[str, str]) -> bool:
    """Return whether rows count visits or clicks; `columns`: the table's columns if it were one of orders."""
    if "email" in columns:
        return False
    counted = WEB.find(raw.columns).keys()
    if "sessions" in counted and counted & _OF_VISITS:
        return True
    clicked = (CAMPAIGN.find(raw.columns).keys() | COST.find(raw.columns).keys()) & _OF_CAMPAIGNS
    return bool(clicked) and not order_column.is_there(raw)
