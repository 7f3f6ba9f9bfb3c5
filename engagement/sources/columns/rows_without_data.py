"""Rows that are not data: empty ones, totals, footers, repeated headers, and rows longer than the header.

Importing a `Total` row doubles all sums. Such rows are set aside with a reason, before a format reads the
table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from engagement.locale import message
from engagement.sources.model import spill
from engagement.sources.raw import group_rows, repeated_headers
from engagement.sources.text.column_names import normalise
from engagement.sources.values.texts import blank
from engagement.sources.words.word_files import patterns, words

if TYPE_CHECKING:
    from engagement.sources.columns.ledger import Ledger
    from engagement.sources.model.raw_table import RawTable

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

EMPTY: Final = message("This row is empty")
REPEATED: Final = message("This line repeats the names of the columns")
TOTAL: Final = message("This is a total of the other rows")
FOOTER: Final = message("This line stands below the table and is no part of it")
TOO_LONG: Final = message("This row has more cells than the table has columns")

PASTED: Final = message("This row stands in the file a second time")

#: The number of rows from which a repetition of all of them is not chance.
_FEWEST_PASTED: Final = 3
#: The number of rows at the beginning and at the end in which totals and footers are searched.
_ENDS: Final = 12

_TOTALS: Final = frozenset(map(normalise, words("totals")["rows"]))
_FOOTER: Final = re.compile(patterns("remarks")["remark"], re.IGNORECASE)


def set_aside(raw: RawTable, ledger: Ledger, *, unique: bool = False) -> None:
    """Set aside, with reasons, the rows of `raw` that are not data.

    `unique`: the same rows cannot occur twice in the same sequence; a second time they were pasted.
    """
    filled = filled_cells(raw)
    ledger.set_aside(_empty(raw), EMPTY, None)
    ledger.set_aside(repeated_headers.repeated(raw), REPEATED, None)
    if raw.overflow:
        _set_overflow_aside(raw, ledger)
    ledger.set_aside(footers(raw, filled), FOOTER, None)
    ledger.set_aside(_totals(raw, filled), TOTAL, None)
    if unique:
        ledger.set_aside(_pasted(raw, ledger.kept), PASTED, None)


def footers(raw: RawTable, filled: np.ndarray[Any, np.dtype[np.int32]]) -> Mask:
    """Return a mask of the rows below the table: remarks of few cells after rows of many.

    `filled` counts the cells of each row that are not blank.
    """
    is_footer = np.zeros(raw.rows, dtype=bool)
    used = np.flatnonzero(filled)
    if len(used) < 2 or len(raw.columns) < 3:
        return is_footer
    usual = int(np.median(filled[used]))
    for row in used[::-1][:_ENDS]:
        texts = [text for text in _row(raw, int(row)) if text]
        alone = (
            len(texts) == 1 and usual >= 3 and _row(raw, int(row))[0] == texts[0] and not _is_total(texts[0])
        )
        is_footer_text = (
            len(texts) <= 3 and usual > len(texts) and _FOOTER.search(" ".join(texts)) is not None
        )
        if not (alone or is_footer_text):
            break
        is_footer[row] = True
    # If nothing would be left, the rows are sparse and not footers.
    return is_footer if is_footer.sum() < len(used) else np.zeros(raw.rows, dtype=bool)


def filled_cells(raw: RawTable) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Return the number of non-blank cells of each row."""
    filled = np.zeros(raw.rows, dtype=np.int32)
    for column in raw.data.columns:
        if column.null_count < raw.rows:
            filled += np.asarray(column.is_valid())
            spill.forget_all()
    return filled


def without_repeats(raw: RawTable) -> RawTable:
    """Return `raw` without the lines that only repeat its header."""
    is_repeat = repeated_headers.repeated(raw)
    if not is_repeat.any():
        return raw
    keep = pa.array(~is_repeat)
    return raw.with_rows(raw.data.filter(keep), raw.lines.filter(keep))


def without_footers(raw: RawTable) -> RawTable:
    """Return `raw` without its footers, which become lines of text in `footer`."""
    filled = filled_cells(raw)
    is_footer = footers(raw, filled)
    if not is_footer.any():
        return raw
    # Blank rows between the footers, and directly above them, are removed too.
    is_footer[np.argmax(is_footer) :] = True
    empty = _empty(raw)
    while empty[np.argmax(is_footer) - 1]:
        is_footer[np.argmax(is_footer) - 1] = True
    texts = tuple(" ".join(text for text in _row(raw, int(row)) if text) for row in np.flatnonzero(is_footer))
    keep = pa.array(~is_footer)
    return replace(raw.with_rows(raw.data.filter(keep), raw.lines.filter(keep)), footer=texts)


def _pasted(raw: RawTable, retained: Mask) -> Mask:
    """Return a mask of the second half of the kept rows, where it repeats the first half."""
    is_pasted = np.zeros(raw.rows, dtype=bool)
    rows = np.flatnonzero(retained)
    half = len(rows) // 2
    if half < _FEWEST_PASTED or len(rows) % 2:
        return is_pasted
    halves = [pa.array(part) for part in (rows[:half], rows[half:])]
    # Column by column: most files differ in the first one, and comparing all at once would fill the memory.
    if all(column.take(halves[0]).equals(column.take(halves[1])) for column in raw.data.columns):
        is_pasted[rows[half:]] = True
    return is_pasted


def _empty(raw: RawTable) -> Mask:
    """Return a mask of blank rows. Column by column, only the remaining candidates are read."""
    rows = np.arange(raw.rows)
    for column in raw.data.columns:
        if len(rows) == 0:
            break
        if column.null_count < raw.rows:
            cells = column if len(rows) == raw.rows else column.take(pa.array(rows))
            rows = rows[np.asarray(blank(cells)).astype(bool)]
    is_empty = np.zeros(raw.rows, dtype=bool)
    is_empty[rows] = True
    return is_empty


def _set_overflow_aside(raw: RawTable, ledger: Ledger) -> None:
    for place in range(len(raw.columns) - raw.overflow, len(raw.columns)):
        cells = ~np.asarray(blank(raw.data.column(place))).astype(bool)
        ledger.set_aside(cells, TOO_LONG, place)


def _totals(raw: RawTable, filled: np.ndarray[Any, np.dtype[np.int32]]) -> Mask:
    """Return a mask of rows of totals: at both ends by their first non-blank cell, and totals of groups."""
    is_total = np.zeros(raw.rows, dtype=bool)
    used = np.flatnonzero(filled)
    for row in {*used[:2].tolist(), *used[-_ENDS:].tolist()}:
        texts = [text for text in _row(raw, row) if text]
        if texts and len(raw.columns) > 1 and len(used) > 1 and _is_total(texts[0]):
            is_total[row] = True
    return is_total | group_rows.totals(raw, filled)


def _is_total(text: str) -> bool:
    return normalise(text).rstrip(" :") in _TOTALS


def _row(raw: RawTable, row: int) -> list[str]:
    return [(column[row].as_py() or "").strip() for column in raw.data.columns]
