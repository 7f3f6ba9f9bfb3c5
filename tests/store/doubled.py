"""Invented shops whose sales stand in two files, in part or as a whole, and which of them do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engagement import shared_columns, tables
from engagement.sources.orders import references
from engagement.store.versions.put_together import put_together

DAY = 86_400
FIXED = (2990,)
MANY = tuple(range(500, 20_000, 37))


@dataclass(frozen=True)
class Doubled:
    """The orders of a shop, the payments of a provider, and which payments are of those orders."""

    shop: pa.Table
    payments: pa.Table
    same: frozenset[str]


def rows(source, ids, seconds, people, gross, **columns):
    """Orders of a source; what is not given is as of a plain order that was paid."""
    seconds = np.asarray(seconds, dtype=np.int64)
    size = len(seconds)
    plain = {
        "order_id": pa.array([str(i) for i in ids]),
        "source": [source] * size,
        "customer_key": pa.array(people, pa.int64()),
        "instant": pa.array(seconds * 10**6).cast(pa.timestamp("us")),
        "day": pa.array((seconds // DAY).astype(np.int32)),
        "gross": pa.array(gross, pa.int64()),
        "refunded": pa.array(np.zeros(size, np.int64)),
        "currency": ["EUR"] * size,
        "status": ["paid"] * size,
        "line": pa.array(np.arange(size) + 2),
    } | columns
    plain["counts"] = [status not in shared_columns.NOT_COUNTED for status in plain["status"]]
    return tables.conform("orders", pa.table(plain))


def doubled(seed, orders, customers, prices, share, *, zone=0, numbered=False, days_only=False):
    """A shop of `orders`; `share` of them, and as many sales of its own, stand in the payments.

    `zone`: seconds by which the clock of the payments is behind. `numbered`: they name their order.
    """
    drawn = np.random.default_rng(seed)

    def sold(size):
        when = np.sort(drawn.uniform(20_000, 20_365, size) * DAY).astype(np.int64)
        return when, drawn.integers(0, customers, size), drawn.choice(np.array(prices), size)

    when, who, much = sold(orders)
    both = np.sort(drawn.choice(orders, round(share * orders), replace=False))
    own = sold(orders - len(both))
    paid = np.r_[when[both] + drawn.integers(2, 200, len(both)) - zone, own[0]]
    if days_only:
        when, paid = when // DAY * DAY, paid // DAY * DAY
    named = [f"Payment for order #{1001 + i}" if numbered else None for i in both] + [None] * len(own[0])
    ids = [f"ch_{i:08d}" for i in range(len(paid))]
    return Doubled(
        rows("shopify_orders", [f"#{1001 + i}" for i in range(orders)], when, who, much),
        rows(
            "stripe_payments",
            ids,
            paid,
            np.r_[who[both], own[1]],
            np.r_[much[both], own[2]],
            refers_to=referring(named),
        ),
        frozenset(ids[: len(both)]),
    )


def referring(sentences):
    """The numbers in sentences, as a file of them is read."""
    result = [references.tokens(pa.array([s], pa.string()))[1].to_pylist() for s in sentences]
    return pa.array(["\n".join(numbers) or None for numbers in result], pa.string())


def counted_together(*parts, answers=None):
    """Put files of orders together: the payments that count once, those asked about, and all orders."""
    result = put_together({"orders": list(parts)}, answers or {})[0]
    same = result.get("same_sales", tables.empty("same_sales")).to_pylist()
    counted = {row["order_id"] for row in same if row["once"]}
    open_orders = {row["order_id"] for row in same if not row["once"]}
    return counted, open_orders, result["orders"]
