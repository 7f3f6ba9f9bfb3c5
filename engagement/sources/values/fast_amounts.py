"""Columns of numbers written the way that programs write them, typed at the speed of Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values.conversions import LARGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Whole or with one or two digits behind a point: with three it may be a thousand.
_PLAIN: Final = r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$"
_TENTHS: Final = r"\.[0-9]{1,2}$"
_DIGITS: Final = 2
#: The most digits for which each such number is such a decimal.
_MOST_DIGITS: Final = 6
#: Digits of the largest decimal that is an integer of 64 bits.
_LONGEST: Final = 18


def are_plain(texts: pa.StringArray) -> bool:
    """Return whether all are such numbers, and some prove that the point is their decimal sign."""
    is_plain = len(texts) and pc.all(pc.match_substring_regex(texts, _PLAIN)).as_py()
    return bool(is_plain and pc.any(pc.match_substring_regex(texts, _TENTHS)).as_py())


def have_decimals(texts: Sequence[str]) -> bool:
    """Return whether one of these numbers that is not zero has decimals."""
    return any("." in text and text.strip("-0.") for text in texts)


def to_minor(texts: pa.StringArray, digits: int) -> pa.Int64Array | None:
    """Return such numbers in units of so many digits, exactly; None if that may not fit."""
    if not _DIGITS <= digits <= _MOST_DIGITS:
        return None
    decimals = texts.cast(pa.decimal128(_LONGEST, digits))
    # A decimal is an integer of 128 bits; of one that fits into 64 these are its lower half.
    halves = np.frombuffer(decimals.buffers()[1], np.int64)[2 * decimals.offset :][: 2 * len(decimals)]
    amounts = halves[::2]
    return None if np.abs(amounts).max(initial=0) >= LARGEST else pa.array(amounts)


def to_floats(texts: pa.StringArray) -> pa.DoubleArray:
    """Return such numbers as the floating-point numbers next to them."""
    return texts.cast(pa.float64())
