"""Comparison of two windows that share many customers.

A figure about customers is a ratio of two sums over customers. One scan of both windows returns the sums of
products, which give the covariance of the two linearised ratios, sum (y1 - R1 x1)(y0 - R0 x0) / (x1 x0).
With it the interval of the change is narrower (or wider) than that of two independent samples. This is the
paired delta method with the customer as the unit; unlike a bootstrap it is deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.purchases.scans.order_sums import in_currency, money
from engagement.metrics.purchases.scans.shares_by_customer import OrderShare, kinds_in_both
from engagement.metrics.rules.by_cluster import by_correlation, correlation
from engagement.metrics.rules.plain import by_log_ratio
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.metrics.core.definition import Paired
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.statistics.interval import Array, Comparison

#: The denominators and numerators of the ratios that are compared.
_RATIOS: Final = (("active", "repeat"), ("active", "returning"), ("active", "n"), ("m", "s"))


def paired_ratio(below: str, above: str) -> Paired:
    """Return the comparison of two ratios through their log ratio, in the metric's unit."""

    def compare(now: Scope, before: Scope, first: Estimates, second: Estimates) -> Comparison[Array]:
        shared = _covariance(now, before, below, above, first, second)
        with np.errstate(invalid="ignore", divide="ignore"):
            of_logs = shared / (first.value * second.value)
        return by_log_ratio(first, second, of_logs)

    return compare


def paired_rate(below: str, above: str) -> Paired:
    """Return the comparison of two shares of customers."""

    def compare(now: Scope, before: Scope, first: Estimates, second: Estimates) -> Comparison[Array]:
        shared = _covariance(now, before, below, above, first, second)
        spread = [np.sqrt(e.value * (1 - e.value) / e.denominator) for e in (first, second)]
        with np.errstate(invalid="ignore", divide="ignore"):
            together = np.nan_to_num(shared / (spread[0] * spread[1]), posinf=0, neginf=0)
        return by_correlation(first, second, together)

    return compare


def paired_share(share: OrderShare | Callable[[Scope], OrderShare]) -> Paired:
    """Return the comparison of two shares of orders, with clusters by customer."""

    def compare(now: Scope, before: Scope, first: Estimates, second: Estimates) -> Comparison[Array]:
        order_share = share if isinstance(share, OrderShare) else share(now)
        kinds = kinds_in_both(now, before)
        (k, m), (k0, m0) = (
            [kinds[f"{prefix}{c}"] for c in (order_share.k, order_share.m)] for prefix in ("now_", "before_")
        )
        weight = kinds["weight_"]

        def product(a: Array, b: Array) -> Array:
            return np.asarray((weight * a * b).sum(keepdims=True))

        products = (product(k, k0), product(k, m0), product(m, k0), product(m, m0))
        return by_correlation(first, second, correlation(first, second, products))

    return compare


def _covariance(
    now: Scope, before: Scope, below: str, above: str, first: Estimates, second: Estimates
) -> np.ndarray:
    products = now.remember(("products", before.window), lambda: _products(now, before))
    yy, yx, xy, xx = (
        products[f"{a}_{b}"] for a, b in ((above, above), (above, below), (below, above), (below, below))
    )
    r1, r0 = first.value, second.value
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = (yy - r0 * yx - r1 * xy + r1 * r0 * xx) / (first.denominator * second.denominator)
    return np.asarray(shared)


def _products(now: Scope, before: Scope) -> dict[str, np.ndarray]:
    """Return sums over customers of a quantity in this window times one in the window before."""
    is_own_currency = in_currency(now)
    in_now = nw.col("day") >= now.window.first_day
    in_before = nw.col("day").is_between(before.window.first_day, before.window.last_day)
    parts: dict[str, nw.Expr] = {}
    for window, mark in ((in_now, "1"), (in_before, "0")):
        paid = window if is_own_currency is None else window & is_own_currency
        parts[f"n{mark}"] = window.cast(nw.Int64)
        parts[f"m{mark}"] = paid.cast(nw.Int64)
        parts[f"s{mark}"] = nw.when(paid).then(money(now)).otherwise(nw.lit(0))
    rows = named_orders(now).with_columns(**parts)
    people = rows.group_by("customer_key").agg(*(nw.col(name).sum() for name in parts), nw.col("day").min())
    # Only customers in both windows have products.
    in_both = people.filter(nw.col("n1") > 0, nw.col("n0") > 0)
    quantities = in_both.with_columns(**{name: nw.col(name).cast(nw.Float64) for name in parts}).with_columns(
        active1=nw.lit(1.0),
        active0=nw.lit(1.0),
        repeat1=(nw.col("n1") > 1).cast(nw.Float64),
        repeat0=(nw.col("n0") > 1).cast(nw.Float64),
        returning1=nw.lit(1.0),
        returning0=(nw.col("day") < before.window.first_day).cast(nw.Float64),
    )
    pairs = {(a, b) for ratio in _RATIOS for a in ratio for b in ratio}
    products = {f"{a}_{b}": nw.col(f"{a}1") * nw.col(f"{b}0") for a, b in sorted(pairs)}
    summed = quantities.with_columns(**products).select(*(nw.col(name).sum() for name in products))
    return {name: np.nan_to_num(np.asarray(v, dtype=np.float64)) for name, v in collect(summed).items()}
