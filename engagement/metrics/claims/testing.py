"""The tests of the claims: figures of the shop over all days, and comparisons of groups of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.claims.verdict import NOTHING, ClaimFound
from engagement.metrics.core.placing import all_days, placed
from engagement.metrics.ladders.ladder_of_people import levels
from engagement.metrics.loyalty.member_orders import MEMBERS, joined_people
from engagement.metrics.purchases.scans.histories import histories, places_in
from engagement.metrics.purchases.scans.returns import second_orders
from engagement.metrics.sums.group_sums import WHOLE, Cut, collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.statistics import means
from engagement.statistics.proportions import newcombe
from engagement.statistics.two_estimates import ratio

if TYPE_CHECKING:
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope

_FOLLOW_UP: Final = 90
_TENTH: Final = 10
#: The fewest customers per side for a ratio of means; a difference of shares needs 30.
_FEWEST_FOR_MEANS: Final = 50
_FEWEST: Final = 30


def of_figure(definition: Definition, scope: Scope) -> ClaimFound:
    """Return a figure over all days of the data, calculated by its own rule."""
    placed_scope = placed(definition, all_days(scope, definition.metric.table))
    estimates = definition.rule.estimate(placed_scope.stats(definition.source, WHOLE))
    n = int(np.nan_to_num(estimates.n[0]))
    if definition.rule.status(estimates)[0] in {"hidden", "missing"}:
        return NOTHING._replace(n=n)
    return ClaimFound(float(estimates.value[0]), float(estimates.low[0]), float(estimates.high[0]), n)


def knows_guests(data: Data) -> bool:
    """Return whether orders say which were placed by guests, and name customers."""

    def count() -> bool:
        named = data.frame("orders").filter(~nw.col("customer_key").is_null(), nw.col("counts"))
        counts = collect(
            named.select(
                nw.col("guest").cast(nw.Int64).min().alias("a"),
                nw.col("guest").cast(nw.Int64).max().alias("b"),
            )
        )
        return bool(counts["a"][0] == 0 and counts["b"][0] == 1)

    return data.has("orders") and data.remember("guests and others", count)


def account_holders_against_guests(scope: Scope) -> ClaimFound:
    """Return the share with a second order within 90 days: first order with an account minus as a guest."""
    sums = all_days(scope, "orders").sums(second_orders, Cut(by="guest"))
    within, eligible = sums[f"within_{_FOLLOW_UP}"], sums[f"eligible_{_FOLLOW_UP}"]
    shares = {label: (float(within[i]), float(eligible[i])) for i, label in enumerate(sums.labels)}
    return _shares(shares.get("member", (0.0, 0.0)), shares.get("guest", (0.0, 0.0)))


def engaged_against_others(scope: Scope) -> ClaimFound:
    """Return the share with an order in the last 90 days: engaged customers minus all others."""
    history = histories(scope)
    cutoff = history.last_day - _FOLLOW_UP
    signs = levels(scope, cutoff)
    ordered_again = history.latest_day[places_in(signs.history, history)] > cutoff
    engaged = signs.level > 0
    sides = [(float(ordered_again[group].sum()), float(group.sum())) for group in (engaged, ~engaged)]
    return _shares(*sides)


def knows_referrals(data: Data) -> bool:
    """Return whether a list of members names customers and their referrals, and there are orders."""

    def count() -> bool:
        rows = joined_people(data.frame(MEMBERS)).filter(~nw.col("customer_key").is_null())
        return bool(collect(rows.select(nw.col("referrals").count().alias("n")))["n"][0])

    return data.has("orders") and data.has(MEMBERS) and data.remember("referrals", count)


def referrals_after_ten_orders(scope: Scope) -> ClaimFound:
    """Return mean referrals of members with ten or more orders, divided by those of members with one."""
    history = histories(scope)
    rows = joined_people(scope.data.frame(MEMBERS)).filter(
        ~nw.col("customer_key").is_null(), ~nw.col("referrals").is_null()
    )
    referrals = collect(rows.group_by("customer_key").agg(nw.col("referrals").sum()))
    key = np.asarray(referrals["customer_key"], dtype=np.int64)
    referred = np.asarray(referrals["referrals"], dtype=np.float64)
    place, is_customer = places_among(history.key, key)
    orders, referred = history.orders[place[is_customer]], referred[is_customer]
    ten_or_more, one_order = referred[orders >= _TENTH], referred[orders == 1]
    if min(ten_or_more.size, one_order.size) < _FEWEST_FOR_MEANS:
        return NOTHING._replace(n=int(ten_or_more.size + one_order.size))
    compared = ratio(means.mean(ten_or_more), means.mean(one_order))
    return ClaimFound(compared.value, compared.low, compared.high, int(ten_or_more.size + one_order.size))


def _shares(first: tuple[float, float], second: tuple[float, float]) -> ClaimFound:
    """Return the difference of two shares, each k of n; too little data if a side has fewer than 30."""
    n = int(first[1] + second[1])
    if min(first[1], second[1]) < _FEWEST:
        return NOTHING._replace(n=n)
    difference = newcombe(*first, *second)
    return ClaimFound(difference.value, difference.low, difference.high, n)
