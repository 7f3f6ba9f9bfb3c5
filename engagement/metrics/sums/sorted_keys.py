"""Sorted keys: indices of keys among others, one row per key, and where each key begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Mask = NDArray[np.bool_]


def places_among(ascending: Keys, keys: Keys) -> tuple[NDArray[np.int64], Mask]:
    """Return the index of each wanted key among the ascending ones, and a mask of those found.

    The index of an absent key is that of some other key: use the mask. Without keys it is 0.
    """
    place = np.searchsorted(ascending, keys).clip(max=max(ascending.size - 1, 0))
    is_known = ascending[place] == keys if ascending.size else np.zeros(keys.size, dtype=bool)
    return place.astype(np.int64), np.asarray(is_known, dtype=bool)


def starts_of_each(*columns: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return the index at which each key begins, of keys that are sorted or at least grouped.

    A key may have several columns.
    """
    opens = np.zeros(columns[0].size, dtype=bool)
    opens[:1] = True
    for column in columns:
        opens[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(opens)


def sizes_of_each(starts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return how many entries each key has, by `starts_of_each` and the number of all entries."""
    return np.diff(np.append(starts, size))


def first_of_each(key: Keys, *order: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return, by ascending key, the first row of each key in `order` (most significant column first)."""
    rows = np.lexsort((*reversed(order), key))
    ordered = key[rows]
    opens = np.append(True, ordered[1:] != ordered[:-1])[: rows.size]
    return np.asarray(rows[opens], dtype=np.int64)


def last_of_each(key: Keys, *order: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return, by ascending key, the last row of each key in `order`."""
    rows = np.lexsort((*reversed(order), key))
    ordered = key[rows]
    closes = np.append(ordered[1:] != ordered[:-1], True)[: rows.size]
    return np.asarray(rows[closes], dtype=np.int64)
