"""The figures of a page, grouped by what a marketer asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPS: Final[tuple[tuple[Message, tuple[str, ...]], ...]] = (
    (
        message("Coming back"),
        (
            "repeat_within_90_days",
            "repeat_purchase_rate",
            "returning_customer_rate",
            "days_between_orders",
            "purchase_frequency",
            "repeat_within_30_days",
            "repeat_within_60_days",
            "repeat_within_180_days",
            "repeat_within_365_days",
        ),
    ),
    (
        message("Order value"),
        ("average_order_value", "median_order_value", "typical_basket", "repeat_vs_one_time_spend"),
    ),
    (message("Totals"), ("customers", "orders", "revenue")),
    (message("Guests"), ("guest_checkout_rate", "orders_without_customer")),
    (
        message("Cancellations, refunds, discounts"),
        ("cancellation_rate", "refund_rate", "discount_share"),
    ),
    (
        message("Opinion"),
        ("net_promoter_score", "customer_effort_score", "customer_satisfaction", "effort_easy_share"),
    ),
    (message("Opinion and spend"), ("promoter_spend_ratio",)),
    (message("Answers"), ("answers", "response_share")),
    (
        message("Engagement"),
        (
            "engagement_rate_by_reach",
            "engagement_rate_by_impressions",
            "engagement_rate_by_followers",
            "applause_rate",
            "conversation_rate",
            "amplification_rate",
        ),
    ),
    (message("How many saw it"), ("impressions", "views", "reach")),
    (message("Clicks and sales"), ("click_through_rate", "clicks", "social_conversion_rate")),
    (message("Interactions"), ("likes", "comments", "shares", "saves")),
    (message("Followers"), ("followers", "audience_growth_rate")),
    (
        message("Visits"),
        (
            "conversion_rate",
            "abandonment_rate",
            "cart_abandonment_rate",
            "checkout_abandonment_rate",
            "bounce_rate",
        ),
    ),
    (
        message("E-mail"),
        ("open_rate", "click_rate", "click_to_open_rate", "unsubscribe_rate", "revenue_per_recipient"),
    ),
    (
        message("Loyalty programme"),
        (
            "member_share",
            "member_order_value_gap",
            "member_frequency_gap",
            "redemption_rate",
            "referral_share",
        ),
    ),
)
_MORE: Final = message("More")
_PLACES: Final = {
    key: (place, order) for place, (_, keys) in enumerate(_GROUPS) for order, key in enumerate(keys)
}


def group_of(key: str) -> Message:
    """Return the group of a figure."""
    return _GROUPS[_PLACES[key][0]][0] if key in _PLACES else _MORE


def grouped(keys: Sequence[str]) -> list[str]:
    """Return figures group by group; what belongs to none stands last."""
    return sorted(keys, key=lambda key: _PLACES.get(key, (len(_GROUPS), 0)))
