"""What the columns of an unknown order table mean, by the words of their headers and by their values.

Headers are compared as sets of words, without case, accents and little words, in English, Italian,
Spanish, Polish, German, French, Portuguese and Dutch. A header that only contains a phrase counts for less
than one that is it, and not at all where it holds a word that turns the meaning ("delivery date").
Values have the last word: a column of dates must hold dates.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from engagement.sources import currencies, dates, flags, numerals
from engagement.sources.order_states import state_of
from engagement.sources.order_words import BARRED, LAST_RESORTS, PHRASES
from engagement.sources.values import Fault, clean, is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.sources.model import RawTable

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
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("#", " number ")
    letters = unicodedata.normalize("NFKD", spaced.casefold().replace("ł", "l").replace("ß", "ss"))
    bare = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    found = {_SHORT.get(word, word) for word in bare.split() if word not in _LITTLE}
    return frozenset(found - {"o"} if _NUMBER_WORD in found else found)


def currency_in(header: str) -> str | None:
    """Return the currency that a header names, as in "Total (EUR)" or "Betrag €"."""
    for part in re.findall(r"[A-Z]{3}\b|[€£$¥]|z\u0142|kr", header):
        code = currencies.code_of(part)
        if code is not None:
            return code
    return None


class Names:
    """Column names of a field, as `Cells` takes them: one, or none at all."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns

    def __call__(self, *fields: str) -> tuple[str, ...]:
        """Return the columns of the fields that have one."""
        return tuple(self._columns[field] for field in fields if field in self._columns)


def find(raw: RawTable) -> dict[str, str]:
    """Return which column of `raw` holds which field; a column serves one field only."""
    samples = [sample(raw, place) for place in range(len(raw.columns))]
    headers = [words(name) for name in raw.columns]
    offers = sorted(
        (
            (-score * _filled(field, raw, place), position, place, field)
            for position, field in enumerate(PHRASES)
            for place, header in enumerate(headers)
            if (score := _score(field, header)) > 0 and _holds(field, samples[place])
        )
    )
    found: dict[str, int] = {}
    for _, _, place, field in offers:
        if field not in found and place not in found.values():
            found[field] = place
    _resort(found, headers, samples)
    return {field: raw.columns[place] for field, place in found.items()}


def _filled(field: str, raw: RawTable, place: int) -> float:
    """Of several e-mail columns the one that knows most people is the customer's: guests have no other."""
    if field != "email":
        return 1.0
    column = raw.data.column(place).slice(0, _SAMPLE * 10)
    return float(1 - column.null_count / max(len(column), 1))


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
            if place in found.values() or not _holds(field, samples[place]):
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
_LISTED: Final = words(
    "order ordered purchase purchased ordine pedido zamowienia bestelldatum bestellt commande"
)
_RESORTS: Final = {field: list(map(words, text.split("|"))) for field, text in LAST_RESORTS.items()}
_FOLDED: Final = {
    field: [words(phrase) for phrase in phrases.split("|")] for field, phrases in PHRASES.items()
}
_TURNING: Final = {field: frozenset(barred.split()) for field, barred in BARRED.items()}


def _score(field: str, header: frozenset[str]) -> float:
    """Rate a header for a field: 2 and less where it is a phrase, 1 and less where it contains one."""
    best = 0.0
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


def is_date(text: str) -> bool:
    """Whether a text is written as a date; 31 February is one that is wrong, not another thing."""
    return any(dates.parse(text, order) != dates.NOT_A_DATE for order in ("day", "month"))


def _is_number(text: str) -> bool:
    return numerals.take_apart(currencies.split_amount(text)[0]) is not None


def _is_time(text: str) -> bool:
    found = dates.parse_time(text)
    return found is not None and not isinstance(found, Fault)


def _is_ident(text: str) -> bool:
    """Whether a text may name a customer: people's full names are shared by several people."""
    return any(c.isdigit() for c in text) or "@" in text or " " not in text


#: What the values of a field look like, and the share of them that must.
_LOOKS: Final[dict[str, tuple[Callable[[str], bool], float]]] = {
    "email": (lambda text: "@" in text, 0.5),
    "date": (is_date, 0.8),
    "time": (_is_time, 0.8),
    "amount": (_is_number, 0.8),
    "line_amount": (_is_number, 0.8),
    "price": (_is_number, 0.8),
    "quantity": (_is_number, 0.8),
    "refunded": (_is_number, 0.8),
    "customer": (_is_ident, 0.6),
    "currency": (lambda text: currencies.code_of(text) is not None, 0.5),
    "status": (lambda text: state_of(text) is not None, 0.5),
    "country": (lambda text: not _is_number(text), 0.5),
    "region": (lambda text: state_of(text) is None, 0.5),
    "product": (lambda text: not _is_number(text), 0.5),
    "channel": (lambda text: not _is_number(text), 0.5),
    "phone": (lambda text: sum(c.isdigit() for c in text) >= 6, 0.5),
}


def _holds(field: str, texts: Sequence[str]) -> bool:
    looks, share = _LOOKS.get(field, (bool, 0.0))
    if not texts:
        return field not in {"email", "date", "amount", "price", "order_id", "customer"}
    if field in {"refunded", "customer"} and is_flags(texts):
        return False
    return sum(map(looks, texts)) >= share * len(texts)


def is_flags(texts: Sequence[str]) -> bool:
    """Whether these are answers, yes or no, not all of them zeros."""
    said = [flags.parse(text) for text in texts]
    return True in said and all(isinstance(one, bool) for one in said)
