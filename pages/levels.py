"""How far do customers take part?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.ladders import page
from engagement.locale import message
from engagement.metrics.rounding.every import TABLES_OF

MISSING = (
    message("Nothing to place on a ladder yet"),
    message("Add orders with a survey or a list of members, or exports of posts, visits or campaigns."),
)

view, _ = view_for(
    message("How far do customers take part?"),
    page.KEYS,
    MISSING,
    parts=BarParts(splits=False, compares=False, windowed=False),
    tables=TABLES_OF["levels"],
)
page.show(view)
