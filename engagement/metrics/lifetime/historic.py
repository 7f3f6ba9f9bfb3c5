"""What customers have brought by the age of 30, 90, 180 and 365 days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.histories import histories
from engagement.statistics.means import mean
from engagement.statistics.studentised import FEW, ratio_by_bootstrap

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array, Estimate

AGES: Final = (30, 90, 180, 365)
#: A mean of fewer customers is not shown.
FEWEST: Final = 10


def lifetime_value(scope: Scope) -> pd.DataFrame:
    """Return, for each age, the mean of what customers had spent at it, in the scope's currency.

    Only customers whose first order is so many days old count, and who have an order in the currency.
    An order of the last of these days counts. The limits are by bootstrap-t under 400 customers, else
    Student's t; all are NaN under 10 customers.
    """
    history = histories(scope)
    since = history.day - history.first_day[history.person]
    paying = np.bincount(history.person[history.paid], minlength=history.customers) > 0
    rows = []
    for age in AGES:
        early = since <= age
        spent = np.bincount(history.person[early], history.money[early], minlength=history.customers)
        old = paying & (history.first_day <= history.last_day - age)
        found = _mean(spent[old] / scope.minor)
        rows.append((age, int(old.sum()), found.value, found.low, found.high))
    return pd.DataFrame(rows, columns=["age_days", "customers", "mean", "low", "high"])


def _mean(values: Array) -> Estimate[float]:
    if values.size < FEWEST:
        return mean(values[:0])
    return mean(values) if values.size >= FEW else ratio_by_bootstrap(np.ones(values.size), values)
