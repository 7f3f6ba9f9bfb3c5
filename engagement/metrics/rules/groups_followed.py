"""Customers of groups followed for equal times: what each spends, how many come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP, LARGEST_SHARE
from engagement.statistics import means
from engagement.statistics.interval import LEVEL
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe, wilson
from engagement.statistics.two_estimates import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engagement.statistics.interval import Array

#: The fewest customers on either side for a comparison, and for a mean.
COMPARED: Final = 30
#: The fewest customers for a share.
FEWEST: Final = 10


class Followed(NamedTuple):
    """Identified customers, each once, followed from an answer or an order for a number of days.

    - `row`: the index of each customer in a group's mask. - `is_complete`: the customer had ordered by
    then, and the data cover all the days that count. - `spend`: money spent in those days, in major units.
    - `came_back`: whether the customer ordered again in those days.
    """

    row: NDArray[np.int64]
    is_complete: NDArray[np.bool_]
    spend: Array
    came_back: NDArray[np.bool_]


class GroupAfter(NamedTuple):
    """A group of followed customers against the rest of them; a value that must not be shown is NaN."""

    customers: int
    spend: float
    spend_low: float
    spend_high: float
    others_spend: float
    came_back: int
    share: float
    share_low: float
    share_high: float
    others_share: float
    p_spend: float
    p_share: float


def compared(followed: Followed, groups: Sequence[NDArray[np.bool_]]) -> list[GroupAfter]:
    """Return each group (a mask indexed by `followed.row`) against all other followed customers."""
    return [_compared_group(followed, group[followed.row]) for group in groups]


def significant_differences(rows: Sequence[GroupAfter]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return whether spend and share differ from the rest, corrected over all comparisons."""
    p = holm(np.asarray([(row.p_spend, row.p_share) for row in rows], dtype=np.float64).reshape(-1))
    differs = (np.nan_to_num(p, nan=1.0) < 1 - LEVEL).reshape(-1, 2)
    return differs[:, 0], differs[:, 1]


def mean_spend(spend: Array, fewest: int = COMPARED) -> tuple[float, float, float]:
    """Return the mean with limits that allow for skewness; NaN for fewer than `fewest`."""
    if spend.size < fewest:
        return float("nan"), float("nan"), float("nan")
    mean = means.means_of_groups(spend, np.zeros(spend.size, dtype=np.int64), 1)
    value, low, high = (float(part[0]) for part in mean[:3])
    # The smallest possible spend is also a lower limit of the mean.
    return value, low if np.any(spend < 0) else max(low, 0.0), high


def share_of(some: int, n: int) -> tuple[float, float, float]:
    """Return a share with Wilson's limits; NaN for fewer than `FEWEST`."""
    share = wilson(float(some), float(n if n >= FEWEST else 0))
    return share.value, share.low, share.high


def _compared_group(followed: Followed, inside: NDArray[np.bool_]) -> GroupAfter:
    members, others_mask = (followed.is_complete & mask for mask in (inside, ~inside))
    n, others = int(members.sum()), int(others_mask.sum())
    back, others_back = int(followed.came_back[members].sum()), int(followed.came_back[others_mask].sum())
    nothing = float("nan")
    others_spend = p_spend = p_share = nothing
    if others >= COMPARED:
        others_spend = float(followed.spend[others_mask].mean())
    if (
        min(n, others) >= FEWEST_IN_GROUP
        and max(map(_largest, (followed.spend[members], followed.spend[others_mask]))) <= LARGEST_SHARE
    ):
        p_spend = float(ratio(means.mean(followed.spend[members]), means.mean(followed.spend[others_mask])).p)
    if min(n, others) >= COMPARED:
        p_share = float(newcombe(float(back), float(n), float(others_back), float(others)).p)
    spend, share, rate = (
        mean_spend(followed.spend[members]),
        share_of(back, n),
        share_of(others_back, others)[0],
    )
    return GroupAfter(n, *spend, others_spend, back, *share, rate, p_spend, p_share)


def _largest(spend: Array) -> float:
    total = float(spend.sum())
    return float(spend.max()) / total if spend.size and total > 0 else 0.0
