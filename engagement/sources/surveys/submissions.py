"""Rows that are one submission: tools and databases write one row per answer, too.

Rows belong together where an id that every row has, or the same person at the same instant, never gives
two answers to one question.
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
    """Return a number per row, the same for rows of one submission, or None where these keys join none.

    `is_answered` says, rows by questions, where there is an answer. Only rows with any are looked at, and
    each of them must have all keys; none of them may answer what another of its submission has answered.
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
    """Return each submission's first value on every row of it."""
    valid = np.flatnonzero(np.asarray(pc.is_valid(values)))
    first = np.full(int(codes.max()) + 1, -1, dtype=np.int64)
    first[codes[valid][::-1]] = valid[::-1]
    places = first[codes]
    return values.take(pa.array(places, mask=places < 0))
