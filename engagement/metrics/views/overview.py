"""The key figures in order of precedence: the Overview shows them and tests them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engagement.metrics.model import View

#: The first eight that the data unlock are shown.
KEY_FIGURES: Final = (
    "repeat_purchase_rate",
    "repeat_within_90_days",
    "days_between_orders",
    "average_order_value",
    "purchase_frequency",
    "guest_checkout_rate",
    "net_promoter_score",
    "effort_easy_share",
    "customer_satisfaction",
    "engagement_rate_by_reach",
    "engagement_rate_by_impressions",
    "click_through_rate",
    "conversion_rate",
    "abandonment_rate",
    "bounce_rate",
    "open_rate",
    "click_rate",
    "revenue_per_recipient",
    "member_order_value_gap",
    "redemption_rate",
    "followers",
    "likes",
    "comments",
    "shares",
    "views",
    "impressions",
    "answers",
)
_SHOWN: Final = 8
#: The totals in the line above them: counts, which are not tested.
TOTALS: Final = ("revenue", "orders", "customers")


def overview_keys(view: View) -> tuple[str, ...]:
    """Return the key figures that the data unlock, at most eight."""
    available = view.keys()
    return tuple(key for key in KEY_FIGURES if key in available)[:_SHOWN]


def totals(view: View) -> tuple[str, ...]:
    """Return the totals that the data unlock."""
    available = view.keys()
    return tuple(key for key in TOTALS if key in available)
