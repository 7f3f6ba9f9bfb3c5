"""Grouping of rows, and the sums per group that estimates need: one scan, few numbers.

A `Cut` says which groups are requested: the whole, one per value of a dimension, or one per period of a
trend. `sums` is for independent rows (an order, an answer, a post); what needs all rows of a customer is in
`trailing` and in its family.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.sums.periods import Periods
    from engagement.statistics.interval import Array

#: The column by which a frame is split; text, "" for unknown.
GROUP: Final = "group_"
#: The first and the last period in whose window a row lies.
FROM, TO = "from_", "to_"
#: The prefix of columns with the largest value of a group; all others are sums.
LARGEST: Final = "max_"


@dataclass(frozen=True, slots=True)
class Cut:
    """The groups: `by` a dimension, `along` periods, or the whole."""

    by: str | None = None
    along: Periods | None = None


WHOLE: Final = Cut()


@dataclass(frozen=True, slots=True)
class Sums:
    """Named sums, one entry per group. `labels`: the segments; None is "not said"."""

    labels: tuple[str | None, ...]
    columns: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.labels)

    def others(self) -> Sums:
        """Return, for each group, the sums of all the other groups together."""
        remaining = {
            name: _largest_of_others(values) if name.startswith(LARGEST) else values.sum() - values
            for name, values in self.columns.items()
        }
        return replace(self, columns=remaining)


@dataclass(frozen=True, slots=True)
class Histogram:
    """How often each value occurs in each group: the input of a median.

    Row i says that `values[place[i]]` occurs `weight[i]` times in group `group[i]`. In a trend (`running`)
    the rows are changes: what entered the window with a period, minus what left.
    """

    labels: tuple[str | None, ...]
    values: Array
    place: NDArray[np.int64]
    group: NDArray[np.int64]
    weight: Array
    running: bool = False
    complement: bool = False

    def __len__(self) -> int:
        return len(self.labels)

    def others(self) -> Histogram:
        """Return, for each group, the histogram of all the other groups together."""
        return replace(self, complement=True)

    def each(self) -> Iterator[tuple[Array, Array]]:
        """Yield values and their counts, group by group."""
        if not (self.running or self.complement):
            for places, weights in self._parts():
                yield self.values[places], weights
            return
        state = _binned(self.place, self.weight, self.values.size) * self.complement
        for places, weights in self._parts():
            current = state if self.running else state.copy()
            current[places] += weights if self.running else -weights
            is_present = current > 0
            yield self.values[is_present], current[is_present]

    def _parts(self) -> Iterator[tuple[NDArray[np.int64], Array]]:
        """Yield for each group the indices of its values, each once, and their weights."""
        order = np.argsort(self.group, kind="stable")
        edges = np.searchsorted(self.group[order], np.arange(len(self) + 1))
        for start, stop in itertools.pairwise(edges):
            rows = order[start:stop]
            places, index = np.unique(self.place[rows], return_inverse=True)
            yield places, _binned(index, self.weight[rows], places.size)


class Stats(Protocol):
    """The result of a source: `Sums`, `Histogram`, or a family's own, with one entry per group."""

    @property
    def labels(self) -> tuple[str | None, ...]:
        """The segments; None is "not said"."""

    def __len__(self) -> int:
        """The number of groups."""

    def others(self) -> Stats:
        """Return, for each group, all the other groups together."""


def collect(frame: Frame) -> dict[str, NDArray[np.generic]]:
    """Run a lazy frame and return its columns; sums of integers, which may be decimals, become floats."""
    return arrays_of(frame.collect("pyarrow").to_native())


def arrays_of(table: pa.Table) -> dict[str, NDArray[np.generic]]:
    """Return the columns of a table as arrays; decimals become floats."""
    return {name: _to_numpy(table.column(name)) for name in table.column_names}


def sums(frame: Frame, cut: Cut, measures: Mapping[str, nw.Expr]) -> Sums:
    """Return the sum of each measure over the rows of each group; a null counts as 0.

    `frame` has the columns that `Scope.grouped` added for this cut. A measure named `max_...` is the
    largest value instead; it has no trend.
    """
    if cut.along is not None:
        measures = {n: e for n, e in measures.items() if not n.startswith(LARGEST)}
    rows = frame.with_columns(**measures)
    aggregates = [nw.col(n).max() if n.startswith(LARGEST) else nw.col(n).sum() for n in measures]
    if cut.along is not None:
        totals = collect(rows.group_by(FROM, TO).agg(*aggregates))
        return _over_time(totals, cut.along, tuple(measures))
    totals = collect(rows.select(*aggregates) if cut.by is None else rows.group_by(GROUP).agg(*aggregates))
    labels = (None,) if cut.by is None else _labels(totals[GROUP])
    return Sums(labels, {name: _zero_for_null(totals[name]) for name in measures})


def running_histogram(
    periods: Periods, values: Array, place: NDArray[np.int64], period: NDArray[np.int64], weight: Array
) -> Histogram:
    """Return the histogram of each period's window from what enters (+) and leaves (-) with it."""
    is_inside = period < periods.count
    labels = (None,) * periods.count
    return Histogram(labels, values, place[is_inside], period[is_inside], weight[is_inside], running=True)


def over_time(
    periods: Periods,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    columns: Mapping[str, Array],
) -> Sums:
    """Return the sums of each period's window: +w where a row's windows begin, -w after they end.

    Rows whose last period is before their first, or before the first of all, are in no window.
    """
    inside = (first <= last) & (last >= 0)
    begin, end = (np.clip(edge[inside], 0, periods.count) for edge in (first, last + 1))
    running = {}
    for name, values in columns.items():
        enters, leaves = (_binned(edge, values[inside], periods.count + 1) for edge in (begin, end))
        running[name] = np.cumsum(enters - leaves)[: periods.count]
    return Sums((None,) * periods.count, running)


def _over_time(columns: Mapping[str, NDArray[np.generic]], periods: Periods, names: Sequence[str]) -> Sums:
    weights = {name: _zero_for_null(columns[name]) for name in names}
    return over_time(periods, _ints(columns[FROM]), _ints(columns[TO]), weights)


def _binned(place: NDArray[np.int64], weight: Array, size: int) -> Array:
    return np.asarray(np.bincount(place, weight, size), dtype=np.float64)


def _largest_of_others(values: Array) -> Array:
    """Return for each entry the largest of all other values, 0 if there is none."""
    before = np.maximum.accumulate(np.concatenate(([0.0], values)))[:-1]
    after = np.maximum.accumulate(np.concatenate(([0.0], values[::-1])))[:-1][::-1]
    return np.asarray(np.maximum(before, after))


def _labels(names: NDArray[np.generic]) -> tuple[str | None, ...]:
    return tuple(str(name) or None for name in names)


def _ints(values: NDArray[np.generic]) -> NDArray[np.int64]:
    return np.asarray(values, dtype=np.int64)


def _zero_for_null(values: NDArray[np.generic]) -> Array:
    return np.nan_to_num(np.asarray(values, dtype=np.float64))


def _to_numpy(column: pa.ChunkedArray) -> NDArray[np.generic]:
    if pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    values: NDArray[np.generic] = column.to_numpy(zero_copy_only=False)
    return values
