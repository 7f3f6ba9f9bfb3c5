"""The model of orders to come and their worth, and the gates that a shop has to pass before it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.histories import histories
from engagement.statistics import bg_nbd, gamma_gamma
from engagement.statistics.fitting.likelihood import kinds_of

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.bg_nbd import BgNbd
    from engagement.statistics.gamma_gamma import GammaGamma
    from engagement.statistics.interval import Array

#: The unit of time of all that is fitted and said, in days.
UNIT: Final = "week"
_WEEK: Final = 7.0
_MONTH: Final = 365.25 / 12
#: What a shop needs: customers, of them repeaters, months of history, the mean chance to leave after an
#: order, and how far the total of the last quarter may be from the forecast.
CUSTOMERS: Final = 500
REPEATERS: Final = 200
MONTHS: Final = 6
LEAVING: Final = 0.01
OFF: Final = 0.2
#: The part of the history that is held out.
_HELD_OUT: Final = 0.25


class Gate(NamedTuple):
    """A condition: what was found, what is needed, and whether it is met."""

    gate: str
    value: float
    needed: float
    passed: bool


class Summary(NamedTuple):
    """Of each customer: purchases after the first, when the last was, and for how long known, in weeks.

    Orders of one day are one purchase. `mean_value` is that of the purchases after the first, in minor
    units, 0 where there is none.
    """

    frequency: Array
    recency: Array
    age: Array
    mean_value: Array


@dataclass(frozen=True, slots=True)
class Model:
    """The fits and the gates; the fits are None where there are too few customers to try."""

    gates: tuple[Gate, ...]
    orders: BgNbd | None = None
    worth: GammaGamma | None = None

    @property
    def passed(self) -> bool:
        """Whether a forecast may be told."""
        return all(gate.passed for gate in self.gates)


def summary(history: Histories) -> Summary:
    """Return what the model knows of each customer: one-time buyers are kept."""
    person, day = history.person, history.day.astype(np.int64)
    opens = np.ones(day.size, dtype=bool)
    opens[1:] = (person[1:] != person[:-1]) | (day[1:] != day[:-1])
    frequency = np.bincount(person[opens], minlength=history.customers) - 1
    later = day > history.first_day[person]
    money = np.bincount(person[later], history.money[later], minlength=history.customers)
    return Summary(
        frequency.astype(np.float64),
        (history.latest_day - history.first_day) / _WEEK,
        (history.last_day - history.first_day) / _WEEK,
        np.divide(money, frequency, out=np.zeros(frequency.size), where=frequency > 0),
    )


def model(scope: Scope) -> Model:
    """Return the model of a scope's customers; kept with the scope's other results."""
    return scope.remember("lifetime_model", lambda: _model(histories(scope)))


def lifetime_model(scope: Scope) -> pd.DataFrame:
    """Return the parameters as `name` and `value` where every gate is passed, else the gates.

    Times are in weeks; gamma is in major units of the currency. Parameters: r, alpha, a, b and the log
    likelihood of BG/NBD; p, q and gamma of Gamma-Gamma.
    """
    found = model(scope)
    if not found.passed or found.orders is None or found.worth is None:
        return pd.DataFrame(found.gates, columns=list(Gate._fields))
    orders, worth = found.orders, found.worth
    rows = [
        *((name, getattr(orders, name)) for name in ("r", "alpha", "a", "b", "log_likelihood")),
        *(("p", worth.p), ("q", worth.q), ("gamma", worth.gamma / scope.minor), ("unit", UNIT)),
    ]
    return pd.DataFrame(rows, columns=["name", "value"])


def _model(history: Histories) -> Model:
    known = summary(history)
    repeaters = int((known.frequency > 0).sum())
    months = (history.last_day - int(history.day.min(initial=history.last_day)) + 1) / _MONTH
    enough = (
        Gate("customers", float(history.customers), CUSTOMERS, history.customers >= CUSTOMERS),
        Gate("repeaters", float(repeaters), REPEATERS, repeaters >= REPEATERS),
        Gate("months", months, MONTHS, months >= MONTHS),
    )
    if not all(gate.passed for gate in enough):
        unknown = (
            ("converged", 1),
            ("no_parameter_at_bound", 1),
            ("leaving", LEAVING),
            ("holdout_error", OFF),
        )
        return Model((*enough, *(Gate(name, np.nan, needed, passed=False) for name, needed in unknown)))
    orders = bg_nbd.fit(known.frequency, known.recency, known.age)
    worth = gamma_gamma.fit(known.frequency, known.mean_value)
    converged, inside = orders.converged and worth.converged, not (orders.at_bound or worth.at_bound)
    off = holdout_error(history)
    fitted = (
        Gate("converged", float(converged), 1, converged),
        Gate("no_parameter_at_bound", float(inside), 1, inside),
        Gate("leaving", orders.leaving, LEAVING, orders.leaving > LEAVING),
        Gate("holdout_error", off, OFF, bool(off <= OFF)),
    )
    return Model((*enough, *fitted), orders, worth)


def holdout_error(history: Histories) -> float:
    """Return how far the total of the last quarter's purchases is from what the rest foretells.

    The model is fitted to the first three quarters of the history; the purchases of the customers known
    by then are foretold for the last and compared with theirs: |foretold / made - 1|. NaN without any.
    """
    first = int(history.day.min())
    cut = first + round((history.last_day - first) * (1 - _HELD_OUT))
    before = history.until(cut)
    known = summary(before)
    fitted = bg_nbd.fit(known.frequency, known.recency, known.age)
    ahead = (history.last_day - cut) / _WEEK
    kinds, counts = kinds_of(*known[:3])
    foretold = float((counts * fitted.expected(ahead, *kinds)).sum())
    place = np.searchsorted(history.key, before.key)
    total = float(summary(history).frequency[place].sum() - known.frequency.sum())
    return abs(foretold / total - 1) if total > 0 else float("nan")
