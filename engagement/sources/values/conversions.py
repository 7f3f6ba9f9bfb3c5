"""From a parsed number or time to a column's value, or to the fault that it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.money import currencies
from engagement.sources.values import dates, numbers
from engagement.sources.values.texts import Fault, is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta
    from decimal import Decimal

_NOT_WHOLE: Final = Fault(message("This is not a whole number"))
_TOO_LARGE: Final = Fault(message("This number is too large"))
NOT_MONEY: Final = Fault(message("This is not an amount of money"))
_NOT_A_TIME: Final = Fault(message("This is not a time of day"))
#: The lengths of the longest of a column's times without colons.
_COMPACT: Final = (4, 5, 6)
#: The bound of a shop's numbers; sums of thousands of smaller ones fit into 64 bits.
LARGEST: Final = 10**15


def checked(
    values: Sequence[Decimal | None],
    faults: list[Message | None],
    convert: Callable[[Decimal], int | Fault],
) -> list[int | None]:
    """Convert decimals to integers; those that do not fit get their fault in `faults`."""
    results: list[int | None] = []
    for place, value in enumerate(values):
        converted = None if value is None else convert(value)
        if isinstance(converted, Fault):
            faults[place] = converted.reason
            converted = None
        results.append(converted)
    return results


def whole_number(value: Decimal) -> int | Fault:
    """Return a whole number as an integer; "64517.0" is one, "2.5" is not."""
    if value != value.to_integral_value():
        return _NOT_WHOLE
    return int(value) if abs(value) < LARGEST else _TOO_LARGE


def to_minor(amount: Decimal, digits: int) -> int | Fault:
    """Return an amount in minor units of a currency with this number of digits."""
    minor = currencies.to_minor(amount, digits)
    return minor if abs(minor) < LARGEST else _TOO_LARGE


def valued(text: str, part: numbers.Parts | None, sign: numbers.Sign, wrong: Fault) -> Decimal | Fault | None:
    """Return the value of a cell's parts; None for a missing one, `wrong` for text that is not a number."""
    if part is None:
        return None if is_missing(text) else wrong
    return numbers.value(part, sign)


def with_colons(texts: Sequence[str]) -> Sequence[str]:
    """Return a column's times of day with colons, if all are bare digits: 081203, or 81203 without its zero.

    >>> with_colons(["081203", "235959", ""]), with_colons(["0812", "1530"]), with_colons(["8", "15"])
    (['08:12:03', '23:59:59', ''], ['08:12', '15:30'], ['8', '15'])
    """
    figures = [text for text in texts if not is_missing(text)]
    length = max(map(len, figures), default=0)
    if length not in _COMPACT or not all(text.isdecimal() for text in figures):
        return texts
    full = length + length % 2
    padded = (text if is_missing(text) else text.zfill(full) for text in texts)
    return [":".join(text[start : start + 2] for start in range(0, len(text), 2)) for text in padded]


def time_of_day(text: str) -> timedelta | Fault:
    """Return the time since midnight."""
    time = dates.parse_time(text)
    return _NOT_A_TIME if time is None else time
