"""The meaning of the columns of an unknown order table, by the words of their headers and by their values.

Headers are rated word by word (`meaning.matcher`). Values decide in the end (`values`): a column of dates
must contain dates, and of two columns with the same meaning the fuller one is used.
"""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.money.currencies import code_of
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.answer_days import says_of_answers
from engagement.sources.meaning.header_words import LISTED, words, words_of
from engagement.sources.meaning.matcher import FoundColumn
from engagement.sources.meaning.vocabularies import ORDERS
from engagement.sources.orders import rows as order_rows
from engagement.sources.orders import values
from engagement.sources.orders.values import values_fit
from engagement.sources.raw import description_rows, group_rows
from engagement.sources.text.brackets import grid_columns
from engagement.sources.values.texts import clean, is_missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.meaning.matcher import By
    from engagement.sources.model.raw_table import RawTable

_SAMPLE: Final = 200
#: The suffix that `raw.from_text.unique_names` adds to a name that occurs a second time in a header.
_SECOND: Final = " (2)"
_MONEY: Final = frozenset({"amount", "line_amount", "price"})
_PEOPLE: Final = frozenset({"email", "customer", "phone"})
#: Headers of customers' names.
_BUYERS: Final = words_of("order-tables", "buyer")
#: "Number" may mean the number of the row, of the order or of pieces; the values decide.
_A_NUMBER: Final = words("number")
#: "Code" alone heads that of a discount if it stands where there is one.
_CODES: Final = words_of("order-numbers", "says_number")
_DISCOUNTS: Final = words_of("discount-words", "discount")
_SOME: Final = r"[1-9]"
_GREENWICH: Final = words_of("zones", "greenwich")
#: A table has few kinds of documents.
_KINDS: Final = 8
_CLOCK: Final = re.compile(r"\d[:.]\d\d")
_ORDER_NAME: Final = re.compile(r"#\s?[\w-]*\d")


#: The data and the names of the last table whose columns were found, and these.
_LATEST: Final[dict[str, tuple[weakref.ref[pa.Table], tuple[str, ...], tuple[FoundColumn, ...]]]] = {}


class FieldColumns:
    """Column names of a field, as `Cells` takes them: one, or none."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns

    def __call__(self, *fields: str) -> tuple[str, ...]:
        """Return the columns of the fields that have one."""
        return tuple(self._columns[field] for field in fields if field in self._columns)


def find(raw: RawTable) -> dict[str, str]:
    """Return the column of `raw` for each field; a column serves one field only."""
    return {column.role: column.column for column in found_columns(raw)}


def found_columns(raw: RawTable) -> tuple[FoundColumn, ...]:
    """Return the column of each field that has one, with its evidence; those of the last table are kept.

    Several formats ask for them in turn when a table is recognised.
    """
    latest = _LATEST.get("table")
    if latest is not None and latest[0]() is raw.data and latest[1] == raw.columns:
        return latest[2]
    found = _find_columns(raw)
    _LATEST["table"] = (weakref.ref(raw.data), raw.columns, found)
    return found


def _find_columns(raw: RawTable) -> tuple[FoundColumn, ...]:
    """Return the column of each field that has one, with the evidence for it.

    Of two columns with the same meaning the fuller one is used; only the first row of an order counts for
    that, as the others often repeat nothing.
    """
    raw = group_rows.without(description_rows.without(raw))
    samples = [sample(raw, place) for place in range(len(raw.columns))]
    marks = {name for name, texts in zip(raw.columns, samples, strict=True) if values.are_marks(texts)}
    rated = grid_columns(raw.columns) & marks
    headers = [frozenset() if name in rated else words(name) for name in raw.columns]
    all_rows = np.ones(min(raw.rows, _SAMPLE * 10), bool)
    numbers = _offers(raw, headers, samples, all_rows, ["order_id"])
    heads = _heads(raw, numbers[0][2]) if numbers else all_rows
    offers = [*numbers, *_offers(raw, headers, samples, heads, [f for f in ORDERS.roles if f != "order_id"])]
    places: dict[str, int] = {}
    for _, _, place, field in sorted(offers, key=lambda offer: offer[:2]):
        if field not in places and place not in places.values():
            places[field] = place
    evidence: dict[str, By] = {
        field: "name" if ORDERS.rate(field, headers[place]) > 1 else "part of the name"
        for field, place in places.items()
    }
    _resort(places, headers, samples)
    evidence |= dict.fromkeys(places.keys() - evidence.keys(), "last resort")
    _by_values(places, headers, samples, raw)
    numbered = evidence.get("order_id") == "name"
    if "date" not in places and places.keys() & _MONEY and (numbered or places.keys() & _PEOPLE):
        _day_by_values(places, headers, samples, clocked=not numbered)
    _code_of_discount(places, headers, raw)
    evidence |= dict.fromkeys(places.keys() - evidence.keys(), "values")
    return tuple(FoundColumn(field, raw.columns[place], evidence[field]) for field, place in places.items())


def _offers(
    raw: RawTable,
    headers: Sequence[frozenset[str]],
    samples: Sequence[Sequence[str]],
    rows: np.ndarray,
    fields: Sequence[str],
) -> list[tuple[float, int, int, str]]:
    """Return (-score, position of the field, column index, field) of columns for these fields, best first.

    The score is that of the header times how full the column is on `rows`.
    """
    positions = {field: position for position, field in enumerate(ORDERS.roles)}
    rated = sorted(
        (-score * _filled(raw, place, rows), positions[field], bool(header & _GREENWICH), place, field)
        for field in fields
        for place, header in enumerate(headers)
        if (score := ORDERS.rate(field, header)) > 0
        and values_fit(field, samples[place], header, named=score > 1)
        and (score > 1 or _says_no_more(field, header, samples[place]))
    )
    # Of two columns that are as good, the one in the shop's own time comes before that in UTC.
    return [(score, position, place, field) for score, position, _, place, field in rated]


def _heads(raw: RawTable, place: int) -> np.ndarray:
    """Return which of the first rows are an order's first, by the column of order numbers at `place`."""
    return order_rows.begin_orders(raw.data.column(place).slice(0, _SAMPLE * 10).combine_chunks())


