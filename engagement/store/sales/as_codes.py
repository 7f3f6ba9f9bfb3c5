"""Orders as arrays of whole numbers, to be compared row by row: person, amount, time, order numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.orders import references
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Mask = NDArray[np.bool_]


#: Numbers with at least this many characters are taken as unique.
_LONG: Final = 10
NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Sales:
    """The compared columns of a table of orders, one entry per row; a negative code means "unknown"."""

    numbers: tuple[Places, Places, Mask, Mask]
    person: Places
    money: Places
    gross: Places
    currency: Places
    shop: Places
    seconds: Places
    counts: Mask

    @classmethod
    def of(cls, orders: pa.Table) -> Sales:
        """Read the columns that are compared."""
        gross, currency = orders.column("gross").to_numpy(), codes_of(orders.column("currency"), NO_CURRENCY)
        return cls(
            numbers_of(orders),
            codes_of(orders.column("customer_key")),
            codes_of(pa.array(gross)),
            gross,
            currency,
            codes_of(orders.column("shop")),
            orders.column("instant").cast(pa.timestamp("s"), safe=False).cast(pa.int64()).to_numpy(),
            np.asarray(orders.column("counts")),
        )

    def may_be_one(self, rows: Places, twins: Places) -> Mask:
        """Return a mask of pairs whose currency and shop are the same, or unknown for one of the two."""
        return agree(self.currency, rows, twins) & agree(self.shop, rows, twins)


def numbers_of(orders: pa.Table) -> tuple[Places, Places, Mask, Mask]:
    """Return row, code, length and ownership of every number that a row has or refers to; once per row."""
    parts = []
    for name in ("order_id", "refers_to"):
        column: Any = orders.column(name)
        text = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        parts.append(references.tokens(text))
    row = np.r_[parts[0][0], parts[1][0]]
    is_own = np.r_[np.ones(len(parts[0][0]), bool), np.zeros(len(parts[1][0]), bool)]
    encoded = pa.concat_arrays([parts[0][1], parts[1][1]]).dictionary_encode()
    code = encoded.indices.to_numpy().astype(np.int64)
    is_long = np.asarray(pc.greater_equal(pc.utf8_length(encoded.dictionary), _LONG)).astype(bool)
    _, first_uses = np.unique(row * (len(encoded.dictionary) + 1) + code, return_index=True)
    return (
        row[first_uses],
        code[first_uses],
        is_long[code[first_uses]] if len(is_long) else np.zeros(0, bool),
        is_own[first_uses],
    )


def agree(codes: Places, rows: Places, twins: Places) -> Mask:
    """Return a mask of the pairs of rows with the same code."""
    code, other_code = codes[rows], codes[twins]
    return np.asarray((code == other_code) | (code < 0) | (other_code < 0))


def joint(*codes: Places) -> Places:
    """Return one code for each combination of several."""
    joined = np.zeros(len(codes[0]), np.int64)
    for code in codes:
        pairs = joined * (int(code.max(initial=0)) + 2) + code + 1
        joined = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return joined


def codes_of(values: Any, nothing: str | None = None) -> Places:
    """Return distinct values numbered from 0; -1 for missing values and for `nothing`."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if nothing is not None:
        values = pc.if_else(pc.equal(values, nothing), None, values)
    codes: Places = values.dictionary_encode().indices.fill_null(NOBODY).to_numpy(zero_copy_only=False)
    return codes.astype(np.int64)
