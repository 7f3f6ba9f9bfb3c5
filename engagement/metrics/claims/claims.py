"""Common claims about engaged customers, each with its test, its source and its caveat."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.claims import testing
from engagement.metrics.claims.effort import both_asked, effort_against_satisfaction
from engagement.metrics.claims.verdict import Claim
from engagement.metrics.ladders.ladder_of_people import known_signs
from engagement.metrics.loyalty.family import ORDERED
from engagement.metrics.loyalty.member_orders import known_on_both_sides
from engagement.metrics.purchases import purchase_phrases
from engagement.metrics.purchases.family import FAMILY as PURCHASES
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.definition import Definition

_FIGURES: Final[Mapping[str, Definition]] = {
    definition.metric.key: definition for family in (PURCHASES, ORDERED) for definition in family.definitions
}
_NO_SOURCE: Final = message("No primary source of it was found.")
_BY_FIGURE: Final = message("The figure of this name, over all days of the data.")
_SELECTED: Final = message(
    "Who buys more joins sooner, so a difference between members and others is no effect of joining."
)
_MEMBERS: Final = message("A file of orders, and a list of members with the day on which they joined.")


def _names_customers(data: Data) -> bool:
    def count() -> bool:
        counts = collect(data.frame("orders").select(nw.col("customer_key").count().alias("n")))
        return bool(counts["n"][0])

    return data.has("orders") and data.remember("orders that name customers", count)


CLAIMS: Final = (
    Claim(
        key="repeat_buyers_spend_seven_times",
        statement=message("Customers who buy again spend seven times as much as those who buy once."),
        measure="ratio",
        published=7.0,
        compared=message("mean spend of customers with more than one order / with one order"),
        method=_BY_FIGURE,
        caution=message("Who orders twice has paid twice: part of the ratio is arithmetic."),
        source=_NO_SOURCE,
        test=partial(testing.of_figure, _FIGURES["repeat_vs_one_time_spend"]),
        available=_names_customers,
        unlock=purchase_phrases.NEEDS_CUSTOMERS,
    ),
    Claim(
        key="members_spend_more_per_order",
        statement=message("Members of a loyalty programme spend 12% more per order."),
        measure="ratio",
        published=1.12,
        compared=message("value of an order by members / by others, at the time of the order"),
        method=_BY_FIGURE,
        caution=_SELECTED,
        source=_NO_SOURCE,
        test=partial(testing.of_figure, _FIGURES["member_order_value_gap"]),
        available=known_on_both_sides,
        unlock=_MEMBERS,
    ),
    Claim(
        key="members_buy_more_often",
        statement=message("Members of a loyalty programme buy more often."),
        measure="ratio",
        compared=message("orders per person and day as a member / as none"),
        method=_BY_FIGURE,
        caution=_SELECTED,
        source=message("No figure is published with it."),
        test=partial(testing.of_figure, _FIGURES["member_frequency_gap"]),
        available=known_on_both_sides,
        unlock=_MEMBERS,
    ),
    Claim(
        key="account_holders_come_back",
        statement=message("Who opens an account comes back; who buys as a guest does not."),
        measure="difference",
        compared=message(
            "share with a second order within 90 days: first order with an account, less as a guest"
        ),
        method=message(
            "Newcombe's interval of two shares, customers whose first order is 90 days old or more."
        ),
        caution=message("Who means to come back opens an account: the account need not be the reason."),
        source=message("No figure is published with it."),
        test=testing.account_holders_against_guests,
        available=testing.knows_guests,
        unlock=message("A file of orders that says which were placed by a guest and names customers."),
    ),
    Claim(
        key="effort_foretells_better_than_satisfaction",
        statement=message(
            "How easy it was foretells better than satisfaction whether a customer comes back."
        ),
        measure="correlation",
        compared=message(
            "correlation of ease with a further order within 90 days, less that of satisfaction"
        ),
        method=message("By drawing the customers who answered both again, 2,000 times."),
        caution=message("Only those who answered both questions are in it, and they are not all customers."),
        source=message(
            "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, Harvard Business Review 2010; "
            "they compare with what customers intend, not with what they do."
        ),
        test=effort_against_satisfaction,
        available=both_asked,
        unlock=message(
            "A file of orders, and a survey that asks the same customers for effort and satisfaction."
        ),
    ),
    Claim(
        key="engaged_customers_buy_again",
        statement=message("The more a customer takes part, the more likely the next order."),
        measure="difference",
        compared=message(
            "share with an order in the last 90 days: customers who had taken part by then, less the others"
        ),
        method=message(
            "Newcombe's interval of two shares, levels as they stood 90 days before the last day."
        ),
        caution=message("Who buys often is asked and invited more often, and so takes part more."),
        source=message("No figure is published with it."),
        test=testing.engaged_against_others,
        available=known_signs,
        unlock=message("A file of orders, and a list of members or a survey that names the same customers."),
    ),
    Claim(
        key="ten_orders_bring_referrals",
        statement=message("After ten orders customers refer half as many people again as after the first."),
        measure="ratio",
        published=1.5,
        compared=message("mean referrals of members with ten orders or more / with one order"),
        method=message("Ratio of two means, from 50 members on either side."),
        caution=message("Who has ten orders has had more time to refer somebody."),
        source=message("Bain & Company and Mainspring, The value of online customer loyalty, 2000: clothes."),
        test=testing.referrals_after_ten_orders,
        available=testing.knows_referrals,
        unlock=message("A file of orders, and a list of members with the people whom they referred."),
    ),
)
