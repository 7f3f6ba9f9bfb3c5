"""Order numbers used in other files: a shop's order in a payment, a payment in an order.

They are in separate columns ("Payment Reference", "order_id (metadata)", "Invoice Number") or in a sentence
("Payment for order #1001"). Only what looks like a reference number is kept; words, names and addresses are
not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.model.spill import joined, put_aside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

    Places = NDArray[np.int64]

#: Words for what a column of reference numbers refers to.
_OF: Final = words_of("order-references", "of")
_NUMBER: Final = words_of("order-references", "number")
#: Words that make a header one of reference numbers by themselves.
_ALONE: Final = words_of("order-references", "alone")
#: Words of headers whose numbers are not references to orders or payments.
_BESIDE: Final = words_of("order-references", "other")
#: Headers that only payments have: their own numbers, and the provider's fees.
_PAYMENT: Final = words_of("order-tables", "payment")
_FEES: Final = words_of("order-tables", "fee")
_NUMBERS: Final = words_of("order-tables", "number")
#: Words of columns of free text.
SENTENCES: Final = words_of("order-tables", "sentence")
_LONGEST: Final = 64
#: The most numbers that are kept of one row; a note full of numbers does not refer to an order.
_MOST: Final = 8
_ALL_BUT_FEW: Final = 0.99
#: Rows that are split at once: the parts of texts take many times the memory of the texts.
_BATCH_ROWS: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class _ColumnNumbers:
    """The reference numbers in a column.

    `indices` has the index of each row's distinct text, null for a blank cell. The numbers of the distinct
    text i are `numbers[offsets[i] : offsets[i + 1]]`.
    """

    indices: pa.Array
    offsets: Places
    numbers: pa.StringArray


def reference_texts(cells: Cells, *sentences: str) -> pa.StringArray:
    """Return each row's references, one per line; null without any.

    They come from columns whose headers say that they have reference numbers, and from existing columns of
    `sentences` (free text).
    """
    names = tuple(dict.fromkeys((*columns(cells.raw.columns), *filter(cells.has, sentences))))
    places = [place for name in names if (place := cells.take((name,))) is not None]
    if not places:
        return pa.nulls(cells.raw.rows, pa.string())
    found = [_numbers_of(cells, place) for place in places]
    lines = (_lines(*_of_rows(found, start)) for start in range(0, cells.raw.rows, _BATCH_ROWS))
    return joined(lines)


def _numbers_of(cells: Cells, place: int) -> _ColumnNumbers:
    """Return the reference numbers in a column."""
    every, indices = _texts_of(cells, place)
    counts, spellings = [], []
    for start in range(0, len(every), _BATCH_ROWS):
        texts = every.slice(start, _BATCH_ROWS)
        places, spelt = tokens(texts)
        counts.append(np.bincount(places, minlength=len(texts)))
        spellings.append(spelt)
    offsets = np.r_[0, np.cumsum(np.concatenate(counts))] if counts else np.zeros(1, dtype=np.int64)
    numbers = pa.concat_arrays(spellings) if spellings else pa.array([], pa.string())
    return _ColumnNumbers(indices, put_aside(pa.array(offsets)).to_numpy(), put_aside(numbers))


def _texts_of(cells: Cells, place: int) -> tuple[pa.StringArray, pa.Array]:
    """Return texts of a column, and for each row the index of its text.

    Where nearly all are different, as in numbers of payments, to find the same ones would not pay.
    """
    sample = cells.raw.data.column(place).slice(0, _BATCH_ROWS).drop_null()
    if len(sample.unique()) < _ALL_BUT_FEW * len(sample):
        column = cells.evidence.distinct(place)
        return column.trimmed, column.indices
    texts = cells.evidence.texts(place)
    given = np.asarray(texts.is_valid())
    indices = pa.array((np.cumsum(given) - 1).astype(np.int32), mask=~given)
    return put_aside(texts.drop_null()), put_aside(indices)


def _of_rows(columns_found: Sequence[_ColumnNumbers], start: int) -> tuple[Places, pa.StringArray, int]:
    """Return the numbers in the rows from `start`, sorted by row: their rows (from 0), and the row count."""
    row_of, numbers = [], []
    for column in columns_found:
        rows = column.indices.slice(start, _BATCH_ROWS)
        text = rows.fill_null(-1).to_numpy()
        filled = np.flatnonzero(text >= 0)
        first, last = column.offsets[text[filled]], column.offsets[text[filled] + 1]
        counts = last - first
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        row_of.append(np.repeat(filled, counts))
        numbers.append(column.numbers.take(pa.array(np.repeat(first, counts) + within)))
    places = np.concatenate(row_of)
    order = np.argsort(places, kind="stable")
    return places[order], pa.concat_arrays(numbers).take(pa.array(order)), len(rows)


def columns(names: Sequence[str]) -> Iterator[str]:
    """Yield the columns whose headers say that they have numbers of orders, payments or the like.

    >>> list(columns(["Payment Reference", "order_id (metadata)", "Order Date", "Customer ID"]))
    ['Payment Reference', 'order_id (metadata)']
    """
    for name in names:
        header = words(name)
        numbers = bool(header & _OF and header & _NUMBER) or bool(header & _ALONE)
        if numbers and not header & _BESIDE:
            yield name


def tokens(texts: pa.StringArray) -> tuple[Places, pa.StringArray]:
    """Return the index of its text and the normalised spelling of each number in `texts`.

    A number with a prefix ("EU-1001") is also returned without it. E-mail addresses are left out.

    >>> tokens(pa.array(["Payment for order #1001", None, "EU-1002, ann@example.com"]))[1].to_pylist()
    ['1001', 'eu-1002', '1002']
    """
    plain = pc.utf8_lower(texts)
    if pc.any(pc.match_substring(plain, "@")).as_py():
        plain = pc.replace_substring_regex(plain, r"\S+@\S+", " ")
    if pc.all(pc.match_substring_regex(plain, r"^[a-z0-9_\-/.]+$")).as_py():
        numbers, bare = _spellings(plain)
        places = np.arange(len(plain))
        words_at = pa.array(places)
    else:
        parts = pc.split_pattern_regex(plain, r"[^a-z0-9_\-/.]+")
        # Most texts share most of their words, so each distinct word is parsed only once.
        different = pc.list_flatten(parts).dictionary_encode()
        numbers, bare = _spellings(different.dictionary)
        places, words_at = pc.list_parent_indices(parts).to_numpy(), different.indices
    is_number = pc.is_valid(numbers).take(words_at)
    places, words_at = places[np.asarray(is_number)], words_at.filter(is_number)
    has_prefix = pc.is_valid(bare).take(words_at)
    own_places = np.r_[places, places[np.asarray(has_prefix)]]
    order = np.argsort(own_places, kind="stable")
    spellings = pa.concat_arrays([numbers.take(words_at), bare.take(words_at.filter(has_prefix))])
    return own_places[order].astype(np.int64), spellings.take(pa.array(order))


def _spellings(parts: pa.StringArray) -> tuple[pa.StringArray, pa.StringArray]:
    """Return the parts that are numbers, in a normalised spelling, and these without a prefix; else null."""
    numbers = pc.replace_substring_regex(pc.utf8_trim(parts, characters="-_/."), r"^0+([0-9])", r"\1")
    is_number = pc.and_(
        pc.match_substring_regex(numbers, r"[0-9]"), pc.less_equal(pc.utf8_length(numbers), _LONGEST)
    )
    numbers = pc.if_else(is_number, numbers, None)
    has_prefix = pc.match_substring_regex(numbers, r"^[a-z]+[-_/.]?[0-9]{3,}$")
    bare = pc.replace_substring_regex(pc.if_else(has_prefix, numbers, None), r"^[a-z]+[-_/.]?0*", "")
    return numbers, bare


def _lines(places: Places, numbers: pa.StringArray, size: int) -> pa.StringArray:
    """Return the first distinct numbers of each row, one per line; null without any.

    `places`: the row of each of the `numbers`, ascending; `size`: the number of rows.
    """
    different = numbers.dictionary_encode()
    codes = different.indices.to_numpy().astype(np.int64)
    _, firsts = np.unique(places * len(different.dictionary) + codes, return_index=True)
    firsts.sort()
    places, numbers = places[firsts], numbers.take(pa.array(firsts))
    counts = np.bincount(places, minlength=size)
    offsets = np.r_[0, np.cumsum(counts)]
    is_among_first = np.arange(len(places)) - offsets[places] < _MOST
    counts = np.minimum(counts, _MOST)
    lists: Any = pa.ListArray.from_arrays(
        pa.array(np.r_[0, np.cumsum(counts)], pa.int32()), numbers.filter(pa.array(is_among_first))
    )
    return pc.if_else(pa.array(counts > 0), pc.binary_join(lists, "\n"), None)


def hold_payments(raw: RawTable, columns: Mapping[str, str]) -> bool:
    """Return whether rows are a provider's payments: with fees, or payment numbers before order numbers."""
    headers = [words(name) for name in raw.columns]
    of_pieces = "sku" in columns or {"product", "quantity"} <= columns.keys()
    if of_pieces or not words(columns.get("product", "")) <= SENTENCES:
        return False
    if any(header <= _FEES for header in headers):
        return True
    numbered = [place for place, h in enumerate(headers) if h & _PAYMENT and h & _NUMBERS and len(h) < 4]
    order = raw.columns.index(columns["order_id"]) if "order_id" in columns else len(headers)
    return bool(numbered) and numbered[0] <= order
