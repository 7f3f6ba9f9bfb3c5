"""Where each statement of the articles on customer engagement stands: rows of the table in `articles.md`.

A figure stands on the page that its definition names. What is not a figure is a table of the product: its
row names the page, and the heading under which it stands there. `tests/test_docs.py` holds the rows against
the program and the demo shop, `tests/browser/test_looks.py` against the pages as they are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engagement.metrics.claims.claims import CLAIMS


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: its group, its words, and the figure or table that answers it.

    `page` and `heading` (as the page says it in English) are given for what is no figure; `address` where a
    part of the page has to be chosen first.
    """

    group: str
    statement: str
    key: str
    page: str = ""
    heading: str = ""
    address: str = ""


_BUYING: Final = "Buying"
_SAYING: Final = "What customers say"
_SOCIAL: Final = "Social networks"
_SITE: Final = "Web and e-mail"
_COMPARED: Final = "Customers compared"
_LADDERS: Final = "The two ladders"
_CLAIMS: Final = "What the articles claim"
_GOALS: Final = "Goals by week, month and quarter"

ROWS: Final = (
    Row(_BUYING, "Guest checkout rate", "guest_checkout_rate"),
    Row(_BUYING, "Purchase frequency", "purchase_frequency"),
    Row(_BUYING, "Average order value", "average_order_value"),
    Row(_BUYING, "Repeat purchase rate", "repeat_purchase_rate"),
    Row(_BUYING, "Customers who come back within so many days", "repeat_within_90_days"),
    Row(_BUYING, "Customer lifetime value", "lifetime_value", "value", "What a customer has brought so far"),
    Row(_BUYING, "Retention by cohort", "cohorts", "retention", "Share of customers who ordered again"),
    Row(_SAYING, "Net promoter score: promoters, passives, detractors", "net_promoter_score"),
    Row(_SAYING, "Customer effort score", "customer_effort_score"),
    Row(_SAYING, "Customer satisfaction", "customer_satisfaction"),
    Row(_SAYING, "How many of those asked answer", "response_share"),
    Row(
        _SAYING,
        "Answers to any question, how customers heard of the shop",
        "choices",
        "surveys",
        "Question by question",
    ),
    Row(
        _SAYING,
        "Feedback in words, and its sentiment",
        "topics",
        "surveys",
        "What they are about",
        "show=comments",
    ),
    Row(_SOCIAL, "Impressions", "impressions"),
    Row(_SOCIAL, "Reach", "reach"),
    Row(_SOCIAL, "Clicks", "clicks"),
    Row(_SOCIAL, "Click-through rate", "click_through_rate"),
    Row(_SOCIAL, "Likes", "likes"),
    Row(_SOCIAL, "Comments", "comments"),
    Row(_SOCIAL, "Shares", "shares"),
    Row(_SOCIAL, "Saves", "saves"),
    Row(_SOCIAL, "Followers", "followers"),
    Row(_SOCIAL, "Growth of the audience", "audience_growth_rate"),
    Row(_SOCIAL, "Engagement rate by impressions", "engagement_rate_by_impressions"),
    Row(_SOCIAL, "Engagement rate by reach", "engagement_rate_by_reach"),
    Row(_SOCIAL, "Engagement rate by followers", "engagement_rate_by_followers"),
    Row(_SOCIAL, "Applause rate", "applause_rate"),
    Row(_SOCIAL, "Conversation rate", "conversation_rate"),
    Row(_SOCIAL, "Amplification rate", "amplification_rate"),
    Row(_SOCIAL, "Conversions from social networks", "social_conversion_rate"),
    Row(_SITE, "Conversion rate", "conversion_rate"),
    Row(_SITE, "Abandonment of the cart", "cart_abandonment_rate"),
    Row(_SITE, "Abandonment of the checkout", "checkout_abandonment_rate"),
    Row(_SITE, "Abandonment from first step to order", "abandonment_rate"),
    Row(_SITE, "Bounce rate", "bounce_rate"),
    Row(_SITE, "Open rate", "open_rate"),
    Row(_SITE, "Click rate of e-mails", "click_rate"),
    Row(_SITE, "Clicks of those who opened", "click_to_open_rate"),
    Row(_SITE, "Unsubscribes", "unsubscribe_rate"),
    Row(_SITE, "Revenue per e-mail", "revenue_per_recipient"),
    Row(_COMPARED, "Members against others: order value", "member_order_value_gap"),
    Row(_COMPARED, "Members against others: how often they order", "member_frequency_gap"),
    Row(
        _COMPARED,
        "Members against others, also before they joined",
        "members_compared",
        "loyalty",
        "Members against others, in three ways",
    ),
    Row(_COMPARED, "Share of orders by members", "member_share"),
    Row(_COMPARED, "Members who redeem", "redemption_rate"),
    Row(_COMPARED, "Members who refer", "referral_share"),
    Row(_COMPARED, "Repeat against one-time buyers: spend", "repeat_vs_one_time_spend"),
    Row(
        _COMPARED,
        "From the first order to the tenth",
        "order_ladder",
        "retention",
        "From one order to the next",
    ),
    Row(_COMPARED, "Promoters against detractors: spend afterwards", "promoter_spend_ratio"),
    Row(
        _LADDERS,
        "Content: click, consumption, understanding, application",
        "content_ladder",
        "levels",
        "From click to application",
    ),
    Row(
        _LADDERS,
        "Content, per channel and month",
        "content_ladder_over_time",
        "levels",
        "From click to application",
    ),
    Row(
        _LADDERS,
        "People: low, medium, high, very high",
        "engagement_levels",
        "levels",
        "From ordering to bringing others in",
    ),
    Row(_LADDERS, "People over time", "engagement_levels_over_time", "levels", "Levels over time"),
    Row(
        _LADDERS,
        "People who moved up",
        "engagement_level_movement",
        "levels",
        "Who moved from level to level",
    ),
    Row(_LADDERS, "People, by network", "engagement_levels_by_network", "levels", "In the social networks"),
    *(Row(_CLAIMS, str(claim.statement), claim.key, "claims", str(claim.statement)) for claim in CLAIMS),
    Row(_GOALS, "A figure week by week, month by month or by quarter", "repeat_purchase_rate"),
    Row(
        _GOALS,
        "New and returning customers, by week, month or quarter",
        "new_and_returning",
        "retention",
        "New and returning customers",
    ),
)
