"""The loyalty programme: tiers, referrals, time to joining."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.loyalty.member_orders import MEMBERS, joined_people
from engagement.metrics.loyalty.person_days import watched
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.statistics import means
from engagement.statistics.waiting.survival import kaplan_meier_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

TIERS: Final = (
    *("by", "key", "members", "buyers", "orders", "revenue", "mean_spend", "low", "high"),
    *("orders_per_buyer", "points", "points_earned", "points_spent", "redeemed", "referrals"),
)
JOINING: Final = ("day", "joined", "still_none", "value", "low", "high", "customers")
#: The groups of members.
TOLD_APART: Final[Mapping[str, Message]] = {
    "all": message("All members"),
    "tier": message("Tier"),
    "referred": message("Brought somebody in"),
}
#: Days after the first order at which the share of members is shown.
_DAYS: Final = (0, 7, 30, 90, 180, 365)
#: A mean of fewer members is not shown.
_FEWEST: Final = 10
_NUMBERS: Final = ("points", "points_earned", "points_spent", "redemptions", "referrals")


def has_members(data: Data) -> bool:
    """Return whether a list of members contains any who have joined."""

    def count() -> bool:
        return bool(collect(joined_people(data.frame(MEMBERS)).select(n=nw.len()))["n"][0])

    return data.has(MEMBERS) and data.remember("any members", count)


def member_tiers(scope: Scope) -> pd.DataFrame:
    """Return a frame of `TIERS`: all members, by tier, and by whether they referred anybody; over all days.

    `by` is all, tier or referred ("yes", "no"). `buyers` are members whose orders the shop has; `orders`,
    `revenue` and `mean_spend` (with its interval) cover all their orders, whenever they joined; `redeemed`
    counts members who took a reward or spent points. Values that a list does not have are NaN. Means of
    fewer than 10 are NaN.
    """
    columns = ("customer_key", "tier", *_NUMBERS)
    table = joined_people(scope.rows(MEMBERS)).select(*columns).collect("pyarrow").to_native()
    people = table.to_pandas().astype(dict.fromkeys(_NUMBERS, "float64"))
    key = np.asarray(table.column("customer_key").fill_null(-1), dtype=np.int64)
    orders, money = np.zeros(key.size), np.zeros(key.size)
    minor = 1.0
    if scope.data.has("orders"):
        all_orders = all_days(scope, "orders")
        history, minor = histories(all_orders), all_orders.minor
        place, is_customer = places_among(history.key, key)
        spent = np.bincount(history.person, history.money, history.customers)
        orders[is_customer] = history.orders[place[is_customer]]
        money[is_customer] = spent[place[is_customer]] / minor
    people = people.assign(orders=orders, money=money)
    rows = [_tier("all", "", people, np.ones(len(people), dtype=bool))]
    tier = people["tier"].fillna("").astype(str)
    named = tier[tier != ""].value_counts()
    rows += [_tier("tier", str(name), people, (tier == name).to_numpy()) for name in named.index]
    if people["referrals"].notna().any():
        brought = (people["referrals"].fillna(0) > 0).to_numpy()
        has_referrals = people["referrals"].notna().to_numpy()
        rows += [
            _tier("referred", "yes", people, brought),
            _tier("referred", "no", people, has_referrals & ~brought),
        ]
    return pd.DataFrame(rows, columns=list(TIERS))


def _tier(by: str, key: str, people: pd.DataFrame, in_tier: NDArray[np.bool_]) -> tuple[object, ...]:
    members = people[in_tier]
    buyers = members[members["orders"] > 0]
    spend_means = means.means_of_groups(
        buyers["money"].to_numpy(dtype=np.float64), np.zeros(len(buyers), dtype=np.int64), 1
    )
    enough = len(buyers) >= _FEWEST
    spend = [float(part[0]) if enough else np.nan for part in spend_means[:3]]
    each = float(buyers["orders"].mean()) if enough else np.nan
    points = [float(members[name].sum()) if members[name].notna().any() else np.nan for name in _NUMBERS[:3]]
    rewards = members[["redemptions", "points_spent"]]
    redeemed = float((rewards.fillna(0) > 0).any(axis=1).sum()) if rewards.notna().any(axis=None) else np.nan
    referrals = float(members["referrals"].sum()) if members["referrals"].notna().any() else np.nan
    counts = (len(members), len(buyers), int(members["orders"].sum()), float(members["money"].sum()))
    return (by, key, *counts, *spend, each, *points, redeemed, referrals)


def time_to_joining(scope: Scope) -> pd.DataFrame:
    """Return a frame of `JOINING`: the share of customers who joined within some days of the first order.

    Kaplan-Meier over all customers with orders, observed up to the as-of day. Customers who joined before
    or with the first order have joined on day 0. `joined` so far; `still_none` are still observed then; NaN
    once nobody is observed.
    """
    people = watched(all_days(scope, "orders"))
    last = all_days(scope, "orders").window.last_day
    joined = people.joined <= last
    waits = np.where(joined, np.maximum(people.joined - people.first, 0), last - people.first)
    curve = kaplan_meier_of(waits.astype(np.float64), joined.astype(np.float64))
    rows = []
    for day in _DAYS:
        waiting = int((waits > day).sum())
        estimate = curve.at(day)
        shown = waiting > 0
        share = (
            (1 - estimate.value, 1 - estimate.high, 1 - estimate.low) if shown else (np.nan, np.nan, np.nan)
        )
        rows.append((day, int((joined & (waits <= day)).sum()), waiting, *share, int(waits.size)))
    return pd.DataFrame(rows, columns=list(JOINING))
