"""How the claims are tested: figures of the shop over all days, and comparisons of groups of customers."""

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
#: Fewer customers on a side allow no ratio of means, fewer than 30 no difference of shares.
_FEWEST_FOR_MEANS: Final = 50
_FEWEST: Final = 30


def of_figure(definition: Definition, scope: Scope) -> ClaimFound:
    """Return a figure over all days of the data, as its own rule shows it."""
    own = placed(definition, all_days(scope, definition.metric.table))
    told = definition.rule.estimate(own.stats(definition.source, WHOLE))
    n = int(np.nan_to_num(told.n[0]))
    if definition.rule.status(told)[0] in {"hidden", "missing"}:
        return NOTHING._replace(n=n)
    return ClaimFound(float(told.value[0]), float(told.low[0]), float(told.high[0]), n)


def knows_guests(data: Data) -> bool:
    """Whether orders say that a guest placed them, and name customers."""

    def count() -> bool:
        named = data.frame("orders").filter(~nw.col("customer_key").is_null(), nw.col("counts"))
        found = collect(
            named.select(
                nw.col("guest").cast(nw.Int64).min().alias("a"),
                nw.col("guest").cast(nw.Int64).max().alias("b"),
            )
        )
        return bool(found["a"][0] == 0 and found["b"][0] == 1)

    return data.has("orders") and data.remember("guests and others", count)


def account_holders_against_guests(scope: Scope) -> ClaimFound:
    """Return the share with a second order within 90 days: first order with an account, less as a guest."""
    found = all_days(scope, "orders").sums(second_orders, Cut(by="guest"))
    within, eligible = found[f"within_{_FOLLOW_UP}"], found[f"eligible_{_FOLLOW_UP}"]
    side = {label: (float(within[i]), float(eligible[i])) for i, label in enumerate(found.labels)}
    return _shares(side.get("member", (0.0, 0.0)), side.get("guest", (0.0, 0.0)))


def engaged_against_others(scope: Scope) -> ClaimFound:
    """Return the share with an order in the last 90 days: of those with a sign by then, less the others."""
    history = histories(scope)
    then = history.last_day - _FOLLOW_UP
    signs = levels(scope, then)
    again = history.latest_day[places_in(signs.history, history)] > then
    engaged = signs.level > 0
    sides = [(float(again[of].sum()), float(of.sum())) for of in (engaged, ~engaged)]
    return _shares(*sides)


def tells_of_referrals(data: Data) -> bool:
    """Whether a list of members names customers and says whom they referred, and there are orders."""

    def count() -> bool:
        rows = joined_people(data.frame(MEMBERS)).filter(~nw.col("customer_key").is_null())
        return bool(collect(rows.select(nw.col("referrals").count().alias("n")))["n"][0])

    return data.has("orders") and data.has(MEMBERS) and data.remember("referrals", count)


def referrals_after_ten_orders(scope: Scope) -> ClaimFound:
    """Return mean referrals of members with ten orders or more over those of members with one order."""
    history = histories(scope)
    rows = joined_people(scope.data.frame(MEMBERS)).filter(
        ~nw.col("customer_key").is_null(), ~nw.col("referrals").is_null()
    )
    found = collect(rows.group_by("customer_key").agg(nw.col("referrals").sum()))
    key = np.asarray(found["customer_key"], dtype=np.int64)
    referred = np.asarray(found["referrals"], dtype=np.float64)
    place, known = places_among(history.key, key)
    orders, referred = history.orders[place[known]], referred[known]
    many, one = referred[orders >= _TENTH], referred[orders == 1]
    if min(many.size, one.size) < _FEWEST_FOR_MEANS:
        return NOTHING._replace(n=int(many.size + one.size))
    compared = ratio(means.mean(many), means.mean(one))
    return ClaimFound(compared.value, compared.low, compared.high, int(many.size + one.size))


def _shares(one: tuple[float, float], two: tuple[float, float]) -> ClaimFound:
    """Return the difference of two shares, each k of n; too little where a side has fewer than 30."""
    n = int(one[1] + two[1])
    if min(one[1], two[1]) < _FEWEST:
        return NOTHING._replace(n=n)
    found = newcombe(*one, *two)
    return ClaimFound(found.value, found.low, found.high, n)
