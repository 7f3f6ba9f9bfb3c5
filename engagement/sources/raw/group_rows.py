"""Rows between the others that head or add up a group of them: "January 2026", "Total January".

Somebody who keeps orders by hand writes a row for each month. They are no values of the columns that
they stand in.
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

#: Rows that are looked at.
_LOOKED_AT: Final = 2_000
#: A usual row fills this many cells more than one of a group does.
_FULLER: Final = 2
#: A total of a group fills no more cells than this: its words, and a few sums.
_MOST: Final = 4
#: No name of a total is longer; the rest of a long cell is not looked at.
_LONGEST: Final = 100
_TOTALS: Final = frozenset(map(normalise, words("totals")["rows"]))


def without(raw: RawTable) -> RawTable:
    """Return the first rows of `raw` without those that head or add up groups; all of it where none does."""
    first = raw.with_rows(raw.data.slice(0, _LOOKED_AT), raw.lines.slice(0, _LOOKED_AT))
    filled = np.zeros(first.rows, np.int32)
    for column in first.data.columns:
        filled += np.asarray(column.is_valid())
    apart = totals(first, filled) | ((filled == 1) & (_usual(filled) > _FULLER))
    # As many as there are others, they are the half of each record that stands on a row of its own.
    if not apart.any() or 2 * apart.sum() > (filled > 0).sum():
        return raw
    keep = pa.array(~apart)
    return first.with_rows(first.data.filter(keep), first.lines.filter(keep))


def totals(raw: RawTable, filled: np.ndarray[Any, np.dtype[np.int32]]) -> Mask:
    """Return a mask of the rows that add up those above: words that begin with "Total", and sums alone.

    `filled` counts the cells of each row that are not blank: far fewer than a usual row's.
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
    """Whether the first word of a text, or the first two, are the name of a total."""
    first_words = normalise(text[:_LONGEST]).split()[:2]
    return any(" ".join(first_words[:count]).strip(" :") in _TOTALS for count in (1, 2))


def _usual(filled: np.ndarray[Any, np.dtype[np.int32]]) -> int:
    """Return how many cells half of the rows fill at least, empty rows left out."""
    some = filled[filled > 0]
    return int(np.median(some)) if len(some) else 0
