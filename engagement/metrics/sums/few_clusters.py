"""Sums that keep the rows of groups with few clusters, whose means are estimated from the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import FROM, GROUP, TO, Sums, collect
from engagement.statistics.studentised import FEW, ratio_by_bootstrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array, Estimate

    #: x and y of each cluster.
    Rows = tuple[Array, Array]
    #: The method of each group's interval.
    Methods = tuple[str, ...]

_X: Final = "x_"
_Y: Final = "y_"


@dataclass(frozen=True, slots=True)
class FewSums(Sums):
    """Sums, and for groups with fewer than `FEW` clusters their rows, one entry per cluster."""

    rows: Mapping[int, Rows]

    def others(self) -> Sums:
        """Return, for each group, the sums of all the others, with their rows if these are few too."""
        columns = Sums(self.labels, self.columns).others().columns
        rows = {}
        for group in range(len(self)):
            other_rows = [self.rows[i] for i in range(len(self)) if i != group and i in self.rows]
            if other_rows and len(other_rows) == len(self) - 1 and sum(x.size for x, _ in other_rows) < FEW:
                rows[group] = (
                    np.concatenate([x for x, _ in other_rows]),
                    np.concatenate([y for _, y in other_rows]),
                )
        return FewSums(self.labels, columns, rows)


def with_few(sums: Sums, clusters: str, rows: Frame, cut: Cut, x: nw.Expr, y: nw.Expr, key: str = "") -> Sums:
    """Return sums with the rows of all groups that have fewer than `FEW` of the column `clusters`.

    `rows` are those that were summed, with the columns of `Scope.grouped`; rows with the same `key` are a
    cluster, each row without a key is one.
    """
    small_groups = [i for i, n in enumerate(sums[clusters]) if 1 < n < FEW]
    if not small_groups:
        return sums
    keys = [key] if key else []
    keys += [FROM, TO] if cut.along is not None else [GROUP] if cut.by is not None else []
    rows = rows.with_columns(**{_X: x.cast(nw.Float64), _Y: y.cast(nw.Float64)})
    if cut.along is not None:
        rows = rows.filter(nw.col(FROM) <= max(small_groups), nw.col(TO) >= min(small_groups))
    elif cut.by is not None:
        rows = rows.filter(nw.col(GROUP).is_in([sums.labels[i] or "" for i in small_groups]))
    if key:
        rows = rows.with_columns(alone_=nw.col(key).is_null())
        keys.append("alone_")
    columns = collect(rows.select(_X, _Y, *keys))
    points = tuple(np.asarray(columns[name], dtype=np.float64) for name in (_X, _Y))
    cluster = np.arange(points[0].size)
    if key:
        code, _ = pd.factorize(columns[key])
        cluster = np.where(np.asarray(columns["alone_"], dtype=bool), points[0].size + cluster, code)
    few_rows = {}
    for group in small_groups:
        inside = _inside(columns, cut, sums.labels[group], group)
        few_rows[group] = _by_cluster(cluster[inside], points[0][inside], points[1][inside])
    return FewSums(sums.labels, sums.columns, few_rows)


def of_few(
    stats: Sums, estimate: Estimate[Array], usual: str, of_rows: str
) -> tuple[Estimate[Array], Methods]:
    """Return an estimate by group, limits of few clusters computed from their rows, and the methods."""
    methods = [usual] * len(stats)
    if not isinstance(stats, FewSums):
        return estimate, tuple(methods)
    low, high = np.array(estimate.low), np.array(estimate.high)
    for group, (x, y) in stats.rows.items():
        _, low[group], high[group], _ = ratio_by_bootstrap(x, y)
        methods[group] = of_rows
    return estimate._replace(low=low, high=high), tuple(methods)


def _inside(
    columns: Mapping[str, NDArray[np.generic]], cut: Cut, label: str | None, group: int
) -> NDArray[np.bool_]:
    if cut.along is not None:
        first, last = (np.asarray(columns[edge], dtype=np.int64) for edge in (FROM, TO))
        return np.asarray((first <= group) & (last >= group))
    if cut.by is not None:
        return np.asarray(columns[GROUP].astype(str) == (label or ""))
    return np.ones(columns[_X].size, dtype=bool)


def _by_cluster(cluster: NDArray[np.int64], x: Array, y: Array) -> Rows:
    _, place = np.unique(cluster, return_inverse=True)
    return (
        np.asarray(np.bincount(place, x), dtype=np.float64),
        np.asarray(np.bincount(place, y), dtype=np.float64),
    )
