"""Do customers come back?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.coming_back import page
from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.navigation import nothing_yet
from engagement.locale import message
from engagement.metrics.rounding.every import TABLES_OF

view, keys = view_for(
    message("Do customers come back?"),
    page.RATES,
    nothing_yet.CUSTOMERS,
    parts=BarParts(splits="customers"),
    tables=TABLES_OF["retention"],
)
page.show(view, keys)
