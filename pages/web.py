"""Do visits and e-mails lead to orders?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.channel_pages import web_page
from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
from engagement.app.figures.figure_places import figures_of
from engagement.locale import message

MISSING = (
    message("No visits and no campaigns yet"),
    message(
        "In Shopify choose Analytics, Reports, Sessions over time; in Mailchimp or Klaviyo the list of "
        "campaigns."
    ),
)

view, keys = view_for(
    message("Do visits and e-mails lead to orders?"), figures_of("web"), MISSING, ends=False
)
if keys:
    one_figure.show(view, keys, "web")
web_page.show(view)
