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
_BINS: Final = 1024


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

    def trust_in(numbers: Array) -> Array:
        with quiet():
            trust = between / (between + within / numbers)
        return np.where(numbers > 0, np.nan_to_num(trust), 0.0)

    trust = trust_in(count)
    expected = centre + trust * (np.where(count > 0, mean, centre) - centre)
    deviation = np.sqrt(within + between * (1 - trust))
    quantile = float(normal_ppf(threshold))
    if int(several.sum()) >= _MOST_NORMAL and within > 0:
        # Predicted from the person's other gaps, the error of a gap g is slope * g - offset.
        others = np.maximum(count - 1, 1)
        trust = trust_in(others)
        of_others = np.sqrt(within + between * (1 - trust))
        slope = (1 + trust / others) / of_others
        offset = ((1 - trust) * centre + trust * total / others) / of_others
        if not several.all():
            person, value = person[several[person]], value[several[person]]
        errors = value * slope[person] - offset[person]
        quantile = _weighted_quantile(errors, (1 / np.maximum(count, 1))[person], threshold)
    return np.asarray(np.exp(expected + quantile * deviation))


def _weighted_quantile(values: Array, weights: Array, threshold: float) -> float:
    """Return the value up to which a share of the weights lies.

    Only the values in its bin of a coarse histogram are sorted: there may be many millions.
    """
    low, high = float(values.min()), float(values.max())
    if low == high:
        return low
    bins = np.minimum(((values - low) * (_BINS / (high - low))).astype(np.int32), _BINS - 1)
    reached = np.cumsum(np.bincount(bins, weights, _BINS))
    target = threshold * reached[-1]
    wanted = min(int(np.searchsorted(reached, target)), _BINS - 1)
    inside = np.flatnonzero(bins == wanted)
    inside = inside[np.argsort(values[inside])]
    before = float(reached[wanted - 1]) if wanted else 0.0
    index = int(np.searchsorted(before + np.cumsum(weights[inside]), target))
    return float(values[inside[min(index, inside.size - 1)]])
