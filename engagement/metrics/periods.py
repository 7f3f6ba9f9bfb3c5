"""Weeks, months and quarters by arithmetic on day numbers, and the windows that end with them.

A day number is all that is needed, so the same expression runs on every engine. Periods are
counted from a fixed start: weeks (from Monday) and months since 1970 and year 0, quarters alike.

A *trailing window* ends on a period's last day and is as long as the asked window, so that the
last one, which ends on the as-of day, is the headline itself. Complete months and a window of 365
days without a leap day make exactly twelve months. An order of day d lies in the windows of the
periods a..b without looking at any other row: a is the period of d, and b the last one that ends
no later than d + length - 1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import narwhals.stable.v2 as nw
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.model import Grain

#: An expression over a column of day numbers, or day numbers themselves.
Days = TypeVar("Days", nw.Expr, int, "NDArray[np.int64]")

_EPOCH: Final = dt.date(1970, 1, 1)
_EPOCH_ORDINAL: Final = _EPOCH.toordinal()


def month_of(day: Days) -> Days:
    """Return 12 * year + month - 1 of a day number (days since 1970-01-01).

    The civil calendar by integer division only (Hinnant, chrono-compatible low-level date
    algorithms, civil_from_days): years begin in March, so that the leap day is the last.
    """
    days = day + 719_468
    era = days // 146_097
    of_era = days - era * 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (year * 365 + year // 4 - year // 100)
    month: Days = (year + era * 400) * 12 + (of_year * 5 + 2) // 153 + 2
    return month


def period_of(day: Days, grain: Grain) -> Days:
    """Return the running number of the period in which a day lies."""
    if grain == "week":
        return (day + 3) // 7
    return month_of(day) if grain == "month" else month_of(day) // 3


def first_day_of(period: int, grain: Grain) -> int:
    """Return the first day of a period."""
    if grain == "week":
        return period * 7 - 3
    month = period if grain == "month" else period * 3
    return dt.date(month // 12, month % 12 + 1, 1).toordinal() - _EPOCH_ORDINAL


def as_date(day: int) -> dt.date:
    """Return a day number as a date."""
    return dt.date.fromordinal(day + _EPOCH_ORDINAL)


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods from the one of `first_day` to the one of `last_day`, numbered from 0.

    `length`: days of the trailing window that ends with each; None for everything up to its end;
    0 for the period alone. `covered_from` is the first day of which the data may speak.
    """

    grain: Grain
    first_day: int
    last_day: int
    length: int | None
    covered_from: int

    @property
    def origin(self) -> int:
        return period_of(self.first_day, self.grain)

    @property
    def count(self) -> int:
        return period_of(self.last_day, self.grain) - self.origin + 1

    def starts(self) -> list[int]:
        """Return the first day of each period."""
        return [first_day_of(self.origin + i, self.grain) for i in range(self.count)]

    def ends(self) -> list[int]:
        """Return the last day of each period, that of the running one cut at `last_day`."""
        following = [*self.starts()[1:], self.last_day + 1]
        return [day - 1 for day in following]

    def at(self, day: nw.Expr) -> nw.Expr:
        """Return the number, from 0, of the period in which each day lies."""
        return period_of(day, self.grain) - self.origin

    def until(self, day: nw.Expr) -> nw.Expr:
        """Return the number of the last period whose window holds each day.

        Below `at(day)` where a window is shorter than its period and ends after the day has left.
        """
        if self.length == 0:
            return self.at(day)
        last = self.count - 1
        if self.length is None:
            return day * 0 + last
        by_calendar = nw.min_horizontal(self.at(day + self.length) - 1, nw.lit(last - 1))
        return nw.when(day > self.last_day - self.length).then(nw.lit(last)).otherwise(by_calendar)

    def complete(self) -> NDArray[np.bool_]:
        """Whether each period is over, and the data reach back to where its window begins."""
        starts, ends = np.asarray(self.starts()), np.asarray(self.ends())
        over = np.ones(self.count, dtype=bool)
        over[-1] = first_day_of(self.origin + self.count, self.grain) == self.last_day + 1
        if self.length is None:
            return over
        opens = starts if self.length == 0 else ends - self.length + 1
        return np.asarray(over & (opens >= self.covered_from))
