"""The roles that a person can give to the columns of a file: their names, and what each unlocks.

The keys are those of the generic readings: `order_columns` for orders, `roles` for surveys, the
concepts of `social_columns` for social figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.model import Kind, SaidKind


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `needed`: without it nothing can be read. `main`: it is asked for at once."""

    key: str
    label: Message
    unlocks: Message
    needed: bool = False
    main: bool = False


_TIME: Final = message("every figure over time")
_REPEAT: Final = message("repeat purchases and retention")
_JOINED: Final = message("repeat purchases and retention, joined with survey answers")
_MONEY: Final = message("revenue and order value")
_SPLIT: Final = message("a split of every figure")
_POST: Final = message("figures for each post")
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
    Role("published", message("Day of the post or figure"), _TIME, needed=True, main=True),
    Role("network", message("Network"), message("each network on its own"), main=True),
    Role("post_id", message("Number of the post"), _POST, main=True),
    Role("permalink", message("Link to the post"), _POST, main=True),
    Role("text", message("Text of the post"), _POST, main=True),
    Role("type", message("Kind of post"), message("a split by kind of post"), main=True),
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

#: The kinds of table that a person can name, each with its roles in the order in which they are asked.
ROLES: Final[Mapping[Kind, tuple[Role, ...]]] = {"orders": _ORDERS, "surveys": _SURVEYS, "social": _SOCIAL}

#: What a survey's column may be said to ask, with what that unlocks.
QUESTIONS: Final[Mapping[SaidKind, tuple[Message, Message]]] = {
    "nps": (message("Would you recommend us, 0 to 10"), message("promoters and NPS")),
    "effort": (message("How easy was it"), message("customer effort")),
    "satisfaction": (message("How satisfied are you"), message("satisfaction")),
    "rating": (message("Another rating"), message("its mean and distribution")),
    "choice": (message("A choice of options"), message("a split of every score")),
    "comment": (message("Free text"), message("comments to read")),
    "number": (message("A number"), message("its mean")),
    "ignored": (message("Not used"), message("nothing")),
}
#: Kinds of question of which one must know whether a high answer is good.
DIRECTED: Final = frozenset({"effort", "satisfaction", "rating"})
