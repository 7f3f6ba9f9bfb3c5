"""Do customers buy again?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
from engagement.app.figures.figure_places import figures_of
from engagement.locale import message

MISSING = (
    message("No orders yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)

view, keys = view_for(message("Do customers buy again?"), figures_of("purchases"), MISSING)
one_figure.show(view, keys, "purchases")
