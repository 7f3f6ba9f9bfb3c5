"""Do customers come back?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.coming_back import page
from engagement.app.figure_pages.page import view_for
from engagement.locale import message

MISSING = (
    message("No orders with a customer yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, keys = view_for(message("Do customers come back?"), page.RATES, MISSING, splits="customers")
page.show(view, keys)
