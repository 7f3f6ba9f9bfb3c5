"""Whom do you want to write to?"""

from engagement.app.router import require_router

require_router()

from engagement.app import shop
from engagement.app.components import head, mailing_list
from engagement.app.escape import inert
from engagement.locale import message

workspace = shop.current()
head.show(
    message("Whom do you want to write to?"),
    [inert(shop.title()), message("addresses of customers, for an owner alone")],
)
mailing_list.show(workspace)
