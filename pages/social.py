"""How do posts perform?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.figure_pages import one_figure
from engagement.app.figure_pages.page import view_for
from engagement.locale import message

FIGURES = (
    "engagement_rate_by_reach",
    "engagement_rate_by_impressions",
    "engagement_rate_by_followers",
    "click_through_rate",
    "applause_rate",
    "conversation_rate",
    "amplification_rate",
    "audience_growth_rate",
    "followers",
    "impressions",
    "views",
    "reach",
    "clicks",
    "likes",
    "comments",
    "shares",
    "saves",
    "social_conversion_rate",
)
MISSING = (
    message("No social media data yet"),
    message(
        "In Meta Business Suite choose Insights, Content, Export; TikTok and YouTube Studio have the like."
    ),
)

view, keys = view_for(message("How do posts perform?"), FIGURES, MISSING)
one_figure.show(view, keys, "social")
