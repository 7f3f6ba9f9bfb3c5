"""What can be had from sums by adding and subtracting them: the space that their rows span."""

from __future__ import annotations

import numpy as np

#: Less than this is rounding.
NOUGHT = 1e-9


def reduced(matrix: np.ndarray) -> np.ndarray:
    """Return the reduced row echelon form."""
    rows, at = matrix.astype(float), 0
    for column in range(rows.shape[1]):
        if at == len(rows):
            break
        pivot = at + int(np.abs(rows[at:, column]).argmax())
        if abs(rows[pivot, column]) < NOUGHT:
            continue
        rows[[at, pivot]] = rows[[pivot, at]]
        rows[at] /= rows[at, column]
        others = np.arange(len(rows)) != at
        rows[others] -= np.outer(rows[others, column], rows[at])
        rows[np.abs(rows) < NOUGHT] = 0
        at += 1
    return rows[:at]


def left_over(rows: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return what of a group no sum of the reduced rows gives."""
    return np.abs(remainder(rows, group)) > NOUGHT


def remainder(rows: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return by how much the nearest sum of the reduced rows misses a group; of two groups, their sum."""
    first = (rows != 0).argmax(axis=1)
    return group - group[first] @ rows
