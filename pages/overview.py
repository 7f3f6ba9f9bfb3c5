"""How engaged are the customers?"""

from engagement.app.router import require_router

require_router()

from engagement.app.components import coverage, head, insights, keyfigure
from engagement.app.frame import view_for
from engagement.locale import message

FIGURES = (
    "customers",
    "repeat_purchase_rate",
    "repeat_within_90_days",
    "days_between_orders",
    "average_order_value",
    "purchase_frequency",
    "guest_checkout_rate",
    "net_promoter_score",
    "customer_effort_score",
    "engagement_rate_by_reach",
    "engagement_rate_by_impressions",
    "click_through_rate",
    "likes",
    "comments",
    "shares",
    "followers",
    "views",
    "impressions",
    "answers",
)
MISSING = (
    message("There are no figures yet"),
    message("Orders, a survey or social figures, as your tools export them, are all that is needed."),
)

view, keys = view_for(message("How engaged are the customers?"), FIGURES, MISSING)
keyfigure.row(view, tuple(keys[:8]))
head.section(message("What stands out"), key="insights")
insights.show(view, keys)
head.section(message("What this reading rests on"), key="coverage")
coverage.show(view)
