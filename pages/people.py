"""Who may enter, and who did what?"""

from engagement.app.router import require_router

require_router()

from engagement.app import shop
from engagement.app.components import audit, head, team
from engagement.app.current import visitor
from engagement.app.escape import inert
from engagement.locale import message

workspace, who = shop.current(), visitor().who
head.show(message("Who has access, and who did what?"), [inert(shop.title())])
if who:
    team.show(workspace, who)
else:
    team.alone()
audit.show(workspace)
