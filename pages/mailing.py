"""Whom do you want to write to?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.navigation import current_shop
from engagement.app.privacy import mailing_list
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.locale import message

workspace = current_shop.current()
head.show(
    message("Whom do you want to write to?"),
    [inert(current_shop.title()), message("addresses of customers, for an owner alone")],
)
mailing_list.show(workspace)
