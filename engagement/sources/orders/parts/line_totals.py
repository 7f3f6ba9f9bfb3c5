"""The amount of each row's product beside an order's total, in a column that is only called "Amount".

Such a name usually means what an order came to. Beside a column that is the order's total, it is that of the
row if the rows of each order add up to about the total, which may include shipping and discounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.meaning.vocabularies import ORDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

    _Numbers = np.ndarray[Any, np.dtype[np.float64]]

#: The share of orders whose rows must add up to about the total, and how far the total may be from the sum.
_SURE: Final = 0.95
_ABOUT: Final = 0.5
_SUBTOTALS: Final = words_of("order-tables", "subtotal")


def beside_totals(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with that of each row's amount if the order's total has another column."""
    total, number = columns.get("amount"), columns.get("order_id")
    goods = {"product", "sku"} & columns.keys()
    priced = {"price", "line_amount"} & columns.keys()
    if total is None or number is None or not goods or priced or cells.hints.roles is not None:
        return columns
    named = [name for name in cells.raw.columns if name not in columns.values() and _is_amount(name)]
    if not named:
        return columns
    ids = cells.text(number).dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    whole = _numbers(cells, total)
    pieces = np.nan_to_num(_numbers(cells, columns["quantity"]), nan=1.0) if "quantity" in columns else None
    for name in named:
        if _adds_up(_numbers(cells, name), whole, ids, pieces):
            return {**columns, "line_amount": name}
    return columns


def _is_amount(name: str) -> bool:
    return ORDERS.rate("amount", words(name)) > 1 or bool(words(name) & _SUBTOTALS)


def _numbers(cells: Cells, name: str) -> _Numbers:
    return np.asarray(cells.number(name).to_numpy(zero_copy_only=False), np.float64)


def _adds_up(own: _Numbers, whole: _Numbers, ids: np.ndarray[Any, Any], pieces: _Numbers | None) -> bool:
    """Return whether the rows' own amounts differ from the orders' totals and add up to about these."""
    valid = (ids >= 0) & ~np.isnan(own)
    if not valid.any() or np.array_equal(own[valid], whole[valid]):
        return False
    count = int(ids.max()) + 1
    rows = np.bincount(ids[valid], minlength=count)
    total = np.full(count, np.nan)
    filled = (ids >= 0) & ~np.isnan(whole)
    total[ids[filled][::-1]] = whole[filled][::-1]
    told = (rows > 0) & ~np.isnan(total) & (total > 0)
    if not told.any() or not (rows[told] > 1).any():
        return False
    added = np.bincount(ids[valid], weights=own[valid], minlength=count)
    apart = np.abs(added - total)[told]
    if np.mean(apart <= _ABOUT * total[told]) < _SURE:
        return False
    if pieces is None:
        return True
    as_prices = np.bincount(ids[valid], weights=(own * pieces)[valid], minlength=count)
    return float(apart.sum()) <= float(np.abs(as_prices - total)[told].sum())
