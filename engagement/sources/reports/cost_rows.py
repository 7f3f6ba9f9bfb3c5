"""Common parts of all tables of costs: products with unit costs, and advertising spend by day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.money.currencies import currency_in
from engagement.sources.columns.rows_without_data import TOTAL
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.reports import days_covered
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.meaning.matcher import ColumnsByConcept

NO_PRODUCT: Final = message("This row names no product: it has neither a name nor a number")
NO_COST: Final = message("This row says of its product neither what it costs, nor its kind, nor its vendor")
NO_SPEND: Final = message("This row has no amount")
NO_DAY: Final = message("This row does not say on which day the money was spent")
#: A row that begins with these words and a colon is a total.
_TOTAL: Final = re.compile(
    rf"^(?:{'|'.join(fold(word) for phrases in words('totals-of-figures').values() for word in phrases)})\b"
)


def catalogue(
    cells: Cells, source: str, columns: Mapping[str, pa.Array] | None = None
) -> dict[str, pa.Table]:
    """Return the canonical table of products, with unit costs where the list has them.

    `columns` are canonical columns that a format has already read; the others are found by their meaning.
    Rows without a product, or with nothing else about it, are set aside.
    """
    by_concept = COST.columns_of(cells.raw.columns, cells.hints.roles)
    currency, cost = _money(cells, by_concept, "cost")
    product_columns: dict[str, pa.Array] = {
        **{name: cells.text(*by_concept.get(name, ())[:1]) for name in ("sku", "product", "vendor", "type")},
        "title": pa.nulls(cells.raw.rows, pa.string()),
        "day": cells.instant(*by_concept.get("from", ())[:1]).cast(pa.date32()).cast(pa.int32()),
        **(columns or {}),
    }
    is_useful = pc.or_(
        pc.is_valid(cost),
        pc.or_(pc.is_valid(product_columns["vendor"]), pc.is_valid(product_columns["type"])),
    )
    cells.set_aside(pc.is_null(pc.coalesce(product_columns["sku"], product_columns["product"])), NO_PRODUCT)
    cells.set_aside(pc.invert(is_useful), NO_COST, *by_concept.get("cost", ())[:1])
    product_columns |= {
        "source": pa.array([source] * cells.raw.rows, pa.string()),
        "cost": cost,
        "currency": pc.if_else(pc.is_valid(cost), currency, None),
        "line": cells.raw.lines,
    }
    return {"catalogue": tables.conform("catalogue", pa.table(product_columns).filter(cells.kept))}


def ad_spend(cells: Cells, source: str, *, channel: str | None = None) -> dict[str, pa.Table]:
    """Return the canonical table of advertising spend by day or period; `channel` is that of the whole file.

    Rows of totals, and rows without an amount or a day, are set aside.
    """
    by_concept = COST.columns_of(cells.raw.columns, cells.hints.roles)
    if "spend" not in by_concept:  # "Cost" alone is recognised as that of a product
        by_concept = {**by_concept, "spend": COST.columns_for(cells.raw.columns, "spend")}
    _set_totals_aside(cells, by_concept)
    currency, spend = _money(cells, by_concept, "spend")
    day, last_day = _days(cells, by_concept)
    cells.set_aside(pc.is_null(spend), NO_SPEND, *by_concept.get("spend", ())[:1])
    cells.set_aside(pc.is_null(day), NO_DAY)
    rows = cells.raw.rows
    spend_columns = {
        "source": pa.array([source] * rows, pa.string()),
        "channel": cells.text(*by_concept.get("channel", ())[:1])
        if channel is None
        else pa.array([channel] * rows, pa.string()),
        "account": cells.text(*by_concept.get("account", ())[:1]),
        "campaign": cells.text(*by_concept.get("campaign", ())[:1]),
        "day": day,
        "last_day": last_day,
        "spend": spend,
        "currency": currency,
        "impressions": cells.integer(*by_concept.get("impressions", ())[:1]),
        "clicks": cells.integer(*by_concept.get("clicks", ())[:1]),
        "line": cells.raw.lines,
    }
    return {"ad_spend": tables.conform("ad_spend", pa.table(spend_columns).filter(cells.kept))}


def _money(cells: Cells, columns: ColumnsByConcept, role: str) -> tuple[pa.Array, pa.Array]:
    """Return the currency and the amount of each row; the header of the amount may name the currency.

    It is null, without a question, if the file does not state it (Shopify's products): that of the shop's
    orders is then used.
    """
    column = columns.get(role, ())[:1]
    if not column:
        return pa.nulls(cells.raw.rows, pa.string()), pa.nulls(cells.raw.rows, pa.int64())
    codes = cells.currency(
        *columns.get("currency", ())[:1], amount=column, default=currency_in(column[0]), asks=False
    )
    codes = pc.fill_null(codes, tables.NO_CURRENCY)
    return codes, cells.money(*column, currency=codes)


def _days(cells: Cells, columns: ColumnsByConcept) -> tuple[pa.Array, pa.Array]:
    """Return the first and last day of each row's day, week, month or span."""
    if days_covered.dated(cells.raw, columns) is None and "starts" in columns:
        starts, ends = (
            cells.instant(*columns.get(name, columns["starts"])[:1]).cast(pa.date32()).cast(pa.int32())
            for name in ("starts", "ends")
        )
        return starts, pc.max_element_wise(starts, pc.coalesce(ends, starts), skip_nulls=False)
    return days_covered.days(cells, columns)


def _set_totals_aside(cells: Cells, columns: ColumnsByConcept) -> None:
    """Set aside rows of totals: named so, or without a campaign if other rows have one."""
    named = next((columns[name][0] for name in ("campaign", "part") if name in columns), None)
    if named is not None:
        blank = pc.is_null(cells.text(named))
        if not pc.all(blank).as_py():
            cells.set_aside(blank, TOTAL, named)
    for column in cells.raw.columns[:2]:
        texts = cells.text(column).to_pylist()
        is_total = [text is not None and bool(_TOTAL.match(fold(text))) for text in texts]
        cells.set_aside(pa.array(is_total, pa.bool_()), TOTAL, column)
