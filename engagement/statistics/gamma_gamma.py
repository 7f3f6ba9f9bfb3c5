"""The value of a customer's purchases: Gamma-Gamma (Fader and Hardie 2013, brucehardie.com/notes/025).

A customer's purchase values follow a gamma distribution of shape p; its rate follows a gamma distribution
(q, gamma) over customers. Value and number of purchases are assumed to be independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import digamma, gammaln

from engagement.statistics.fitting.likelihood import kinds_of, maximise

if TYPE_CHECKING:
    from engagement.statistics.fitting.likelihood import LogLikelihood
    from engagement.statistics.interval import Array

#: With more customers than `_MANY`, the search starts on log values rounded to `_STEPS` steps per unit.
_MANY: Final = 4_000
_STEPS: Final = 10


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """A fitted model; `gamma` has the unit of the values. `at_bound`: a parameter lies at a bound."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    converged: bool
    at_bound: bool

    def expected(self, frequency: Array, mean_value: Array) -> Array:
        """Return the mean value of each customer's future purchases; for frequency 0 that of everyone."""
        x = np.asarray(frequency, dtype=np.float64)
        m = np.where(x > 0, np.asarray(mean_value, dtype=np.float64), 0.0)
        return np.asarray(self.p * (self.gamma + x * m) / (self.p * x + self.q - 1))


def fit(frequency: Array, mean_value: Array) -> GammaGamma:
    """Fit the model to customers: `frequency` is the number of purchases, `mean_value` their mean value.

    Customers without purchases, or with a mean of 0 or less, are left out.
    """
    x, m = (np.asarray(each, dtype=np.float64) for each in (frequency, mean_value))
    is_usable = (x > 0) & (m > 0)
    # Sorted, because rounding errors depend on the order of summation and the search would amplify them.
    order = np.lexsort((m[is_usable], x[is_usable]))
    x, m = x[is_usable][order], m[is_usable][order]
    middle = float(np.median(m)) if m.size else 1.0
    starts = ((1.0, 2.0, middle), (5.0, 4.0, max(middle / 2, 1e-3)))
    rough = None
    if m.size > _MANY:
        kinds, weight = kinds_of(x, np.rint(np.log(m) * _STEPS) / _STEPS)
        rough = _likelihood(kinds[0], kinds[1], weight)
    exact = _likelihood(x, np.log(m), np.ones(m.size))
    fitted = maximise(exact, starts, max(1.0, float(x.size)), rough)
    p, q, gamma = (float(v) for v in fitted.parameters)
    return GammaGamma(p, q, gamma, fitted.log_likelihood, fitted.converged, fitted.at_bound)


def _likelihood(x: Array, log_m: Array, weight: Array) -> LogLikelihood:
    """Return the log likelihood of customers with `x` purchases and the logarithm of their mean value."""
    summed = np.exp(log_m) * x
    counts, count_index = np.unique(x, return_inverse=True)
    weight_of_count = np.bincount(count_index, weight, counts.size)
    size = float(weight.sum())
    # Terms that do not depend on the parameters are summed once.
    logs = weight * (log_m + np.log(x))
    constant, by_count = float((weight * log_m).sum()), np.bincount(count_index, logs, counts.size)

    def log_likelihood(parameters: Array) -> tuple[float, Array]:
        p, q, gamma = (float(v) for v in parameters)
        shape, total = p * counts + q, gamma + summed
        spread = np.bincount(count_index, weight * np.log(total), counts.size)
        value = (
            float((weight_of_count * (gammaln(shape) - gammaln(p * counts))).sum())
            + size * (q * np.log(gamma) - gammaln(q))
            + float((p * counts * by_count - shape * spread).sum())
            - constant
        )
        rises = digamma(shape)
        of_p = float((counts * (weight_of_count * (rises - digamma(p * counts)) + by_count - spread)).sum())
        of_q = float((weight_of_count * rises - spread).sum()) - size * (float(digamma(q)) - np.log(gamma))
        of_gamma = size * q / gamma - float(
            (shape * np.bincount(count_index, weight / total, counts.size)).sum()
        )
        return value, np.asarray([of_p, of_q, of_gamma])

    return log_likelihood
