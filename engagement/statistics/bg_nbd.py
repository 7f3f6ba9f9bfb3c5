"""How often customers will buy again: BG/NBD (Fader, Hardie and Lee 2005, Marketing Science 24, 275-284).

While a customer is active, purchases come at random at a rate of the customer's own, spread over
customers as a gamma (r, alpha); after each purchase the customer leaves with a chance of the
customer's own, spread as a beta (a, b). Times are in one unit throughout, and so is alpha.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, digamma, expit, gammaln, hyp2f1

from engagement.statistics.fitting.likelihood import kinds_of, maximise
from engagement.statistics.interval import Array, quiet


@dataclass(frozen=True, slots=True)
class BgNbd:
    """A fitted model; `at_bound`: a parameter lies where the search had to end."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    converged: bool
    at_bound: bool

    @property
    def leaving(self) -> float:
        """The mean chance to leave after a purchase."""
        return self.a / (self.a + self.b)

    def alive(self, frequency: Array, recency: Array, age: Array) -> Array:
        """Return the chance that each customer is still active; 1 for one-time buyers, by the model."""
        x, tx, t = _floats(frequency, recency, age)
        with quiet():
            odds = (
                np.log(self.a)
                - np.log(self.b + x - 1)
                + (self.r + x) * (np.log(self.alpha + t) - np.log(self.alpha + tx))
            )
        return np.where(x > 0, expit(-odds), 1.0)

    def expected(self, ahead: float, frequency: Array, recency: Array, age: Array) -> Array:
        """Return the purchases that each customer is expected to make within `ahead` units of time."""
        x, tx, t = _floats(frequency, recency, age)
        a = self.a if abs(self.a - 1) > 1e-8 else 1 + 1e-8
        with quiet():
            part = ahead / (self.alpha + t + ahead)
            series = hyp2f1(self.r + x, self.b + x, a + self.b + x - 1, part)
            shrunk = np.exp((self.r + x) * np.log((self.alpha + t) / (self.alpha + t + ahead)))
            if_active = (a + self.b + x - 1) / (a - 1) * (1 - shrunk * series)
        return np.asarray(if_active * self.alive(x, tx, t))


def fit(frequency: Array, recency: Array, age: Array) -> BgNbd:
    """Return the model of customers, one entry each, one-time buyers kept.

    `frequency`: purchases after the first. `recency`: time from the first to the last, 0 where there is
    no other. `age`: time from the first to the end of the data. Equal customers are counted together.
    """
    (x, tx, t), weight = kinds_of(*_floats(frequency, recency, age))
    # Sums and no dot products: those wake all threads of the linear algebra for a few thousand numbers.
    counts, of = np.unique(x, return_inverse=True)
    again = x > 0
    many = np.bincount(of, weight, counts.size)

    def log_likelihood(parameters: Array) -> tuple[float, Array]:
        r, alpha, a, b = (float(p) for p in parameters)
        # What depends on the number of purchases alone is looked up by it.
        shared = gammaln(r + counts) - gammaln(r) + betaln(a, b + counts) - betaln(a, b)
        stays = -(r + x) * np.log(alpha + t)
        left = np.full_like(stays, -np.inf)
        left[again] = np.log(a) - np.log(b + x[again] - 1) - (r + x[again]) * np.log(alpha + tx[again])
        both = np.logaddexp(stays, left)
        value = float(many @ shared + (weight * both).sum()) + float(weight.sum()) * r * np.log(alpha)
        gone = np.exp(left - both)
        here = 1 - gone
        of_r = float(many @ (digamma(r + counts) - digamma(r))) + float(
            (weight * (np.log(alpha) - here * np.log(alpha + t) - gone * np.log(alpha + tx))).sum()
        )
        of_alpha = float((weight * (r / alpha - (r + x) * (here / (alpha + t) + gone / (alpha + tx)))).sum())
        ends = digamma(a + b + counts) - digamma(a + b)
        of_a = -float(many @ ends) + float((weight * gone).sum()) / a
        step = np.where(again, gone / np.where(again, b + x - 1, 1.0), 0.0)
        of_b = float(many @ (digamma(b + counts) - digamma(b) - ends)) - float((weight * step).sum())
        return value, np.asarray([of_r, of_alpha, of_a, of_b])

    middle = float(np.median(t)) if t.size else 1.0
    starts = ((1.0, max(middle, 1e-2), 1.0, 2.5), (0.2, max(middle / 8, 1e-2), 0.5, 5.0))
    found = maximise(log_likelihood, starts, max(1.0, float(weight.sum())))
    r, alpha, a, b = (float(p) for p in found.parameters)
    return BgNbd(r, alpha, a, b, found.log_likelihood, found.converged, found.at_bound)


def _floats(*arrays: Array) -> tuple[Array, ...]:
    return tuple(np.asarray(array, dtype=np.float64) for array in arrays)
