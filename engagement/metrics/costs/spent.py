"""Advertising spend by day, each day of a channel counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import collect
from engagement.money.currencies import minor_digits
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array


@dataclass(frozen=True)
class Spent:
    """Spend in minor units for each day from `first_day`; 0 on covered days without spend.

    `channels` by spend, highest first. `left_out` rows are in another currency; `twice` rows cover a period
    whose days other rows of the same channel cover one by one.
    """

    first_day: int
    amount: Array
    channels: tuple[tuple[str | None, float], ...]
    left_out: int
    twice: int

    @property
    def last_day(self) -> int:
        """The last day that the files cover."""
        return self.first_day + self.amount.size - 1

    def between(self, first: int, last: int) -> float:
        """Return the spend from one day to another, both included."""
        low, high = max(first - self.first_day, 0), min(last - self.first_day + 1, self.amount.size)
        return float(self.amount[low:high].sum()) if high > low else 0.0


def spent(scope: Scope) -> Spent | None:
    """Return the spend in the scope's currency on all days; None if the files have none."""
    return scope.remember("ad_spend", lambda: _read(scope))


def _read(scope: Scope) -> Spent | None:
    if not scope.data.has("ad_spend"):
        return None
    names = ("source", "channel", "account", "day", "last_day", "spend", "currency")
    rows = scope.data.frame("ad_spend").select(*(nw.col(name) for name in names))
    frame = pd.DataFrame(collect(rows))
    code = frame["currency"].astype(str)
    if scope.currency == scope.leading:  # spend without a currency is in that of most orders
        scale = 10.0 ** (minor_digits(scope.currency) - minor_digits(NO_CURRENCY))
        frame["spend"] = frame["spend"].astype(np.float64).where(code != NO_CURRENCY, frame["spend"] * scale)
        code = code.where(code != NO_CURRENCY, scope.currency)
    in_currency = frame[code == scope.currency]
    if in_currency.empty:
        return None
    whose = in_currency[["source", "channel", "account"]].astype(object).fillna("").agg("\x1f".join, axis=1)
    first, last = (in_currency[name].to_numpy().astype(np.int64) for name in ("day", "last_day"))
    counts = _without_overlaps(whose.to_numpy(), first, last)
    start = int(first.min())
    amount = np.zeros(int(last.max()) - start + 1)
    money = in_currency["spend"].to_numpy().astype(np.float64)
    single = counts & (first == last)
    np.add.at(amount, first[single] - start, money[single])
    for index in np.flatnonzero(counts & (first < last)):  # distributed evenly over its days
        amount[first[index] - start : last[index] - start + 1] += money[index] / (
            last[index] - first[index] + 1
        )
    by_channel = in_currency[counts].assign(
        channel=in_currency["channel"].astype(object).where(in_currency["channel"].notna(), "")
    )
    totals = by_channel.groupby("channel")["spend"].sum().sort_values(ascending=False)
    channels = tuple((str(name) or None, float(total)) for name, total in totals.items())
    return Spent(start, amount, channels, len(frame) - len(in_currency), int((~counts).sum()))


def _without_overlaps(
    whose: NDArray[np.object_], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return a mask of the rows that count: no period that contains a day with a row of its own.

    `whose` is the account of each row, `first` and `last` its days (since 1970-01-01).
    """
    single = first == last
    days = {(source, day) for source, day in zip(whose[single], first[single].tolist(), strict=True)}
    return np.asarray(
        [
            alone or not any((source, day) in days for day in range(begin, end + 1))
            for source, alone, begin, end in zip(whose, single, first.tolist(), last.tolist(), strict=True)
        ],
        dtype=bool,
    )
