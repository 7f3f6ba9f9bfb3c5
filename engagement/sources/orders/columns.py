"""What the columns of an unknown order table mean, by the words of their headers and by their values.

Headers are compared as sets of words, without case, accents and little words, in nine languages. A header
that only contains a phrase counts for less than one that is it, and not at all where it holds a word that
turns the meaning ("delivery date"). Values have the last word (`values`): a column of dates must hold
dates, and of two columns for one thing the fuller one is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from engagement.sources.orders import order_numbers, values
from engagement.sources.orders.values import holds
from engagement.sources.raw import description_rows
from engagement.sources.values.fold import apart, fold
from engagement.sources.values.texts import clean, is_missing
from engagement.sources.words.orders import BARRED, LAST_RESORTS, PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.model.raw_table import RawTable

_SAMPLE: Final = 200
_ORDER_NAME: Final = re.compile(r"#\s?[\w-]*\d")
#: By how much an amount without tax is worse than one with it.
_LESS: Final = 0.08

# Little words, the many ways to write "number", and what is written short.
_LITTLE: Final = frozenset(
    [
        *("the", "of", "a", "in", "de", "del", "della", "dell", "di", "da", "do", "du", "des", "d"),
        *("la", "le", "el", "il", "l", "w", "z", "za", "der", "die", "das"),
    ]
)
_NUMBER: Final = frozenset(["no", "nr", "num", "n", "numer", "numero", "nummer", "nro", "nbr"])
_NUMBER_WORD: Final = "number"
_SHORT: Final[Mapping[str, str]] = {
    **dict.fromkeys(_NUMBER, _NUMBER_WORD),
    **dict.fromkeys(("txn", "tran", "trans"), "transaction"),
    "dt": "date",
    "cust": "customer",
    "amt": "amount",
    "prod": "product",
    "desc": "description",
    "inv": "invoice",
    "ord": "order",
}


def words(header: str) -> frozenset[str]:
    """Return the words of a header or phrase that carry meaning.

    >>> sorted(words("N.º del Pedido")), sorted(words("OrderDate (UTC)"))
    (['number', 'pedido'], ['date', 'order', 'utc'])
    """
    bare = fold(apart(header).replace("#", " number "))
    parts = (part for word in bare.split() for part in order_numbers.split(word))
    found = {_SHORT.get(word, word) for word in parts if word not in _LITTLE}
    return frozenset(found - {"o"} if _NUMBER_WORD in found else found)


class Names:
    """Column names of a field, as `Cells` takes them: one, or none at all."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns

    def __call__(self, *fields: str) -> tuple[str, ...]:
        """Return the columns of the fields that have one."""
        return tuple(self._columns[field] for field in fields if field in self._columns)


def find(raw: RawTable) -> dict[str, str]:
    """Return which column of `raw` holds which field; a column serves one field only.

    Of an order on several rows only the first counts for how full a column is.
    """
    raw = description_rows.without(raw)
    samples = [sample(raw, place) for place in range(len(raw.columns))]
    headers = [words(name) for name in raw.columns]
    every = np.ones(min(raw.rows, _SAMPLE * 10), bool)
    numbers = _offers(raw, headers, samples, every, ["order_id"])
    heads = _heads(raw, numbers[0][2]) if numbers else every
    offers = [*numbers, *_offers(raw, headers, samples, heads, [f for f in PHRASES if f != "order_id"])]
    found: dict[str, int] = {}
    for _, _, place, field in sorted(offers):
        if field not in found and place not in found.values():
            found[field] = place
    _resort(found, headers, samples)
    _by_values(found, headers, samples)
    return {field: raw.columns[place] for field, place in found.items()}


def _offers(
    raw: RawTable,
    headers: Sequence[frozenset[str]],
    samples: Sequence[Sequence[str]],
    rows: np.ndarray,
    fields: Sequence[str],
) -> list[tuple[float, int, int, str]]:
    """Return the columns that may hold these fields, each with its score on `rows`, the best first."""
    positions = {field: position for position, field in enumerate(PHRASES)}
    return sorted(
        (-score * _filled(raw, place, rows), positions[field], place, field)
        for field in fields
        for place, header in enumerate(headers)
        if (score := _score(field, header)) > 0
        and holds(field, samples[place], header, named=score > 1)
        and _beside_harmless(field, header, score, samples[place])
    )


def _heads(raw: RawTable, place: int) -> np.ndarray:
    """Whether each of the first rows begins an order, by the column of their numbers."""
    texts = raw.data.column(place).slice(0, _SAMPLE * 10).combine_chunks()
    codes = texts.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    heads = np.zeros(len(codes), bool)
    heads[np.unique(codes, return_index=True)[1]] = True
    heads &= codes >= 0
    return heads


def _filled(raw: RawTable, place: int, rows: np.ndarray) -> float:
    """How much of a column is filled on `rows`; one that is blank may still be there to say so."""
    texts = raw.data.column(place).slice(0, len(rows)).filter(pa.array(rows))
    return max(float(1 - texts.null_count / max(len(texts), 1)), _BLANK)


