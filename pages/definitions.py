"""What every number counts."""

from engagement.app.router import require_router

require_router()

from engagement.app import shop
from engagement.app.asking import asked
from engagement.app.components import definitions, head
from engagement.locale import message

head.show(
    message("What does each number count?"),
    [message("formula, source, what counts and what does not, and how sure a number is")],
)
definitions.show(shop.view(asked()))
