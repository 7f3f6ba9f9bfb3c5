"""Identities of rows, equal in different states of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Multipliers of the hash: odd numbers without a pattern.
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_OTHER: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT: Final = np.uint64(29)


def idents(table: pa.Table, known_by: Sequence[str]) -> NDArray[np.uint64]:
    """Return a hash of these columns for each row; 0 without columns."""
    if not known_by or not table.num_rows:
        return np.zeros(table.num_rows, dtype=np.uint64)
    columns = {name: _plain(table.column(name)) for name in known_by}
    frame = pa.table(columns).to_pandas()
    return np.asarray(pd.util.hash_pandas_object(frame, index=False), dtype=np.uint64)


def person_ids(key: NDArray[np.int64], submissions: pa.Table) -> NDArray[np.int64]:
    """Return the identity of the person of each submission, equal in other data.

    It is the customer's positive `key`; for an anonymous submission a number below -1 from the columns of
    `submissions` that identify it.
    """
    alone = idents(submissions, submissions.column_names) >> np.uint64(1)
    return np.where(key > 0, key, -2 - alone.astype(np.int64))


def mixed(first: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return one hash for each pair of hashes; their order matters."""
    spread = (first + _SPREAD) * _SPREAD
    return np.asarray((spread ^ (spread >> _SHIFT)) + other * _OTHER + (other >> _SHIFT), dtype=np.uint64)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return numbers without missing values, which would turn all of them into floats."""
    if pa.types.is_integer(column.type):
        return column.fill_null(-1)
    return column.cast(pa.string()) if pa.types.is_boolean(column.type) else column
