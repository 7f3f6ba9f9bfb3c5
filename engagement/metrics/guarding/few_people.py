"""Whether sums and differences of published numbers can isolate a few people."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

#: The number of column orders in which a matrix is reduced: each reveals other sums of few columns.
_ORDERS: Final = 8
_NOUGHT: Final = 1e-9


def isolates_few(published: Matrix, new: Matrix, people: Matrix, k: int) -> bool:
    """Return whether `new` numbers, with those `published`, isolate fewer than `k` people.

    In both matrices a row is a number and a column a group of `people`; an entry is how often the group
    counts in the number. Groups that occur in the same numbers are merged. Which sums of numbers isolate
    the fewest people is not known without trying all; this tries the rows of the reduced matrix, in several
    orders of the columns, and all pairs of rows that differ in one column each. What the published numbers
    isolate by themselves does not count.
    """
    all_numbers = np.vstack([published, new])
    counted = all_numbers.any(axis=0) & (people > 0)
    groups, place = np.unique(all_numbers[:, counted], axis=1, return_inverse=True)
    sizes = np.bincount(np.ravel(place), people[counted]).astype(np.float64)
    small = sizes < k
    if not small.any():
        return False
    before = reduced(groups[: len(published)])
    total = np.zeros(len(sizes))
    for row in _sums_of_few(_free_of(groups, ~small)[:, small], sizes[small], k):
        total[small] = row
        if not _in_span(before, total):
            return True
    return False


def reduced(rows: Matrix) -> Matrix:
    """Return the reduced row echelon form of a matrix."""
    rows, pivot_row = rows.copy(), 0
    for column in range(rows.shape[1]):
        if pivot_row == len(rows):
            break
        pivot = pivot_row + int(np.abs(rows[pivot_row:, column]).argmax())
        if abs(rows[pivot, column]) < _NOUGHT:
            continue
        rows[[pivot_row, pivot]] = rows[[pivot, pivot_row]]
        rows[pivot_row] /= rows[pivot_row, column]
        others = np.arange(len(rows)) != pivot_row
        rows[others] -= np.outer(rows[others, column], rows[pivot_row])
        pivot_row += 1
    rows[np.abs(rows) < _NOUGHT] = 0
    return rows[:pivot_row]


def _free_of(rows: Matrix, columns: NDArray[np.bool_]) -> Matrix:
    """Return sums of rows in which some columns do not occur."""
    u, values, _ = np.linalg.svd(rows[:, columns], full_matrices=True)
    rank = int((values > _NOUGHT).sum())
    return np.asarray(u[:, rank:].T @ rows)


def _sums_of_few(rows: Matrix, people: Matrix, k: int) -> Iterator[Matrix]:
    """Yield sums of rows that count fewer than k people."""
    rows = reduced(rows)
    dice = np.random.default_rng(0)
    for _ in range(_ORDERS if len(rows) else 0):
        # A sum of few groups appears as a row if one of its columns has a pivot, so columns of most people
        # come first.
        order = np.lexsort((dice.random(people.size), -people))
        ordered = reduced(rows[:, order])
        for row in (*ordered, *_differences(ordered)):
            if people[order[row != 0]].sum() < k:
                yield row[np.argsort(order)]


def _differences(rows: Matrix) -> Iterator[Matrix]:
    """Yield the differences of reduced rows that are proportional outside of their pivots."""
    pivots = (rows != 0).argmax(axis=1)
    free_columns = np.delete(rows, pivots, axis=1)
    first = (
        (free_columns != 0).argmax(axis=1) if free_columns.shape[1] else np.zeros(len(rows), dtype=np.int64)
    )
    scale = (
        free_columns[np.arange(len(free_columns)), first] if free_columns.shape[1] else np.zeros(len(rows))
    )
    alike: dict[bytes, list[int]] = {}
    for i in map(int, np.flatnonzero(scale)):
        alike.setdefault(np.round(free_columns[i] / scale[i], 6).tobytes(), []).append(i)
    for same in alike.values():
        for i, j in combinations(same, 2):
            yield rows[i] / scale[i] - rows[j] / scale[j]


def _in_span(rows: Matrix, vector: Matrix) -> bool:
    """Return whether a vector is a linear combination of the reduced rows."""
    if not len(rows):
        return False
    pivots = (rows != 0).argmax(axis=1)
    return bool((np.abs(vector - vector[pivots] @ rows) < _NOUGHT * 1e3).all())
