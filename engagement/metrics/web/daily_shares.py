"""Shares of visits by day: a day with a promotion or a fault moves all its visits together.

A row of several days says nothing of the days in it, so its visits each stand by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.sums.group_sums import FROM, GROUP, TO, Sums, collect, over_time
from engagement.metrics.sums.of_clusters import PARTS, Beside, binned, of_clusters, of_singles, products
from engagement.metrics.web.reports import UNDATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

#: More than any two days lie apart.
_SPAN: Final = 10_000_000


def of_days(rows: Frame, cut: Cut) -> Sums:
    """Return k_ of n_ visits of each group as `k` and `n`, over so many `days`, with their squares.

    `rows` hold `k_`, `n_`, the keys of their stretch and what `Scope.grouped` added for the cut.
    """
    keys = [FROM, TO] if cut.along is not None else [GROUP] if cut.by is not None else []
    summed = rows.group_by("first_", "last_", *keys).agg(nw.col("k_").sum(), nw.col("n_").sum())
    found = collect(summed)
    m, k = (np.nan_to_num(np.asarray(found[c], dtype=np.float64)) for c in ("n_", "k_"))
    first, last = (np.asarray(found[c], dtype=np.int64) for c in ("first_", "last_"))
    daily = (first == last) & (first != UNDATED)
    own = day_parts(m, k, daily)
    if cut.along is not None:
        opens, closes = (np.asarray(found[edge], dtype=np.int64) for edge in (FROM, TO))
        return _renamed(over_time(cut.along, opens, closes, own))
    if cut.by is None:
        return _renamed(Sums((None,), {name: values.sum(keepdims=True) for name, values in own.items()}))
    names, place = np.unique(found[GROUP].astype(str), return_inverse=True)
    _, day = np.unique(first * _SPAN + last, return_inverse=True)
    labels = tuple(str(name) or None for name in names)
    rest = _renamed(Sums(labels, _others(place, day, m, k, daily)))
    return Beside(labels, _renamed(Sums(labels, binned(place, own, names.size))).columns, rest.columns)


def day_parts(m: Array, k: Array, daily: NDArray[np.bool_]) -> dict[str, Array]:
    """Return the parts of a share's interval of each row: a day is a cluster, other visits stand alone."""
    days, singles = of_clusters(m, k), of_singles(m, k)
    return {name: np.where(daily, days[name], singles[name]) for name in PARTS}


def _others(
    place: NDArray[np.int64], day: NDArray[np.int64], m: Array, k: Array, daily: NDArray[np.bool_]
) -> Mapping[str, Array]:
    """Return, for each segment, the sums of all others by day, and the products of days that it shares."""
    every = binned(day, {"m": m, "k": k}, int(day.max(initial=-1)) + 1)
    whole = np.zeros(every["m"].size, dtype=bool)
    whole[day] = daily
    groups: list[dict[str, Array]] = []
    for group in range(int(place.max(initial=-1)) + 1):
        ours = place == group
        mine = binned(day[ours], {"m": m[ours], "k": k[ours]}, every["m"].size)
        rest_m, rest_k = every["m"] - mine["m"], every["k"] - mine["k"]
        shared = products(mine["m"] * whole, mine["k"] * whole, rest_m, rest_k)
        groups.append({n: v.sum() for n, v in (day_parts(rest_m, rest_k, whole) | shared).items()})
    names = groups[0] if groups else ()
    return {name: np.asarray([group[name] for group in groups], dtype=np.float64) for name in names}


def _renamed(sums: Sums) -> Sums:
    """Return the sums with visits as `n` and days as `days`: what all who count visits expect."""
    columns = dict(sums.columns)
    return Sums(sums.labels, columns | {"days": columns["n"], "n": columns["m"]}) if columns else sums
