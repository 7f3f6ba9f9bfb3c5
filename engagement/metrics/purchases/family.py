"""The purchase figures in reading order, and the dimensions that split orders.

Each module beside this one lists its figures in `FIGURES`. To add a module, add it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.core.definition import Family, ResultTable
from engagement.metrics.purchases import follow_ups, order_shares, order_value, repeat, repeat_spend, totals
from engagement.metrics.purchases.spend import spend_split
from engagement.metrics.purchases.spend_parts import spend_parts
from engagement.metrics.purchases.tables import money_by_currency, orders_by_identity
from engagement.metrics.sums.periods import weekday_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def _first_month() -> nw.Expr:
    """Return an expression for the month of the customer's first order that counts, as "2025-03"."""
    named = ~nw.col("customer_key").is_null()
    first = nw.when(nw.col("counts") & named).then(nw.col("instant")).min().over("customer_key")
    return nw.when(named).then(first.dt.to_string("%Y-%m"))


_DIMENSIONS: Final[Mapping[str, nw.Expr]] = {
    "country": nw.col("country"),
    "region": nw.col("region"),
    "channel": nw.col("channel"),
    "discount_code": nw.col("discount_code"),
    "guest": nw.when(nw.col("guest"))
    .then(nw.lit("guest"))
    .otherwise(nw.when(~nw.col("guest")).then(nw.lit("member"))),
    "shop": nw.col("shop"),
    "source": nw.col("source"),
    "currency": nw.col("currency"),
    "status": nw.col("status"),
    "weekday": weekday_of(nw.col("day")),
    "first_month": _first_month(),
}

FAMILY: Final = Family(
    table="orders",
    definitions=(
        *repeat.FIGURES,
        *order_value.FIGURES,
        *follow_ups.FIGURES,
        *repeat_spend.FIGURES,
        *totals.FIGURES,
        *order_shares.FIGURES,
    ),
    dimensions=_DIMENSIONS,
    counting=nw.col("counts"),
    tables={
        "repeat_vs_one_time_spend_split": ResultTable(make=spend_split, publishing="never"),
        "repeat_spend_parts": ResultTable(make=spend_parts, publishing="never"),
        "money_by_currency": ResultTable(make=money_by_currency, publishing="never"),
        "orders_by_identity": ResultTable(make=orders_by_identity, publishing="never"),
    },
)
