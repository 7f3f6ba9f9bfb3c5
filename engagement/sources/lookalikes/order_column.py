"""Whether a table has a column of order numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable


def is_there(raw: RawTable, besides: frozenset[str] = frozenset(), *, filled: float = 0.5) -> bool:
    """Return whether a column is named as order numbers and is filled on more than this share of the rows.

    Headers with a word of `besides` do not count.
    """
    return any(
        order_numbers.rate(header)
        and not header & besides
        and raw.data.column(place).null_count < (1 - filled) * raw.rows
        for place, header in enumerate(map(words, raw.columns))
    )
