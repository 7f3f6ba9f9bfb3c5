"""The tables of what customers buy, and their texts."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.products.due import due_products
from engagement.metrics.products.gateway import gateway_products
from engagement.metrics.products.journey import product_journey
from engagement.metrics.products.pairs import product_pairs
from engagement.metrics.products.pieces import pieces_per_order
from engagement.metrics.products.sold import (
    product_refunds,
    products,
    replenishment,
    replenishment_followed,
)
from engagement.metrics.words import table_columns as columns

_table = partial(
    NamedTable,
    unlock=message(
        "A file of orders with a line for each product, for example the orders export of your shop."
    ),
    needs={"orders": ("order_id",), "lines": ("order_id", "product")},
)
_PRODUCT: Final = message("Product")

PRODUCTS: Final = _table(
    name="products",
    title=message("Products"),
    meaning=message(
        "Orders that hold the product, and the customers, pieces and money of its lines before refunds. "
        "The share is that of customers who began with it (90 days ago or more) and had a second order of "
        "anything within 90 days."
    ),
    columns={
        "product": _PRODUCT,
        "orders": columns.ORDERS,
        "customers": columns.CUSTOMERS,
        "pieces": message("Pieces"),
        "revenue": columns.REVENUE,
        "first_orders": message("First orders with it"),
        "repeat_within_90_days": message("Second order within {days} days", days=90),
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=products,
)

PRODUCT_REFUNDS: Final = _table(
    name="product_refunds",
    title=message("Refunded orders by product"),
    meaning=message(
        "Orders that hold the product, and those of them of which anything was paid back; files do not say "
        "for which product."
    ),
    columns={
        "product": _PRODUCT,
        "orders": columns.ORDERS,
        "refunded_orders": message("Refunded orders"),
        "refund_rate": message("Share of orders refunded"),
    },
    make=product_refunds,
)

PRODUCT_PAIRS: Final = _table(
    name="product_pairs",
    title=message("Bought together"),
    meaning=message(
        "Pairs of products in 30 orders or more. Lift is how many times as often they stand in one order as "
        "they would by chance. Its interval allows for customers who buy the same pair again and again."
    ),
    columns={
        "a": message("One product"),
        "b": message("The other"),
        "orders_a": message("Orders with the one"),
        "orders_b": message("Orders with the other"),
        "both": message("Orders with both"),
        "orders": message("Orders in all"),
        "lift": message("Lift"),
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=product_pairs,
)

REPLENISHMENT: Final = _table(
    name="replenishment",
    title=message("Days until a product is bought again"),
    meaning=message(
        "From a customer's first order of a product to the next one of it, by Kaplan-Meier: who has not "
        "bought it again counts for as long as that is ago. Empty where too few do."
    ),
    columns={
        "product": _PRODUCT,
        "buyers": message("Buyers"),
        "p25": message("Days until a quarter buys again"),
        "median": message("Days until half buy again"),
        "p75": message("Days until three quarters buy again"),
    },
    make=replenishment,
)

REPLENISHMENT_FOLLOWED: Final = _table(
    name="replenishment_followed",
    title=message("How long buyers of a product are followed"),
    meaning=message(
        "How many days after their first order of a product 10 buyers or more are still waited for. A "
        "quartile that is reached later rests on few."
    ),
    columns={"product": _PRODUCT, "followed": message("Days with 10 buyers or more still waiting")},
    make=replenishment_followed,
)

GATEWAY_PRODUCTS: Final = _table(
    name="gateway_products",
    title=message("Products that customers begin with"),
    meaning=message(
        "Customers whose first order, 90 days ago or more, holds the product, and how many of them ordered "
        "anything again within 90 days. The estimate draws the share towards that of all, the more so the "
        "fewer began with it."
    ),
    columns={
        "product": _PRODUCT,
        "began": message("Began with it"),
        "came_back": message("Of them, second order within {days} days", days=90),
        "share": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "others": message("Began without it"),
        "others_came_back": message("Of those, second order within {days} days", days=90),
        "estimate": message("Estimate, drawn towards all"),
        "differs": message("Differs from all others"),
    },
    make=gateway_products,
)

PIECES_PER_ORDER: Final = _table(
    name="pieces_per_order",
    title=message("Pieces in an order"),
    meaning=message("Orders by how many pieces of products their lines hold."),
    columns={
        "pieces": message("Pieces"),
        "orders": columns.ORDERS,
        "share": message("Share of orders"),
    },
    make=pieces_per_order,
)

PRODUCT_JOURNEY: Final = _table(
    name="product_journey",
    title=message("From the first to the fourth order"),
    meaning=message(
        "From which product of one order how many customers went on to which in the next. An order stands "
        "for the product on which most was spent in it. The most frequent products stand by themselves; … "
        "are all others. Without a product at the end: no further order so far."
    ),
    columns={
        "order": message("Order"),
        "from": message("Its product"),
        "to": message("Product of the next order"),
        "customers": columns.CUSTOMERS,
        "of": message("Customers with its product"),
        "share": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=product_journey,
)

DUE: Final = _table(
    name="due_again",
    title=message("Due to buy again"),
    meaning=message(
        "Buyers of products that half of the buyers order again, by the days since their last order of it: "
        "due from as many as half of the buyers take, up to twice as many."
    ),
    columns={
        "product": _PRODUCT,
        "buyers": message("Buyers"),
        "median": message("Days until half buy again"),
        "not_yet": message("Not due yet"),
        "due": message("Due"),
        "past": message("Past it"),
    },
    make=due_products,
)

TABLES: Final = (
    PRODUCTS,
    PRODUCT_REFUNDS,
    GATEWAY_PRODUCTS,
    PRODUCT_PAIRS,
    REPLENISHMENT,
    REPLENISHMENT_FOLLOWED,
    DUE,
    PIECES_PER_ORDER,
    PRODUCT_JOURNEY,
)
