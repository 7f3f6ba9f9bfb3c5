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

#: Customers on either side from which two shares are compared, and under which a mean is not shown.
COMPARED: Final = 30


class Followed(NamedTuple):
    """Named customers, each once, by their first answer. `row`: the place of that answer's submission.

    `ripe`: had ordered by then, and the data reach to the end of the days that count. `spend`: money of
    those days, in major units; `back`: whether any order lies in them.
    """

    row: NDArray[np.int64]
    ripe: NDArray[np.bool_]
    spend: Array
    back: NDArray[np.bool_]


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


def compared(found: Followed, groups: Sequence[NDArray[np.bool_]]) -> list[GroupAfter]:
    """Return each group (a mask over submissions) against all others who were followed."""
    return [_one(found, group[found.row]) for group in groups]


def told_apart(rows: Sequence[GroupAfter]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return whose spend and whose share differ from the rest, corrected over all that was looked at."""
    p = holm(np.asarray([(row.p_spend, row.p_share) for row in rows], dtype=np.float64).reshape(-1))
    differs = (np.nan_to_num(p, nan=1.0) < 1 - LEVEL).reshape(-1, 2)
    return differs[:, 0], differs[:, 1]


def _one(found: Followed, inside: NDArray[np.bool_]) -> GroupAfter:
    one, rest = (found.ripe & of for of in (inside, ~inside))
    n, others = int(one.sum()), int(rest.sum())
    back, others_back = int(found.back[one].sum()), int(found.back[rest].sum())
    nothing = float("nan")
    spend = low = high = others_spend = p_spend = p_share = nothing
    if n >= COMPARED:
        mean = means.means_of_groups(found.spend[one], np.zeros(n, dtype=np.int64), 1)
        spend, low, high = (float(part[0]) for part in mean[:3])
        low = max(low, 0.0) if not np.any(found.spend[one] < 0) else low
    if others >= COMPARED:
        others_spend = float(found.spend[rest].mean())
    if (
        min(n, others) >= FEWEST_IN_GROUP
        and max(map(_largest, (found.spend[one], found.spend[rest]))) <= LARGEST_SHARE
    ):
        p_spend = float(ratio(means.mean(found.spend[one]), means.mean(found.spend[rest])).p)
    share = wilson(float(back), float(n)) if n >= 10 else None
    if min(n, others) >= COMPARED:
        p_share = float(newcombe(float(back), float(n), float(others_back), float(others)).p)
    limits = (nothing,) * 3 if share is None else (share.value, share.low, share.high)
    rate = others_back / others if others >= 10 else nothing
    return GroupAfter(n, spend, low, high, others_spend, back, *limits, rate, p_spend, p_share)


def _largest(spend: Array) -> float:
    total = float(spend.sum())
    return float(spend.max()) / total if spend.size and total > 0 else 0.0
