"""The model of future orders and their value, and the gates that a shop must pass to see a forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.lifetime.holdout import COLUMNS, by_repeat_orders, last_quarter
from engagement.metrics.lifetime.known import UNIT, summary
from engagement.metrics.purchases.scans.histories import histories

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.bg_nbd import BgNbd
    from engagement.statistics.gamma_gamma import GammaGamma

_MONTH: Final = 365.25 / 12
#: The gates: customers, repeat customers, months of history, the mean probability of leaving after an
#: order, and the error of the forecast total for the last quarter.
CUSTOMERS: Final = 500
REPEATERS: Final = 200
MONTHS: Final = 6
LEAVING: Final = 0.01
OFF: Final = 0.2


class Gate(NamedTuple):
    """A condition for a forecast: the measured value, the value needed, and whether it is met."""

    gate: str
    value: float
    needed: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted models, the held-out last quarter, and the gates.

    Only the gates are set where there are too few customers to fit.
    """

    gates: tuple[Gate, ...]
    orders: BgNbd | None = None
    spending: GammaGamma | None = None
    tried: pd.DataFrame | None = None

    @property
    def passed(self) -> bool:
        """Return whether every gate is passed, so that a forecast may be shown."""
        return all(gate.passed for gate in self.gates)


def model(scope: Scope) -> Model:
    """Return the model of a scope's customers. The result is cached with the scope's other results."""
    return scope.remember("lifetime_model", lambda: _model(histories(scope)))


def lifetime_model(scope: Scope) -> pd.DataFrame:
    """Return the parameters (`name`, `value`) where every gate is passed, else the gates.

    BG/NBD: r, alpha, a, b and the log likelihood (Fader, Hardie and Lee 2005), times in weeks. Gamma-Gamma:
    p, q and gamma, in major units of the currency.
    """
    fitted_model = model(scope)
    if not fitted_model.passed or fitted_model.orders is None or fitted_model.spending is None:
        return pd.DataFrame(fitted_model.gates, columns=list(Gate._fields))
    orders, worth = fitted_model.orders, fitted_model.spending
    rows = [
        *((name, getattr(orders, name)) for name in ("r", "alpha", "a", "b", "log_likelihood")),
        *(("p", worth.p), ("q", worth.q), ("gamma", worth.gamma / scope.minor), ("unit", UNIT)),
    ]
    return pd.DataFrame(rows, columns=["name", "value"])


def lifetime_holdout(scope: Scope) -> pd.DataFrame:
    """Return orders forecast and made in the held-out last quarter, by the orders made before it.

    Empty where there are too few customers.
    """
    tried = model(scope).tried
    return pd.DataFrame(columns=list(COLUMNS)) if tried is None else tried


def _model(history: Histories) -> Model:
    purchase_summary = summary(history)
    repeaters = int((purchase_summary.frequency > 0).sum())
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
    from engagement.statistics import bg_nbd, gamma_gamma  # noqa: PLC0415 - loads scipy: only where a model is fitted

    orders = bg_nbd.fit(purchase_summary.frequency, purchase_summary.recency, purchase_summary.age)
    worth = gamma_gamma.fit(purchase_summary.frequency, purchase_summary.mean_value)
    converged, inside = orders.converged and worth.converged, not (orders.at_bound or worth.at_bound)
    tried = last_quarter(history)
    off = tried.error
    fitted = (
        Gate("converged", float(converged), 1, converged),
        Gate("no_parameter_at_bound", float(inside), 1, inside),
        Gate("leaving", orders.leaving, LEAVING, orders.leaving > LEAVING),
        Gate("holdout_error", off, OFF, bool(off <= OFF)),
    )
    return Model((*enough, *fitted), orders, worth, by_repeat_orders(tried))
