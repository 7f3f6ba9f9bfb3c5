"""Products by sales, by first orders, and by the days until they are bought again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.metrics.sums.sorted_keys import sizes_of_each, starts_of_each
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.purchases.scans.all_orders import Mask
    from engagement.metrics.purchases.scans.histories import Histories
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
    lines, began = baskets(scope), began_with(scope)
    eligible = np.where(began.ripe >= FEWEST, began.ripe, 0)
    share = wilson(began.came_back.astype(np.float64), eligible.astype(np.float64))
    revenue = lines.summed(lines.contents.money_in(scope.currency)) / scope.minor
    unpriced = lines.contents.unpriced_in(scope.currency)
    if unpriced is not None:
        revenue[lines.summed(unpriced) > 0] = np.nan
    frame = pd.DataFrame(
        {
            "product": pd.Series(lines.names, dtype=object),
            "orders": lines.orders_with,
            "customers": lines.buyers,
            "pieces": lines.summed(lines.contents.pieces),
            "revenue": revenue,
            "first_orders": began.everyone,
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
    refunded = lines.summed(lines.contents.refunded)
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
    product, person = baskets.opening
    ripe, back = _came_back(baskets.history)
    return product, person, ripe[person], back[person]


def _came_back(history: Histories) -> tuple[Mask, Mask]:
    """Return whose first order is 90 days old or more, and who of them ordered again within 90 days."""
    ripe = history.first_day <= history.last_day - WITHIN
    second_day = history.day.take(history.start[:-1] + 1, mode="clip")
    return ripe, ripe & (history.orders > 1) & (second_day - history.first_day <= WITHIN)


class BeganWith(NamedTuple):
    """The customers who began with each product: all, those of 90 days ago or more, and who came back.

    `ripe_customers` and `returned_customers` are the last two of all products together: whose first order has
    lines.
    """

    everyone: NDArray[np.int64]
    ripe: NDArray[np.int64]
    came_back: NDArray[np.int64]
    ripe_customers: int
    returned_customers: int


def began_with(scope: Scope) -> BeganWith:
    """Return how many customers began with each product, and how many of them came back within 90 days."""
    return scope.remember(("began with", scope.question.fold), lambda: _began_with(baskets(scope)))


def _began_with(baskets: Baskets) -> BeganWith:
    product, _, ripe, back = beginners(baskets)
    # One count of all: came back is only said of those of 90 days ago.
    kinds = np.bincount(3 * product + ripe + back, minlength=3 * len(baskets.names)).reshape(-1, 3)
    with_lines = baskets.contents.has_lines[baskets.places[baskets.history.start[:-1]]]
    customers = (int(np.count_nonzero(with_lines & mask)) for mask in _came_back(baskets.history))
    return BeganWith(kinds.sum(axis=1), kinds[:, 1] + kinds[:, 2], kinds[:, 2], *customers)


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
    first, last, day, buyers = purchases.first, purchases.last, purchases.day, baskets.buyers
    product, bought_again = purchases.product[first], last > first
    again = np.where(bought_again, day.take(first + 1, mode="clip"), baskets.history.last_day)
    days = again.astype(np.int32, copy=False) - day[first]
    lengths = _Lengths.of(product, days, bought_again, buyers)
    enough = buyers >= FEWEST
    frame = pd.DataFrame({"product": pd.Series(baskets.names, dtype=object), "buyers": buyers})
    for name, values in _reached(lengths).items():
        frame[name] = np.where(enough, values, np.nan)
    frame["followed"] = _followed(lengths)
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


class _Lengths(NamedTuple):
    """The waits of all buyers by product and length, one entry for those that ended alike.

    Of equal lengths those that ended in a purchase come first. `number` is how many waits an entry stands
    for, and `before` how many stand before it.
    """

    product: Whole
    days: Whole
    is_event: NDArray[np.bool_]
    number: NDArray[np.int64]
    before: NDArray[np.int64]
    buyers: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        product: NDArray[np.int32],
        days: NDArray[np.int32],
        event: NDArray[np.bool_],
        buyers: NDArray[np.int64],
    ) -> _Lengths:
        """Sort the waits as one integer each: an argument sort of three columns takes five times as long."""
        room = 2 * (int(days.max(initial=0)) + 1)
        packed: Whole = product.astype(np.int32 if buyers.size * room < 2**31 else np.int64)
        packed *= room
        packed += 2 * days
        packed += ~event
        packed.sort()
        opens = starts_of_each(packed)
        product_of, length = np.divmod(packed[opens], room)
        number = sizes_of_each(opens, packed.size)
        return cls(product_of, length >> 1, length & 1 == 0, number, opens, buyers)


def _followed(lengths: _Lengths) -> Array:
    """Return the day on which the tenth last buyer of each product leaves the observation."""
    followed = np.full(lengths.buyers.size, np.nan)
    enough = lengths.buyers >= FEWEST
    tenth_last = np.cumsum(lengths.buyers)[enough] - FEWEST
    followed[enough] = lengths.days[np.searchsorted(lengths.before, tenth_last, side="right") - 1]
    return followed


def _reached(lengths: _Lengths) -> dict[str, Array]:
    """Return the first day on which the product-limit curve of each product reaches each quartile.

    Of equal lengths purchases come first: all who have waited as long are at risk of them.
    """
    events = np.flatnonzero(lengths.is_event)
    product, days, buyers = lengths.product[events], lengths.days[events], lengths.buyers
    at_risk = np.cumsum(buyers)[product] - lengths.before[events]
    with np.errstate(divide="ignore"):
        step = np.log1p(-lengths.number[events] / at_risk)
    # A curve that has reached 0 gets a very low value, which stays below every later product's start.
    summed = np.concatenate(([0.0], np.cumsum(np.maximum(step, -100.0))))
    before = np.searchsorted(product, np.arange(buyers.size))
    survival = np.exp(summed[1:] - summed[before[product]])
    quartiles = {}
    for name, share in _QUARTILES.items():
        values = np.full(buyers.size, np.nan)
        down = np.flatnonzero(survival <= share + 1e-9)
        first = down[starts_of_each(product[down])]
        values[product[first]] = days[first]
        quartiles[name] = values
    return quartiles