def _filled(raw: RawTable, place: int, rows: np.ndarray) -> float:
    """Return the share of `rows` in which a column is filled, at least 0.01: it may be blank on purpose."""
    texts = raw.data.column(place).slice(0, len(rows)).filter(pa.array(rows))
    return max(float(1 - texts.null_count / max(len(texts), 1)), _BLANK)


def _says_no_more(field: str, header: frozenset[str], texts: Sequence[str]) -> bool:
    """Return whether the words beside a field's name in a header do not change the meaning.

    A customer's column is accepted despite such words if its values are account keys.
    """
    return ORDERS.harmless(field, header) or (field == "customer" and values.are_keys(texts))


def _by_values(
    columns: dict[str, int],
    headers: Sequence[frozenset[str]],
    samples: Sequence[Sequence[str]],
    raw: RawTable,
) -> None:
    """Add columns for fields that no header indicates, by values that are unmistakable (e-mail addresses)."""
    tests = {"email": values.are_addresses, "status": values.are_states, "currency": values.are_currencies}
    for field, test in tests.items():
        if field in columns or (field == "email" and "customer" in columns):
            continue
        free = (place for place in range(len(headers)) if place not in columns.values())
        barred = ORDERS.turned(field)
        fits = (place for place in free if not headers[place] & barred and test(samples[place]))
        place = next(fits, None)
        if place is not None:
            columns[field] = place
    if "quantity" not in columns and columns.keys() & {"product", "sku"} and columns.keys() & _MONEY:
        unused = [place for place in range(len(headers)) if place not in columns.values()]
        counted = [p for p in unused if values.are_pieces(samples[p])]
        named = [p for p in counted if headers[p] == _A_NUMBER]
        # Without it each row would count as one piece: too little where a price is that of a piece.
        unnamed = [p for p in counted if "price" in columns and not headers[p] & ORDERS.turned("quantity")]
        found = named or [p for p in unnamed if not _are_positions(columns, p, raw)]
        if len(found) == 1:
            columns["quantity"] = found[0]


def _are_positions(columns: Mapping[str, int], place: int, raw: RawTable) -> bool:
    """Return whether a column numbers the rows of each order, from 1."""
    if "order_id" not in columns:
        return False
    ids, numbers = (
        raw.data.column(each).slice(0, _SAMPLE * 10).to_pylist() for each in (columns["order_id"], place)
    )
    latest: dict[str | None, int] = {}
    for order, text in zip(ids, numbers, strict=True):
        latest[order] = latest.get(order, 0) + 1
        if (text or "").strip() != str(latest[order]):
            return False
    return True


def _code_of_discount(columns: dict[str, int], headers: Sequence[frozenset[str]], raw: RawTable) -> None:
    """Add a column that is only called "Code", if it is filled on the rows that have a discount alone."""
    free = [p for p, header in enumerate(headers) if header and p not in columns.values()]
    codes = [place for place in free if headers[place] <= _CODES]
    if "discount_code" in columns or not codes:
        return
    reduced = columns.get("discount", next((p for p in free if headers[p] <= _DISCOUNTS), None))
    if reduced is None:
        return
    off, code = (raw.data.column(place).slice(0, _SAMPLE * 10) for place in (reduced, codes[0]))
    has_discount = pc.fill_null(pc.match_substring_regex(off, _SOME), False)
    if pc.any(has_discount).as_py() and pc.all(pc.equal(has_discount, pc.is_valid(code))).as_py():
        columns["discount_code"] = codes[0]


