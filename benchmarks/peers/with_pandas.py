"""Plain pandas: what most people write. The columns that are needed in memory, a group-by for each number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks import questions
from benchmarks.running import half_widths


def _orders(shop: str, *columns: str) -> pd.DataFrame:
    orders = pd.read_parquet(f"{shop}/orders", columns=["counts", *columns])
    return orders[orders["counts"]]


def figures(shop: str) -> questions.Answer:
    """Seven figures of the last 365 days."""
    orders = _orders(shop, "customer_key", "day", "instant", "gross")
    last = orders["day"].max()
    first = last - questions.YEAR + 1
    window = orders[orders["day"].between(first, last)]
    by_customer = window.groupby("customer_key")["gross"].agg(["count", "sum"])
    openings = orders.groupby("customer_key")["day"].min()
    ordered = orders.dropna(subset="customer_key").sort_values(["customer_key", "instant"])
    second = ordered[ordered.groupby("customer_key").cumcount() == 1].set_index("customer_key")["day"]
    eligible = openings[openings.between(first - 90, last - 90)]
    return {
        "orders": len(window),
        "revenue": float(window["gross"].sum()) / 100,
        "purchase_frequency": float(by_customer["count"].mean()),
        "average_order_value": float(window["gross"].mean()) / 100,
        "repeat_purchase_rate": float((by_customer["count"] > 1).mean()),
        "returning_customer_rate": float((openings.reindex(by_customer.index) < first).mean()),
        "repeat_within_90_days": float((second.reindex(eligible.index) - eligible <= 90).mean()),
    }


def trend(shop: str) -> questions.Answer:
    """Week by week, the orders of the year before it."""
    orders = _orders(shop, "customer_key", "day", "gross").sort_values("day")
    days = orders["day"].to_numpy()
    numbers = {}
    for week in questions.weeks():
        end = 7 * week + 3
        start, stop = np.searchsorted(days, [end - questions.YEAR + 1, end + 1])
        bought = orders["customer_key"].iloc[start:stop].value_counts(sort=False)
        numbers[f"repeat {week}"] = float((bought > 1).mean())
    revenue = orders["gross"].groupby(questions.week_of(orders["day"])).sum()
    return numbers | {f"revenue {week}": float(revenue[week]) / 100 for week in questions.weeks()}


def cohorts(shop: str) -> questions.Answer:
    """The month of each order, that of the customer's first, and a group-by of both."""
    orders = _orders(shop, "customer_key", "instant", "gross").dropna(subset="customer_key")
    instant = orders["instant"].dt
    orders["month"] = 12 * instant.year + instant.month - 1
    orders["cohort"] = orders.groupby("customer_key")["month"].transform("min")
    orders["period"] = orders["month"] - orders["cohort"]
    found = orders.groupby(["cohort", "period"]).agg(
        active=("customer_key", "nunique"), orders=("gross", "size"), revenue=("gross", "sum")
    )
    numbers: questions.Answer = {}
    for (cohort, period), active, count, cents in found.itertuples():
        name = f"{questions.month_name(cohort)} {period}"
        numbers |= {f"active {name}": active, f"orders {name}": count, f"revenue {name}": cents / 100}
    return numbers


def rfm(shop: str) -> questions.Answer:
    """One row a customer, scores by `rank`, groups by rules, a group-by."""
    orders = _orders(shop, "customer_key", "day", "gross")
    last = orders["day"].max()
    people = orders.groupby("customer_key").agg(
        n=("gross", "size"), s=("gross", "sum"), latest=("day", "max")
    )
    people["r"], people["m"] = (np.ceil(5 * people[c].rank() / len(people)) for c in ("latest", "s"))
    people["f"] = 1 + np.searchsorted(questions.BANDS, people["n"], side="right")
    rules = [
        people.eval(rule.replace(" AND ", " and ").replace(" = ", " == ")) for _, rule in questions.GROUPS
    ]
    people["group"] = np.select(rules, [name for name, _ in questions.GROUPS], questions.OTHERWISE)
    people["recency"] = last - people["latest"]
    by_group = people.groupby("group")
    found = by_group.agg(customers=("n", "size"), orders=("n", "sum"), revenue=("s", "sum"))
    found["revenue"] /= 100
    found[list(questions.MEDIANS)] = by_group[["recency", "n", "s"]].median() / [1, 1, 100]
    return {f"{name} {group}": float(value) for name in found for group, value in found[name].items()}


def pairs(shop: str) -> questions.Answer:
    """Each product of each order once, merged with itself."""
    orders = _orders(shop, "order_id", "source")
    lines = pd.read_parquet(f"{shop}/lines", columns=["order_id", "source", "product", "sku"])
    lines["name"] = lines["product"].fillna(lines["sku"])
    held = lines.merge(orders[["order_id", "source"]], on=["order_id", "source"])
    held = held[["order_id", "name"]].drop_duplicates()
    often, total = held["name"].value_counts(), held["order_id"].nunique()
    held = held[held["name"].map(often) >= questions.TOGETHER]
    both = held.merge(held, on="order_id")
    both = both[both["name_x"] < both["name_y"]].groupby(["name_x", "name_y"]).size()
    numbers: questions.Answer = {}
    for (one, two), count in both[both >= questions.TOGETHER].items():
        numbers |= {
            f"both {one} {two}": count,
            f"lift {one} {two}": count * total / (often[one] * often[two]),
        }
    return numbers


def breakdown(shop: str) -> questions.Answer:
    """Orders by their own part, summed by customer first; customers by the part of their first order."""
    orders = _orders(shop, "customer_key", "day", "instant", "gross", "country", "channel", "line")
    window = orders[orders["day"] > orders["day"].max() - questions.YEAR]
    window = window.assign(part=window["country"] + questions.BETWEEN + window["channel"])
    value = window.groupby("part")["gross"].mean() / 100
    whose = window["customer_key"].where(window["customer_key"].notna(), -window["line"])
    cluster = window["gross"].groupby([window["part"], whose]).agg(n="size", s="sum").astype(float)
    cluster = cluster.assign(nn=cluster.n**2, ss=cluster.s**2, ns=cluster.n * cluster.s)
    summed, clusters = cluster.groupby("part").sum(), cluster.groupby("part").size().to_numpy(float)
    people = window.sort_values("instant").groupby("customer_key")["part"].agg(["first", "size"])
    repeat = (people["size"] > 1).groupby(people["first"]).mean()
    numbers = {f"average_order_value {name}": float(each) for name, each in value.items()}
    numbers |= half_widths([*map(str, summed.index)], clusters, summed.to_numpy().T)
    return numbers | {f"repeat_purchase_rate {name}": float(each) for name, each in repeat.items()}
