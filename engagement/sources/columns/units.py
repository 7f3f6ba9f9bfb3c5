"""The unit of an amount where its header names one: cents, pence, grosze, thousands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import message
from engagement.sources.words.fold import apart
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from engagement.sources.columns.named import Columns

AmountUnit = Literal["whole", "hundredths", "thousands"]

_SAID: Final = words("amount-units")
#: The units that only one currency has.
_CURRENCIES: Final = {
    **dict.fromkeys(_SAID["british_hundredths"], "GBP"),
    **dict.fromkeys(_SAID["polish_hundredths"], "PLN"),
}
_UNITS: Final[dict[str, AmountUnit]] = {
    **dict.fromkeys((*_SAID["hundredths"], *_CURRENCIES), "hundredths"),
    **dict.fromkeys(_SAID["thousands"], "thousands"),
}
_SAMPLES: Final = 3


def unit_in(header: str) -> AmountUnit | None:
    """Return the unit that a header names.

    >>> unit_in("amount_cents"), unit_in("Total (000s)"), unit_in("Total")
    ('hundredths', 'thousands', None)
    """
    return next((_UNITS[word] for word in _words(header) if word in _UNITS), None)


def currency_in(header: str) -> str | None:
    """Return the currency whose unit a header names: pence are pounds, grosze are złoty."""
    return next((_CURRENCIES[word] for word in _words(header) if word in _CURRENCIES), None)


def of_column(columns: Columns, place: int, values: Sequence[Decimal | None]) -> AmountUnit:
    """Return the unit of a column of amounts: what its header names, unless a person knows better.

    Amounts with decimals are no whole cents: nothing is divided then, and the doubt says so.
    """
    name = columns.raw.columns[place]
    unit = unit_in(name)
    if unit is None:
        return "whole"
    said = [value for value in values if value is not None]
    if unit == "hundredths" and any(value != value.to_integral_value() for value in said):
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
    samples = [str(value) for value in said[:_SAMPLES]]
    answer = columns.doubt("unit", unit, sentence, column=name, samples=samples)
    return "hundredths" if answer == "hundredths" else "thousands" if answer == "thousands" else "whole"


def scaled(values: Sequence[Decimal | None], unit: AmountUnit) -> list[Decimal | None]:
    """Return amounts of a unit as whole ones of their currency."""
    places = {"whole": 0, "hundredths": -2, "thousands": 3}[unit]
    return [None if value is None else value.scaleb(places) for value in values]


def _words(header: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+s?", apart(header).casefold())
