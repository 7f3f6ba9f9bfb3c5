"""Who are the customers?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages.page import view_for
from engagement.app.who_they_are import page
from engagement.locale import message

MISSING = (
    message("No orders with a customer yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, _ = view_for(message("Who are the customers?"), page.KEYS, MISSING, splits=False, over_time=False)
page.show(view)
