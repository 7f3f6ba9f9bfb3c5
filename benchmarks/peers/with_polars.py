"""Polars: lazy frames over the Parquet files, run by its streaming engine."""

from __future__ import annotations

from typing import Any

import polars as pl

from benchmarks import questions
from benchmarks.running import customers_and_repeaters, half_widths

_KEY = "customer_key"


def _orders(shop: str) -> pl.LazyFrame:
    return pl.scan_parquet(f"{shop}/orders/*.parquet").filter("counts")


def _run(frame: pl.LazyFrame) -> pl.DataFrame:
    return frame.collect(engine="streaming")


def _window(orders: pl.LazyFrame) -> tuple[int, int]:
    last = _run(orders.select(pl.col("day").max())).item()
    return last - questions.YEAR + 1, last


def figures(shop: str) -> questions.Answer:
    """Seven figures of the last 365 days."""
    orders = _orders(shop)
    first, last = _window(orders)
    inside, named = pl.col("day").is_between(first, last), orders.filter(pl.col(_KEY).is_not_null())
    whole = orders.filter(inside).select(orders=pl.len(), revenue=pl.col("gross").sum())
    people = named.group_by(_KEY).agg(n=inside.sum(), opening=pl.col("day").min()).filter(pl.col("n") > 0)
    of_people = people.select(
        frequency=pl.col("n").mean(), repeat=(pl.col("n") > 1).mean(), back=(pl.col("opening") < first).mean()
    )
    two = named.group_by(_KEY).agg(days=pl.col("day").bottom_k(2).sort())
    two = two.select(one=pl.col("days").list.get(0), two=pl.col("days").list.get(1, null_on_oob=True))
    two = two.filter(pl.col("one").is_between(first - 90, last - 90))
    soon = two.select(within=(pl.col("two") - pl.col("one") <= 90).fill_null(value=False).mean())
    found, customers, second = pl.collect_all([whole, of_people, soon], engine="streaming")
    total, cents = found.row(0)
    return {
        "orders": total,
        "revenue": cents / 100,
        "purchase_frequency": customers["frequency"].item(),
        "average_order_value": cents / 100 / total,
        "repeat_purchase_rate": customers["repeat"].item(),
        "returning_customer_rate": customers["back"].item(),
        "repeat_within_90_days": second["within"].item(),
    }


def trend(shop: str) -> questions.Answer:
    """The weeks from a to b in whose windows an order is the first, or the second, of its customer."""
    orders = _orders(shop)
    day = pl.col("day")
    reach = orders.filter(pl.col(_KEY).is_not_null()).select(
        _KEY, "day", a=questions.week_of(day), b=(day + questions.YEAR - 4) // 7
    )
    before = reach.sort(_KEY, "day").select(
        "a",
        "b",
        b1=pl.when(pl.col(_KEY) == pl.col(_KEY).shift(1)).then(pl.col("b").shift(1)).otherwise(-1),
        b2=pl.when(pl.col(_KEY) == pl.col(_KEY).shift(2)).then(pl.col("b").shift(2)).otherwise(-1),
    )
    grouped = before.fill_null(-1).group_by("a", "b", "b1", "b2").agg(n=pl.len())
    revenue = orders.group_by(week=questions.week_of(day)).agg(pl.col("gross").sum())
    found, money = pl.collect_all([grouped, revenue], engine="streaming")
    columns = (found[name].cast(pl.Int64).to_numpy() for name in ("a", "b", "b1", "b2", "n"))
    customers, repeaters = customers_and_repeaters(*columns)
    cents = dict(money.iter_rows())
    numbers = {f"repeat {week}": float(repeaters[week] / customers[week]) for week in questions.weeks()}
    return numbers | {f"revenue {week}": cents[week] / 100 for week in questions.weeks()}


def cohorts(shop: str) -> questions.Answer:
    """Customers by month first, then each month beside the first of its customer."""
    instant = pl.col("instant").dt
    months = (
        _orders(shop)
        .filter(pl.col(_KEY).is_not_null())
        .group_by(_KEY, m=12 * instant.year() + instant.month() - 1)
        .agg(n=pl.len(), s=pl.col("gross").sum())
    )
    since = months.with_columns(c=pl.col("m").min().over(_KEY))
    found = _run(
        since.group_by("c", p=pl.col("m") - pl.col("c")).agg(pl.len(), pl.col("n").sum(), pl.col("s").sum())
    )
    numbers: questions.Answer = {}
    for cohort, period, active, orders, cents in found.iter_rows():
        name = f"{questions.month_name(cohort)} {period}"
        numbers |= {f"active {name}": active, f"orders {name}": orders, f"revenue {name}": cents / 100}
    return numbers


