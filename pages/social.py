"""How do posts perform?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.channel_pages import social_page
from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
from engagement.app.figures.figure_places import figures_of
from engagement.locale import message

MISSING = (
    message("No social media data yet"),
    message(
        "In Meta Business Suite choose Insights, Content, Export; TikTok and YouTube Studio have the like."
    ),
)

view, keys = view_for(message("How do posts perform?"), figures_of("social"), MISSING)
one_figure.show(view, keys, "social")
social_page.show(view, keys)
