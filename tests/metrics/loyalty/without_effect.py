"""Invented customers of a loyalty programme without any effect: who joins goes on ordering as before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from engagement import tables
from engagement.metrics.loyalty.person_days import Watched
from tests.metrics.invented import day

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The day of joining of who never does.
NEVER = np.iinfo(np.int32).max


class Lives(NamedTuple):
    """Customers with their day of first order and of joining, and their later orders: whose and when."""

    first: NDArray[np.int64]
    joined: NDArray[np.int64]
    who: NDArray[np.int64]
    day: NDArray[np.int64]


def lives(
    dice: np.random.Generator,
    people: int,
    days: int = 800,
    *,
    joining: str = "any day",
    selected: bool = False,
    drifting: float = 0.0,
    alike: bool = False,
) -> Lives:
    """Return customers who come over `days` and order at a pace of their own, or all `alike`.

    People join on `any day` or `at an order` (their second later one); the `selected` because they order
    often. After each order a share of `drifting` never comes back.
    """
    orders_per_day = np.full(people, 1 / 60) if alike else dice.gamma(1.5, 1 / 60 / 1.5, people)
    first = dice.uniform(0, days, people)
    many = dice.poisson(orders_per_day * (days - first))
    who = np.repeat(np.arange(people), many)
    at = first[who] + dice.random(who.size) * (days - first[who])
    at = at[np.lexsort((at, who))]
    nth = np.arange(who.size) - np.repeat(np.cumsum(many) - many, many)
    if drifting:
        stays = nth < dice.geometric(drifting, people)[who] - 1
        who, at, nth = who[stays], at[stays], nth[stays]
    if joining == "any day":
        joined = first + dice.exponential(200, people)
    else:
        joined = np.full(people, np.inf)
        joined[who[nth == 1]] = at[nth == 1]
    joins = (dice.random(people) < 0.4 * (orders_per_day * 60 if selected else 1)) & (joined < days)
    return Lives(
        first.astype(np.int64), np.where(joins, joined, NEVER).astype(np.int64), who, at.astype(np.int64)
    )


def as_watched(of: Lives) -> Watched:
    """Return them as `person_days.watched` does: orders of the first day are none to watch."""
    later = np.flatnonzero(of.day > of.first[of.who])
    in_time = later[np.argsort(of.day[later], kind="stable")]
    return Watched(of.first, of.joined, np.zeros(of.first.size, dtype=str), of.who[in_time], of.day[in_time])


def as_tables(of: Lives) -> dict[str, pa.Table]:
    """Return the orders and the list of members that a shop would export."""
    start = day("2024-01-01")
    who, on = np.concatenate((np.arange(of.first.size), of.who)), np.concatenate((of.first, of.day))
    bought = {
        "order_id": [str(i) for i in range(who.size)],
        "customer_key": who,
        "day": start + on,
        "instant": (start + on).astype("datetime64[D]").astype("datetime64[us]"),
        "gross": np.full(who.size, 1000),
        "refunded": np.zeros(who.size, dtype=int),
        "currency": ["EUR"] * who.size,
        "status": ["paid"] * who.size,
        "counts": np.ones(who.size, dtype=bool),
        "source": ["test"] * who.size,
        "line": np.arange(who.size),
    }
    key = np.flatnonzero(of.joined < NEVER)
    joined = {
        "member_key": key,
        "customer_key": key,
        "day": start + of.joined[key],
        "source": ["test"] * key.size,
        "line": np.arange(key.size),
    }
    made = {"orders": bought, "members": joined}
    return {name: tables.conform(name, pa.table(rows)) for name, rows in made.items()}
