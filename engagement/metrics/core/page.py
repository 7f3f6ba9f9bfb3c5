"""The place of a figure in the app: page, heading and rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message

#: The pages that show figures, by the name of their file in `pages/`.
Page = Literal["purchases", "surveys", "social", "web", "loyalty"]
#: The rank of figures without one: after those with a rank, in reading order.
LAST: Final = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page's menu, under which its figures stand."""

    page: Page
    name: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a figure: a heading, and its ranks.

    `on_page` ranks it among all figures of the page (the first one that the data unlock is shown when the
    page is opened), `in_menu` among those of its heading. The lowest rank comes first; equal ranks are
    in reading order.
    """

    heading: Heading
    on_page: int = LAST
    in_menu: int = LAST


COMING_BACK: Final = Heading("purchases", message("Coming back"))
ORDER_VALUE: Final = Heading("purchases", message("Order value"))
TOTALS: Final = Heading("purchases", message("Totals"))
GUESTS: Final = Heading("purchases", message("Guests"))
CANCELLATIONS: Final = Heading("purchases", message("Cancellations, refunds, discounts"))
OPINION: Final = Heading("surveys", message("Opinion"))
OPINION_AND_SPEND: Final = Heading("surveys", message("Opinion and spend"))
ANSWERS: Final = Heading("surveys", message("Answers"))
ENGAGEMENT: Final = Heading("social", message("Engagement"))
VIEWERS: Final = Heading("social", message("How many saw it"))
CLICKS: Final = Heading("social", message("Clicks and sales"))
INTERACTIONS: Final = Heading("social", message("Interactions"))
FOLLOWERS: Final = Heading("social", message("Followers"))
VISITS: Final = Heading("web", message("Visits"))
EMAIL: Final = Heading("web", message("E-mail"))
LOYALTY: Final = Heading("loyalty", message("Loyalty programme"))

#: All headings, in the order of the menus.
HEADINGS: Final = (
    *(COMING_BACK, ORDER_VALUE, TOTALS, GUESTS, CANCELLATIONS),
    *(OPINION, OPINION_AND_SPEND, ANSWERS),
    *(ENGAGEMENT, VIEWERS, CLICKS, INTERACTIONS, FOLLOWERS),
    *(VISITS, EMAIL, LOYALTY),
)
