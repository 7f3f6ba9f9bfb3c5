"""What do customers buy?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.what_they_buy import page
from engagement.locale import message
from engagement.metrics.rounding.every import TABLES_OF

MISSING = (
    message("No orders yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, _ = view_for(
    message("What do customers buy?"),
    ("orders",),
    MISSING,
    parts=BarParts(splits=False, over_time=False),
    tables=TABLES_OF["products"],
)
page.show(view)
