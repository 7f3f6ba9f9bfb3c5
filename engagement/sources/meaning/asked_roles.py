"""The roles that a person can assign to columns: their names, and which figures need each.

The keys are those of the generic readings: `orders.columns` for orders, `survey_roles` for surveys, the
concepts of `columns.social_concepts` for social figures, those of a `Matcher` for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.model.account import ExportKind
    from engagement.sources.model.hints import SaidKind


@dataclass(frozen=True, slots=True)
class AskedRole:
    """One role. `needed`: the table cannot be read without it. `main`: it is asked first."""

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
    AskedRole("order_id", message("Order number"), message("rows of one order counted once"), main=True),
    AskedRole("date", message("Day of the order"), _TIME, needed=True, main=True),
    AskedRole("amount", message("Amount of the order"), _MONEY, main=True),
    AskedRole("currency", message("Currency"), message("currencies kept apart"), main=True),
    AskedRole("email", message("Customer's e-mail address"), _JOINED, main=True),
    AskedRole("customer", message("Customer number"), _REPEAT, main=True),
    AskedRole(
        "status", message("State of the order"), message("cancelled and test orders left out"), main=True
    ),
    AskedRole("country", message("Country"), _SPLIT, main=True),
    AskedRole("discount_code", message("Discount code"), message("discount share"), main=True),
    AskedRole("channel", message("Sales channel"), _SPLIT, main=True),
    AskedRole("product", message("Product"), message("the products of each order"), main=True),
    AskedRole("quantity", message("Pieces"), message("pieces in an order"), main=True),
    AskedRole("refunded", message("Amount paid back"), message("revenue after refunds")),
    AskedRole("line_amount", message("Amount of the row"), _MONEY),
    AskedRole("price", message("Price of one piece"), _MONEY),
    AskedRole("time", message("Time of day"), message("orders of one day in their sequence")),
    AskedRole("phone", message("Customer's phone number"), _REPEAT),
    AskedRole("sku", message("Article number"), message("products by their number")),
    AskedRole("region", message("Region"), _SPLIT),
    AskedRole("guest", message("Ordered as a guest"), message("guest checkout rate")),
    AskedRole("tags", message("Tags of the order"), _SPLIT),
    AskedRole("shop", message("Shop or brand"), _SPLIT),
)
_SURVEYS: Final = (
    AskedRole("submitted", message("Day of the answer"), _TIME, main=True),
    AskedRole(
        "response", message("Number of the response"), message("the same response counted once"), main=True
    ),
    AskedRole(
        "email", message("Customer's e-mail address"), message("answers joined with orders"), main=True
    ),
    AskedRole("customer", message("Customer number"), message("answers joined with orders"), main=True),
    AskedRole("phone", message("Customer's phone number"), message("answers joined with orders")),
    AskedRole("order", message("Order number"), message("answers joined with orders")),
    AskedRole("country", message("Country"), _SPLIT, main=True),
    AskedRole("channel", message("Sales channel"), _SPLIT),
    AskedRole("language", message("Language"), _SPLIT),
)
_SOCIAL: Final = (
    AskedRole("published", message("Day of the post or number"), _TIME, needed=True, main=True),
    AskedRole("network", message("Network"), message("each network on its own"), main=True),
    AskedRole("post_id", message("Number of the post"), _POST, main=True),
    AskedRole("permalink", message("Link to the post"), _POST, main=True),
    AskedRole("text", message("Text of the post"), _POST, main=True),
    AskedRole("type", message("Type of post"), message("a breakdown by type of post"), main=True),
    AskedRole("reach", message("Reach"), message("engagement by people reached"), main=True),
    AskedRole("impressions", message("Impressions"), message("engagement by impressions"), main=True),
    AskedRole("views", message("Views"), message("engagement by views"), main=True),
    AskedRole("likes", message("Likes or reactions"), _ENGAGED, main=True),
    AskedRole("comments", message("Comments"), _ENGAGED, main=True),
    AskedRole("shares", message("Shares"), _ENGAGED, main=True),
    AskedRole("saves", message("Saves"), _ENGAGED),
    AskedRole("clicks", message("Clicks"), message("click rate")),
    AskedRole("followers", message("Followers"), message("growth of followers")),
    AskedRole("follows", message("New followers"), message("growth of followers")),
    AskedRole("account", message("Account"), _SPLIT),
    AskedRole("visits", message("Visits of the profile"), message("visits over time")),
    AskedRole("interactions", message("Interactions of all kinds"), _ENGAGED),
    AskedRole("conversions", message("Conversions"), message("conversion rate")),
    AskedRole("time", message("Time of day"), message("posts of one day in their sequence")),
)
_OPENED: Final = message("open rate")
_CLICKED: Final = message("click rate")
_EMAIL: Final = (
    AskedRole("sent", message("Day of sending"), _TIME, main=True),
    AskedRole("name", message("Name of the campaign"), message("numbers for each campaign"), main=True),
    AskedRole("subject", message("Subject"), message("numbers for each campaign"), main=True),
    AskedRole("campaign_id", message("Number of the campaign"), message("the same campaign counted once")),
    AskedRole("list", message("List or segment"), _SPLIT),
    AskedRole("channel", message("E-mail or SMS"), _SPLIT, main=True),
    AskedRole("recipients", message("Sent to"), message("delivery rate"), main=True),
    AskedRole("delivered", message("Delivered"), message("every rate of a campaign"), main=True),
    AskedRole("unique_opens", message("People who opened"), _OPENED, main=True),
    AskedRole("opens", message("Opens"), _OPENED),
    AskedRole("unique_clicks", message("People who clicked"), _CLICKED, main=True),
    AskedRole("clicks", message("Clicks"), _CLICKED),
    AskedRole("unsubscribes", message("Unsubscribed"), message("unsubscribe rate"), main=True),
    AskedRole("bounces", message("Not delivered"), message("delivery rate"), main=True),
    AskedRole("complaints", message("Complaints"), message("complaint rate")),
    AskedRole("orders", message("Orders"), message("orders from a campaign")),
    AskedRole("revenue", message("Revenue"), message("revenue from a campaign"), main=True),
    AskedRole("currency", message("Currency"), message("currencies kept apart")),
)
_LOYALTY: Final = (
    AskedRole(
        "email", message("Customer's e-mail address"), message("members joined with orders"), main=True
    ),
    AskedRole("customer", message("Customer number"), message("members joined with orders"), main=True),
    AskedRole(
        "member_id", message("Number of the member"), message("the same member counted once"), main=True
    ),
    AskedRole("joined", message("Day of joining"), _TIME, main=True),
    AskedRole("tier", message("Tier"), _SPLIT, main=True),
    AskedRole("points", message("Points"), message("points of each member"), main=True),
    AskedRole("points_earned", message("Points earned"), message("points of each member"), main=True),
    AskedRole("points_spent", message("Points spent"), message("redemption"), main=True),
    AskedRole("redemptions", message("Rewards taken"), message("redemption")),
    AskedRole("referrals", message("Referrals"), message("referrals of each member")),
    AskedRole("state", message("State of the membership"), message("those who left are left out")),
    AskedRole("phone", message("Customer's phone number"), message("members joined with orders")),
)
_COSTS: Final = (
    AskedRole("sku", message("Product number"), message("the cost of a product"), main=True),
    AskedRole("product", message("Product"), message("the cost of a product"), main=True),
    AskedRole("cost", message("Cost of one piece"), message("margin"), main=True),
    AskedRole("from", message("Cost applies from"), message("costs that change")),
    AskedRole("vendor", message("Vendor"), _SPLIT),
    AskedRole("type", message("Product type"), _SPLIT),
    AskedRole("day", message("Day"), _TIME, main=True),
    AskedRole("starts", message("First day"), _TIME),
    AskedRole("ends", message("Last day"), _TIME),
    AskedRole("channel", message("Channel"), _SPLIT, main=True),
    AskedRole("campaign", message("Name of the campaign"), _SPLIT),
    AskedRole(
        "spend", message("Money spent on advertising"), message("what a new customer costs"), main=True
    ),
    AskedRole("currency", message("Currency"), message("currencies kept apart")),
)
_WEB: Final = (
    AskedRole("day", message("Day"), _TIME, main=True),
    AskedRole("sessions", message("Sessions"), message("every rate by session"), needed=True, main=True),
    AskedRole("visitors", message("Visitors"), message("visitors over time"), main=True),
    AskedRole("channel", message("Channel"), _SPLIT, main=True),
    AskedRole("device", message("Device"), _SPLIT, main=True),
    AskedRole("country", message("Country"), _SPLIT, main=True),
    AskedRole("landing_page", message("Landing page"), _SPLIT, main=True),
    AskedRole("bounces", message("Bounces"), message("bounce rate"), main=True),
    AskedRole("bounce_rate", message("Bounce rate"), message("bounce rate")),
    AskedRole("pageviews", message("Pages viewed"), message("pages in a session")),
    AskedRole(
        "cart_additions", message("Sessions with something in the cart"), message("the way to the order")
    ),
    AskedRole("reached_checkout", message("Sessions that reached checkout"), message("the way to the order")),
    AskedRole("completed", message("Sessions with an order"), message("conversion rate"), main=True),
    AskedRole("conversion_rate", message("Conversion rate"), message("conversion rate")),
    AskedRole("transactions", message("Orders"), message("conversion rate")),
    AskedRole("revenue", message("Revenue"), message("revenue by session")),
    AskedRole("currency", message("Currency"), message("currencies kept apart")),
    AskedRole("traffic_source", message("Source of the visit"), _SPLIT),
    AskedRole("campaign", message("Name of the campaign"), _SPLIT),
)

#: The kinds of table that a person can name, each with its roles in the order in which they are asked.
ROLES: Final[Mapping[ExportKind, tuple[AskedRole, ...]]] = {
    "orders": _ORDERS,
    "surveys": _SURVEYS,
    "social": _SOCIAL,
    "email": _EMAIL,
    "web": _WEB,
    "loyalty": _LOYALTY,
    "costs": _COSTS,
}

#: The kinds of question that a person can assign to a survey's column, with the figures that need each.
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
#: Kinds of question for which a person must say whether a high answer is good.
DIRECTED: Final = frozenset({"effort", "satisfaction", "rating"})
