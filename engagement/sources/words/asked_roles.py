"""The roles that a person can give to the columns of a file: their names, and what each unlocks.

The keys are those of the generic readings: `orders.columns` for orders, `survey_roles` for surveys, the
concepts of `columns.social` for social figures, those of a `Vocabulary` for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.model.account import Kind
    from engagement.sources.model.hints import SaidKind


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `needed`: without it nothing can be read. `main`: it is asked for at once."""

    key: str
    label: Message
    unlocks: Message
    needed: bool = False
    main: bool = False


_TIME: Final = message("every metric over time")
_REPEAT: Final = message("repeat purchases and retention")
_JOINED: Final = message("repeat purchases and retention, joined with survey answers")
_MONEY: Final = message("revenue and order value")
_SPLIT: Final = message("a breakdown of every metric")
_POST: Final = message("numbers for each post")
_ENGAGED: Final = message("engagement")

_ORDERS: Final = (
    Role("order_id", message("Order number"), message("rows of one order counted once"), main=True),
    Role("date", message("Day of the order"), _TIME, needed=True, main=True),
    Role("amount", message("Amount of the order"), _MONEY, main=True),
    Role("currency", message("Currency"), message("currencies kept apart"), main=True),
    Role("email", message("Customer's e-mail address"), _JOINED, main=True),
    Role("customer", message("Customer number"), _REPEAT, main=True),
    Role("status", message("State of the order"), message("cancelled and test orders left out"), main=True),
    Role("country", message("Country"), _SPLIT, main=True),
    Role("discount_code", message("Discount code"), message("discount share"), main=True),
    Role("channel", message("Sales channel"), _SPLIT, main=True),
    Role("product", message("Product"), message("the products of each order"), main=True),
    Role("quantity", message("Pieces"), message("pieces in an order"), main=True),
    Role("refunded", message("Amount paid back"), message("revenue after refunds")),
    Role("line_amount", message("Amount of the row"), _MONEY),
    Role("price", message("Price of one piece"), _MONEY),
    Role("time", message("Time of day"), message("orders of one day in their sequence")),
    Role("phone", message("Customer's phone number"), _REPEAT),
    Role("sku", message("Article number"), message("products by their number")),
    Role("region", message("Region"), _SPLIT),
    Role("guest", message("Ordered as a guest"), message("guest checkout rate")),
    Role("tags", message("Tags of the order"), _SPLIT),
    Role("shop", message("Shop or brand"), _SPLIT),
)
_SURVEYS: Final = (
    Role("submitted", message("Day of the answer"), _TIME, main=True),
    Role("response", message("Number of the response"), message("the same response counted once"), main=True),
    Role("email", message("Customer's e-mail address"), message("answers joined with orders"), main=True),
    Role("customer", message("Customer number"), message("answers joined with orders"), main=True),
    Role("phone", message("Customer's phone number"), message("answers joined with orders")),
    Role("country", message("Country"), _SPLIT, main=True),
    Role("channel", message("Sales channel"), _SPLIT),
    Role("language", message("Language"), _SPLIT),
)
_SOCIAL: Final = (
    Role("published", message("Day of the post or number"), _TIME, needed=True, main=True),
    Role("network", message("Network"), message("each network on its own"), main=True),
    Role("post_id", message("Number of the post"), _POST, main=True),
    Role("permalink", message("Link to the post"), _POST, main=True),
    Role("text", message("Text of the post"), _POST, main=True),
    Role("type", message("Type of post"), message("a breakdown by type of post"), main=True),
    Role("reach", message("Reach"), message("engagement by people reached"), main=True),
    Role("impressions", message("Impressions"), message("engagement by impressions"), main=True),
    Role("views", message("Views"), message("engagement by views"), main=True),
    Role("likes", message("Likes or reactions"), _ENGAGED, main=True),
    Role("comments", message("Comments"), _ENGAGED, main=True),
    Role("shares", message("Shares"), _ENGAGED, main=True),
    Role("saves", message("Saves"), _ENGAGED),
    Role("clicks", message("Clicks"), message("click rate")),
    Role("followers", message("Followers"), message("growth of followers")),
    Role("follows", message("New followers"), message("growth of followers")),
    Role("account", message("Account"), _SPLIT),
    Role("visits", message("Visits of the profile"), message("visits over time")),
    Role("interactions", message("Interactions of all kinds"), _ENGAGED),
    Role("conversions", message("Conversions"), message("conversion rate")),
    Role("time", message("Time of day"), message("posts of one day in their sequence")),
)
_OPENED: Final = message("open rate")
_CLICKED: Final = message("click rate")
_EMAIL: Final = (
    Role("sent", message("Day of sending"), _TIME, main=True),
    Role("name", message("Name of the campaign"), message("numbers for each campaign"), main=True),
    Role("subject", message("Subject"), message("numbers for each campaign"), main=True),
    Role("campaign_id", message("Number of the campaign"), message("the same campaign counted once")),
    Role("list", message("List or segment"), _SPLIT),
    Role("channel", message("E-mail or SMS"), _SPLIT, main=True),
    Role("recipients", message("Sent to"), message("delivery rate"), main=True),
    Role("delivered", message("Delivered"), message("every rate of a campaign"), main=True),
    Role("unique_opens", message("People who opened"), _OPENED, main=True),
    Role("opens", message("Opens"), _OPENED),
    Role("unique_clicks", message("People who clicked"), _CLICKED, main=True),
    Role("clicks", message("Clicks"), _CLICKED),
    Role("unsubscribes", message("Unsubscribed"), message("unsubscribe rate"), main=True),
    Role("bounces", message("Not delivered"), message("delivery rate"), main=True),
    Role("complaints", message("Complaints"), message("complaint rate")),
    Role("orders", message("Orders"), message("orders from a campaign")),
    Role("revenue", message("Revenue"), message("revenue from a campaign"), main=True),
    Role("currency", message("Currency"), message("currencies kept apart")),
)
_LOYALTY: Final = (
    Role("email", message("Customer's e-mail address"), message("members joined with orders"), main=True),
    Role("customer", message("Customer number"), message("members joined with orders"), main=True),
    Role("member_id", message("Number of the member"), message("the same member counted once"), main=True),
    Role("joined", message("Day of joining"), _TIME, main=True),
    Role("tier", message("Tier"), _SPLIT, main=True),
    Role("points", message("Points"), message("points of each member"), main=True),
    Role("points_earned", message("Points earned"), message("points of each member"), main=True),
    Role("points_spent", message("Points spent"), message("redemption"), main=True),
    Role("redemptions", message("Rewards taken"), message("redemption")),
    Role("referrals", message("Referrals"), message("referrals of each member")),
    Role("state", message("State of the membership"), message("those who left are left out")),
    Role("phone", message("Customer's phone number"), message("members joined with orders")),
)
_WEB: Final = (
    Role("day", message("Day"), _TIME, main=True),
    Role("sessions", message("Sessions"), message("every rate by session"), needed=True, main=True),
    Role("visitors", message("Visitors"), message("visitors over time"), main=True),
    Role("channel", message("Channel"), _SPLIT, main=True),
    Role("device", message("Device"), _SPLIT, main=True),
    Role("country", message("Country"), _SPLIT, main=True),
    Role("landing_page", message("Landing page"), _SPLIT, main=True),
    Role("bounces", message("Bounces"), message("bounce rate"), main=True),
    Role("bounce_rate", message("Bounce rate"), message("bounce rate")),
    Role("pageviews", message("Pages viewed"), message("pages in a session")),
    Role("cart_additions", message("Sessions with something in the cart"), message("the way to the order")),
    Role("reached_checkout", message("Sessions that reached checkout"), message("the way to the order")),
    Role("completed", message("Sessions with an order"), message("conversion rate"), main=True),
    Role("conversion_rate", message("Conversion rate"), message("conversion rate")),
    Role("transactions", message("Orders"), message("conversion rate")),
    Role("revenue", message("Revenue"), message("revenue by session")),
    Role("currency", message("Currency"), message("currencies kept apart")),
    Role("traffic_source", message("Source of the visit"), _SPLIT),
    Role("campaign", message("Name of the campaign"), _SPLIT),
)

#: The kinds of table that a person can name, each with its roles in the order in which they are asked.
ROLES: Final[Mapping[Kind, tuple[Role, ...]]] = {
    "orders": _ORDERS,
    "surveys": _SURVEYS,
    "social": _SOCIAL,
    "email": _EMAIL,
    "web": _WEB,
    "loyalty": _LOYALTY,
}

#: What a survey's column may be said to ask, with what that unlocks.
QUESTIONS: Final[Mapping[SaidKind, tuple[Message, Message]]] = {
    "nps": (message("Would you recommend us, 0 to 10"), message("promoters and NPS")),
    "effort": (message("How easy was it"), message("customer effort")),
    "satisfaction": (message("How satisfied are you"), message("satisfaction")),
    "rating": (message("Another rating"), message("its mean and distribution")),
    "choice": (message("A choice of options"), message("a breakdown of every score")),
    "comment": (message("Free text"), message("comments to read")),
    "number": (message("A number"), message("its mean")),
    "ignored": (message("Not used"), message("nothing")),
}
#: Kinds of question of which one must know whether a high answer is good.
DIRECTED: Final = frozenset({"effort", "satisfaction", "rating"})
