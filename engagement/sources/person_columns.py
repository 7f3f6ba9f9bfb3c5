"""Whose row it is: identities as keyed pseudonyms, before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources import identity
from engagement.sources.values import Distinct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.sources.columns import Columns


def pseudonyms(
    columns: Columns, name: str, prefix: str, normal: Callable[[str], str | None], key: bytes
) -> pa.Array:
    """Return customer keys from a column of identities, null where `normal` sees none or it is absent."""
    place = columns.take((name,))
    if place is None:
        return pa.nulls(columns.raw.rows, pa.int64())
    column = columns.evidence.distinct(place)
    normals = (normal(text) for text in column.cleaned)
    keys = [None if n is None else identity.pseudonym(prefix + n, key) for n in normals]
    return column.spread(keys, pa.int64())


def named(texts: Sequence[pa.StringArray], key: bytes) -> pa.Array:
    """Return customer keys from texts that name a person only together; null where one is blank."""
    joined = pc.binary_join_element_wise(*(pc.utf8_lower(text) for text in texts), "|")
    column = Distinct(pa.chunked_array([joined]))
    return column.spread([identity.pseudonym(f"name:{text}", key) for text in column.cleaned], pa.int64())
