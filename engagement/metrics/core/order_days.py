"""Orders by day and currency: one scan that serves every window, trend and account of orders.

A day is the smallest unit of any window, so all sums of orders come from a few thousand rows: the headline,
the window before, the trend in any grain, and what is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.sums.group_sums import FROM, TO, Sums, collect, over_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.model import Window
    from engagement.metrics.sums.periods import Periods
    from engagement.statistics.interval import Array

_NOT_COUNTED: Final = {
    "cancelled": ["cancelled", "voided"],
    "unpaid": ["failed", "expired"],
    "tests": ["test"],
}
#: Squares are only needed for orders without a customer, each of which is a cluster of its own.
_SQUARES: Final = ("gross_squares", "net_squares")
#: Columns of money, which are valid for one currency only.
_MONEY: Final = ("paid", "anonymous_paid", "revenue", "refunds", "anonymous_revenue", "anonymous_squares")


@dataclass(frozen=True, slots=True)
class OrderGroups:
    """Sums of orders by group and currency; `group` is a day number or a segment.

    The column `moved` is what refunds add to a group, or take from it, once they lie on their own day.
    """

    group: NDArray[np.generic]
    currency: NDArray[np.str_]
    columns: Mapping[str, Array]

    def read_in(self, currency: str, *, net: bool) -> dict[str, Array]:
        """Return the columns with money of one currency only, before or after refunds."""
        c, in_currency = self.columns, (self.currency == currency).astype(np.float64)
        anonymous = c["anonymous_gross"] - c["anonymous_refunds"] if net else c["anonymous_gross"]
        columns = {
            **c,
            "paid": c["orders"],
            "anonymous": c["anonymous_orders"],
            "anonymous_paid": c["anonymous_orders"],
            "revenue": c["gross"] - c["refunds"] - c["moved"] if net else c["gross"],
            "anonymous_revenue": anonymous,
            "anonymous_squares": c["net_squares"] if net else c["gross_squares"],
            "placed": c["orders"] + c["cancelled"],
            "all_rows": c["orders"] + c["cancelled"] + c["unpaid"] + c["tests"],
        }
        return {name: values * in_currency if name in _MONEY else values for name, values in columns.items()}

    def with_refunds_moved(self, away: OrderGroups, there: OrderGroups) -> OrderGroups:
        """Return these sums with refunds moved from the groups of `away` to those of `there`."""
        groups = (self, away, there)
        columns = {
            name: np.concatenate([values, np.zeros(away.group.size + there.group.size)])
            for name, values in self.columns.items()
        }
        moved = [self.columns["moved"], -away.columns["refunds"], there.columns["refunds"]]
        return OrderGroups(
            np.concatenate([part.group for part in groups]),
            np.concatenate([part.currency for part in groups]),
            {**columns, "moved": np.concatenate(moved)},
        )

    def by_currency(self, *, all_rows: bool = False) -> dict[str, int]:
        """Return how many orders count by currency, most first; `all_rows`: how many there are."""
        codes, place = np.unique(self.currency, return_inverse=True)
        wanted = ("orders", *_NOT_COUNTED) if all_rows else ("orders",)
        rows = np.sum([self.columns[name] for name in wanted], axis=0)
        orders = np.bincount(place, rows, codes.size).astype(int).tolist()
        counted = {str(code): n for code, n in zip(codes, orders, strict=True) if n}
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    def days_with_orders(self) -> NDArray[np.int64]:
        """Return the days on which an order counts, in order."""
        return self._days(self.columns["orders"])

    def days_with_any(self) -> NDArray[np.int64]:
        """Return the days with any order, including cancelled and unpaid ones but not tests."""
        return self._days(sum(self.columns[name] for name in ("orders", "cancelled", "unpaid")))

    def _days(self, orders: Array | int) -> NDArray[np.int64]:
        return np.unique(np.asarray(self.group, dtype=np.int64)[np.asarray(orders) > 0])


def order_groups(rows: Frame, by: str) -> OrderGroups:
    """Return the sums of orders by the column `by` and by currency.

    The scan groups by the columns that classify orders, so that it only adds up plain columns; the few
    resulting groups are classified here.
    """
    gross, net = (nw.col(c).cast(nw.Float64) for c in ("gross", "net_"))
    measures = {
        "guests": nw.col("guest").fill_null(value=False).cast(nw.Int32),
        "guest_known": (~nw.col("guest").is_null()).cast(nw.Int32),
        "refunded_orders": (nw.col("refunded") > 0).cast(nw.Int32),
        "discounted": discounted().cast(nw.Int32),
        "free": (nw.col("gross") == 0).cast(nw.Int32),
        "gross_squares": gross * gross,
        "net_squares": net * net,
    }
    rows = rows.with_columns(
        unnamed_=nw.col("customer_key").is_null(), net_=nw.col("gross") - nw.col("refunded")
    )
    summed = rows.with_columns(**measures).group_by(by, "currency", "status", "counts", "unnamed_")
    names = (*measures, "gross", "refunded")
    sums = collect(summed.agg(*(nw.col(name).sum() for name in names), orders=nw.len()))
    counts, unnamed = (np.asarray(sums[c], dtype=np.float64) for c in ("counts", "unnamed_"))
    totals = {name: np.asarray(sums[name], dtype=np.float64) for name in (*names, "orders")}
    columns = {name: values * counts for name, values in totals.items() if name not in _SQUARES}
    columns["refunds"] = columns.pop("refunded")
    for name in ("orders", "gross", "refunds"):
        columns[f"anonymous_{name}"] = columns[name] * unnamed
    columns |= {name: totals[name] * counts * unnamed for name in _SQUARES}
    status = sums["status"].astype(str)
    for name, states in _NOT_COUNTED.items():
        columns[name] = totals["orders"] * np.isin(status, states)
    columns["moved"] = np.zeros_like(counts)
    return OrderGroups(sums[by], sums["currency"].astype(str), columns)


def refunded_later() -> nw.Expr:
    """Return an expression: the order counts and was paid back on a later day than its own."""
    return nw.col("counts") & (nw.col("refunded") > 0) & (nw.col("refund_day") > nw.col("day"))


def refunded_within(window: Window) -> nw.Expr:
    """Return an expression: the order counts and was paid back in a window, on a later day than its own."""
    return refunded_later() & nw.col("refund_day").is_between(window.first_day, window.last_day)


def dated_by_refund(rows: Frame) -> Frame:
    """Return orders with the day of their refund in the place of their own."""
    return rows.with_columns(day=nw.col("refund_day").cast(nw.Int32))


def sums_within(groups: OrderGroups, first: int, last: int, columns: Mapping[str, Array]) -> Sums:
    """Return the sums over the days first..last."""
    day = np.asarray(groups.group, dtype=np.int64)
    inside = (day >= first) & (day <= last)
    return Sums((None,), {name: values[inside].sum(keepdims=True) for name, values in columns.items()})


def by_windows(rows: Frame, periods: Periods) -> OrderGroups:
    """Return the sums of orders that have their windows, `FROM` to `TO`, by these: see `along_windows`."""
    last = nw.max_horizontal(nw.col(TO), nw.lit(-1)) + 1
    first = nw.min_horizontal(nw.col(FROM), nw.lit(periods.count))
    return order_groups(rows.with_columns(windows_=first * (periods.count + 1) + last), "windows_")


def along_windows(groups: OrderGroups, periods: Periods, columns: Mapping[str, Array]) -> Sums:
    """Return the sums of each period's window of what `by_windows` returned."""
    first, last = np.divmod(np.asarray(groups.group, dtype=np.int64), periods.count + 1)
    return over_time(periods, first, last - 1, columns)


