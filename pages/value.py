"""What is a customer worth?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages.page import view_for
from engagement.app.worth import page
from engagement.locale import message

MISSING = (
    message("No orders with a customer yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, _ = view_for(message("What is a customer worth?"), page.KEYS, MISSING)
page.show(view)
