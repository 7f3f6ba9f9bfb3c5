"""Does what is said of engaged customers hold here?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.claims import page
from engagement.app.figure_pages.page import view_for
from engagement.locale import message

MISSING = (
    message("No orders with a customer yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, _ = view_for(
    message("Does what is said of engaged customers hold here?"),
    page.KEYS,
    MISSING,
    splits=False,
    over_time=False,
    windowed=False,
)
page.show(view)