def along(groups: OrderGroups, periods: Periods, columns: Mapping[str, Array]) -> Sums:
    """Return the sums of each period's window."""
    day = np.asarray(groups.group, dtype=np.int64)
    first, last = spans(day, periods)
    past = day <= periods.last_day
    past_columns = {name: values[past] for name, values in columns.items()}
    return over_time(periods, first[past], last[past], past_columns)


def spans(day: NDArray[np.int64], periods: Periods) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and the last period in whose window each day lies."""
    days = nw.from_dict({"day": day}, backend="pyarrow")
    periods_of_days = days.select(a=periods.at(nw.col("day")), b=periods.until(nw.col("day")))
    first, last = (np.asarray(periods_of_days[c].to_numpy(), dtype=np.int64) for c in ("a", "b"))
    return first, last


def by_segment(groups: OrderGroups, columns: Mapping[str, Array]) -> Sums:
    """Return the sums of each segment."""
    names, place = np.unique(groups.group.astype(str), return_inverse=True)
    segment_sums = {
        name: np.asarray(np.bincount(place, values, names.size), dtype=np.float64)
        for name, values in columns.items()
    }
    return Sums(tuple(str(name) or None for name in names), segment_sums)


def discounted() -> nw.Expr:
    """Return an expression: whether an order was sold at a discount; by its code if it has no amount."""
    return nw.col("discounted").fill_null(value=False) | ~nw.col("discount_code").is_null()
