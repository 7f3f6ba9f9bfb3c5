"""Customer dimensions: the key and texts of each, and the columns that it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.customers.groups import GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

#: In a question, the dimension whose values are segments as text; with a segment behind it, a dimension
#: that splits customers into those inside and all others.
SEGMENT: Final = "segment"
SPLIT: Final = "segment:"
INSIDE, OUTSIDE = "inside", "outside"
#: Dimensions of answers: the last answer of a customer to a question, or in a column of a survey's own.
ANSWER, COLUMN = "answer:", "column:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A customer dimension: its key, its name, and the names of its values.

    `values` are in reading order; a dimension of free text has none. `needs` are the columns, by table,
    that the data must have. `by_habit`: the value depends on how often, how recently or for how much a
    customer ordered, so figures of these differ between its values by construction.
    """

    key: str
    name: Message
    meaning: Message
    values: Mapping[str, Message] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_habit: bool = False


_OF_ORDERS: Final = {"orders": ("customer_key",)}

DIMENSIONS: Final = (
    Dimension(
        key="rfm_group",
        name=message("Group"),
        meaning=message("Group by last order, number of orders and money."),
        values={group.key: group.name for group in GROUPS},
        needs=_OF_ORDERS,
        by_habit=True,
    ),
    Dimension(
        key="spend_tier",
        name=message("Spend tier"),
        meaning=message("A quarter of all customers by all that they have spent; equals share a tier."),
        values={
            "top": message("Highest quarter"),
            "upper": message("Second quarter"),
            "lower": message("Third quarter"),
            "bottom": message("Lowest quarter"),
        },
        needs=_OF_ORDERS,
        by_habit=True,
    ),
    Dimension(
        key="order_count",
        name=message("Orders so far"),
        meaning=message("How many orders a customer has ever made."),
        values={
            "1": message("1 order"),
            "2": message("2 orders"),
            "3-4": message("3 or 4 orders"),
            "5-9": message("5 to 9 orders"),
            "10+": message("10 orders or more"),
        },
        needs=_OF_ORDERS,
        by_habit=True,
    ),
    Dimension(
        key="new_or_returning",
        name=message("New or returning"),
        meaning=message("New: the first order of all lies in the period. Returning: an order before it too."),
        values={
            "new": message("New in the period"),
            "returning": message("Returning in the period"),
            "absent": message("No order in the period"),
        },
        needs=_OF_ORDERS,
        by_habit=True,
    ),
    Dimension(
        key="rhythm",
        name=message("Own rhythm"),
        meaning=message("Against the customer's own gaps between orders, and the shop's lapse point."),
        values={
            "in_rhythm": message("In their rhythm"),
            "late": message("Later than usual"),
            "lapsed": message("Past the lapse point"),
            "unknown": message("No rhythm known yet"),
        },
        needs=_OF_ORDERS,
        by_habit=True,
    ),
    Dimension(
        key="discount_use",
        name=message("Discounts"),
        meaning=message("Whether any order of the customer was sold at a discount."),
        values={"used": message("Has used a discount"), "never": message("Always paid the full price")},
        needs=_OF_ORDERS,
        by_habit=True,
    ),
    Dimension(
        key="first_country",
        name=message("Country of the first order"),
        meaning=message("Where the customer's first order went."),
        needs={"orders": ("customer_key", "country")},
    ),
    Dimension(
        key="first_region",
        name=message("Region of the first order"),
        meaning=message("Where the customer's first order went."),
        needs={"orders": ("customer_key", "region")},
    ),
    Dimension(
        key="first_channel",
        name=message("Channel of the first order"),
        meaning=message("Where the customer's first order came from."),
        needs={"orders": ("customer_key", "channel")},
    ),
    Dimension(
        key="membership",
        name=message("Loyalty programme"),
        meaning=message("Whether the list of members has the customer."),
        values={"member": message("Member"), "not_member": message("Not a member")},
        needs={"orders": ("customer_key",), "members": ("customer_key",)},
    ),
    Dimension(
        key="member_tier",
        name=message("Level of membership"),
        meaning=message("As the list of members has it."),
        needs={"orders": ("customer_key",), "members": ("customer_key", "tier")},
    ),
    Dimension(
        key="consent",
        name=message("Consent to e-mail"),
        meaning=message("As the shop recorded it, in a list of contacts or at an order."),
        values={"agreed": message("Has agreed"), "not_agreed": message("Has not agreed")},
        needs={"orders": ("customer_key",), "consents": ("customer_key",)},
    ),
)

BY_KEY: Final[Mapping[str, Dimension]] = {dimension.key: dimension for dimension in DIMENSIONS}
#: Groups by the last answer to the recommendation question.
NPS_ANSWERS: Final[Mapping[str, Message]] = {
    "promoter": message("Promoter (9 or 10)"),
    "passive": message("Passive (7 or 8)"),
    "detractor": message("Detractor (0 to 6)"),
}


def knows(dimension: str) -> bool:
    """Return whether a name is that of a customer dimension, whatever the data hold."""
    return dimension in BY_KEY or dimension == SEGMENT or dimension.startswith((SPLIT, ANSWER, COLUMN))
