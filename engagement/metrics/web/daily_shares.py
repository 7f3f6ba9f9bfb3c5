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
    days_ = collect(summed)
    m, k = (np.nan_to_num(np.asarray(days_[c], dtype=np.float64)) for c in ("n_", "k_"))
    first, last = (np.asarray(days_[c], dtype=np.int64) for c in ("first_", "last_"))
    daily = (first == last) & (first != UNDATED)
    parts = day_parts(m, k, daily)
    if cut.along is not None:
        opens, closes = (np.asarray(days_[edge], dtype=np.int64) for edge in (FROM, TO))
        return _renamed(over_time(cut.along, opens, closes, parts))
    if cut.by is None:
        return _renamed(Sums((None,), {name: values.sum(keepdims=True) for name, values in parts.items()}))
    names, place = np.unique(days_[GROUP].astype(str), return_inverse=True)
    _, day = np.unique(first * _SPAN + last, return_inverse=True)
    labels = tuple(str(name) or None for name in names)
    others = _renamed(Sums(labels, _others(place, day, m, k, daily)))
    return Beside(labels, _renamed(Sums(labels, binned(place, parts, names.size))).columns, others.columns)


def day_parts(m: Array, k: Array, daily: NDArray[np.bool_]) -> dict[str, Array]:
    """Return the parts of a share's interval of each row: a day is a cluster, other visits stand alone."""
    days, singles = of_clusters(m, k), of_singles(m, k)
    return {name: np.where(daily, days[name], singles[name]) for name in PARTS}


def _others(
    place: NDArray[np.int64], day: NDArray[np.int64], m: Array, k: Array, daily: NDArray[np.bool_]
) -> Mapping[str, Array]:
    """Return, for each segment, the sums of all others by day, and the products of days that it shares."""
    all_days = binned(day, {"m": m, "k": k}, int(day.max(initial=-1)) + 1)
    is_daily = np.zeros(all_days["m"].size, dtype=bool)
    is_daily[day] = daily
    groups: list[dict[str, Array]] = []
    for group in range(int(place.max(initial=-1)) + 1):
        in_group = place == group
        own_days = binned(day[in_group], {"m": m[in_group], "k": k[in_group]}, all_days["m"].size)
        rest_m, rest_k = all_days["m"] - own_days["m"], all_days["k"] - own_days["k"]
        shared = products(own_days["m"] * is_daily, own_days["k"] * is_daily, rest_m, rest_k)
        groups.append({n: v.sum() for n, v in (day_parts(rest_m, rest_k, is_daily) | shared).items()})
    names = groups[0] if groups else ()
    return {name: np.asarray([group[name] for group in groups], dtype=np.float64) for name in names}


def _renamed(sums: Sums) -> Sums:
    """Return the sums with visits as `n` and days as `days`: what all who count visits expect."""
    columns = dict(sums.columns)
    return Sums(sums.labels, columns | {"days": columns["n"], "n": columns["m"]}) if columns else sums
