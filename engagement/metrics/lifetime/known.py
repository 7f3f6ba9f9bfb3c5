"""The summary of each customer that the model is fitted to; all times are in weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: The unit of time, by its name and in days.
UNIT: Final = "week"
WEEK: Final = 7.0


class Summary(NamedTuple):
    """The purchase history of each customer: frequency, recency and age, in weeks.

    Frequency is the number of purchases after the first; several orders on one day are one purchase.
    `mean_value` is the mean of these purchases in minor units, 0 where there is none.
    """

    frequency: Array
    recency: Array
    age: Array
    mean_value: Array


def summary(history: Histories) -> Summary:
    """Return the summary of each customer, one-time buyers included."""
    person, day = history.person, history.day.astype(np.int64)
    opens = history.opens(day)
    frequency = np.bincount(person[opens], minlength=history.customers) - 1
    later = day > history.first_day[person]
    money = np.bincount(person[later], history.money[later], minlength=history.customers)
    return Summary(
        frequency.astype(np.float64),
        (history.latest_day - history.first_day) / WEEK,
        (history.last_day - history.first_day) / WEEK,
        np.divide(money, frequency, out=np.zeros(frequency.size), where=frequency > 0),
    )
