"""Rows that are one submission: some tools and databases write one row per answer.

Rows with the same id, or of the same person at the same instant, belong together, unless one question would
then have two answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    Codes = np.ndarray[Any, np.dtype[np.int64]]
    Given = np.ndarray[Any, np.dtype[np.bool_]]


def joined(keys: Sequence[pa.Array], is_answered: Given) -> Codes | None:
    """Return a number per row that is equal for rows of one submission; None if `keys` do not show any.

    Rows with equal `keys` (one array entry per row) are one submission. `is_answered`, of shape (rows,
    questions), says where there is an answer; rows without answers are ignored. The result is None if a row
    lacks a key, if no rows are joined, or if two rows of a submission answer the same question.
    """
    rows = np.flatnonzero(is_answered.any(axis=1))
    if not len(rows) or any(key.take(pa.array(rows)).null_count for key in keys):
        return None
    codes = np.zeros(len(is_answered), dtype=np.int64)
    for key in keys:
        encoded = key.dictionary_encode()
        values = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        _, codes = np.unique(codes * (len(encoded.dictionary) + 1) + values + 1, return_inverse=True)
    answered = np.zeros((int(codes.max()) + 1, is_answered.shape[1]), dtype=np.int64)
    np.add.at(answered, codes[rows], is_answered[rows].astype(np.int64))
    together = len(np.unique(codes[rows])) < len(rows)
    return codes if together and answered.max() <= 1 else None


def spread(values: pa.Array, codes: Codes) -> pa.Array:
    """Return, for each row, the first valid value among the rows of its submission."""
    valid = np.flatnonzero(np.asarray(pc.is_valid(values)))
    first = np.full(int(codes.max()) + 1, -1, dtype=np.int64)
    first[codes[valid][::-1]] = valid[::-1]
    places = first[codes]
    return values.take(pa.array(places, mask=places < 0))
