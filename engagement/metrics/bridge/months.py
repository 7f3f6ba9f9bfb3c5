"""The parts of a period's order amounts, from the price of the goods to the amount charged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.bridge.basis import COUNTED
from engagement.metrics.bridge.order_ledger import ledger_of
from engagement.metrics.core.order_days import spans
from engagement.metrics.sums.periods import Periods, first_day_of, period_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

#: Parts of amounts: the ledger's name, and the table's.
_PARTS: Final = {"discount": "discounts", "tax": "tax", "shipping": "shipping", "tip": "tips"}
COLUMNS: Final = (
    *("start", "orders", "cancelled", "gross_sales", "discounts", "tax", "shipping", "tips"),
    *("revenue", "refunded", "complete"),
)


def parts_of_amounts(scope: Scope) -> pd.DataFrame:
    """Return the parts of the order amounts for each period of the question's grain.

    Gross sales are the goods before discounts; minus discounts, plus tax, shipping and tips they give the
    revenue. `refunded` is the amount paid back for these orders. A part that no order has is NaN and counts
    as zero.
    """
    ledger, last = ledger_of(scope), scope.window.last_day
    day = ledger.days(0)
    if not day.size or day.min() > last:
        return pd.DataFrame({name: [] for name in COLUMNS})
    grain, first = scope.question.grain, int(day.min())
    periods = Periods(grain, first, last, 0, first_day_of(period_of(first, grain), grain))
    past = day <= last
    period = spans(np.arange(first, last + 1), periods)[0][day[past] - first]
    counts = np.isin(ledger.status, list(COUNTED))[past]
    priced = counts & ledger.in_currency[past]

    def summed(values: NDArray[np.int64], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(period[inside], values[past][inside], minlength=periods.count) / scope.minor

    def counted(inside: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(period[inside], minlength=periods.count)

    parts = {name: summed(ledger.money[amounts], priced) for amounts, name in _PARTS.items()}
    revenue = summed(ledger.money["gross"], priced)
    gross = revenue - parts["tax"] - parts["shipping"] - parts["tips"] + parts["discounts"]
    unsaid = {_PARTS[name] for name in ledger.unsaid if name in _PARTS}
    columns = {
        "start": np.asarray(periods.starts(), dtype="datetime64[D]").astype("datetime64[s]"),
        "orders": counted(counts),
        "cancelled": counted(np.isin(ledger.status, ("cancelled", "voided"))[past]),
        "gross_sales": gross.round(2),
        **{
            name: np.full_like(amounts, np.nan) if name in unsaid else amounts
            for name, amounts in parts.items()
        },
        "revenue": revenue,
        "refunded": summed(ledger.money["refunded"], priced),
        "complete": periods.complete(),
    }
    return pd.DataFrame({name: columns[name] for name in COLUMNS})
