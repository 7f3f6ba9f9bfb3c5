"""Does what is said of engaged customers hold here?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.claims import page
from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.navigation import nothing_yet
from engagement.locale import message

view, _ = view_for(
    message("Does what is said of engaged customers hold here?"),
    page.KEYS,
    nothing_yet.CUSTOMERS,
    parts=BarParts(splits=False, over_time=False, windowed=False),
)
page.show(view)
