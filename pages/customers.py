"""Who are the customers?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.navigation import nothing_yet
from engagement.app.who_they_are import page
from engagement.locale import message
from engagement.metrics.rounding.every import TABLES_OF

view, _ = view_for(
    message("Who are the customers?"),
    page.KEYS,
    nothing_yet.CUSTOMERS,
    parts=BarParts(splits=False, over_time=False),
    tables=TABLES_OF["customers"],
)
page.show(view)
