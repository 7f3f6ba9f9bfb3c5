"""Synonyms of figures and pages for the search.

Each is a list with commas in the reader's language, and the English one is searched, too. Words of the name
itself are not repeated.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the type of the tables
from typing import Final

from engagement.locale import Message, message

#: By the key of a figure.
OF_FIGURES: Final[Mapping[str, Message]] = {
    "repeat_purchase_rate": message("RPR, retention, loyal customers"),
    "returning_customer_rate": message("retention, existing customers"),
    "repeat_within_90_days": message("second purchase, retention"),
    "purchase_frequency": message("orders per customer, how often"),
    "average_order_value": message("AOV, basket value"),
    "typical_basket": message("AOV, basket value"),
    "days_between_orders": message("interval, time between purchases"),
    "revenue": message("sales, turnover, money"),
    "refund_rate": message("returns"),
    "discount_share": message("coupon, voucher, promotion"),
    "net_promoter_score": message("NPS, recommendation"),
    "customer_effort_score": message("CES, effort"),
    "effort_easy_share": message("CES, effort"),
    "customer_satisfaction": message("CSAT, satisfied"),
    "engagement_rate_by_impressions": message("ER, engagement, interactions"),
    "engagement_rate_by_reach": message("ER, engagement, interactions"),
    "engagement_rate_by_followers": message("ER, engagement, interactions"),
    "click_through_rate": message("CTR"),
    "applause_rate": message("applause"),
    "conversation_rate": message("conversation"),
    "amplification_rate": message("amplification"),
    "followers": message("audience, fans"),
    "conversion_rate": message("CR, visits that buy"),
    "cart_abandonment_rate": message("basket, left cart"),
    "checkout_abandonment_rate": message("payment page, left checkout"),
    "click_to_open_rate": message("CTOR"),
    "unsubscribe_rate": message("opt-out, newsletter"),
    "open_rate": message("newsletter, opens"),
    "click_rate": message("newsletter, SMS"),
    "redemption_rate": message("points, rewards"),
    "referral_share": message("invite a friend, word of mouth"),
    "promoter_spend_ratio": message("NPS and money"),
}

#: By the stem of a page.
OF_PAGES: Final[Mapping[str, Message]] = {
    "purchases": message("orders, revenue, purchases"),
    "retention": message("retention, cohorts, churn"),
    "customers": message("RFM, segments, groups, best customers, churn"),
    "products": message("articles, basket analysis, replenishment"),
    "value": message("CLV, LTV, lifetime value"),
    "levels": message("engagement levels, participation"),
    "review": message("report, weekly, monthly, quarterly, goals"),
    "claims": message("benchmarks, myths"),
    "surveys": message("NPS, comments, reviews, satisfaction"),
    "social": message("Instagram, Facebook, TikTok, posts"),
    "web": message("sessions, newsletter, funnel"),
    "loyalty": message("rewards, points, tiers, referrals"),
    "data": message("upload, files, import"),
    "sharing": message("link, report"),
    "mailing": message("export, contacts, Klaviyo, Mailchimp, Meta, mailing list, consent"),
    "customer": message("customer number, order number, profile"),
    "people": message("users, access, audit"),
    "privacy": message("GDPR, erase, retention period"),
    "definitions": message("glossary, formula, how it is computed"),
}

#: By the name of a table: the page that shows it, and what it is called besides.
OF_TABLES: Final[Mapping[str, tuple[str, Message | None]]] = {
    "cohorts": ("retention", message("cohorts, retention table")),
    "order_ladder": ("retention", message("order ladder, tenth order")),
    "days_to_second_order": ("retention", message("Kaplan-Meier, survival")),
    "new_and_returning": ("retention", None),
    "rfm": ("customers", message("RFM, segments")),
    "rfm_movement": ("customers", message("migration between segments")),
    "engagement_level_movement": ("levels", None),
    "late_customers": ("customers", message("churn, at risk, lapsed")),
    "lifetime_value": ("value", message("CLV, LTV, lifetime value")),
    "products": ("products", message("best sellers")),
    "gateway_products": ("products", message("gateway, first product")),
    "product_pairs": ("products", message("cross-selling, basket analysis, lift")),
    "replenishment": ("products", message("reorder, runs out")),
    "campaigns": ("web", message("mailings, newsletters one by one")),
}
