"""How often customers will buy again: BG/NBD (Fader, Hardie and Lee 2005, Marketing Science 24, 275-284).

An active customer buys at random with an individual rate; the rates follow a gamma distribution (r, alpha)
over customers. After each purchase the customer leaves with an individual probability; these follow a beta
distribution (a, b). All times, and alpha, are in the same unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import betaln, digamma, expit, gammaln, hyp2f1

from engagement.statistics.fitting.likelihood import kinds_of, maximise
from engagement.statistics.interval import Array, quiet

if TYPE_CHECKING:
    from engagement.statistics.fitting.likelihood import LogLikelihood

#: With more distinct kinds of customers than `_MANY`, the search starts on times rounded to `_STEPS` steps.
_MANY: Final = 4_000
_STEPS: Final = 40


@dataclass(frozen=True, slots=True)
class BgNbd:
    """A fitted model. `at_bound`: a parameter lies at a bound of the search."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    converged: bool
    at_bound: bool

    @property
    def leaving(self) -> float:
        """The mean probability of leaving after a purchase, a / (a + b)."""
        return self.a / (self.a + self.b)

    def alive(self, frequency: Array, recency: Array, age: Array) -> Array:
        """Return the probability that each customer is active; 1 for one-time buyers, by the model."""
        x, tx, t = _floats(frequency, recency, age)
        with quiet():
            odds = (
                np.log(self.a)
                - np.log(self.b + x - 1)
                + (self.r + x) * (np.log(self.alpha + t) - np.log(self.alpha + tx))
            )
        return np.where(x > 0, expit(-odds), 1.0)

    def expected(self, ahead: float, frequency: Array, recency: Array, age: Array) -> Array:
        """Return the number of purchases expected of each customer within `ahead` units of time."""
        x, tx, t = _floats(frequency, recency, age)
        a = self.a if abs(self.a - 1) > 1e-8 else 1 + 1e-8
        with quiet():
            part = ahead / (self.alpha + t + ahead)
            series = hyp2f1(self.r + x, self.b + x, a + self.b + x - 1, part)
            shrunk = np.exp((self.r + x) * np.log((self.alpha + t) / (self.alpha + t + ahead)))
            if_active = (a + self.b + x - 1) / (a - 1) * (1 - shrunk * series)
        return np.asarray(if_active * self.alive(x, tx, t))


def fit(frequency: Array, recency: Array, age: Array) -> BgNbd:
    """Fit the model to customers, one array entry each, one-time buyers included.

    `frequency`: purchases after the first. `recency`: time from the first to the last purchase, 0 if there
    is only one. `age`: time from the first purchase to the end of the data. Customers with equal values are
    grouped.
    """
    kinds, weight = kinds_of(*_floats(frequency, recency, age))
    t = kinds[2]
    middle = float(np.median(t)) if t.size else 1.0
    starts = ((1.0, max(middle, 1e-2), 1.0, 2.5), (0.2, max(middle / 8, 1e-2), 0.5, 5.0))
    rough = None
    if t.size > _MANY and t.max() > 0:
        rough = _likelihood(*_rounded(kinds, weight))
    fitted = maximise(_likelihood(kinds, weight), starts, max(1.0, float(weight.sum())), rough)
    r, alpha, a, b = (float(p) for p in fitted.parameters)
    return BgNbd(r, alpha, a, b, fitted.log_likelihood, fitted.converged, fitted.at_bound)


def _rounded(kinds: tuple[Array, ...], weight: Array) -> tuple[tuple[Array, ...], Array]:
    """Return the kinds with their times rounded, so that there are few distinct ones."""
    x, tx, t = kinds
    step = float(t.max()) / _STEPS
    return kinds_of(x, np.rint(tx / step) * step, np.rint(t / step) * step, weight=weight)


def _likelihood(kinds: tuple[Array, ...], weight: Array) -> LogLikelihood:
    """Return the log likelihood of the distinct kinds of customers, `weight` of each."""
    (x, tx, t), repeats = kinds, kinds[0] > 0
    # In this model one-time buyers have not left: their likelihood depends on the age alone.
    ages, of_age = np.unique(t[~repeats], return_inverse=True)
    one_time_by_age = np.bincount(of_age, weight[~repeats], ages.size)
    x, tx, t, repeat_weight = x[repeats], tx[repeats], t[repeats], weight[repeats]
    everybody = float(weight.sum())
    counts, count_index = np.unique(x, return_inverse=True)
    by_count = np.bincount(count_index, repeat_weight, counts.size)

    # Sums instead of dot products, which would start all BLAS threads for a few thousand numbers.
    def log_likelihood(parameters: Array) -> tuple[float, Array]:
        r, alpha, a, b = (float(p) for p in parameters)
        # Terms that depend only on the number of purchases are computed once per number and looked up.
        shared = gammaln(r + counts) - gammaln(r) + betaln(a, b + counts) - betaln(a, b)
        here_at, left_at = alpha + t, alpha + tx
        log_here, longer = np.log(here_at), np.log(here_at / left_at)
        odds = (np.log(a) - np.log(b + counts - 1))[count_index] + (r + x) * longer
        chance_gone = expit(odds)
        # log(1 + odds) without overflow of exp.
        beyond = np.maximum(odds, 0) + np.log1p(np.exp(-np.abs(odds)))
        value = (
            float((by_count * shared).sum())
            + everybody * r * np.log(alpha)
            + float((repeat_weight * (beyond - (r + x) * log_here)).sum())
            - r * float((one_time_by_age * np.log(alpha + ages)).sum())
        )
        gone_of = repeat_weight * chance_gone
        log_time = float((repeat_weight * log_here).sum() - (gone_of * longer).sum())
        rate = repeat_weight / here_at + gone_of * (1 / left_at - 1 / here_at)
        of_r = (
            float((by_count * (digamma(r + counts) - digamma(r))).sum())
            + everybody * np.log(alpha)
            - log_time
            - float((one_time_by_age * np.log(alpha + ages)).sum())
        )
        of_alpha = (
            everybody * r / alpha
            - float(((r + x) * rate).sum())
            - r * float((one_time_by_age / (alpha + ages)).sum())
        )
        ends = digamma(a + b + counts) - digamma(a + b)
        gone_by_count = np.bincount(count_index, gone_of, counts.size)
        of_a = float(gone_by_count.sum()) / a - float((by_count * ends).sum())
        of_b = float((by_count * (digamma(b + counts) - digamma(b) - ends)).sum()) - float(
            (gone_by_count / (b + counts - 1)).sum()
        )
        return value, np.asarray([of_r, of_alpha, of_a, of_b])

    return log_likelihood


def _floats(*arrays: Array) -> tuple[Array, ...]:
    return tuple(np.asarray(array, dtype=np.float64) for array in arrays)
