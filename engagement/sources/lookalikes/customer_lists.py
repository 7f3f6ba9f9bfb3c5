"""Tables that count orders instead of listing them: one row per customer with the totals.

"Number of orders", "Numero di ordini", "Liczba zamówień" and their like are not order numbers. Without
an order number no row of such a table is an order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import phrases_of, words, words_of
from engagement.sources.meaning.vocabularies import CAMPAIGN, WEB
from engagement.sources.orders import columns
from engagement.sources.orders.columns import sample
from engagement.sources.orders.values import count_orders
from engagement.sources.values import flags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.raw_table import RawTable

#: Further columns of a list of customers: the total spend, and the days of the first and the last order.
_IN_ALL: Final = phrases_of("other-lists-phrases", "in_all")
#: Headers that identify a person, besides those of `orders.columns`. Names count: in a list each occurs once.
_NAMED: Final = words_of("other-lists", "customer_name")
_OF_MAIL: Final = frozenset(
    {
        "recipients",
        "delivered",
        "unique_opens",
        "opens",
        "open_rate",
        "unsubscribes",
        "unique_clicks",
        "subject",
    }
    | {"clicks", "click_rate"}
)
#: The share of rows that must be distinct persons.
_UNIQUE: Final = 0.95


def is_one(raw: RawTable) -> bool:
    """Return whether each row is a customer with their total purchases, and none is an order."""
    return lists_people(raw) and (_says_in_all(raw) or _counts(raw))


def lists_people(raw: RawTable) -> bool:
    """Return whether each row is a different person, and none is an order."""
    return raw.rows > 0 and not _numbers_orders(raw) and _is_unique(raw)


def counts_orders(raw: RawTable) -> bool:
    """Return whether each row counts several orders, whatever it is about."""
    return raw.rows > 0 and _counts(raw) and not _numbers_orders(raw)


def _says_in_all(raw: RawTable) -> bool:
    """Return whether a column has someone's total spend, or the day of their first or last order.

    A column of yes and no ("First order?") does not count.
    """
    for place, name in enumerate(raw.columns):
        if any(phrase <= words(name) for phrase in _IN_ALL):
            texts = sample(raw, place)
            if not texts or not all(isinstance(flags.parse(text), bool) for text in texts):
                return True
    return False


def sums_up(raw: RawTable) -> bool:
    """Return whether the rows are days or things with a number of orders each, but no mailings or visits."""
    mailed = CAMPAIGN.find(raw.columns).keys() & _OF_MAIL
    return counts_orders(raw) and not mailed and "sessions" not in WEB.find(raw.columns)


def _counts(raw: RawTable) -> bool:
    return any(count_orders(words(name), sample(raw, place)) for place, name in enumerate(raw.columns))


def _numbers_orders(raw: RawTable) -> bool:
    """Return whether a column is named as order numbers and is filled on most rows."""
    number_column = columns.find(raw).get("order_id")
    if number_column is None or order_numbers.rate(words(number_column)) == 0:
        return False
    blank: int = raw.data.column(raw.columns.index(number_column)).null_count
    return 2 * blank <= raw.rows


def _is_unique(raw: RawTable) -> bool:
    """Return whether a column identifies a person on most rows, almost always a different one."""
    by_field = columns.find(raw)
    people = {by_field[field] for field in ("email", "customer", "phone") if field in by_field}
    people |= {name for name in raw.columns if words(name) & _NAMED}
    return any(_are_unique(sample(raw, raw.columns.index(name)), raw.rows) for name in people)


def _are_unique(texts: Sequence[str], rows: int) -> bool:
    return 2 * len(texts) >= min(rows, 200) and len(set(texts)) >= _UNIQUE * len(texts)
