"""What is a customer worth?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.navigation import nothing_yet
from engagement.app.worth import page
from engagement.locale import message

view, _ = view_for(
    message("What is a customer worth?"), page.KEYS, nothing_yet.CUSTOMERS, parts=BarParts(splits="customers")
)
page.show(view)
