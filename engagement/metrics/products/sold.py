"""Products by sales, by first orders, and by the days until they are bought again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.purchases.scans.all_orders import Mask
    from engagement.statistics.interval import Array

    #: Integers of 32 or 64 bits.
    Whole: TypeAlias = "NDArray[np.signedinteger[Any]]"

#: The days within which a second order counts.
WITHIN: Final = 90
#: The fewest customers for a share or a quartile.
FEWEST: Final = 10
_QUARTILES: Final = {"p25": 0.75, "median": 0.5, "p75": 0.25}


def products(scope: Scope) -> pd.DataFrame:
    """Return each product's orders, customers, pieces, revenue and first orders, most orders first.

    `revenue` is NaN where the files give no price for some of the product's lines.
    `first_orders` are customers whose first order contains it. `repeat_within_90_days` is the share of them
    with a second order (of anything) within 90 days, among first orders at least 90 days old; Wilson, NaN
    under 10.
    """
    lines = baskets(scope)
    count = len(lines.names)
    product, _, ripe, back = beginners(lines)
    eligible, returned = (np.bincount(product[mask], minlength=count) for mask in (ripe, back))
    share = wilson(returned.astype(np.float64), np.where(eligible >= FEWEST, eligible, 0).astype(np.float64))
    purchases = lines.purchases
    revenue = lines.summed(lines.money) / scope.minor
    if lines.unpriced is not None:
        revenue[lines.summed(lines.unpriced) > 0] = np.nan
    frame = pd.DataFrame(
        {
            "product": pd.Series(lines.names, dtype=object),
            "orders": lines.orders_with,
            "customers": np.bincount(purchases.product[purchases.is_first], minlength=count),
            "pieces": lines.summed(lines.pieces),
            "revenue": revenue,
            "first_orders": np.bincount(product, minlength=count),
            "repeat_within_90_days": share.value,
            "low": share.low,
            "high": share.high,
        }
    )
    return _most_orders_first(frame)


def product_refunds(scope: Scope) -> pd.DataFrame:
    """Return each product's orders and how many were refunded, most orders first.

    `refunded_orders` are its orders with any refund, whether for this product or another, because files
    give refunds by order. `refund_rate` is their share, NaN under 10 orders.
    """
    lines = baskets(scope)
    orders = lines.orders_with
    refunded = lines.summed(lines.refunded)
    frame = pd.DataFrame(
        {
            "product": pd.Series(lines.names, dtype=object),
            "orders": orders,
            "refunded_orders": refunded,
            "refund_rate": np.where(orders >= FEWEST, refunded / np.maximum(orders, 1), np.nan),
        }
    )
    return _most_orders_first(frame)


def _most_orders_first(frame: pd.DataFrame) -> pd.DataFrame:
    sold = frame[frame["orders"] > 0]
    return sold.sort_values(["orders", "product"], ascending=[False, True], ignore_index=True)


def beginners(baskets: Baskets) -> tuple[NDArray[np.int32], NDArray[np.int32], Mask, Mask]:
    """Return each product of each customer's first order, that customer, and two masks.

    The masks say whether that order is 90 days old or more, and whether, if so, a second one came within 90
    days.
    """
    history = baskets.history
    ripe = history.first_day <= history.last_day - WITHIN
    gap = history.gap[history.start[:-1]]
    back = ripe & (gap >= 0) & (gap <= WITHIN)
    rows = baskets.opening
    person = baskets.person[rows]
    return baskets.product[rows], person, ripe[person], back[person]


def replenishment(scope: Scope) -> pd.DataFrame:
    """Return for each product after how many days buyers order it again, by Kaplan-Meier.

    Each buyer counts once: from the first order of the product to the next one of it, or else to the as-of
    day. A quartile that the curve does not reach is NaN, as are all under 10 buyers.
    """
    return waits_of(scope).drop(columns="followed")


def replenishment_followed(scope: Scope) -> pd.DataFrame:
    """Return for each product the last day on which at least 10 buyers are still under observation.

    NaN if there never are. A quartile that is reached later rests on fewer.
    """
    return waits_of(scope)[["product", "followed"]]


def waits_of(scope: Scope) -> pd.DataFrame:
    """Return the table `replenishment` with the column `followed` of `replenishment_followed`."""
    return scope.remember(("waits", scope.question.fold), lambda: _waits_of(baskets(scope)))


def _waits_of(baskets: Baskets) -> pd.DataFrame:
    purchases = baskets.purchases
    first, day = np.flatnonzero(purchases.is_first), purchases.day
    bought_again = ~purchases.is_last[first]
    days = np.full(first.size, baskets.history.last_day, dtype=np.int32)
    days[bought_again] = day[first[bought_again] + 1]
    days -= day[first]
    product = purchases.product[first]
    buyers = np.bincount(product, minlength=len(baskets.names))
    waits = _Waits.of(product, days, bought_again, buyers)
    enough = buyers >= FEWEST
    frame = pd.DataFrame({"product": pd.Series(baskets.names, dtype=object), "buyers": buyers})
    for name, values in _reached(waits).items():
        frame[name] = np.where(enough, values, np.nan)
    frame["followed"] = _followed(waits)
    bought = frame[frame["buyers"] > 0]
    return bought.sort_values(["buyers", "product"], ascending=[False, True], ignore_index=True)


def firm_quartiles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `waits_of` without quartiles that rest on fewer than 10 buyers at risk.

    Otherwise a single purchase among the last two at risk would halve the curve.
    """
    firm = frame.copy()
    for name in _QUARTILES:
        firm[name] = frame[name].where(frame[name] <= frame["followed"])
    return firm


