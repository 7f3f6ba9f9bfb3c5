"""Columns of instants written the way that programs write them, typed at the speed of Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values import is_missing

if TYPE_CHECKING:
    from engagement.sources.values import Distinct

# The wall clock to the second; whatever follows is an offset, which is dropped.
_ISO: Final = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}( ?[+-]\d{2}:?\d{2}| ?Z| UTC)?$"


def quick(column: Distinct) -> pa.Array | None:
    """Type a column that is ISO 8601 to the second from end to end; None where it is not.

    Gives what `dates.parse` gives for each text, only faster.
    """
    texts = column.trimmed
    short = pc.less(pc.binary_length(texts), 16)
    if pc.any(short).as_py():
        missing = [is_missing(text) for text in texts.filter(short).to_pylist()]
        if not all(missing):
            return None
        texts = pc.if_else(short, None, texts)
    if texts.null_count == len(texts) or not pc.all(pc.match_substring_regex(texts, _ISO)).as_py():
        return None
    clocks = pc.replace_substring(pc.utf8_slice_codeunits(texts, 0, 19), "T", " ")
    try:
        values = clocks.cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        return None  # a day that does not exist: the slow way says which
    return values.take(column.indices)
