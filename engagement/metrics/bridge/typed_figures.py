"""The figures of a dashboard as they are typed, and what is no such figure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

FIGURES: Final[Mapping[str, Message]] = {
    "orders": message("Orders"),
    "gross_sales": message("Gross sales"),
    "net_sales": message("Net sales"),
    "total_sales": message("Total sales"),
    "returning_customer_rate": message("Returning customer rate"),
    "returns": message("Returns"),
}
RATE: Final = "returning_customer_rate"
#: Sums that no refund can bring below zero.
_NEVER_BELOW_ZERO: Final = frozenset({"gross_sales"})
#: A typed rate above this is in per cent.
_ONE: Final = 1
_ALL: Final = 100
#: Larger numbers are no shop's month, and not exact to the cent in floating point.
_TOO_LARGE: Final = Decimal(10) ** 12


def amount_of(text: str) -> Decimal:
    """Return typed text as a number, with or without a per cent sign. Raises ValueError otherwise."""
    try:
        number = Decimal(text.strip().removesuffix("%").strip())
    except InvalidOperation as fault:
        raise ValueError(text) from fault
    if not number.is_finite():
        raise ValueError(text)
    return number


def in_per_cent(text: str) -> bool:
    """Return whether a typed rate is in per cent, not a share."""
    return "%" in text or amount_of(text) > _ONE


def fault_of(figure: str, text: str, typed: str | None = None) -> Message | None:
    """Return why a text is not such a figure of a dashboard, as a sentence; None if it is one.

    `typed`: what the reader typed, where `text` is the plain number made of it.
    """
    given = text if typed is None else typed
    try:
        number = amount_of(text)
    except ValueError:
        return message("{given} is no number.", given=given)
    if figure == "orders" and (number != number.to_integral_value() or number < 0 or "%" in text):
        return message("Orders are a whole number of zero or more, and {given} is not.", given=given)
    if figure == RATE and not 0 <= number <= (_ALL if in_per_cent(text) else _ONE):
        return message("A rate lies between 0 and 100 %, and {given} does not.", given=given)
    return None if figure == RATE else _fault_of_amount(figure, number, given, is_rate="%" in text)


def _fault_of_amount(figure: str, number: Decimal, given: str, *, is_rate: bool) -> Message | None:
    if abs(number) >= _TOO_LARGE:
        return message("{figure}: {given} is too large.", figure=FIGURES[figure], given=given)
    if is_rate:
        return message("{figure}: {given} is a rate, not an amount.", figure=FIGURES[figure], given=given)
    if figure in _NEVER_BELOW_ZERO and number < 0:
        return message("{figure}: {given} is below zero.", figure=FIGURES[figure], given=given)
    return None