def _beside_harmless(field: str, header: frozenset[str], score: float, texts: Sequence[str]) -> bool:
    """Whether a header that only contains the phrase says nothing else, or the values are as they must be.

    "Customer gender" is no customer, and "pickup time" no time of an order.
    """
    if score > 1 or field not in _STRICT:
        return True
    beside = min((header - phrase for phrase in _FOLDED[field] if phrase < header), key=len, default=header)
    return beside <= _HARMLESS or (field == "customer" and values.are_keys(texts))


def says(field: str, name: str) -> bool:
    """Whether a column's name says that it holds a field; else its values alone do."""
    return _score(field, words(name)) > 0


def _by_values(
    found: dict[str, int], headers: Sequence[frozenset[str]], samples: Sequence[Sequence[str]]
) -> None:
    """Fill the fields that no name tells with columns whose values can be nothing else."""
    tests = {"email": values.are_addresses, "status": values.are_states}
    for field, test in tests.items():
        if field in found or (field == "email" and "customer" in found):
            continue
        free = (place for place in range(len(headers)) if place not in found.values())
        barred = _TURNING.get(field, frozenset())
        fits = (place for place in free if not headers[place] & barred and test(samples[place]))
        place = next(fits, None)
        if place is not None:
            found[field] = place


def _resort(
    found: dict[str, int], headers: Sequence[frozenset[str]], samples: Sequence[Sequence[str]]
) -> None:
    """Fill the fields that nothing was found for from what stands for them at the last resort.

    A bare "id" is that of the orders only where a date says that orders are what the table lists, and
    where no value comes twice; a name is an order's where it is one like #1001.
    """
    for field, phrases in _RESORTS.items():
        if field in found or (field == "amount" and found.keys() & {"line_amount", "price"}):
            continue
        for place in (p for phrase in phrases for p, header in enumerate(headers) if header == phrase):
            if place in found.values() or not holds(field, samples[place], headers[place], named=True):
                continue
            listed = _lists_orders(headers, found) and _once_each(samples[place])
            if field != "order_id" or listed or all(map(_ORDER_NAME.match, samples[place])):
                found[field] = place
                break


def _lists_orders(headers: Sequence[frozenset[str]], found: Mapping[str, int]) -> bool:
    return "date" in found and bool(headers[found["date"]] & _LISTED)


def _once_each(texts: Sequence[str]) -> bool:
    return len(set(texts)) == len(texts)


_INCLUSIVE: Final = words("incl inc including inclusive inclusa incluida incluido brutto ttc gross with")
_WITHOUT_TAX: Final = words("excl ex excluding net netto ht hors senza sin bez ohne exkl sem")
#: How sure a word for a customer with one for a number is: less than any known phrase.
_OF_CUSTOMERS: Final = 1.9
#: How full a blank column counts: the least of all that are there.
_BLANK: Final = 0.01
#: Fields whose phrase may be a part of another thing's name.
_STRICT: Final = frozenset({"customer", "time"})
_HARMLESS: Final = words(
    "id ids code key number unique hash hashed encrypted uid uuid account shop store web online internal"
    " external our platform shopify order ordered purchase purchased placed created creation transaction sale"
    " ordine acquisto creazione pedido orden compra venta creacion zamowienia zakupu zlozenia utworzenia"
    " bestellung bestell kauf commande achat encomenda venda bestelling utc local interno negozio tienda"
    " sklep"
)
_LISTED: Final = words(
    "order ordered purchase purchased ordine acquisto vendita pedido orden compra venta venda encomenda"
    " zamowienia zakupu sprzedazy bestelldatum bestellt bestellung kauf kaufdatum verkaufsdatum commande"
    " achat vente bestelling besteldatum orderdatum ordredato"
)
_RESORTS: Final = {field: list(map(words, text.split("|"))) for field, text in LAST_RESORTS.items()}
_FOLDED: Final = {
    field: [words(phrase) for phrase in phrases.split("|")] for field, phrases in PHRASES.items()
}
_TURNING: Final = {field: frozenset(barred.split()) for field, barred in BARRED.items()}


def _score(field: str, header: frozenset[str]) -> float:
    """Rate a header for a field: 2 and less where it is a phrase, 1 and less where it contains one."""
    best = order_numbers.rate(header) if field == "order_id" else 0.0
    if field == "customer" and order_numbers.numbers_customers(header) and "name" not in header:
        best = _OF_CUSTOMERS
    turned = header & _TURNING.get(field, frozenset())
    if turned and field == "amount" and header & _INCLUSIVE:
        turned = frozenset()
    for place, phrase in enumerate(_FOLDED[field]):
        if phrase == header:
            best = max(best, 2 - place / 1000)
        elif phrase < header and not (turned - phrase):
            best = max(best, 1 - 0.1 * len(header - phrase) + 0.05 * len(phrase) - place / 1000)
    return best - _LESS if field == "amount" and header & _WITHOUT_TAX else best


def sample(raw: RawTable, place: int) -> list[str]:
    """Return the first values of a column, cleaned, without what says that there is none."""
    texts = raw.data.column(place).slice(0, _SAMPLE * 10).drop_null()[:_SAMPLE].to_pylist()
    return [text for text in map(clean, texts) if text and not is_missing(text)]
