"""The metric suite three ways, over one Parquet file of orders: the product, SQL by hand, plain pandas.

Seven figures of the last 365 days, with the sums that their intervals need, and the repeat purchase
rate of the trailing year at the end of every month. All three must agree.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view

KEYS = (
    "orders",
    "revenue",
    "purchase_frequency",
    "average_order_value",
    "repeat_purchase_rate",
    "returning_customer_rate",
    "repeat_within_90_days",
)
_YEAR = 365


def product(file: str) -> dict[str, float]:
    """Through the owner's view, as a page asks: every figure comes with its interval and guards."""
    view = open_view(file, {"orders": Path(file)}, Question())
    figures = {key: view.reading(key).value for key in KEYS}
    trend = view.trend("repeat_purchase_rate")
    return figures | {"trend": float(trend.loc[trend["complete"], "value"].iloc[-2])}


def sql(file: str) -> dict[str, float]:
    """What a careful person writes for DuckDB: three queries, integer keys, no row expanded."""
    orders = f"(SELECT * FROM '{file}' WHERE counts)"
    (last,) = duckdb.execute(f"SELECT max(day) FROM {orders}").fetchone() or (0,)
    first = last - _YEAR + 1
    inside = f"day BETWEEN {first} AND {last}"
    total, money, _nameless = duckdb.execute(
        f"SELECT count(*), sum(gross), count(*) - count(customer_key) FROM {orders} WHERE {inside}"
    ).fetchone() or (0, 0, 0)
    people, n, _nn, repeat, back, _s, _ss, _ns = (
        duckdb.execute(f"""
        SELECT count(*), sum(n), sum(n * n), count(*) FILTER (n > 1), count(*) FILTER (opening < {first}),
               sum(s), sum(s * s), sum(n * s)
        FROM (SELECT count(*) FILTER ({inside})::DOUBLE n, sum(gross) FILTER ({inside})::DOUBLE s,
                     min(day) opening
              FROM {orders} WHERE customer_key IS NOT NULL GROUP BY customer_key)
        WHERE n > 0""").fetchone()
        or (0,) * 8
    )
    eligible, within = duckdb.execute(f"""
        SELECT count(*) FILTER (first_two[1] <= {last} - 90),
               count(*) FILTER (first_two[1] <= {last} - 90
                                AND first_two[2] - first_two[1] <= 90)
        FROM (SELECT min(day, 2) AS first_two
              FROM {orders} WHERE customer_key IS NOT NULL GROUP BY customer_key)
        """).fetchone() or (0, 0)
    return {
        "orders": total,
        "revenue": money / 100,
        "purchase_frequency": n / people,
        "average_order_value": money / 100 / total,
        "repeat_purchase_rate": repeat / people,
        "returning_customer_rate": back / people,
        "repeat_within_90_days": within / eligible,
        "trend": _sql_trend(orders),
    }


def _sql_trend(orders: str) -> float:
    """An order is in the window of month ends a..b; what lag 1 and 2 cover is not counted again."""
    groups = duckdb.execute(f"""
        WITH reach AS (
            SELECT customer_key, day, instant,
                   12 * year(instant) + month(instant) - 1 a,
                   12 * year(instant + INTERVAL {_YEAR} DAY) + month(instant + INTERVAL {_YEAR} DAY) - 2 b
            FROM {orders} WHERE customer_key IS NOT NULL),
        before AS (
            SELECT a, b, lag(b) OVER w b1, lag(b, 2) OVER w b2 FROM reach
            WINDOW w AS (PARTITION BY customer_key ORDER BY instant))
        SELECT a, b, b1, b2, count(*) FROM before GROUP BY ALL""").fetchnumpy()
    a, b, weight = (np.asarray(groups[k]) for k in ("a", "b", "count_star()"))
    b1, b2 = (np.ma.filled(np.ma.asarray(groups[k], dtype=float), -np.inf) for k in ("b1", "b2"))
    month = int(a.max()) - 1
    inside = (a <= month) & (month <= b)
    customers = weight[inside & (b1 < month)].sum()
    repeaters = weight[inside & (b1 >= month) & (b2 < month)].sum()
    return float(repeaters / customers)


def pandas(file: str) -> dict[str, float]:
    """What most people write: the frame in memory, a group-by for each question."""
    orders = pd.read_parquet(file)
    orders = orders[orders["counts"]]
    last = orders["day"].max()
    first = last - _YEAR + 1
    window = orders[orders["day"].between(first, last)]
    by_customer = window.groupby("customer_key")["gross"].agg(["count", "sum"])
    openings = orders.groupby("customer_key")["day"].min()
    ordered = orders.dropna(subset="customer_key").sort_values(["customer_key", "instant"])
    second = ordered[ordered.groupby("customer_key").cumcount() == 1].set_index("customer_key")["day"]
    eligible = openings[openings <= last - 90]
    return {
        "orders": len(window),
        "revenue": float(window["gross"].sum()) / 100,
        "purchase_frequency": float(by_customer["count"].mean()),
        "average_order_value": float(window["gross"].mean()) / 100,
        "repeat_purchase_rate": float((by_customer["count"] > 1).mean()),
        "returning_customer_rate": float((openings.reindex(by_customer.index) < first).mean()),
        "repeat_within_90_days": float((second.reindex(eligible.index) - eligible <= 90).mean()),
        "trend": _pandas_trend(orders),
    }


def _pandas_trend(orders: pd.DataFrame) -> float:
    rates = []
    months = pd.date_range(orders["instant"].min(), orders["instant"].max(), freq="ME").normalize()
    for end in months:
        last = (end - pd.Timestamp(0)).days
        bought = orders[orders["day"].between(last - _YEAR + 1, last)]["customer_key"].value_counts()
        rates.append((bought > 1).mean())
    return float(rates[-2])
