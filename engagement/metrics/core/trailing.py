"""Customers of trailing windows: one scan, exact, without expanding rows.

*Counts* (`customer_counts`). An order lies in the windows of the periods a..b (`Periods`). It is its
customer's first in the window of p if p > b of the order before, and the second if p <= b of the order
before and p > b of the one before that. So two lags and a difference array (`over_time`) count the
customers and the repeat customers of every window. A customer with an order before the first one in the
window is a returning customer.

*Moments* (`customer_moments`). An interval by customer needs sums of squares over customers, which lags
cannot give. Here every order enters at a (+) and leaves after b (-). A running sum by customer is the state
of the window after each event, and the changes of any function of that state add up to its sum over
customers at each period. Two rows per order, exact for every moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.sums.group_sums import (
    FROM,
    TO,
    Histogram,
    Sums,
    collect,
    over_time,
    running_histogram,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.sums.periods import Periods
    from engagement.statistics.interval import Array

    #: Functions, by name, of a customer's orders, orders in the currency, and money, as floats.
    Moments = Callable[[nw.Expr, nw.Expr, nw.Expr], Mapping[str, nw.Expr]]

_KEY: Final = "customer_key"
#: The `b` of an order that does not exist; an order that left before the first period has -1.
_NO_ORDER: Final = -2
#: The amounts that an order adds to its customer.
_WEIGHTS: Final = {"n": nw.lit(1), "m": nw.col("in_currency"), "s": nw.col("money")}


def customer_counts(orders: Frame, periods: Periods) -> Sums:
    """Return customers, repeat, returning and orders of each window.

    `orders` has customer_key (never null), day, FROM and TO, for every order that counts.
    """
    before, before_that = (nw.col(TO).shift(k).over(_KEY, order_by="day") for k in (1, 2))
    lagged = orders.select(FROM, TO, one_=before.fill_null(_NO_ORDER), two_=before_that.fill_null(_NO_ORDER))
    counts = collect(lagged.group_by(FROM, TO, "one_", "two_").agg(weight_=nw.len()))
    a, b, last_before, second_before = (
        np.asarray(counts[c], dtype=np.int64) for c in (FROM, TO, "one_", "two_")
    )
    weight = np.asarray(counts["weight_"], dtype=np.float64)
    earlier = last_before != _NO_ORDER
    first = over_time(
        periods, np.maximum(a, last_before + 1), b, {"customers": weight, "returning": weight * earlier}
    )
    second = over_time(
        periods, np.maximum(a, second_before + 1), np.minimum(b, last_before), {"repeat": weight}
    )
    all_orders = over_time(periods, a, b, {"orders": weight})
    return Sums(first.labels, {**first.columns, **second.columns, **all_orders.columns})


def customer_moments(orders: Frame, periods: Periods, moments: Moments) -> Sums:
    """Return the sum over customers of each moment, for each window.

    `orders` has customer_key (never null), FROM, TO, `in_currency` (0 or 1) and `money`.
    """
    weights = {name: _WEIGHTS[name] for name in ("n", "m", "s")}
    return running_moments(orders, periods, weights, moments)


def running_moments(
    rows: Frame,
    periods: Periods,
    weights: Mapping[str, nw.Expr],
    moments: Callable[..., Mapping[str, nw.Expr]],
) -> Sums:
    """Return the sum over customers of each moment, for each window.

    `rows` has customer_key (never null), FROM and TO; `weights` are the whole numbers that a row adds to
    its customer. Each function of `moments` gets them as float columns, in that order, and must return 0
    where all are 0.
    """
    states = _states(rows, weights)
    after, before = (moments(*(nw.col(c + state) for c in weights)) for state in ("", "_before"))
    changes = {name: after[name] - before[name] for name in after}
    summed = states.with_columns(**changes).group_by("period_").agg(*(nw.col(name).sum() for name in changes))
    sums = collect(summed)
    period = np.asarray(sums["period_"], dtype=np.int64)
    never = np.full_like(period, periods.count)
    return over_time(periods, period, never, {name: _floats(sums[name]) for name in changes})


def customer_ratios(orders: Frame, periods: Periods) -> Histogram:
    """Return the customers' mean order values of each window, as a running histogram."""
    states = _states(orders, {name: _WEIGHTS[name] for name in ("m", "s")})
    changes = collect(states.select("period_", "m", "s", "m_before", "s_before"))
    period = np.asarray(changes["period_"], dtype=np.int64)
    enters, leaves = _floats(changes["m"]) > 0, _floats(changes["m_before"]) > 0
    new = _floats(changes["s"])[enters] / _floats(changes["m"])[enters]
    old = _floats(changes["s_before"])[leaves] / _floats(changes["m_before"])[leaves]
    values, place = np.unique(np.concatenate((new, old)), return_inverse=True)
    weight = np.concatenate((np.ones(new.size), -np.ones(old.size)))
    when = np.concatenate((period[enters], period[leaves]))
    return running_histogram(periods, values, place, when, weight)


def _states(orders: Frame, weights: Mapping[str, nw.Expr]) -> Frame:
    """Return each customer's window after (`n`) and before (`n_before`) every event, as floats."""
    names = tuple(weights)
    inside = orders.filter(nw.col(FROM) <= nw.col(TO))
    enter = inside.select(_KEY, nw.col(FROM).alias("period_"), **weights)
    leave = inside.select(_KEY, (nw.col(TO) + 1).alias("period_"), **{n: -weights[n] for n in names})
    events = nw.concat([enter, leave])
    # The order of events within a period does not matter: the sum of their changes is the same.
    running = events.with_columns(
        **{f"{n}_after": nw.col(n).cum_sum().over(_KEY, order_by="period_") for n in names}
    )
    return running.select(
        "period_",
        *(nw.col(f"{n}_after").cast(nw.Float64).alias(n) for n in names),
        *((nw.col(f"{n}_after") - nw.col(n)).cast(nw.Float64).alias(f"{n}_before") for n in names),
    )


def _floats(values: NDArray[np.generic]) -> Array:
    return np.asarray(values, dtype=np.float64)
