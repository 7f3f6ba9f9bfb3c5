"""What distinguishes the customers of a segment from all others, over all other dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.segments.description import IsOneOf, to_text
from engagement.metrics.segments.dimensions import BY_KEY, SPLIT
from engagement.metrics.segments.habits import is_habit
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe, shrunk_shares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engagement.metrics.segments.description import Segment
    from engagement.metrics.segments.people import People

#: The fewest customers with a value, and without it, for a comparison.
FEWEST: Final = 30
#: The chance of at least one false difference among all values.
CHANCE: Final = 0.005
COLUMNS: Final = ("dimension", "value", "customers", "share", "others", "low", "high", "estimate", "p")


def sets_apart(people: People, segment: Segment, dimensions: tuple[str, ...]) -> pd.DataFrame:
    """Return the table `COLUMNS`: one row per value of each dimension that is compared, the strongest first.

    `share` of the `customers` with the value are in the segment; `others` is that share among the customers
    with any other value. `low` and `high` are Newcombe's limits of the difference; `p` is corrected over
    all rows (Holm). `estimate` is the share shrunk towards the overall share; rows are sorted by it.
    Dimensions in the segment's own conditions are left out. Where these depend on orders, days or spend, so
    are all dimensions that do: they would differ by construction.
    """
    inside = people.in_segment(segment)
    rows = [row for by in _looked_at(segment, dimensions) for row in _values(people, inside, by)]
    frame = pd.DataFrame(rows, columns=["dimension", "value", "customers", "in_", "rest", "in_rest"])
    numbers = {
        name: frame[name].to_numpy(dtype=np.float64) for name in ("customers", "in_", "rest", "in_rest")
    }
    difference = newcombe(numbers["in_"], numbers["customers"], numbers["in_rest"], numbers["rest"])
    frame["share"], frame["others"] = (
        numbers["in_"] / numbers["customers"],
        numbers["in_rest"] / numbers["rest"],
    )
    frame["low"], frame["high"], frame["p"] = difference.low, difference.high, holm(difference.p)
    frame["estimate"] = shrunk_shares(numbers["in_"], numbers["customers"]) if rows else frame["share"]
    ahead = (frame["estimate"] - frame["others"]).abs()
    order = np.lexsort((-ahead.to_numpy(), (frame["p"] > CHANCE).to_numpy()))
    return frame.iloc[order].reset_index(drop=True)[list(COLUMNS)]


def _looked_at(segment: Segment, dimensions: tuple[str, ...]) -> Iterator[str]:
    own_dimensions = {condition.dimension for condition in segment.all_of if isinstance(condition, IsOneOf)}
    habit = is_habit(SPLIT + to_text(segment))
    for by in dimensions:
        if by not in own_dimensions and not (habit and by in BY_KEY and BY_KEY[by].by_habit):
            yield by


def _values(
    people: People, inside: NDArray[np.bool_], by: str
) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Yield each value with the customers who have it and those of them inside, then the same of the rest."""
    coded = people.coded(by)
    is_known = coded.codes >= 0
    size = len(coded.labels)
    all_of = np.bincount(coded.codes[is_known], minlength=size)
    within = np.bincount(coded.codes[is_known & inside], minlength=size)
    for place, label in enumerate(coded.labels):
        customers, others = int(all_of[place]), int(all_of.sum() - all_of[place])
        # Values wholly inside or outside follow from the segment's definition: a region is in its country.
        if min(customers, others) >= FEWEST and 0 < within[place] < customers:
            yield by, label, customers, int(within[place]), others, int(within.sum() - within[place])
