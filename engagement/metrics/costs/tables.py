"""The tables of margin, of the cost of a new customer, and of payback, and their texts."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.costs.acquisition import acquisition, payback
from engagement.metrics.costs.margins import margin
from engagement.metrics.words import table_columns as columns

_NEEDS_COSTS: Final = message(
    "A list of products with what they cost, for example Shopify's Products > Export with Cost per item, or "
    "a table of your own: product or number, cost."
)
_NEEDS_SPEND: Final = message(
    "A file of advertising spend by day: a report of Meta Ads or Google Ads, or a table of your own: day, "
    "channel, spend."
)
_NEEDS_BOTH: Final = message("A list of products with costs, and a file of advertising spend by day.")

MARGIN: Final = NamedTable(
    name="margin",
    title=message("Gross margin"),
    meaning=message(
        "Money for products less what the shop paid for them, over that money, of the lines whose cost is "
        "known. The share of revenue with a known cost stands beside it. Prices are as the file has them, "
        "with tax where the shop's prices hold it; refunds and shipping are not counted. A cost that "
        "names no currency is in that of most orders. Empty where less than half of the revenue is known, or "
        "under 30 orders."
    ),
    columns={
        "start": message("Period"),
        "orders": columns.ORDERS,
        "revenue": columns.REVENUE,
        "known_share": message("Of it with a known cost"),
        "cost": message("Cost of what was sold"),
        "margin": message("Margin"),
        "margin_rate": message("Margin in per cent"),
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=margin,
    unlock=_NEEDS_COSTS,
    needs={"orders": ("order_id",), "lines": ("order_id", "price"), "catalogue": ("cost",)},
)

ACQUISITION: Final = NamedTable(
    name="acquisition",
    title=message("What a new customer costs"),
    meaning=message(
        "Advertising spend of a period over all customers whose first order lies in it, also those who came "
        "without advertising. Only periods that the files of spend cover whole. A period of several days "
        "counts evenly over its days; of the same channel and days the daily rows count. Spend that names "
        "no currency is in that of most orders. The interval allows for new customers who come in bursts "
        "(Poisson, wider by how much more the days vary than by chance). Empty under 30 new customers. "
        "Spend is not known by part of the customers, so this is of all, whatever the filter."
    ),
    columns={
        "start": message("Period"),
        "spend": message("Spent on advertising"),
        "new_customers": message("New customers"),
        "cost_per_new": message("Cost per new customer"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "complete": message("Period is over"),
    },
    make=acquisition,
    unlock=_NEEDS_SPEND,
    needs={"orders": ("customer_key",), "ad_spend": ("spend",)},
)

PAYBACK: Final = NamedTable(
    name="payback",
    title=message("When a new customer has paid back"),
    meaning=message(
        "Margin per new customer so many months of 30 days after the first order, against the advertising "
        "spend per new customer. Only customers who are that old count. Where a line's cost is not known, "
        "the margin of the other lines is taken for it. Empty where less than 80% of the revenue has a known "
        "cost. With a filter the margin is that of the chosen customers, the spend that of all new ones."
    ),
    columns={
        "months": message("Months since the first order"),
        "customers": columns.CUSTOMERS,
        "margin": message("Margin per customer"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "cost_per_new": message("Cost per new customer"),
        "known_share": message("Revenue with a known cost"),
        "paid_back": message("Paid back"),
    },
    make=payback,
    unlock=_NEEDS_BOTH,
    needs={"orders": ("customer_key",), "lines": ("price",), "catalogue": ("cost",), "ad_spend": ("spend",)},
)

TABLES: Final = (MARGIN, ACQUISITION, PAYBACK)
