"""Do customers buy again?"""

from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import shop
from engagement.app.components import behind, breakdown, headline, near, pick, trend
from engagement.app.frame import view_for
from engagement.locale import message

FIGURES = (
    "repeat_within_90_days",
    "repeat_purchase_rate",
    "returning_customer_rate",
    "average_order_value",
    "purchase_frequency",
    "days_between_orders",
    "guest_checkout_rate",
    "repeat_vs_one_time_spend",
    "customers",
    "orders",
    "revenue",
    "median_order_value",
    "typical_basket",
    "repeat_within_30_days",
    "repeat_within_60_days",
    "repeat_within_180_days",
    "repeat_within_365_days",
    "orders_without_customer",
    "cancellation_rate",
    "refund_rate",
    "discount_share",
)
MISSING = (
    message("There are no orders yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, keys = view_for(message("Do customers buy again?"), FIGURES, MISSING)
key = pick.show(view, keys, "purchases")
main, side = st.columns([8, 4], gap="medium")
with main:
    headline.show(view, key)
    trend.show(view, key)
    breakdown.show_chosen(view, key)
with side:
    behind.show(view, key, shop.files("orders"))
    near.show(view, key)
