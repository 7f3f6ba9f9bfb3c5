"""The sums over clusters for the interval of a share, from arrays with one entry per cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.sums.group_sums import Sums
from engagement.statistics.clusters import ShareSums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.statistics.interval import Array

#: The columns of a share, by their names in `statistics.clusters`.
PARTS: Final = ShareSums._fields
#: Products of clusters on both sides: k and m of this one times k and m of the other.
SHARED: Final = ("shared_kk", "shared_km", "shared_mk", "shared_mm")

#: k²/m is rounded to a multiple of this, so that sums do not depend on the order in which an engine adds.
GRAIN: Final = 2.0**20


@dataclass(frozen=True, slots=True)
class SumsWithOthers(Sums):
    """Sums of segments that share clusters: `other_sums` has those of all other segments."""

    other_sums: Mapping[str, Array]

    def others(self) -> Sums:
        """Return the sums of all other segments, with the products of clusters in both."""
        return Sums(self.labels, self.other_sums)


def of_clusters(m: Array, k: Array) -> dict[str, Array]:
    """Return `PARTS` of clusters of m items each, of which k are counted."""
    squared_per_thing = np.round(np.divide(k * k, m, out=np.zeros_like(m), where=m > 0) * GRAIN) / GRAIN
    return dict(
        zip(PARTS, ((m > 0).astype(np.float64), m, k, m * m, k * k, m * k, squared_per_thing), strict=True)
    )


def of_singles(m: Array, k: Array) -> dict[str, Array]:
    """Return `PARTS` of m independent items, of which k are counted."""
    return dict(zip(PARTS, (m, m, k, m, k, k, k), strict=True))


def products(m: Array, k: Array, other_m: Array, other_k: Array) -> dict[str, Array]:
    """Return `SHARED` of clusters on both sides."""
    return dict(zip(SHARED, (k * other_k, k * other_m, m * other_k, m * other_m), strict=True))


def binned(place: NDArray[np.int64], columns: Mapping[str, Array], size: int) -> dict[str, Array]:
    """Return the sums of columns by group."""
    return {
        name: np.asarray(np.bincount(place, values, size), dtype=np.float64)
        for name, values in columns.items()
    }
