"""Do visits and e-mails lead to orders?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
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
    message("No web, e-mail or loyalty data yet"),
    message(
        "In Shopify choose Analytics, Reports, Sessions over time; in Mailchimp or Klaviyo the list of "
        "campaigns; in your loyalty programme the list of members."
    ),
)

view, keys = view_for(message("Do visits and e-mails lead to orders?"), FIGURES, MISSING)
one_figure.show(view, keys, "web")
