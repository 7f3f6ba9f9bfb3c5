"""The purchase metrics a second time, the plain way: pandas, one loop per idea, no shared code.

A figure that is added later need not be here: its own test has a value that was worked out by hand, and both
engines, the trend and the splits are held against each other for every figure.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

if TYPE_CHECKING:
    import pyarrow as pa

FOLLOW_UPS = (30, 60, 90, 180, 365)


#: Days for which refunds may still come.
RIPE = 30


def values(
    table: pa.Table, first: int, last: int, *, net: bool = False, everything: bool = False
) -> dict[str, float]:
    """Return value by key for the days first..last, or for all up to `last`; NaN where there is nothing."""
    frame = plain(table, net=net)
    placed = frame[(frame.day >= first) & (frame.day <= last)]
    window, past = placed[placed.counts], frame[frame.counts & (frame.day <= last)]
    code = currency(window)
    money = window[window.currency == code]
    result = {
        "orders": len(window),
        "revenue": money.money.sum() / 100,
        "average_order_value": money.money.mean() / 100,
        "median_order_value": money.money.median() / 100,
        "orders_without_customer": window.who.isna().sum(),
        "cancellation_rate": _share(placed.status.isin(["cancelled", "voided"]), placed.counts),
        "refund_rate": _refunds(frame, -(10**6) if everything else first - RIPE, last - RIPE),
        "discount_share": window.discount_code.notna().mean(),
        "guest_checkout_rate": _guests(window),
    }
    opens = -(10**6) if everything else first
    result |= {**_of_customers(window, past, money, first), **_follow_ups(past, opens, last)}
    return {key: np.nan if pd.isna(value) else float(value) for key, value in result.items()}


def plain(table: pa.Table, *, net: bool = False) -> pd.DataFrame:
    frame = pd.DataFrame({name: table.column(name).to_pylist() for name in table.column_names})
    frame["who"] = pd.array(frame.pop("customer_key"), dtype="Int64")
    frame["money"] = frame.gross - frame.refunded if net else frame.gross
    return frame


def currency(window: pd.DataFrame) -> str | None:
    counted = window.currency.value_counts()
    return min(counted.index[counted == counted.max()]) if len(counted) else None


def month_ends(first: int, last: int) -> list[int]:
    """Return the last day of each month from first to last, the last one cut."""
    days = [dt.date.fromordinal(d + 719_163) for d in range(first, last + 1)]
    ends = [d for d, date in zip(range(first, last + 1), days, strict=True) if _is_month_end(date)]
    return ends if ends and ends[-1] == last else [*ends, last]


def _is_month_end(date: dt.date) -> bool:
    return (date + dt.timedelta(days=1)).month != date.month


def _share(part: pd.Series, rest: pd.Series) -> float:
    return part.sum() / (part.sum() + rest.sum()) if part.sum() + rest.sum() else np.nan


def _guests(window: pd.DataFrame) -> float:
    known = window[window.guest.notna()]
    return known.guest.astype(bool).mean() if len(known) else window.who.isna().mean()


def _of_customers(
    window: pd.DataFrame, past: pd.DataFrame, money: pd.DataFrame, first: int
) -> dict[str, float]:
    named = window[window.who.notna()]
    per_customer = named.groupby("who").size()
    earlier = set(past[past.day < first].who.dropna())
    spend = money[money.who.notna()].groupby("who").money.agg(["size", "sum"])
    many, one = spend[spend["size"] > 1]["sum"], spend[spend["size"] == 1]["sum"]
    ever = past[past.who.notna()].sort_values("day", kind="stable")
    gaps = ever.assign(gap=ever.groupby("who").day.diff())[ever.day >= first].gap.dropna()
    return {
        "customers": len(per_customer),
        "repeat_purchase_rate": (per_customer > 1).mean(),
        "returning_customer_rate": pd.Series(per_customer.index.isin(earlier)).mean(),
        "purchase_frequency": per_customer.mean(),
        "typical_basket": (spend["sum"] / spend["size"]).median() / 100,
        "repeat_vs_one_time_spend": many.mean() / one.mean() if len(one) and one.mean() else np.nan,
        "days_between_orders": gaps.median(),
    }


def spend_factors(table: pa.Table, first: int, last: int) -> dict[str, tuple[float, ...]]:
    """Return repeat, one-time, ratio and limits of spend, orders and order value, customer by customer.

    The limits are normal on the log scale, widened to Student's t of the smaller side at a level for few.
    """
    frame = plain(table)
    window = frame[frame.counts & frame.day.between(first, last)]
    money = window[(window.currency == currency(window)) & window.who.notna()]
    spend = money.groupby("who").money.agg(["size", "sum"]).astype(float)
    many, one = spend[spend["size"] > 1], spend[spend["size"] == 1]
    value = many["sum"].sum() / many["size"].sum()
    apart = many["sum"] - value * many["size"]
    n = len(many)
    errors = {  # squared relative standard errors of the repeat customers' side
        "spend": (many["sum"].std() / many["sum"].mean()) ** 2 / n,
        "orders": (many["size"].std() / many["size"].mean()) ** 2 / n,
        "order_value": n / (n - 1) * (apart**2).sum() / many["sum"].sum() ** 2,
    }
    single = (one["sum"].std() / one["sum"].mean()) ** 2 / len(one)
    sides = {
        "spend": (many["sum"].mean() / 100, one["sum"].mean() / 100, single),
        "orders": (many["size"].mean(), 1.0, 0.0),
        "order_value": (value / 100, one["sum"].mean() / 100, single),
    }
    fewer = min(n, len(one))
    reach = stats.t.isf(0.025 * (1 - 2 / np.sqrt(fewer)), fewer - 1)
    result = {}
    for part, (above, below, error) in sides.items():
        wide = np.exp(reach * np.sqrt(errors[part] + error))
        result[part] = (above, below, above / below, above / below / wide, above / below * wide)
    return result


def _refunds(frame: pd.DataFrame, first: int, last: int) -> float:
    ripe = frame[frame.counts & frame.day.between(first, last)]
    return (ripe.refunded > 0).mean() if len(ripe) else np.nan


def _follow_ups(past: pd.DataFrame, first: int, last: int) -> dict[str, float]:
    result = {}
    history = [sorted(days) for _, days in past[past.who.notna()].groupby("who").day]
    for n in FOLLOW_UPS:
        ripe = [days for days in history if first - n <= days[0] <= last - n]
        back = [len(days) > 1 and days[1] - days[0] <= n for days in ripe]
        result[f"repeat_within_{n}_days"] = np.mean(back) if back else np.nan
    return result
