"""Exchange rates that a person enters: of one day, into one currency, converted exactly.

They convert minor units to minor units: JPY has no decimals, KWD has three. Rates are never downloaded or
guessed; money of a currency without a rate stays in that currency.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import msgspec
import orjson

from engagement.locale import message
from engagement.money.currencies import CODES, minor_digits

if TYPE_CHECKING:
    from engagement.locale import Message

#: The most currencies of a table of rates.
MOST: Final = 40
#: The most digits of a rate, so that every product of a conversion fits into 64 bits.
_MOST_DIGITS: Final = 12
_LARGEST: Final = Decimal(10) ** 9
_SMALLEST_EXPONENT: Final = -12


class RatesError(ValueError):
    """A table of rates cannot be used. Contains one sentence for the person who entered it."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Rates:
    """The value of one unit of each currency in `to` on `day`. Raises `RatesError` for invalid values.

    `per_unit` maps an ISO 4217 code to major units of `to` for one major unit of it.
    """

    to: str
    day: date
    per_unit: Mapping[str, Decimal] = field(hash=False)

    def __post_init__(self) -> None:
        if not self.per_unit:
            raise RatesError(message("Give a rate for at least one currency."))
        if len(self.per_unit) > MOST:
            raise RatesError(message("At most {most} rates can be given.", most=MOST))
        for code in (self.to, *self.per_unit):
            if code not in CODES:
                raise RatesError(message("{code} is not the code of a currency.", code=code[:20]))
        if self.to in self.per_unit:
            raise RatesError(message("{code} cannot be converted to itself.", code=self.to))
        usable = {code: _usable(code, rate) for code, rate in sorted(self.per_unit.items())}
        object.__setattr__(self, "per_unit", usable)

    @property
    def digest(self) -> str:
        """A hex digest of these rates: equal digests convert equally."""
        return sha256(orjson.dumps(rates_to_json(self))).hexdigest()

    def minor_per_minor(self, code: str) -> Fraction:
        """Return the exact number of minor units of `to` for one minor unit of a listed currency."""
        digits = minor_digits(self.to) - minor_digits(code)
        return Fraction(self.per_unit[code]) * Fraction(10) ** digits


def rate_from_text(code: str, text: str) -> Decimal:
    """Return a rate from typed text with a decimal point or comma. Raises `RatesError` for invalid text."""
    bare = "".join(text.split())
    try:
        # Text with two signs ("1,234.5") is ambiguous.
        return Decimal(bare.replace(",", ".") if bare.count(",") + bare.count(".") < 2 else "")
    except InvalidOperation as fault:
        raise _no_rate(code) from fault


def rates_to_json(rates: Rates) -> dict[str, Any]:
    """Return rates as JSON values for `rates_from_json`, with exact rates as text."""
    per_unit = {code: f"{rate:f}" for code, rate in rates.per_unit.items()}
    return {"to": rates.to, "day": rates.day.isoformat(), "per_unit": per_unit}


def rates_from_json(plain: Mapping[str, Any]) -> Rates:
    """Return the rates of JSON values from `rates_to_json`."""
    return msgspec.convert(plain, Rates)


def read_rates(text: str) -> Rates:
    """Read a file of rates: JSON as written by `rates_to_json`. Raises `RatesError` for invalid content."""
    try:
        content = orjson.loads(text)
        day, per_unit = date.fromisoformat(content["day"]), dict(content["per_unit"])
        to = str(content["to"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as fault:
        shape = '{"to": "EUR", "day": "2026-10-31", "per_unit": {"USD": "0.92"}}'
        raise RatesError(message("A file of rates is JSON like this: {shape}", shape=shape)) from fault
    return Rates(to, day, {code: rate_from_text(code, str(rate)) for code, rate in per_unit.items()})


def _usable(code: str, rate: Decimal) -> Decimal:
    """Return a rate without trailing zeros. Raises `RatesError` if it is invalid or too long to be exact."""
    if not rate.is_finite() or not 0 < rate < _LARGEST:
        raise _no_rate(code)
    _, digits, exponent = rate.normalize().as_tuple()
    if len(digits) > _MOST_DIGITS or int(exponent) < _SMALLEST_EXPONENT:
        raise RatesError(
            message(
                "The rate of {code} has too many digits; {most} are enough.", code=code, most=_MOST_DIGITS
            )
        )
    return Decimal(f"{rate.normalize():f}")


def _no_rate(code: str) -> RatesError:
    return RatesError(message("The rate of {code} must be a number above 0.", code=code))
