"""Shares of visits, clustered by day: a promotion or fault affects all visits of a day.

A row of several days (a week, a month) is one cluster. A single row has no interval, because it says
nothing about the variation between days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.sums.group_sums import FROM, GROUP, TO, Sums, collect, over_time
from engagement.metrics.sums.of_clusters import SumsWithOthers, binned, of_clusters, products

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

#: Above the number of days between any two.
_SPAN: Final = 10_000_000


def of_days(rows: Frame, cut: Cut) -> Sums:
    """Return `k` of `n` visits of each group, with the number of `days` and the squares.

    `rows` have `k_`, `n_`, the keys of their report and the columns of `Scope.grouped` for the cut.
    """
    keys = [FROM, TO] if cut.along is not None else [GROUP] if cut.by is not None else []
    summed = rows.group_by("first_", "last_", *keys).agg(nw.col("k_").sum(), nw.col("n_").sum())
    sums = collect(summed)
    m, k = (np.nan_to_num(np.asarray(sums[c], dtype=np.float64)) for c in ("n_", "k_"))
    first, last = (np.asarray(sums[c], dtype=np.int64) for c in ("first_", "last_"))
    parts = of_clusters(m, k)
    if cut.along is not None:
        opens, closes = (np.asarray(sums[edge], dtype=np.int64) for edge in (FROM, TO))
        return _renamed(over_time(cut.along, opens, closes, parts))
    if cut.by is None:
        return _renamed(Sums((None,), {name: values.sum(keepdims=True) for name, values in parts.items()}))
    names, place = np.unique(sums[GROUP].astype(str), return_inverse=True)
    _, day = np.unique(first * _SPAN + last, return_inverse=True)
    labels = tuple(str(name) or None for name in names)
    others = _renamed(Sums(labels, _others(place, day, m, k)))
    return SumsWithOthers(
        labels, _renamed(Sums(labels, binned(place, parts, names.size))).columns, others.columns
    )


def _others(place: NDArray[np.int64], day: NDArray[np.int64], m: Array, k: Array) -> Mapping[str, Array]:
    """Return for each segment the sums of all others by day, and the products over common days."""
    all_days = binned(day, {"m": m, "k": k}, int(day.max(initial=-1)) + 1)
    groups: list[dict[str, Array]] = []
    for group in range(int(place.max(initial=-1)) + 1):
        in_group = place == group
        own_days = binned(day[in_group], {"m": m[in_group], "k": k[in_group]}, all_days["m"].size)
        rest_m, rest_k = all_days["m"] - own_days["m"], all_days["k"] - own_days["k"]
        shared = products(own_days["m"], own_days["k"], rest_m, rest_k)
        groups.append({n: np.asarray(v.sum()) for n, v in (of_clusters(rest_m, rest_k) | shared).items()})
    none = m[:0]  # filters may leave no rows, but the sums must have their names
    names = of_clusters(none, none) | products(none, none, none, none)
    return {name: np.asarray([group[name] for group in groups], dtype=np.float64) for name in names}


def _renamed(sums: Sums) -> Sums:
    """Return the sums with visits as `n` and days as `days`, as callers expect them."""
    columns = dict(sums.columns)
    return Sums(sums.labels, columns | {"days": columns["n"], "n": columns["m"]}) if columns else sums
