"""Who may enter, and who did what?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.navigation import current_shop
from engagement.app.people import audit_lines, team
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.who.current import visitor
from engagement.locale import message

workspace, who = current_shop.current(), visitor().who
head.show(message("Who has access, and who did what?"), [inert(current_shop.title())])
if who:
    team.show(workspace, who)
else:
    team.alone()
audit_lines.show(workspace)
