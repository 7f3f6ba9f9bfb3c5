"""CDNOW: purchases at a record shop, the usual data set for lifetime value models.

Columns separated by blanks: customer, day, CDs, dollars; with or without a header, and in the sample file
with a second customer number. Each line is an order (METRICS.md). As lines have no number, an order's id is
made of customer, day, and the ordinal among that customer's orders of the day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_CUSTOMER = ("customer_id", "masterid")
_DATE = ("date",)

#: Without a header, the columns are recognised by their values. The sample file has two customer numbers: the
#: one in the whole data set, and the one in the sample.
_SHAPE = (("customer_id", r"^\d{4,6}$"), ("date", r"^199[78][01]\d[0-3]\d$"))
_REST = (("number_of_cds", r"^\d{1,3}$"), ("dollar_value", r"^\d{1,4}\.\d{1,2}$"))
_WHOLE = _SHAPE + _REST
_SAMPLE = (_SHAPE[0], ("sample_id", r"^\d{1,5}$"), _SHAPE[1], *_REST)


def _shape(raw: RawTable) -> tuple[str, ...] | None:
    """Return the names of the columns if the values of all of them look like CDNOW's, else None."""
    for shape in (_WHOLE, _SAMPLE):
        if (
            len(raw.columns) == len(shape)
            and raw.rows
            and all(
                pc.all(pc.match_substring_regex(raw.data.column(place), pattern)).as_py()
                for place, (_, pattern) in enumerate(shape)
            )
        ):
            return tuple(name for name, _ in shape)
    return None


def _fits(raw: RawTable) -> float:
    return 1.0 if raw.header_row is None and _shape(raw) else 0.0


def _prepare(raw: RawTable) -> RawTable:
    named = _shape(raw) if raw.header_row is None else None
    return raw if named is None else replace(raw, columns=named)


FORMAT = order_export(
    key="cdnow",
    platform="CDNOW",
    export="CDNOW_master.txt, CDNOW_sample.txt, or the same with a header",
    signature=(
        ("customer_id", "date", "number_of_cds", "dollar_value"),
        ("masterid", "date", "cds", "sales"),
    ),
    fits=_fits,
    prepare=_prepare,
    columns=OrderColumns(
        numbered_by=(_CUSTOMER, _DATE),
        instant=_DATE,
        gross=("dollar_value", "sales"),
        known_currency="USD",
        required=frozenset({"instant", "gross"}),
        ident=_CUSTOMER,
        items=("number_of_cds", "cds"),
    ),
)
