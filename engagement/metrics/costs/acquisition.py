"""The cost of a new customer, and the months after which the margin has paid it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.costs import margins
from engagement.metrics.costs.spent import spent
from engagement.metrics.products.baskets import baskets
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.periods import Periods
from engagement.statistics.counts import dispersion_of_days, poisson
from engagement.statistics.means import means_of_groups

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: The fewest new customers for a cost per customer, and for a mean margin.
FEWEST: Final = 30
#: The share of the revenue whose cost must be known to show a payback.
LEAST_KNOWN: Final = 0.8
#: The days of a month of a customer's age, and the number of months shown.
MONTH: Final = 30
MONTHS: Final = 12


def acquisition(scope: Scope) -> pd.DataFrame:
    """Return the advertising spend of each period, in total and per new customer.

    Only periods that the files of spend cover from the first day to the last; the running one ends at the
    as-of day. Customers are new in the period of their first order of all, whatever brought them; filters
    do not count, because spend is not known by part of the customers. Limits are the Poisson limits of the
    number of new customers, widened by the overdispersion of the daily numbers on the covered days; none
    for less than a week of days. All values are NaN under 30.
    """
    history, paid = _of_everybody(scope), spent(scope)
    names = ["start", "spend", "new_customers", "cost_per_new", "low", "high", "complete"]
    if paid is None or not history.customers or paid.first_day > history.last_day:
        return pd.DataFrame(columns=names)
    last = min(paid.last_day, history.last_day)
    periods = Periods(scope.question.grain, paid.first_day, last, 0, paid.first_day)
    each_day = history.first_day[(history.first_day >= paid.first_day) & (history.first_day <= last)]
    days = np.bincount(each_day - paid.first_day, minlength=last - paid.first_day + 1)
    dispersion = dispersion_of_days(days.astype(np.float64))
    rows = []
    for start, end, over in zip(periods.starts(), periods.ends(), periods.complete(), strict=True):
        if start < paid.first_day:
            continue  # covered only in part
        new = int(((history.first_day >= start) & (history.first_day <= end)).sum())
        amount = paid.between(start, end) / scope.minor
        rate = poisson(float(new), amount, dispersion=dispersion)
        shown = new >= FEWEST and amount > 0
        each = (1 / rate.value, 1 / rate.high, 1 / rate.low) if shown else (np.nan,) * 3
        rows.append((pd.Timestamp(0) + pd.Timedelta(days=start), amount, new, *each, bool(over)))
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(start=frame["start"].astype("datetime64[s]"))


def payback(scope: Scope) -> pd.DataFrame:
    """Return the margin per new customer by months of 30 days since the first order, against their cost.

    New customers are those whose first order lies on days that the files of spend cover; each row includes
    only those old enough. They cost what a new customer of the whole shop does, because spend is not known
    by part of the customers. Lines with unknown cost get the margin rate of the others. All values are
    missing if less than 80% of the revenue has a known cost. Limits are those of the mean margin.
    """
    names = ["months", "customers", "margin", "low", "high", "cost_per_new", "known_share", "paid_back"]
    history, paid = histories(scope), spent(scope)
    if paid is None or not history.customers:
        return pd.DataFrame(columns=names)
    last = min(paid.last_day, history.last_day)
    new, all_new = (
        (of.first_day >= paid.first_day) & (of.first_day <= last) for of in (history, _of_everybody(scope))
    )
    each = paid.between(paid.first_day, last) / scope.minor / max(1, int(all_new.sum()))
    customer, day, margin, share = _margins(scope)
    rows = []
    for months in range(MONTHS + 1):
        old = new & (history.first_day <= history.last_day - months * MONTH)
        size = int(old.sum())
        if size < FEWEST:
            break
        early = day - history.first_day[customer] <= months * MONTH
        brought = np.bincount(customer[early], margin[early], history.customers)[old] / scope.minor
        mean = means_of_groups(brought, np.zeros(size, dtype=np.int64), 1)
        mean_margins = (float(mean.value[0]), float(mean.low[0]), float(mean.high[0]))
        if not share >= LEAST_KNOWN:
            mean_margins = (np.nan,) * 3
        back = None if np.isnan(mean_margins[0]) else bool(mean_margins[0] >= each)
        rows.append((months, size, *mean_margins, each, share, back))
    return pd.DataFrame(rows, columns=names).astype({"paid_back": "boolean"})


def _of_everybody(scope: Scope) -> Histories:
    """Return the histories of all customers, whatever the filters."""
    everybody = replace(scope.question, filters=())
    return histories(replace(scope, question=everybody, read_in=scope.currency, whose=None))


def _margins(scope: Scope) -> tuple[Array, Array, Array, float]:
    """Return customer, day and margin of the lines of customers, and the share of revenue with known cost."""
    lines = baskets(scope)
    named = lines.person >= 0
    money, costed, cost = (each[named].astype(np.float64) for each in (lines.money, lines.costed, lines.cost))
    total = float(money.sum())
    usual = margins.rate(lines, named).value if costed.any() else np.nan
    margin = costed - cost + np.nan_to_num(usual) * (money - costed)
    share = float(costed.sum()) / total if total > 0 else np.nan
    return lines.person[named].astype(np.int64), lines.day[named].astype(np.int64), margin, share
