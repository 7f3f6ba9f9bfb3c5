"""Do members buy more?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.channel_pages import members_page
from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
from engagement.app.figures.figure_places import figures_of
from engagement.locale import message

MISSING = (
    message("No loyalty programme yet"),
    message("Export the list of members from your loyalty programme, for example Smile.io."),
)

view, keys = view_for(message("Do members buy more?"), figures_of("loyalty"), MISSING)
one_figure.show(view, keys, "loyalty")
members_page.show(view)
