"""Spend and second order of referred customers, compared with those who were not referred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.loyalty.member_orders import MEMBERS, joined_people
from engagement.metrics.purchases.scans.histories import histories, orders_until
from engagement.metrics.rules.groups_followed import Followed, compared, significant_differences
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

#: The days since the first order in which spend and a second order count.
DAYS: Final = (90, 365)
GROUPS: Final[Mapping[str, Message]] = {
    "referred": message("Brought in by a member"),
    "others": message("Not brought in"),
}
COLUMNS: Final = (
    *("key", "days", "customers", "spend", "spend_low", "spend_high", "others_spend", "spend_differs"),
    *("came_back", "share", "low", "high", "others_share", "share_differs"),
)


def knows_referred(data: Data) -> bool:
    """Return whether a list of members says which customers were referred."""

    def count() -> bool:
        rows = joined_people(data.frame(MEMBERS)).filter(~nw.col("customer_key").is_null())
        bought = data.frame("orders").filter(nw.col("counts")).select("customer_key").unique()
        statements = collect(rows.join(bought, on="customer_key", how="semi").select("referred").unique())
        return {True, False} <= set(statements["referred"].tolist())

    has_both = data.has("orders") and data.has(MEMBERS)
    # Tables written by an older version lack the column.
    return has_both and "referred" in data.columns(MEMBERS) and data.remember("any referred", count)


def referred_compared(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each group and `DAYS`: referred members, and others.

    Spend and second orders are counted over the given days since the first order, which is included, for
    customers observed for that long. A group has no mean under 30 and no share under 10; p values are
    corrected over the table (Holm). Customers who are not members, or for whom the list has no statement,
    are left out.
    """
    all_orders = all_days(scope, "orders")
    return all_orders.remember("referred", lambda: _compared(all_orders))


def _compared(scope: Scope) -> pd.DataFrame:
    key, brought = _members_with_statement(scope)
    history = histories(scope)
    place, is_customer = places_among(history.key, key)
    place, brought = place[is_customer], brought[is_customer]
    first = history.first_day[place]
    comparisons, keys = [], []
    for days in DAYS:
        upto = orders_until(history, place, first + days)
        spend = history.spent(place, 0, upto) / scope.minor
        ripe = first + days <= history.last_day
        followed = Followed(np.arange(place.size), ripe, spend, upto > 1)
        comparisons += compared(followed, [brought, ~brought])
        keys += [(name, days) for name in GROUPS]
    # Both groups of a number of days are one comparison.
    spend_differs, share_differs = (
        np.repeat(group, 2) for group in significant_differences(comparisons[::2])
    )
    rows = [
        (
            *keys[index], group.customers, group.spend, group.spend_low, group.spend_high, group.others_spend,
            bool(spend_differs[index]), group.came_back, group.share, group.share_low, group.share_high,
            group.others_share, bool(share_differs[index]),
        )
        for index, group in enumerate(comparisons)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _members_with_statement(scope: Scope) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the keys of members with a statement on referral, and a mask of the referred ones."""
    rows = joined_people(scope.data.frame(MEMBERS)).filter(
        ~nw.col("customer_key").is_null(), ~nw.col("referred").is_null()
    )
    people = rows.group_by("customer_key").agg(nw.col("referred").cast(nw.Int64).max())
    members = collect(people)
    return np.asarray(members["customer_key"], dtype=np.int64), np.asarray(
        members["referred"], dtype=np.int64
    ) > 0
