"""Rows between the others that are headings or totals of a group: "January 2026", "Total January".

People who keep orders by hand write a row for each month. These are not values of the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.text.column_names import normalise
from engagement.sources.values import looks
from engagement.sources.values.texts import clean
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

#: The number of rows that are checked.
_LOOKED_AT: Final = 2_000
#: The number of cells by which a usual row has more than a group's row.
_FULLER: Final = 2
#: The most non-blank cells of a group's total: its name, and a few sums.
_MOST: Final = 4
#: The longest name of a total; the rest of a long cell is ignored.
_LONGEST: Final = 100
#: The most words of a name that ends with a word for a total: "Order total", "March 2026 total".
_FEW_WORDS: Final = 3
_TOTALS: Final = frozenset(map(normalise, words("totals")["rows"]))


def without(raw: RawTable) -> RawTable:
    """Return the first rows of `raw` without headings and totals of groups; all of it if there are none."""
    first = raw.with_rows(raw.data.slice(0, _LOOKED_AT), raw.lines.slice(0, _LOOKED_AT))
    filled = np.zeros(first.rows, np.int32)
    for column in first.data.columns:
        filled += np.asarray(column.is_valid())
    apart = totals(first, filled) | ((filled == 1) & (_usual(filled) > _FULLER))
    # If there are as many as other rows, they are halves of records that span two rows.
    if not apart.any() or 2 * apart.sum() > (filled > 0).sum():
        return raw
    keep = pa.array(~apart)
    return first.with_rows(first.data.filter(keep), first.lines.filter(keep))


def totals(raw: RawTable, filled: np.ndarray[Any, np.dtype[np.int32]]) -> Mask:
    """Return a mask of the rows that are totals: words that begin with "Total", and only sums.

    `filled` counts the non-blank cells of each row: far fewer than in a usual row.
    """
    is_total = np.zeros(raw.rows, bool)
    rows = np.flatnonzero((filled > 1) & (filled <= min(_MOST, _usual(filled) - _FULLER)))
    if not len(rows):
        return is_total
    few = raw.data.take(pa.array(rows))
    first_texts = pc.coalesce(*few.columns) if few.num_columns > 1 else few.column(0)
    total_texts = [text for text in pc.unique(first_texts).to_pylist() if text and says_total(text)]
    for place in np.flatnonzero(np.asarray(pc.is_in(first_texts, pa.array(total_texts, pa.string())))):
        cells = [text for column in few.columns if (text := column[int(place)].as_py())]
        is_total[rows[place]] = all(looks.is_number(clean(text)) for text in cells[1:])
    return is_total


def says_total(text: str) -> bool:
    """Return whether a text begins with a word for a total, or has two or three words and ends with one."""
    text_words = normalise(text[:_LONGEST]).strip(" :").split()
    begins = any(" ".join(text_words[:count]).strip(" :") in _TOTALS for count in (1, 2))
    return begins or (1 < len(text_words) <= _FEW_WORDS and text_words[-1] in _TOTALS)


def _usual(filled: np.ndarray[Any, np.dtype[np.int32]]) -> int:
    """Return the median number of non-blank cells of the non-empty rows; 0 without such rows."""
    some = filled[filled > 0]
    return int(np.median(some)) if len(some) else 0
