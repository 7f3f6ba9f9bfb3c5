"""The unit of a column of amounts: whole units, cents, pence, grosze, thousands or millionths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import message
from engagement.sources.values import fast_amounts
from engagement.sources.words.fold import split_capitals
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from engagement.sources.columns.named import Columns

AmountUnit = Literal["whole", "hundredths", "thousands", "millionths"]

_UNIT_WORDS: Final = words("amount-units")
#: Names of units that belong to one currency only, with that currency.
_CURRENCIES: Final = {
    **dict.fromkeys(_UNIT_WORDS["british_hundredths"], "GBP"),
    **dict.fromkeys(_UNIT_WORDS["polish_hundredths"], "PLN"),
}
_UNITS: Final[dict[str, AmountUnit]] = {
    **dict.fromkeys((*_UNIT_WORDS["hundredths"], *_CURRENCIES), "hundredths"),
    **dict.fromkeys(_UNIT_WORDS["thousands"], "thousands"),
    **dict.fromkeys(_UNIT_WORDS["millionths"], "millionths"),
}
_SAMPLES: Final = 3
#: Currencies in which nearly every shop has some amounts with decimals.
_IN_CENTS: Final = frozenset({"EUR", "USD", "GBP", "CHF", "PLN", "CAD", "AUD", "BRL"})
_LOOKED_AT: Final = 500
_ENOUGH: Final = 8
_THOUSAND: Final = 1000
#: The columns in which payment providers' interfaces state the kind of an object, and the kinds with amounts.
_KIND_OF_OBJECT: Final = frozenset({"object", "entity"})
_OBJECTS: Final = frozenset(
    {"charge", "payment_intent", "payment", "invoice", "checkout.session", "refund", "order", "price"}
)
_OF_MONEY: Final = re.compile(r"_money[._ ]amount$")


def unit_in(header: str) -> AmountUnit | None:
    """Return the unit that a header names.

    >>> unit_in("amount_cents"), unit_in("Total (000s)"), unit_in("Total")
    ('hundredths', 'thousands', None)
    """
    return next((_UNITS[word] for word in _words(header) if word in _UNITS), None)


def currency_in(header: str) -> str | None:
    """Return the currency that a header's unit implies: GBP for pence, PLN for grosze; else None."""
    return next((_CURRENCIES[word] for word in _words(header) if word in _CURRENCIES), None)


def of_column(
    columns: Columns, place: int, values: Sequence[Decimal | None], codes: Sequence[str] = ()
) -> AmountUnit:
    """Return the unit of the amounts `values` of a column: as in its header, unless a person stated another.

    Amounts with decimals cannot be whole cents, so they are not divided; a doubt reports it. `codes` are the
    currencies of the amounts.
    """
    name = columns.raw.columns[place]
    unit = unit_in(name)
    if unit is None:
        return _unsaid(columns, name, values, codes)
    amounts = [value for value in values if value is not None]
    if unit == "millionths":
        return unit  # only Google's programs write millionths, and always with this header
    if unit == "hundredths" and any(value != value.to_integral_value() for value in amounts):
        unit = "whole"
        sentence = message(
            "The header {column} names a smaller unit, but its amounts have decimals; they are read as they "
            "stand",
            column=name,
        )
    elif unit == "hundredths":
        sentence = message("The amounts of {column} are read as hundredths, as its header says", column=name)
    else:
        sentence = message("The amounts of {column} are read as thousands, as its header says", column=name)
    samples = [str(value) for value in amounts[:_SAMPLES]]
    answer = columns.doubt("unit", unit, sentence, column=name, samples=samples)
    return "hundredths" if answer == "hundredths" else "thousands" if answer == "thousands" else "whole"


def are_whole(columns: Columns, place: int) -> bool:
    """Return whether nothing says or suggests that the plain amounts of a column are in another unit."""
    texts = columns.evidence.distinct(place).trimmed.slice(0, _LOOKED_AT).to_pylist()
    return unit_in(columns.raw.columns[place]) is None and fast_amounts.have_decimals(texts)


def _unsaid(
    columns: Columns, name: str, values: Sequence[Decimal | None], codes: Sequence[str]
) -> AmountUnit:
    """Return the unit of a column whose header names none: whole, with a doubt if amounts look like cents.

    Only a person can tell, because a shop of furniture may have such prices, too. Whole amounts that were
    written by a payment provider's programming interface, such as Stripe's, are taken as cents.
    """
    amounts = [value for value in values[:_LOOKED_AT] if value]
    without_decimals = bool(amounts) and all(value.as_tuple().exponent == 0 for value in amounts)
    if not without_decimals or any(map(unit_in, columns.raw.columns)):
        return "whole"
    if codes and _IN_CENTS.issuperset(codes) and _is_of_interface(columns, name):
        sentence = message(
            "The amounts of {column} are read as hundredths: payment providers' programs write them so",
            column=name,
        )
        samples = [str(value) for value in amounts[:_SAMPLES]]
        answer = columns.doubt("unit", "hundredths", sentence, column=name, samples=samples)
        return "whole" if answer == "whole" else "hundredths"
    odd = sum(value % 100 != 0 for value in amounts)
    likely = (
        len(amounts) >= _ENOUGH
        and bool(codes)
        and _IN_CENTS.issuperset(codes)
        and 2 * odd > len(amounts)
        and 2 * sum(abs(value) >= _THOUSAND for value in amounts) > len(amounts)
    )
    is_doubted = any(doubt.about == "unit" for doubt in columns.ledger.doubts)
    if likely and not is_doubted:
        sentence = message(
            "All amounts of {column} are whole numbers; they are read as they stand, not as cents",
            column=name,
        )
        columns.doubt(
            "unit", "whole", sentence, column=name, samples=[str(value) for value in amounts[:_SAMPLES]]
        )
    return "hundredths" if columns.hints.answers.get("unit") == "hundredths" else "whole"


def _is_of_interface(columns: Columns, name: str) -> bool:
    """Return whether rows are objects of a payment provider's interface: by their column of kinds, or `name`.

    Stripe's have "object": "charge", Razorpay's "entity": "payment"; Square's have "amount_money.amount".
    """
    if _OF_MONEY.search(name):
        return True
    for place, column in enumerate(columns.raw.columns):
        if column in _KIND_OF_OBJECT:
            kinds = set(columns.evidence.distinct(place).cleaned)
            return bool(kinds) and kinds <= _OBJECTS
    return False


def scaled(values: Sequence[Decimal | None], unit: AmountUnit) -> list[Decimal | None]:
    """Return amounts that are in `unit`, converted to whole units of their currency."""
    places = {"whole": 0, "hundredths": -2, "thousands": 3, "millionths": -6}[unit]
    return [None if value is None else value.scaleb(places) for value in values]


def _words(header: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+s?", split_capitals(header).casefold())
