"""Do visits and e-mails lead to orders?"""

from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import shop
from engagement.app.components import behind, breakdown, headline, pick, trend
from engagement.app.frame import view_for
from engagement.locale import message

FIGURES = (
    "conversion_rate",
    "abandonment_rate",
    "cart_abandonment_rate",
    "checkout_abandonment_rate",
    "bounce_rate",
    "open_rate",
    "click_rate",
    "click_to_open_rate",
    "unsubscribe_rate",
    "revenue_per_recipient",
    "member_share",
    "member_order_value_gap",
    "member_frequency_gap",
    "redemption_rate",
    "referral_share",
)
MISSING = (
    message("There are no visits, letters or members yet"),
    message(
        "In Shopify choose Analytics, Reports, Sessions over time; in Mailchimp or Klaviyo the list of "
        "campaigns; in your loyalty programme the list of members."
    ),
)

view, keys = view_for(message("Do visits and e-mails lead to orders?"), FIGURES, MISSING)
key = pick.show(view, keys, "web")
main, side = st.columns([8, 4], gap="medium")
with main:
    headline.show(view, key)
    trend.show(view, key)
    breakdown.show_chosen(view, key)
with side:
    metric = view.metric(key)
    files = shop.files(metric.family)
    behind.show(view, key, [*files, *shop.files("orders")] if metric.table == "orders" else files)
