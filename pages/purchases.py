"""Do customers buy again?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
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
    message("No orders yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, keys = view_for(message("Do customers buy again?"), FIGURES, MISSING)
one_figure.show(view, keys, "purchases")
