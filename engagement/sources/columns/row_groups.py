"""Group rows by order: each row has an integer code that is equal for rows of one order; -1 for none."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.model.spill import put_aside

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

#: The placeholder of a missing value.
NONE: Final = np.iinfo(np.int64).min
DAY: Final = 86_400_000_000
_WHOLE: Final = r"^[0-9]{1,9}$"
#: The number of days whose lowest number is equal, from which this is not chance.
_ENOUGH_DAYS: Final = 3


#: What `encoded` has returned for arrays that still exist, by their identity.
_ENCODED: Final[dict[int, tuple[weakref.ref[pa.StringArray], pa.DictionaryArray]]] = {}


def codes_of(ids: pa.StringArray) -> Ints:
    """Return an integer for each text, equal for equal texts; -1 for null."""
    return small_codes_of(ids).astype(np.int64)


def small_codes_of(ids: pa.StringArray) -> NDArray[np.int32]:
    """Return the same in half the memory."""
    codes: NDArray[np.int32] = encoded(ids).indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return codes


def encoded(ids: pa.StringArray) -> pa.DictionaryArray:
    """Return texts as the different ones and the index of each; asked again for the same array, the same.

    To number the orders of a file costs as much as to type a column, and is needed several times.
    """
    place = id(ids)
    known = _ENCODED.get(place)
    if known is not None and known[0]() is ids:
        return known[1]
    dictionary = pc.dictionary_encode(ids)
    parts = put_aside(dictionary.indices), put_aside(dictionary.dictionary)
    dictionary = pa.DictionaryArray.from_arrays(*parts)
    _ENCODED[place] = weakref.ref(ids, lambda _: _ENCODED.pop(place, None)), dictionary
    return dictionary


def of_several_rows(codes: Ints) -> Flags:
    """Return a mask by code: whether the order has several rows."""
    is_several: Flags = np.bincount(codes[codes >= 0], minlength=codes.max(initial=0) + 1) > 1
    return is_several


def whole_numbers(values: pa.Array) -> Ints:
    """Return numbers or instants as integers, `NONE` (the smallest) for missing ones."""
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("us"))
    integers: Ints = values.cast(pa.int64()).fill_null(NONE).to_numpy(zero_copy_only=False)
    return integers


def filled_down(codes: Ints, values: Ints, *, whole_group: bool = False) -> Ints:
    """Return values with each gap (`NONE`) filled from the last value above it of the same code.

    With `whole_group` each row gets the value of the first row of its code.
    """
    order = np.argsort(codes, kind="stable")
    sorted_codes, sorted_values = codes[order], values[order]
    starts = np.r_[True, sorted_codes[1:] != sorted_codes[:-1]] if len(codes) else np.zeros(0, bool)
    anchors = starts if whole_group else starts | (sorted_values != NONE)
    place = np.maximum.accumulate(np.where(anchors, np.arange(len(codes)), 0)) if len(codes) else starts
    filled = np.empty_like(values)
    filled[order] = sorted_values[place]
    return filled


def filled_text(codes: Ints, ticks: Ints, shop_ids: pa.StringArray) -> pa.StringArray:
    """Return each row's shop id: that of the first row of the same order and moment that has one."""
    key = np.unique(np.stack([codes, ticks]), axis=1, return_inverse=True)[1].reshape(-1)
    rows = np.flatnonzero(np.asarray(pc.is_valid(shop_ids)))
    first = np.full(key.max(initial=0) + 1, -1, np.int64)
    first[key[rows[::-1]]] = rows[::-1]
    first_row = first[key]
    return shop_ids.take(pa.array(first_row, mask=first_row < 0))


def extremes(codes: Ints, values: Ints, counted: Flags) -> tuple[Ints, Ints]:
    """Return the least and the greatest value of each order among the `counted` rows, by code.

    For an order without values the greatest is below the least.
    """
    size = codes.max(initial=0) + 1
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, NONE)
    rows = counted & (values != NONE) & (codes >= 0)
    np.minimum.at(least, codes[rows], values[rows])
    np.maximum.at(most, codes[rows], values[rows])
    return least, most


def span(first: Ints, last: Ints) -> Ints:
    """Return the difference of each order's last and first value; 0 unless the last one is greater."""
    is_ordered = last > first
    size: Ints = np.where(is_ordered, np.where(is_ordered, last, 0) - np.where(is_ordered, first, 0), 0)
    return size


def has_clock(instants: pa.TimestampArray) -> bool:
    """Return whether any instant is not midnight."""
    ticks = whole_numbers(instants)
    return bool((ticks[ticks != NONE] % DAY != 0).any())


def begin_anew(numbers: pa.StringArray, instants: pa.TimestampArray) -> bool:
    """Return whether whole numbers restart at the same lowest number each day, like those of a till."""
    whole = pc.if_else(pc.match_substring_regex(numbers, _WHOLE), numbers, None)
    if whole.null_count > numbers.null_count or not len(whole):
        return False
    table = pa.table({"day": whole_numbers(instants) // DAY, "number": whole.cast(pa.int64())})
    firsts = table.group_by("day").aggregate([("number", "min")])
    return firsts.num_rows >= _ENOUGH_DAYS and len(firsts["number_min"].unique()) == 1
