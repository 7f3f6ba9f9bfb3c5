"""What every number counts."""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages import definitions
from engagement.app.navigation import current_shop
from engagement.app.navigation.question import current_question
from engagement.app.ui import head
from engagement.locale import message

head.show(
    message("What does each number count?"),
    [message("formula, source, what counts and what does not, and how sure a number is")],
)
definitions.show(current_shop.view(current_question()))
