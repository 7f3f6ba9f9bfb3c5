"""Whom do you want to write to?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.customer_lists import addresses, page
from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.navigation import current_shop, nothing_yet
from engagement.locale import message

workspace = current_shop.current()
view, keys = view_for(
    message("Whom do you want to write to?"),
    page.KEYS,
    nothing_yet.CUSTOMERS,
    parts=BarParts(splits=False, over_time=False, windowed=False),
    ends=False,
)
if keys:
    page.show(workspace, current_shop.owners_view(view.question))
addresses.show(workspace)
