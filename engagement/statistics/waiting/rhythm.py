"""The longest usual gap until a person's next event, estimated from the person's own gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.interval import Array, normal_ppf, quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The fewest people with two gaps or more for an empirical quantile; with fewer, gaps are taken as
#: log-normal.
_MOST_NORMAL: Final = 30


def longest_usual_gap(gaps: Array, person: NDArray[np.int64], size: int, threshold: float) -> Array:
    """Return for each of `size` people the gap that the next one exceeds with probability 1 - threshold.

    `gaps` are positive, in any unit; `person[i]` is the person of a gap. The logarithms of a person's gaps
    vary around the person's mean, and those means around the overall mean. The variances within and between
    people come from an analysis of variance for unequal numbers, and each person's mean is shrunk towards
    the overall mean (Searle, Casella and McCulloch 1992, Variance Components, 3 and 7). The result is the
    shrunk mean plus a quantile times the standard deviation of the prediction. The quantile is empirical:
    each gap is predicted from the person's other gaps, and a share of `threshold` of the standardised
    errors is below it, with equal weight for each person; with fewer than 30 people it is the normal
    quantile. People without gaps get the value that holds for all. All are NaN if nobody has two gaps.
    """
    value = np.log(np.asarray(gaps, dtype=np.float64))
    count = np.bincount(person, minlength=size).astype(np.float64)
    total = np.asarray(np.bincount(person, value, minlength=size), dtype=np.float64)
    several = count >= 2
    number, people = count.sum(), int((count > 0).sum())
    if not several.any():
        return np.full(size, np.nan)
    with quiet():
        mean = np.where(count > 0, total / count, 0.0)
        inside = value - mean[person]
        within = float((inside**2).sum() / (number - people))
        overall = float(total.sum() / number)
        around = float((count * (mean - overall) ** 2).sum()) - (people - 1) * within
        spread = number - float((count**2).sum()) / number
        between = max(0.0, around / spread) if spread > 0 else 0.0
    # The overall mean weights people equally, not gaps: frequent buyers have many gaps.
    weight = (
        np.where(count > 0, 1 / (between + within / np.maximum(count, 1)), 0.0) if within + between else count
    )
    centre = float((weight * mean).sum() / weight.sum())

    def predicted(sums: Array, numbers: Array) -> tuple[Array, Array]:
        with quiet():
            trust = between / (between + within / numbers)
        trust = np.where(numbers > 0, np.nan_to_num(trust), 0.0)
        own_mean = np.divide(sums, numbers, out=np.full_like(sums, centre), where=numbers > 0)
        return centre + trust * (own_mean - centre), np.sqrt(within + between * (1 - trust))

    quantile = float(normal_ppf(threshold))
    if int(several.sum()) >= _MOST_NORMAL and within > 0:
        is_known = several[person]
        whose, gap = person[is_known], value[is_known]
        others, deviation = predicted(total[whose] - gap, count[whose] - 1)
        quantile = _weighted_quantile((gap - others) / deviation, 1 / count[whose], threshold)
    expected, deviation = predicted(total, count)
    return np.asarray(np.exp(expected + quantile * deviation))


def _weighted_quantile(values: Array, weights: Array, threshold: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    index = int(np.searchsorted(reached, threshold * reached[-1]))
    return float(values[order][min(index, values.size - 1)])
