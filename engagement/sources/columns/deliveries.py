"""When an order was delivered, whatever the platform calls the column; a promised day is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values.looks import are_days
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

_NAMES: Final = frozenset(map(fold, words("deliveries")["delivered"]))
_SAMPLE: Final = 300


def delivery_days(cells: Cells) -> pa.Int32Array:
    """Return the day on which each row's order was delivered, in days since 1970; null where not said."""
    days = pa.nulls(cells.raw.rows, pa.int32())
    for place, name in enumerate(cells.raw.columns):
        if fold(name) in _NAMES and _holds_days(cells, place):
            days = pc.coalesce(days, cells.instant(name).cast(pa.date32()).cast(pa.int32()))
    return days


def _holds_days(cells: Cells, place: int) -> bool:
    texts = [text for text in cells.evidence.distinct(place).cleaned if text]
    return bool(texts) and are_days(texts[:_SAMPLE])
