"""Whole columns of text, typed by parsing each distinct text once.

A column of half a million cells has a few thousand distinct ones. It is dictionary-encoded, each distinct
text is parsed exactly in plain Python, and the results are distributed to the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.contract import nulls
from engagement.sources.model.spill import forget_all, joined, put_aside
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from engagement.locale import Message

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.int32]

#: Characters that do not belong to a value: byte order marks, zero-width and bidirectional marks.
INVISIBLE: Final = (
    "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad"
)
_NO_INVISIBLE: Final = dict.fromkeys(map(ord, INVISIBLE))
#: Characters for which `clean` does more than trim: invisible ones, Excel's and literal quotes.
_UNCLEAN: Final = f"[{INVISIBLE}]|^\\s*[\"'=]"
#: The first characters of texts that `clean` may change, the highest of blanks, and what is beyond ASCII.
_OPENERS: Final = np.frombuffer(b"\"'=", np.uint8)
_BLANK: Final = 0x20
_BEYOND_ASCII: Final = 0x80
_INVISIBLE_FOUND: Final = re.compile(f"[{INVISIBLE}]")

#: Characters around an order's number that other files omit.
ORDER_MARKS: Final = "# \t"

_MISSING: Final = frozenset({"", *map(str.casefold, words("no-value")["blank"])})
_LONGEST_MISSING: Final = max(map(len, _MISSING))

#: Bytes of a text as a Python object, and of its parsed value.
_MADE_OF_TEXT: Final = 400

#: The first characters of texts before which a file for spreadsheets has an apostrophe (`readable.export`).
_AFTER_APOSTROPHE: Final = "=+-@\uff1d\uff0b\uff0d\uff20"
# Excel writes ="00123" and '00123 to keep a text from becoming a number.
_FORMULA_TEXT: Final = re.compile(r'="(.*)"\Z', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that does not fit its column's type, and the reason (a sentence without places)."""

    reason: Message


def clean(text: str) -> str:
    """Return a value without surroundings: blanks, invisible characters, Excel's apostrophe, quotes."""
    if _INVISIBLE_FOUND.search(text):
        text = text.translate(_NO_INVISIBLE)
    text = text.strip()
    if len(text) < 2:
        return text
    first = text[0]
    if first == "=":
        formula = _FORMULA_TEXT.match(text)
        text = formula.group(1).strip() if formula else text
    elif first == '"' and text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    elif first == "'" and (text[1].isdigit() or text[1] in _AFTER_APOSTROPHE):
        text = text[1:].removesuffix("'") if text.count("'") == 2 else text[1:]
    return text


def is_missing(text: str) -> bool:
    """Return whether a cleaned text says that there is no value: then it is missing, never 0."""
    return len(text) <= _LONGEST_MISSING and text.casefold() in _MISSING


class Distinct:
    """One column as its distinct texts and, for each row, the index of its text.

    `trimmed` has the distinct texts, as `clean` returns them, in order of first appearance, `cleaned` the
    same as a list; `indices` has one entry per row, null for blank cells.
    """

    def __init__(self, column: pa.ChunkedArray) -> None:
        if column.null_count == len(column):
            self.trimmed: pa.Array = pa.array([], pa.string())
            self.indices: pa.Array = nulls(len(column), pa.int32())
            return
        encoded = column.dictionary_encode()
        forget_all()
        encoded = encoded.combine_chunks()
        self.indices = put_aside(encoded.indices)
        texts = encoded.dictionary
        del encoded
        self.trimmed = put_aside(_cleaned(texts))

    def __len__(self) -> int:
        return len(self.trimmed)

    @cached_property
    def cleaned(self) -> list[str]:
        """The cleaned texts as a list."""
        return list(self.trimmed.to_pylist())

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.indices)

    @property
    def size(self) -> int:
        """The bytes that it takes, with the usual parsed values of each text."""
        return int(self.indices.nbytes + self.trimmed.nbytes + _MADE_OF_TEXT * len(self))

    def spread(self, values: Sequence[object] | pa.Array, kind: pa.DataType) -> pa.Array:
        """Return one value per row from one value per distinct text. Blank cells become null."""
        return put_aside(
            (values if isinstance(values, pa.Array) else pa.array(values, kind)).take(self.indices)
        )

    def mask(self, selected: Iterable[bool]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return a numpy mask of the rows whose distinct text is selected; blank cells are not."""
        flags = np.fromiter(selected, dtype=bool, count=len(self))
        if not flags.any():
            return np.zeros(self.rows, dtype=bool)
        indices = self.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return np.where(indices >= 0, flags[indices], False)


def _cleaned(texts: pa.StringArray) -> pa.StringArray:
    """`clean` for an array; Python is asked only where there is more than blanks to take away."""
    if _are_clean(texts):
        return texts
    if pc.any(pc.match_substring_regex(texts, _UNCLEAN)).as_py():
        return pa.array([clean(text) for text in texts.to_pylist()], pa.string())
    return pc.utf8_trim_whitespace(texts)


def _are_clean(texts: pa.StringArray) -> bool:
    """Return whether no text is changed by `clean` or blank, as its first and last characters alone show."""
    codes, starts, ends = letters(texts)
    given = ends > starts
    if np.count_nonzero(given) != len(texts) - texts.null_count:
        return False
    if texts.null_count:
        starts, ends = starts[given], ends[given]
    if not len(starts) or codes[starts[0] : ends[-1]].max() >= _BEYOND_ASCII:
        return not len(starts)
    first, last = codes[starts], codes[ends - 1]
    return not (first <= _BLANK).any() and not (last <= _BLANK).any() and not np.isin(first, _OPENERS).any()


def letters(texts: pa.StringArray) -> tuple[Bytes, Places, Places]:
    """Return the bytes of all texts, and where in them each begins and ends; one that is null has none."""
    _, offsets, data = texts.buffers()
    codes = np.frombuffer(b"" if data is None else data, np.uint8)
    if offsets is None or not len(texts):
        nowhere = np.zeros(len(texts), np.int32)
        return codes, nowhere, nowhere
    places = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return codes, places[:-1], places[1:]


def as_written(column: pa.ChunkedArray) -> pa.StringArray | None:
    """Return the cells of a column in one piece if `clean` changes none of them, else None."""
    if not all(map(_are_clean, column.chunks)):
        return None
    return joined(column.chunks)


def parse_each(
    texts: Iterable[str], parse: Callable[[str], object]
) -> tuple[list[object], list[Message | None]]:
    """Return the parsed values of cleaned texts and the fault of each; missing ones are None."""
    values: list[object] = []
    faults: list[Message | None] = []
    for text in texts:
        value = None if is_missing(text) else parse(text)
        if isinstance(value, Fault):
            values.append(None)
            faults.append(value.reason)
        else:
            values.append(value)
            faults.append(None)
    return values, faults


def blank(column: pa.ChunkedArray) -> pa.Array:
    """Return a mask of the cells that are null or only white space."""
    trimmed = pc.utf8_trim_whitespace(column)
    return pc.fill_null(pc.equal(trimmed, ""), True)


def order_number(text: str) -> str:
    """Return an order's number for comparison between files: "#A-1001 " and "a-1001" are equal."""
    return text.strip(ORDER_MARKS).lower()
