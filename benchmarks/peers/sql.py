"""Hand-written SQL on DuckDB: the limit of the engine that the product runs on.

What a careful person writes who knows the tables: integer keys, no row expanded, one query where one will do,
and the sums that intervals would need of the figures. Of two ways the one that was quicker at a million
orders stands here.
"""

from __future__ import annotations

from typing import Any

import duckdb

from benchmarks import questions
from benchmarks.running import customers_and_repeaters, half_widths, lift_spreads

_MONTH = "12 * year(instant) + month(instant) - 1"


def _orders(shop: str) -> str:
    return f"(SELECT * FROM '{shop}/orders/*.parquet' WHERE counts)"


def _window(shop: str) -> tuple[int, int]:
    (last,) = duckdb.execute(f"SELECT max(day) FROM {_orders(shop)}").fetchone() or (0,)
    return last - questions.YEAR + 1, last


def figures(shop: str) -> questions.Answer:
    """Three queries: orders, customers, second orders."""
    orders, (first, last) = _orders(shop), _window(shop)
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
    # New customers of the year that ended 90 days ago: each has had as long for a second order.
    new = f"first_two[1] BETWEEN {first} - 90 AND {last} - 90"
    eligible, within = duckdb.execute(f"""
        SELECT count(*) FILTER ({new}), count(*) FILTER ({new} AND first_two[2] - first_two[1] <= 90)
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
    }


def trend(shop: str) -> questions.Answer:
    """An order is in the windows that end with weeks a..b; what lags 1 and 2 cover is not counted again."""
    found = duckdb.execute(f"""
        WITH reach AS (
            SELECT customer_key, day, (day + 3) // 7 a, (day + {questions.YEAR - 4}) // 7 b
            FROM {_orders(shop)} WHERE customer_key IS NOT NULL),
        before AS (
            SELECT a, b, lag(b, 1, -1) OVER w b1, lag(b, 2, -1) OVER w b2 FROM reach
            WINDOW w AS (PARTITION BY customer_key ORDER BY day))
        SELECT a, b, b1, b2, count(*) n FROM before GROUP BY ALL""").fetchnumpy()
    customers, repeaters = customers_and_repeaters(*(found[c] for c in ("a", "b", "b1", "b2", "n")))
    money = duckdb.execute(f"SELECT (day + 3) // 7, sum(gross) FROM {_orders(shop)} GROUP BY 1").fetchall()
    revenue = {week: float(cents) / 100 for week, cents in money}
    rates = {f"repeat {week}": float(repeaters[week] / customers[week]) for week in questions.weeks()}
    return rates | {f"revenue {week}": revenue[week] for week in questions.weeks()}


def cohorts(shop: str) -> questions.Answer:
    """Customers by month first, then each month beside the first of its customer."""
    found = duckdb.execute(f"""
        WITH months AS (
            SELECT customer_key, {_MONTH} m, count(*) n, sum(gross) s
            FROM {_orders(shop)} WHERE customer_key IS NOT NULL GROUP BY ALL),
        since AS (SELECT *, min(m) OVER (PARTITION BY customer_key) c FROM months)
        SELECT c, m - c, count(*), sum(n), sum(s) FROM since GROUP BY 1, 2""").fetchall()
    numbers = {}
    for cohort, period, active, orders, cents in found:
        name = f"{questions.month_name(cohort)} {period}"
        numbers |= {f"active {name}": active, f"orders {name}": int(orders)}
        numbers[f"revenue {name}"] = float(cents) / 100
    return numbers


def rfm(shop: str) -> questions.Answer:
    """Scores by the average rank of equal values, which few distinct ones share; then the groups."""
    _, last = _window(shop)
    scores = "".join(f" + (n >= {orders})::INT" for orders in questions.BANDS)
    groups = " ".join(f"WHEN {rule} THEN '{name}'" for name, rule in questions.GROUPS)
    found = duckdb.execute(f"""
        WITH people AS MATERIALIZED (
            SELECT count(*) n, sum(gross)::BIGINT s, max(day) latest
            FROM {_orders(shop)} WHERE customer_key IS NOT NULL GROUP BY customer_key),
        total AS (SELECT count(*) all_ FROM people),
        r AS ({_tiers("latest", "r")}),
        m AS ({_tiers("s", "m")}),
        scored AS (SELECT n, s, latest, r, m, 1{scores} f FROM people JOIN r USING (latest) JOIN m USING (s))
        SELECT CASE {groups} ELSE '{questions.OTHERWISE}' END, count(*), sum(n), sum(s),
               median({last} - latest), median(n), median(s) FROM scored GROUP BY 1""").fetchall()
    numbers: dict[str, Any] = {}
    for group, customers, orders, cents, *medians in found:
        numbers |= {f"customers {group}": customers, f"orders {group}": int(orders)}
        medians[2] = medians[2] / 100
        numbers |= {f"{name} {group}": value for name, value in zip(questions.MEDIANS, medians, strict=True)}
        numbers[f"revenue {group}"] = float(cents) / 100
    return numbers


def _tiers(column: str, name: str) -> str:
    return f"""
        SELECT {column}, ceil(5 * (2 * upto - same + 1) / (2 * all_))::INT {name} FROM (
            SELECT {column}, count(*) same, sum(count(*)) OVER (ORDER BY {column}) upto
            FROM people GROUP BY {column}), total"""


def pairs(shop: str) -> questions.Answer:
    """Products by number in the order of the alphabet, orders by their line; then a self-join.

    With the sums by customer that the limits of a lift need; an order of nobody is one of its own customer.
    """
    lines = f"'{shop}/lines/*.parquet'"
    duckdb.execute(f"""
        CREATE OR REPLACE TEMP TABLE names AS
        SELECT name, row_number() OVER (ORDER BY name)::INT code
        FROM (SELECT DISTINCT coalesce(product, sku) AS name FROM {lines} WHERE name IS NOT NULL);
        CREATE OR REPLACE TEMP TABLE held AS
        SELECT DISTINCT o.line AS "order", coalesce(customer_key, -o.line) whose, code FROM {lines} l
        JOIN (SELECT order_id, source, line, customer_key FROM {_orders(shop)}) o USING (source, order_id)
        JOIN names ON name = coalesce(l.product, l.sku);
        CREATE OR REPLACE TEMP TABLE people AS
        SELECT whose, count(DISTINCT "order")::DOUBLE m FROM held GROUP BY whose;
        CREATE OR REPLACE TEMP TABLE bought AS
        SELECT whose, code, count(*)::DOUBLE a, any_value(m) m
        FROM held JOIN people USING (whose) GROUP BY ALL;
        CREATE OR REPLACE TEMP TABLE often AS
        SELECT code, sum(a) n, sum(a * a) aa, sum(a * m) am FROM bought GROUP BY code
        HAVING n >= {questions.TOGETHER};
        CREATE OR REPLACE TEMP TABLE together AS
        WITH kept AS (SELECT held.* FROM held JOIN often USING (code)),
        by_customer AS (
            SELECT a.code one, b.code two, a.whose, count(*)::DOUBLE x FROM kept a JOIN kept b
            ON a."order" = b."order" AND a.code < b.code GROUP BY ALL)
        SELECT one, two, sum(x) n, sum(x * x) xx, sum(x * a.a) xa, sum(x * b.a) xb, sum(x * a.m) xm
        FROM by_customer x JOIN bought a ON a.whose = x.whose AND a.code = one
        JOIN bought b ON b.whose = x.whose AND b.code = two
        GROUP BY ALL HAVING n >= {questions.TOGETHER}""")
    found = duckdb.execute("""
        WITH crossed AS (
            SELECT a.code one, b.code two, sum(a.a * b.a) ab FROM bought a JOIN bought b
            ON a.whose = b.whose AND a.code < b.code GROUP BY ALL),
        every AS (SELECT count(*)::DOUBLE customers, sum(m) orders, sum(m * m) mm FROM people)
        SELECT x.name one, y.name two, customers, orders, mm, u.n a, v.n b, t.n AS both,
               u.aa, v.aa bb, u.am, v.am bm, xx, xa, xb, xm, ab
        FROM together t JOIN crossed c ON t.one = c.one AND t.two = c.two, every
        JOIN often u ON u.code = t.one JOIN often v ON v.code = t.two
        JOIN names x ON x.code = t.one JOIN names y ON y.code = t.two""").fetchnumpy()
    names = list(zip(found["one"].tolist(), found["two"].tolist(), strict=True))
    spread = lift_spreads(found).tolist()
    lift = (found["both"] * found["orders"] / (found["a"] * found["b"])).tolist()
    numbers = {}
    for (one, two), both, each, wide in zip(names, found["both"].tolist(), lift, spread, strict=True):
        numbers |= {
            f"both {one} {two}": both,
            f"lift {one} {two}": each,
            f"{questions.LIMITS}{one} {two}": wide,
        }
    return numbers


def breakdown(shop: str) -> questions.Answer:
    """Orders by their own part, summed by customer first; customers by the part of their first order."""
    first, last = _window(shop)
    inside = f"FROM {_orders(shop)} WHERE day BETWEEN {first} AND {last}"
    part = f"country || '{questions.BETWEEN}' || channel"
    by_order = duckdb.execute(f"""
        WITH clusters AS (
            SELECT {part} part, count(*)::DOUBLE n, sum(gross)::DOUBLE s {inside}
            GROUP BY part, customer_key, CASE WHEN customer_key IS NULL THEN line END)
        SELECT part, count(*)::DOUBLE clusters,
               sum(n) n, sum(s) s, sum(n * n) nn, sum(s * s) ss, sum(n * s) ns
        FROM clusters GROUP BY part""").fetchnumpy()
    by_customer = duckdb.execute(f"""
        SELECT part, avg((n > 1)::INT) FROM (
            SELECT arg_min({part}, instant) part, count(*) n {inside} AND customer_key IS NOT NULL
            GROUP BY customer_key) GROUP BY 1""").fetchall()
    parts, sums = by_order["part"].tolist(), [by_order[c] for c in ("n", "s", "nn", "ss", "ns")]
    means = (sums[1] / sums[0] / 100).tolist()
    numbers = {f"average_order_value {name}": value for name, value in zip(parts, means, strict=True)}
    numbers |= half_widths(parts, by_order["clusters"], sums)
    return numbers | {f"repeat_purchase_rate {name}": value for name, value in by_customer}
