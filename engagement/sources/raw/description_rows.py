"""A row under the header that describes the columns: "Platform unique order ID.", "Refund amount".

It is not an order, and in a sparse column it would be a fifth of the values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.values.looks import kind_of

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_LOOKED_AT: Final = 50
_TYPED: Final = frozenset({"number", "date", "address"})
#: The share of values from which a column is one of numbers, dates or addresses.
_MOSTLY: Final = 0.8
#: The fewest columns of numbers and dates that a description row has words for, and the fewest words.
_FEWEST: Final = 2
_WORDS: Final = 2


def without(raw: RawTable) -> RawTable:
    """Return `raw` without a first row that describes its columns, with a warning; else unchanged."""
    if raw.rows < _FEWEST or not _describes(raw):
        return raw
    warning = message("Line {line} describes the columns; it is no order", line=raw.lines[0].as_py())
    without_description = raw.with_rows(raw.data.slice(1), raw.lines.slice(1))
    return replace(without_description, warnings=(*raw.warnings, warning))


def _describes(raw: RawTable) -> bool:
    """Return whether the first row has words above columns of numbers, dates or addresses."""
    first = [(column[0].as_py() or "").strip() for column in raw.data.columns]
    filled = [cell for cell in first if cell]
    if any(kind_of(cell) in _TYPED for cell in filled) or 2 * len(filled) < len(first):
        return False
    if sum(len(cell.split()) >= _WORDS for cell in filled) * 2 < len(filled):
        return False
    described = 0
    for cell, column in zip(first, raw.data.columns, strict=True):
        below = [text for text in column.slice(1, _LOOKED_AT).to_pylist() if text and text.strip()]
        typed = sum(kind_of(text) in _TYPED for text in below)
        described += bool(cell) and bool(below) and typed >= _MOSTLY * len(below)
    return described >= _FEWEST