def rfm(shop: str) -> questions.Answer:
    """One row a customer, scores by `rank`, groups by rules, a group-by."""
    orders = _orders(shop)
    _, last = _window(orders)
    people = (
        orders.filter(pl.col(_KEY).is_not_null())
        .group_by(_KEY)
        .agg(n=pl.len().cast(pl.Int64), s=pl.col("gross").sum(), latest=pl.col("day").max())
    )
    scores = {name: (5 * pl.col(c).rank() / pl.len()).ceil() for name, c in (("r", "latest"), ("m", "s"))}
    scores["f"] = 1 + sum((pl.col("n") >= least).cast(pl.Int64) for least in questions.BANDS)
    rules = " ".join(f"WHEN {rule} THEN '{name}'" for name, rule in questions.GROUPS)
    group = pl.sql_expr(f"CASE {rules} ELSE '{questions.OTHERWISE}' END")
    medians = (last - pl.col("latest"), pl.col("n"), pl.col("s") / 100)
    found = _run(
        people.with_columns(**scores)
        .group_by(group=group)
        .agg(
            customers=pl.len(),
            orders=pl.col("n").sum(),
            revenue=pl.col("s").sum() / 100,
            **{name: value.median() for name, value in zip(questions.MEDIANS, medians, strict=True)},
        )
    )
    return {
        f"{name} {row['group']}": row[name] for row in found.to_dicts() for name in row if name != "group"
    }


def pairs(shop: str) -> questions.Answer:
    """Each product of each order once, as a number in the order of the alphabet, joined with itself."""
    lines = pl.scan_parquet(f"{shop}/lines/*.parquet").with_columns(name=pl.coalesce("product", "sku"))
    names = _run(lines.select("name").unique()).sort("name").with_row_index("code")
    orders = _orders(shop).select("order_id", "source", "line")
    held = _run(
        lines.select("order_id", "source", "name")
        .join(orders, on=["order_id", "source"])
        .join(names.lazy(), on="name")
        .select("line", "code")
        .unique()
    )
    often = held.group_by("code").agg(n=pl.len().cast(pl.Int64))
    kept = (
        held.lazy()
        .join(often.lazy().filter(pl.col("n") >= questions.TOGETHER), on="code")
        .select("line", "code")
    )
    both = (
        kept.join(kept, on="line")
        .filter(pl.col("code") < pl.col("code_right"))
        .group_by("code", "code_right")
        .agg(both=pl.len().cast(pl.Int64))
        .filter(pl.col("both") >= questions.TOGETHER)
    )
    known: dict[int, Any] = {code: (name, n) for code, n, name in often.join(names, on="code").iter_rows()}
    total, numbers = held["line"].n_unique(), {}
    for one, two, count in _run(both).iter_rows():
        (a, of_a), (b, of_b) = known[one], known[two]
        numbers |= {f"both {a} {b}": count, f"lift {a} {b}": count * total / (of_a * of_b)}
    return numbers


def breakdown(shop: str) -> questions.Answer:
    """Orders by their own part, summed by customer first; customers by the part of their first order."""
    orders = _orders(shop)
    first, last = _window(orders)
    part = pl.concat_str("country", "channel", separator=questions.BETWEEN)
    window = orders.filter(pl.col("day").is_between(first, last)).with_columns(part=part)
    nobody = pl.when(pl.col(_KEY).is_null()).then("line")
    n, s = pl.col("n"), pl.col("s")
    by_order = (
        window.group_by("part", _KEY, nobody.alias("nobody"))
        .agg(n=pl.len().cast(pl.Float64), s=pl.col("gross").sum().cast(pl.Float64))
        .group_by("part")
        .agg(pl.len().cast(pl.Float64).alias("clusters"), n.sum(), s.sum(), nn=(n * n).sum(),
             ss=(s * s).sum(), ns=(n * s).sum())
    )  # fmt: skip
    people = (
        window.filter(pl.col(_KEY).is_not_null())
        .group_by(_KEY)
        .agg(n=pl.len(), part=pl.col("part").get(pl.col("instant").arg_min()))
    )
    by_customer = people.group_by("part").agg((pl.col("n") > 1).mean())
    values, rates = pl.collect_all([by_order, by_customer], engine="streaming")
    names, sums = values["part"].to_list(), [values[c].to_numpy() for c in ("n", "s", "nn", "ss", "ns")]
    means = (sums[1] / sums[0] / 100).tolist()
    numbers = {f"average_order_value {name}": value for name, value in zip(names, means, strict=True)}
    numbers |= half_widths(names, values["clusters"].to_numpy(), sums)
    return numbers | {f"repeat_purchase_rate {name}": rate for name, rate in rates.iter_rows()}
