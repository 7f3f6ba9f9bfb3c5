"""How a new version of the data changed the past: readings of complete months, before and after.

Only months that were complete before and still are can have changed. A first import has nothing to be
compared with. Each figure comes with the changes of the month's own orders or answers; without any, the
cause is in other months (a customer's first order that is now known, say).
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.locale.translator import translator
from engagement.metrics.model import Question, Unit
from engagement.metrics.sums.periods import period_of
from engagement.metrics.views.version_differences import by_month

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from engagement.metrics.views.owners import OwnersView

#: The figures that are compared.
KEYS: Final = (
    "orders",
    "revenue",
    "repeat_purchase_rate",
    "repeat_within_90_days",
    "average_order_value",
    "guest_checkout_rate",
    "refund_rate",
    "net_promoter_score",
)
#: The most changes that are shown.
MOST: Final = 5
#: Values are compared as they are shown: a change that is not visible does not count.
_SHOWN: Final = translator("en")


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """One month's figure before and after, in the unit of the reading.

    `month` is its first day, as days since 1970-01-01. `causes` counts what happened to the records of that
    month: added, gone, changed; for orders also refunded, cancelled, counting, corrected. It is empty if
    the month's own records are unchanged.
    """

    key: str
    month: int
    before: float
    after: float
    unit: Unit
    currency: str | None
    causes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MovedFigures:
    """The largest changes, the earliest month first, and their total number."""

    moves: tuple[MovedFigure, ...] = ()
    of: int = 0


def moved(before: OwnersView, after: OwnersView) -> MovedFigures:
    """Compare the complete months of two versions of one workspace."""
    question = Question(days=None)
    before, after = before.ask(question), after.ask(question)
    keys = [key for key in KEYS if key in before.keys() and key in after.keys()]  # noqa: SIM118 - a method
    moves = [(move, size) for key in keys for move, size in _moves(before, after, key)]
    largest = [move for move, _ in sorted(moves, key=lambda pair: -pair[1])[:MOST]]
    ordered = sorted(largest, key=lambda move: (move.month, KEYS.index(move.key)))
    return MovedFigures(tuple(_explained(before, after, ordered)), len(moves))


def _moves(before: OwnersView, after: OwnersView, key: str) -> Iterable[tuple[MovedFigure, float]]:
    """Yield the months whose figure is different now, each with the size of the change.

    The size is in half-widths of the former interval; for a count in units of its square root (Poisson).
    """
    unit = after.metric(key).unit
    currency = after.reading(key).currency if unit == "money" else None
    if unit == "money" and currency != before.reading(key).currency:
        return
    in_both = _complete(before, key).merge(_complete(after, key), on="start", suffixes=("_before", ""))
    start = in_both["start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    value, noise = in_both[["value_before", "value"]].to_numpy(dtype=float), _noise(in_both)
    for month, (was, now), size in zip(start.tolist(), value.tolist(), noise.tolist(), strict=True):
        if _SHOWN.value(was, unit, currency) != _SHOWN.value(now, unit, currency):
            yield MovedFigure(key, month, was, now, unit, currency, {}), abs(now - was) / size


def _complete(view: OwnersView, key: str) -> pd.DataFrame:
    """Return the complete months of a figure that have a value."""
    trend = view.trend(key, trailing=False)
    return trend[trend["complete"] & trend["value"].notna()][["start", "value", "low", "high", "n"]]


def _noise(in_both: pd.DataFrame) -> NDArray[np.float64]:
    """Return the half-width of the former interval; a sum has none, so that of random order numbers."""
    value, low, high, n = (
        in_both[f"{c}_before"].to_numpy(dtype=float) for c in ("value", "low", "high", "n")
    )
    half = (high - low) / 2
    random = np.maximum(np.abs(value), 1) / np.sqrt(np.maximum(n, 1))
    noise: NDArray[np.float64] = np.where(np.isfinite(half) & (half > 0), half, random)
    return noise


def _explained(before: OwnersView, after: OwnersView, moves: Iterable[MovedFigure]) -> Iterable[MovedFigure]:
    """Add to each change what happened to its month's records."""
    changes: dict[str, dict[int, Counter[str]]] = {}
    for move in moves:
        table = after.metric(move.key).table
        if table not in changes:
            changes[table] = by_month(before.data, after.data, table)
        yield replace(move, causes=dict(changes[table].get(period_of(move.month, "month"), {})))
