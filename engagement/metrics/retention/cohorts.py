"""Cohorts: customers by the period of their first order, and their orders in each later period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.core.order_days import spans
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.periods import Periods, as_date, at_least_a_week, first_day_of, period_of
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Grain
    from engagement.metrics.purchases.scans.histories import Histories

#: A share of a cohort with fewer customers is hidden.
SMALLEST_COHORT: Final = 30


def cohorts(scope: Scope) -> pd.DataFrame:
    """Return one row per cohort and age: how many customers ordered in that period, and for how much.

    A cohort is the customers whose first order lies in the same period of the question's grain (weeks where
    the grain is a day). `period` is the age: the number of periods after the first order, up to the period of
    the as-of day. `share` has a Wilson interval; all three are NaN for cohorts of fewer than 30 customers.
    """
    return cohorts_of(scope, histories(scope))


def cohorts_of(scope: Scope, history: Histories) -> pd.DataFrame:
    """Return the table of `cohorts` for the customers in `history` only."""
    if not history.customers:
        return _cohort_rows(scope, {}, [])
    periods = periods_of(history, at_least_a_week(scope.question.grain))
    period = period_of_orders(history, periods)
    first = period[history.start[:-1]]
    cohort = first[history.person]
    place = cohort * periods.count + (period - cohort)
    opens = history.opens(period)
    size = periods.count**2
    cohort_indexes = np.flatnonzero(np.bincount(first, minlength=periods.count))
    cells = np.concatenate([c * periods.count + np.arange(periods.count - c) for c in cohort_indexes])
    summed = {
        "active": np.bincount(place[opens], minlength=size),
        "orders": np.bincount(place, minlength=size),
        "revenue": np.bincount(place, history.money, minlength=size),
    }
    columns: dict[str, NDArray[np.generic]] = {name: values[cells] for name, values in summed.items()}
    columns["cohort"], columns["period"] = cells // periods.count, cells % periods.count
    columns["customers"] = np.bincount(first, minlength=periods.count)[columns["cohort"].astype(np.int64)]
    complete = periods.complete()
    columns["complete"] = complete[columns["cohort"].astype(np.int64) + columns["period"].astype(np.int64)]
    labels = [label(first_day_of(periods.origin + i, periods.grain), periods.grain)
              for i in range(periods.count)]  # fmt: skip
    return _cohort_rows(scope, columns, labels)


def cohort_of_each(history: Histories, grain: Grain) -> tuple[list[str], NDArray[np.int64]]:
    """Return the names of all cohorts, oldest first, and for each customer the index of their cohort."""
    if not history.customers:
        return [], np.zeros(0, dtype=np.int64)
    periods = periods_of(history, grain := at_least_a_week(grain))
    names = [label(first_day_of(periods.origin + i, grain), grain) for i in range(periods.count)]
    return names, period_of_orders(history, periods)[history.start[:-1]]


def new_and_returning(scope: Scope) -> pd.DataFrame:
    """Return customers, orders and revenue of new and of returning customers, one row per period.

    A customer is new in the period of their first order ever, and returning in all later periods. Periods
    without orders are included.
    """
    return new_and_returning_of(scope, histories(scope))


def new_and_returning_of(scope: Scope, history: Histories) -> pd.DataFrame:
    """Return the table of `new_and_returning` for the customers in `history` only."""
    columns: dict[str, object] = {name: [] for name in ("start", *_SIDES, "complete")}
    if history.customers:
        periods = periods_of(history, scope.question.grain)
        period = period_of_orders(history, periods)
        new = period == period[history.start[:-1]][history.person]
        opens = history.opens(period)
        for kind, inside in (("new", new), ("returning", ~new)):
            counted = period[inside & opens], period[inside]
            columns[f"{kind}_customers"], columns[f"{kind}_orders"] = (
                np.bincount(each, minlength=periods.count) for each in counted
            )
            money = np.bincount(period[inside], history.money[inside], minlength=periods.count)
            columns[f"{kind}_revenue"] = money / scope.minor
        columns["start"], columns["complete"] = _dates(periods.starts()), periods.complete()
    return pd.DataFrame(columns)


def label(day: int, grain: Grain) -> str:
    """Return the name of the period that begins on a day: "2010-W49" (ISO), "2010-12", "2010-Q4", "2010"."""
    date = as_date(day)
    if grain == "week":
        year, week, _ = date.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "quarter":
        return f"{date.year}-Q{(date.month + 2) // 3}"
    return f"{date.year}" if grain == "year" else f"{date.year}-{date.month:02}"


def first_day(name: str) -> dt.date:
    """Return the first day of a period from its name, as written by `label`."""
    year, _, part = name.partition("-")
    if part.startswith("W"):
        return dt.date.fromisocalendar(int(year), int(part[1:]), 1)
    month = 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part or 1)
    return dt.date(int(year), month, 1)


_SIDES: Final = (
    *("new_customers", "returning_customers", "new_orders", "returning_orders"),
    *("new_revenue", "returning_revenue"),
)


def periods_of(history: Histories, grain: Grain) -> Periods:
    """Return the periods from the first order to the as-of day; the last may be incomplete."""
    first = int(history.day.min())
    return Periods(grain, first, history.last_day, 0, first_day_of(period_of(first, grain), grain))


def period_of_orders(history: Histories, periods: Periods) -> NDArray[np.int64]:
    """Return for each order the index of its period in `periods`."""
    of_day = spans(np.arange(periods.first_day, periods.last_day + 1), periods)[0]
    return of_day[history.day - periods.first_day]


def _cohort_rows(scope: Scope, columns: Mapping[str, NDArray[np.generic]], labels: list[str]) -> pd.DataFrame:
    counts = {
        name: np.asarray(columns.get(name, ()), dtype=np.int64)
        for name in ("cohort", "period", "customers", "active", "orders")
    }
    large = counts["customers"] >= SMALLEST_COHORT
    share = wilson(
        counts["active"].astype(np.float64), np.where(large, counts["customers"], 0).astype(np.float64)
    )
    return pd.DataFrame(
        {
            "cohort": [labels[i] for i in counts["cohort"]],
            **{name: counts[name] for name in ("period", "customers", "active")},
            **{
                name: getattr(share, field)
                for name, field in (("share", "value"), ("low", "low"), ("high", "high"))
            },
            "orders": counts["orders"],
            "revenue": np.asarray(columns.get("revenue", ()), dtype=np.float64) / scope.minor,
            "complete": np.asarray(columns.get("complete", ()), dtype=bool),
        }
    )


def _dates(days: list[int]) -> NDArray[np.datetime64]:
    return np.asarray(days, dtype="datetime64[D]").astype("datetime64[s]")
