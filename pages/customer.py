"""What is known of one customer?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.navigation import current_shop
from engagement.app.one_customer import finding, page
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.locale import message
from engagement.metrics.model import Question

workspace = current_shop.current()
head.show(
    message("What is known of one customer?"),
    [inert(current_shop.title()), message("for an owner alone, and in no link")],
)
view = current_shop.owners_view(Question(days=None))
finding.show(workspace, view)
page.show(workspace, view)
