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
from engagement.metrics.rules.groups_followed import Followed, compared, told_apart
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

#: Days from the first order on in which spend and a second order count.
DAYS: Final = (90, 365)
GROUPS: Final[Mapping[str, Message]] = {
    "referred": message("Brought in by a member"),
    "others": message("Not brought in"),
}
COLUMNS: Final = (
    *("key", "days", "customers", "spend", "spend_low", "spend_high", "others_spend", "spend_differs"),
    *("came_back", "share", "low", "high", "others_share", "share_differs"),
)


def tells_of_referred(data: Data) -> bool:
    """Return whether a list of members says of customers whether they were referred."""

    def count() -> bool:
        rows = joined_people(data.frame(MEMBERS)).filter(~nw.col("customer_key").is_null())
        bought = data.frame("orders").filter(nw.col("counts")).select("customer_key").unique()
        found = collect(rows.join(bought, on="customer_key", how="semi").select("referred").unique())
        return {True, False} <= set(found["referred"].tolist())

    both = data.has("orders") and data.has(MEMBERS)
    # What an older program wrote does not have the column.
    return both and "referred" in data.columns(MEMBERS) and data.remember("any referred", count)


def referred_compared(scope: Scope) -> pd.DataFrame:
    """Return `COLUMNS`, a row for each group and `DAYS`: members who were brought in, and others.

    Spend and second order count from the first order on, over so many days, of customers whose days are
    over; the first order's own money is in the spend. Under 30 a group has no mean, under 10 no share; what
    differs is corrected over the table (Holm). Who is no member, or of whom the list does not say, is left
    out: nobody knows whether they were brought in.
    """
    whole = all_days(scope, "orders")
    return whole.remember("referred", lambda: _compared(whole))


def _compared(scope: Scope) -> pd.DataFrame:
    key, brought = _members_with_statement(scope)
    history = histories(scope)
    place, known = places_among(history.key, key)
    place, brought = place[known], brought[known]
    first = history.first_day[place]
    found, keys = [], []
    for days in DAYS:
        upto = orders_until(history, place, first + days)
        spend = history.spent(place, 0, upto) / scope.minor
        ripe = first + days <= history.last_day
        followed = Followed(np.arange(place.size), ripe, spend, upto > 1)
        found += compared(followed, [brought, ~brought])
        keys += [(name, days) for name in GROUPS]
    # The two groups of a number of days are one comparison.
    spend_differs, share_differs = (np.repeat(one, 2) for one in told_apart(found[::2]))
    rows = [
        (
            *keys[at], one.customers, one.spend, one.spend_low, one.spend_high, one.others_spend,
            bool(spend_differs[at]), one.came_back, one.share, one.share_low, one.share_high,
            one.others_share, bool(share_differs[at]),
        )
        for at, one in enumerate(found)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _members_with_statement(scope: Scope) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the keys of members with a statement on referral, and a mask of the referred ones."""
    rows = joined_people(scope.data.frame(MEMBERS)).filter(
        ~nw.col("customer_key").is_null(), ~nw.col("referred").is_null()
    )
    people = rows.group_by("customer_key").agg(nw.col("referred").cast(nw.Int64).max())
    found = collect(people)
    return np.asarray(found["customer_key"], dtype=np.int64), np.asarray(
        found["referred"], dtype=np.int64
    ) > 0
