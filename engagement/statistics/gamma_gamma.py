"""What a customer's purchase is worth: Gamma-Gamma (Fader and Hardie 2013, brucehardie.com/notes/025).

Values vary around a mean of the customer's own as a gamma of shape p; its rate varies over customers
as a gamma (q, gamma). How much and how often are taken to have nothing to do with each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma, gammaln

from engagement.statistics.fitting.likelihood import maximise

if TYPE_CHECKING:
    from engagement.statistics.interval import Array


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """A fitted model; gamma is in the unit of the values."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    converged: bool
    at_bound: bool

    def expected(self, frequency: Array, mean_value: Array) -> Array:
        """Return the mean value of each customer's purchases to come; that of all for frequency 0."""
        x = np.asarray(frequency, dtype=np.float64)
        m = np.where(x > 0, np.asarray(mean_value, dtype=np.float64), 0.0)
        return np.asarray(self.p * (self.gamma + x * m) / (self.p * x + self.q - 1))


def fit(frequency: Array, mean_value: Array) -> GammaGamma:
    """Return the model of customers, one entry each: how many values, and their mean.

    Who has none, or whose mean is not above 0, tells nothing and is left out.
    """
    x, m = (np.asarray(each, dtype=np.float64) for each in (frequency, mean_value))
    told = (x > 0) & (m > 0)
    x, m = x[told], m[told]
    counts, of = np.unique(x, return_inverse=True)
    many = np.bincount(of, minlength=counts.size).astype(np.float64)
    log_m, log_x = np.log(m), np.log(x)

    def log_likelihood(parameters: Array) -> tuple[float, Array]:
        p, q, gamma = (float(v) for v in parameters)
        shared = gammaln(p * counts + q) - gammaln(p * counts)
        spread = np.log(gamma + m * x)
        shape = p * x + q
        value = float(
            many @ shared
            - x.size * gammaln(q)
            + x.size * q * np.log(gamma)
            + ((p * x - 1) * log_m + p * x * log_x - shape * spread).sum()
        )
        rises = digamma(p * counts + q)
        of_p = float(many @ (counts * (rises - digamma(p * counts)))) + float(
            (x * (log_m + log_x - spread)).sum()
        )
        of_q = float(many @ rises) - x.size * (float(digamma(q)) - np.log(gamma)) - float(spread.sum())
        of_gamma = x.size * q / gamma - float((shape / (gamma + m * x)).sum())
        return value, np.asarray([of_p, of_q, of_gamma])

    middle = float(np.median(m)) if m.size else 1.0
    starts = ((1.0, 2.0, middle), (5.0, 4.0, max(middle / 2, 1e-3)))
    found = maximise(log_likelihood, starts, max(1.0, float(x.size)))
    p, q, gamma = (float(v) for v in found.parameters)
    return GammaGamma(p, q, gamma, found.log_likelihood, found.converged, found.at_bound)
