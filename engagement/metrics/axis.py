"""The time of a published metric: complete periods, joined into blocks until each rests on enough people.

Blocks are made from the first period of the data on, each as short as it can be: a block ends with the
first period by which every part of its rows is either empty or of `k` people or more. All that is ever
published of a metric (its window, the window before, its single periods, all that a later publication
adds) begins and ends between blocks. So whatever is added or subtracted, over periods or between two
publications of growing data, is a sum over whole blocks, and none of them is small. Parts that split
others make coarser blocks out of theirs, never others.

A last block that is still too small waits, with all that is later, for the data to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.metrics.model import Window
from engagement.metrics.periods import first_day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.people import Part
    from engagement.metrics.periods import Periods

#: A year has so many days, and so many weeks or months.
_YEAR_DAYS, _PER_YEAR = 365.25, {"week": 365.25 / 7, "month": 12.0}


@dataclass(frozen=True, slots=True)
class Axis:
    """Blocks between `edges`, which number periods; the window is `first`..`stop`, before it `before`.

    `stop` is exclusive. `before` is None where the data do not reach back as far as the window is long.
    """

    periods: Periods
    edges: tuple[int, ...]
    first: int
    before: int | None
    #: The data fill their first period.
    reaches: bool
    #: The headline rests on all blocks, not on the window's alone.
    on_all: bool = False

    @property
    def stop(self) -> int:
        """The end of all that is published, exclusive."""
        return self.edges[-1]

    @property
    def start(self) -> int:
        """The beginning of all that is published: the window before, else the window."""
        if self.on_all:
            return self.edges[0]
        return self.first if self.before is None else self.before

    @property
    def span(self) -> tuple[int, int]:
        """The periods on which the headline rests, the end exclusive."""
        return (self.edges[0] if self.on_all else self.first), self.stop

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield the blocks of what is published, as first period and end, exclusive."""
        for a, b in zip(self.edges, self.edges[1:], strict=False):
            if a >= self.start:
                yield a, b

    def days(self, first: int, stop: int) -> Window:
        """Return the days of the periods first..stop-1."""
        origin, grain = self.periods.origin, self.periods.grain
        return Window(first_day_of(origin + first, grain), first_day_of(origin + stop, grain) - 1)


def is_good(people: float, k: int) -> bool:
    """Whether a part may be told: it is empty, or of k people or more."""
    return people == 0 or people >= k


def joined(edges: Sequence[int], parts: Sequence[Part], k: int) -> tuple[int, ...]:
    """Join blocks from the first on until all parts of each are good; what is left over is cut off."""
    kept = [edges[0]]
    for stop in edges[1:]:
        if all(is_good(part.people(kept[-1], stop), k) for part in parts):
            kept.append(stop)
    return tuple(kept)


def length(days: int | None, periods: Periods) -> int:
    """Return how many periods a window of about `days` has; all, for None."""
    if days is None:
        return periods.count
    return max(1, round(days / _YEAR_DAYS * _PER_YEAR[periods.grain]))


def axis(periods: Periods, edges: Sequence[int], days: int | None, *, reaches: bool) -> Axis | None:
    """Place the window of about `days` (None: all) at the end of the blocks; None where there is no block.

    `reaches`: the data fill their first period, so that a window may begin with it.
    """
    if len(edges) < 2:
        return None
    stop = edges[-1]
    if days is None:
        return Axis(periods, tuple(edges), edges[0], None, reaches)
    size = length(days, periods)
    wanted = stop - size
    first = max(edge for edge in edges if edge <= max(wanted, edges[0]))
    earliest = 0 if reaches else 1
    before = wanted - size
    whole = first == wanted and before >= earliest and before in edges
    return Axis(periods, tuple(edges), first, before if whole else None, reaches)


def are_nested(one: Axis, two: Axis) -> bool:
    """Whether the blocks of one axis are made of whole blocks of the other, as far as both go."""
    end = min(one.stop, two.stop)
    a, b = ({edge for edge in axis.edges if edge <= end} for axis in (one, two))
    return a <= b or b <= a
