"""The shop's own purchases: orders to suppliers, their invoices, received goods.

They have a number, a day, goods and an amount like orders of customers. The named company is the supplier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.meaning.header_words import phrases_of, words, words_of
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.orders.columns import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.sources.model.raw_table import RawTable

_SUPPLIERS: Final = words_of("other-lists", "supplier")
#: A word for suppliers that also means the maker of a product or a seller on a marketplace.
_VENDORS: Final = words_of("other-lists", "vendor")
#: Words in the names of files of purchases.
_BOUGHT: Final = words_of("other-lists", "purchases")
#: Words for tax numbers; in a table with suppliers, it is the supplier's.
_TAX_NUMBERS: Final = words_of("other-lists", "tax_number")
_COMMISSIONS: Final = words_of("other-lists", "commission")
_BUYERS: Final = words_of("order-tables", "buyer") | words_of("order-numbers", "customers")
_PURCHASE_NUMBERS: Final = phrases_of("other-lists-phrases", "purchase_number")
_MONEY: Final = frozenset({"amount", "line_amount", "price"})
_PEOPLE: Final = frozenset({"email", "customer", "phone"})
_GOODS: Final = frozenset({"product", "sku"})
#: The share of rows that must have a supplier.
_FILLED: Final = 0.9
_TWO: Final = 2


def are_listed(raw: RawTable) -> bool:
    """Return whether the rows are purchases from suppliers.

    They have no buyers, and either a column of suppliers or numbers named as those of purchase orders.
    """
    headers, fields = [words(name) for name in raw.columns], find(raw).keys()
    if "date" not in fields or not fields & _MONEY or _names_buyers(raw, headers):
        return False
    suppliers, numbered = _suppliers(raw, headers), any(header in _PURCHASE_NUMBERS for header in headers)
    called = words(f"{raw.file.rpartition('.')[0]} {raw.sheet or ''}")
    if not suppliers:
        return (numbered and COST.has(raw.columns, "cost")) or bool(called & _SUPPLIERS)
    costed = COST.has(raw.columns, "cost")
    return numbered or costed or not _GOODS & fields or len(suppliers) >= _TWO or bool(called & _BOUGHT)


def doubt(raw: RawTable) -> Message | None:
    """Return a doubt about a table that names suppliers but no buyers; None for any other."""
    headers = [words(name) for name in raw.columns]
    suppliers = [place for place in _suppliers(raw, headers) if not headers[place] & _VENDORS]
    if not suppliers or _names_buyers(raw, headers):
        return None
    column = raw.columns[suppliers[0]]
    return message("{column} names suppliers; the rows are read as what customers bought", column=column)


def _suppliers(raw: RawTable, headers: Sequence[frozenset[str]]) -> list[int]:
    """Return the filled columns of suppliers; a vendor beside a commission sells on a marketplace."""
    nouns = _SUPPLIERS if any(header & _COMMISSIONS for header in headers) else _SUPPLIERS | _VENDORS
    most = (1 - _FILLED) * raw.rows
    return [
        place
        for place, header in enumerate(headers)
        if header & nouns and raw.data.column(place).null_count <= most
    ]


def _names_buyers(raw: RawTable, headers: Sequence[frozenset[str]]) -> bool:
    columns = find(raw)
    people = [words(columns[field]) for field in _PEOPLE & columns.keys()]
    named = (header for header in (*people, *(h for h in headers if h & _BUYERS)))
    return any(not header & (_SUPPLIERS | _VENDORS | _TAX_NUMBERS) for header in named)