def _day_by_values(
    columns: dict[str, int],
    headers: Sequence[frozenset[str]],
    samples: Sequence[Sequence[str]],
    *,
    clocked: bool,
) -> None:
    """Use the only column with a day in each cell as the day of the orders, whatever its name.

    `clocked`: it must have the time of day in each cell, which rules out birthdays.
    """
    barred = ORDERS.turned("date")
    free = [place for place in range(len(headers)) if place not in columns.values()]
    dated = [
        place
        for place in free
        if values.are_moments(samples[place])
        and (not clocked or all(_CLOCK.search(text) for text in samples[place]))
    ]
    dated = [place for place in dated if not says_of_answers(" ".join(headers[place]))]
    dated = [place for place in dated if headers[place] and headers[place] <= LISTED] or dated
    if len(dated) == 1 and not headers[dated[0]] & barred:
        columns["date"] = dated[0]


def _resort(
    columns: dict[str, int], headers: Sequence[frozenset[str]], samples: Sequence[Sequence[str]]
) -> None:
    """Add columns with ambiguous headers ("id", "name") for fields that have no other column.

    A plain "id" is the order number only if no value occurs twice and the table lists orders: a header of
    its date says so, or there are a date, an amount and a buyer but no product. Values like #1001 are order
    numbers in any table.
    """
    for field, phrases in ORDERS.last_resorts.items():
        if field in columns or (field == "amount" and columns.keys() & {"line_amount", "price"}):
            continue
        for place in (
            p for phrase in phrases for p, header in enumerate(headers) if _is_only(header, phrase)
        ):
            if place in columns.values() or not values_fit(field, samples[place], headers[place], named=True):
                continue
            listed = _lists_orders(headers, columns) or _of_buyers(headers, columns, place)
            listed = listed and _are_distinct(samples[place])
            numbers = headers[place] == _A_NUMBER and not values.are_pieces(samples[place])
            listed = listed or (numbers and _are_documents(columns, samples))
            if field != "order_id" or listed or all(map(_ORDER_NAME.match, samples[place])):
                columns[field] = place
                break


def _is_only(header: frozenset[str], phrase: frozenset[str]) -> bool:
    """Return whether a header is a phrase and nothing else, except a currency."""
    return phrase <= header and all(code_of(word) is not None for word in header - phrase)


def _lists_orders(headers: Sequence[frozenset[str]], columns: Mapping[str, int]) -> bool:
    return "date" in columns and bool(headers[columns["date"]] & LISTED)


def _of_buyers(headers: Sequence[frozenset[str]], columns: Mapping[str, int], place: int) -> bool:
    """Return whether the table has a buyer, a date and an amount but no product, as lists of orders have.

    A column of buyers' names is enough if the column at `place` is called "number".
    """
    if not {"date", "amount"} <= columns.keys() or columns.keys() & {"product", "sku"}:
        return False
    named = headers[place] == _A_NUMBER and any(h and h <= _BUYERS for h in headers)
    return bool(columns.keys() & _PEOPLE) or named


def _are_documents(columns: Mapping[str, int], samples: Sequence[Sequence[str]]) -> bool:
    """Whether a column says that each row is of an invoice or a receipt: a number beside it is theirs."""
    for place, texts in enumerate(samples):
        kinds = set(texts)
        named = sum(not words(kind).isdisjoint(order_numbers.NOUNS) for kind in kinds)
        if place not in columns.values() and 0 < len(kinds) <= _KINDS and 2 * named >= len(kinds):
            return "date" in columns and not any(map(str.isdigit, "".join(kinds)))
    return False


def _are_distinct(texts: Sequence[str]) -> bool:
    return len(set(texts)) == len(texts)


#: How full a blank column counts as: less than any filled one, more than a missing one.
_BLANK: Final = 0.01


def twice_named(raw: RawTable, column: str) -> bool:
    """Return whether another column has the same name, with another value in a row where both have one."""
    base = column.removesuffix(_SECOND)
    if not {base, base + _SECOND} <= set(raw.columns):
        return False
    first, other = (raw.data.column(raw.columns.index(name)) for name in (base, base + _SECOND))
    return bool(pc.any(pc.not_equal(first, other)).as_py())


def sample(raw: RawTable, place: int) -> list[str]:
    """Return the first values of a column, cleaned; blanks and words for missing values are left out."""
    column = raw.data.column(place)
    first = column.slice(0, _SAMPLE * 10)
    # If all of these are blank, later rows are used: a shop may have named customers only from some day on.
    return _texts(column if first.null_count == len(first) else first)


def distinct_texts(raw: RawTable, place: int) -> list[str]:
    """Return the first distinct values of a whole column, cleaned; words for missing values are left out.

    The whole column is searched, as rare values (test orders) may be absent from the first rows.
    """
    return _texts(raw.data.column(place).unique())


def _texts(column: pa.ChunkedArray | pa.Array) -> list[str]:
    texts = column.drop_null()[:_SAMPLE].to_pylist()
    return [text for text in map(clean, texts) if text and not is_missing(text)]