class _Waits(NamedTuple):
    """The waits of all buyers by product and length; of equal ones those that ended in a purchase first."""

    product: NDArray[np.int32]
    days: Whole
    event: NDArray[np.bool_]
    buyers: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        product: NDArray[np.int32],
        days: NDArray[np.int32],
        event: NDArray[np.bool_],
        buyers: NDArray[np.int64],
    ) -> _Waits:
        """Sort them as one integer each: an argument sort of three columns takes five times as long."""
        room = 2 * (int(days.max(initial=0)) + 1)
        packed: Whole = product.astype(np.int32 if buyers.size * room < 2**31 else np.int64)
        packed *= room
        packed += 2 * days
        packed += ~event
        packed.sort()
        product_of_row = np.repeat(np.arange(buyers.size, dtype=packed.dtype), buyers)
        packed -= product_of_row * room
        return cls(product_of_row, packed >> 1, packed & 1 == 0, buyers)


def _followed(waits: _Waits) -> Array:
    """Return the day on which the tenth last buyer of each product leaves the observation."""
    followed = np.full(waits.buyers.size, np.nan)
    enough = waits.buyers >= FEWEST
    followed[enough] = waits.days[np.cumsum(waits.buyers)[enough] - FEWEST]
    return followed


def _reached(waits: _Waits) -> dict[str, Array]:
    """Return the first day on which the product-limit curve of each product reaches each quartile.

    On equal days events come first: then (r - 1) / r times (r - 2) / (r - 1) is 1 - 2 / r, as it should be.
    """
    events = np.flatnonzero(waits.event)
    product, days, buyers = waits.product[events], waits.days[events], waits.buyers
    at_risk = np.cumsum(buyers)[product] - events
    with np.errstate(divide="ignore"):
        step = np.log1p(-1 / at_risk)
    # A curve that has reached 0 gets a very low value, which stays below every later product's start.
    summed = np.concatenate(([0.0], np.cumsum(np.maximum(step, -100.0))))
    before = np.searchsorted(product, np.arange(buyers.size))
    survival = np.exp(summed[1:] - summed[before[product]])
    quartiles = {}
    for name, share in _QUARTILES.items():
        values = np.full(buyers.size, np.nan)
        down = np.flatnonzero(survival <= share + 1e-9)
        first = down[_first_of_each(product[down])]
        values[product[first]] = days[first]
        quartiles[name] = values
    return quartiles


def _first_of_each(ascending: Whole) -> NDArray[np.int64]:
    """Return the index of the first occurrence of each number in an ascending array."""
    return np.flatnonzero(np.append(True, ascending[1:] != ascending[:-1])[: ascending.size])
