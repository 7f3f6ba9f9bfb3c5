"""The tables of customers a second time, the plain way: pandas, one loop per idea, no shared code.

Each takes a frame of orders that count and name their customer, in the order of their file: who, when
(a timestamp), money in major units; and the as-of day as a timestamp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import optimize, stats

if TYPE_CHECKING:
    import pyarrow as pa

ALIAS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


def of_table(table: pa.Table, currency: str = "EUR") -> pd.DataFrame:
    """Return canonical orders in one currency as such a frame."""
    frame = table.to_pandas()
    frame = frame[frame.counts & frame.customer_key.notna() & (frame.currency == currency)]
    frame = frame.sort_values(["instant", "line"], kind="stable")
    key = table.to_pandas(integer_object_nulls=True).loc[frame.index, "customer_key"]
    return pd.DataFrame({"who": key, "when": frame.instant, "money": frame.gross / 100}).reset_index(
        drop=True
    )


def cohorts(frame: pd.DataFrame, as_of: pd.Timestamp, grain: str) -> dict[tuple[str, int], tuple]:
    """Return customers, active, orders, revenue and complete by cohort and period."""
    period = frame.when.dt.to_period(ALIAS[grain])
    first = period.groupby(frame.who).transform("min")
    last = as_of.to_period(ALIAS[grain])
    cells = frame.groupby([first, period])
    counted = {"who": cells.who.nunique(), "orders": cells.size(), "money": cells.money.sum()}
    known = {name: values.to_dict() for name, values in counted.items()}
    result = {}
    for cohort in sorted(first.unique()):
        for after in range((last - cohort).n + 1):
            cell = (cohort, cohort + after)
            over = cohort + after < last or last.end_time.normalize() == as_of.normalize()
            size, *values = known["who"][cohort, cohort], *(known[n].get(cell, 0) for n in known)
            result[name(cohort, grain), after] = (size, *values, over)
    return result


def name(period: pd.Period, grain: str) -> str:
    """Name a period as the tables do."""
    if grain == "week":
        return period.start_time.strftime("%G-W%V")
    if grain == "quarter":
        return f"{period.year}-Q{period.quarter}"
    return period.start_time.strftime("%Y" if grain == "year" else "%Y-%m")


def ladder(frame: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return reached, eligible, went_on and the quartiles of days by step."""
    days = [sorted(own.dt.normalize()) for _, own in frame.groupby("who").when]
    rows = []
    for step in range(1, 10):
        here = [own for own in days if len(own) >= step]
        old = [own for own in here if (as_of.normalize() - own[step - 1]).days >= 365]
        on = [own for own in old if len(own) > step and (own[step] - own[step - 1]).days <= 365]
        gaps = pd.Series([(own[step] - own[step - 1]).days for own in here if len(own) > step], dtype=float)
        rows.append((len(here), len(old), len(on), gaps.median(), gaps.quantile(0.25), gaps.quantile(0.75)))
    names = ["reached", "eligible", "went_on", "median_days", "p25_days", "p75_days"]
    return pd.DataFrame(rows, columns=names, index=range(1, 10))


def waiting(frame: pd.DataFrame, as_of: pd.Timestamp) -> dict[int, tuple[int, int, int, float]]:
    """Return, by day, who is at risk, comes back and leaves, and the product-limit estimate."""
    spells = []
    for _, own in frame.groupby("who").when:
        days = sorted(own.dt.normalize())
        end = days[1] if len(days) > 1 else as_of.normalize()
        spells.append(((end - days[0]).days, len(days) > 1))
    lengths, came = (np.asarray(each) for each in zip(*spells, strict=True))
    found, alive = {}, 1.0
    for day in np.unique(lengths):
        risk, here = int((lengths >= day).sum()), lengths == day
        back = int((here & came).sum())
        alive *= 1 - back / risk
        found[int(day)] = (risk, back, int((here & ~came).sum()), alive)
    return found


def new_and_returning(frame: pd.DataFrame, as_of: pd.Timestamp, grain: str) -> pd.DataFrame:
    """Return customers, orders and revenue of new and of returning customers by first day of a period."""
    period = frame.when.dt.to_period(ALIAS[grain])
    new = period == period.groupby(frame.who).transform("min")
    index = pd.period_range(period.min(), as_of.to_period(ALIAS[grain]), freq=ALIAS[grain])
    result = {}
    for side, is_side in (("new", new), ("returning", ~new)):
        parts = frame[is_side].groupby(period[is_side])
        result[f"{side}_customers"] = parts.who.nunique()
        result[f"{side}_orders"] = parts.size()
        result[f"{side}_revenue"] = parts.money.sum()
    table = pd.DataFrame(result).reindex(index).fillna(0)
    table.index = index.to_timestamp()
    return table


def wilson(k: float, n: float) -> tuple[float, float]:
    """Return Wilson's limits by the roots of the score equation."""
    z = 1.959963984540054
    roots = np.roots([n + z * z, -(2 * k + z * z), k * k / n])
    return float(min(roots)), float(max(roots))


def lift_by_customer(who: np.ndarray, a: np.ndarray, b: np.ndarray) -> tuple[float, float, float]:
    """Return the lift and its limits from an entry for each order: whose it is, whether it has a and b."""
    own, own_a, own_b, own_both = (np.bincount(who, each) for each in (None, a, b, a & b))
    m, of_a, of_b, both = (int(each.sum()) for each in (own, own_a, own_b, own_both))
    lean = own_both / both - own_a / of_a - own_b / of_b + own / m
    customers = np.count_nonzero(own)
    variance = (lean**2).sum() * customers / (customers - 1) * (m - 1) / m
    independent = 1 / both - 1 / of_a - 1 / of_b + 2 * both / (of_a * of_b) - 1 / m
    weight = both**2 / (own_both**2).sum()
    wider = stats.t.ppf(0.975, max(weight - 1, 1)) / stats.t.ppf(0.975, both - 1)
    lift = both * m / (of_a * of_b)
    half = stats.norm.ppf(0.975) * wider * np.sqrt(max(variance, independent))
    return lift, lift * np.exp(-half), lift * np.exp(half)


def mean_of_skewed(values: np.ndarray) -> tuple[float, float]:
    """Return the limits of a mean by Hall's transformation of t, inverted by search."""
    n, error = values.size, values.std(ddof=1) / np.sqrt(values.size)
    skew = stats.skew(values) * (1 + 8 / n) / np.sqrt(n)

    def end(probability: float) -> float:
        t = stats.t.ppf(probability, n - 1)
        found = optimize.brentq(
            lambda x: x + skew * x**2 / 3 + skew**2 * x**3 / 27 + skew / 6 - t, -1e6, 1e6, xtol=1e-12
        )
        return float(values.mean() - error * found)

    tail = 0.025 * (1 - 1.5 / np.sqrt(n))
    return end(1 - tail), end(tail)
