"""Cells that contain a record: `name:Mug|sku:MUG|quantity:2|total:30.00`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from engagement.money.currencies import minor_digits, to_minor

if TYPE_CHECKING:
    from collections.abc import Mapping


def unpack(cell: str, separator: str = "|") -> Mapping[str, str]:
    """Return the fields of a packed cell; if a name occurs twice, its first value.

    >>> unpack("name:Mug: large|quantity:2")
    {'name': 'Mug: large', 'quantity': '2'}
    """
    fields: dict[str, str] = {}
    for part in cell.split(separator):
        name, colon, value = part.partition(":")
        if colon:
            fields.setdefault(name.strip(), value.strip())
    return fields


def minor(amount: str | None, currency: str | None) -> int | None:
    """Return a plain number ("67.50") in minor units of the currency; None for any other text."""
    number = _number(amount)
    return None if number is None or currency is None else to_minor(number, minor_digits(currency))


def whole_number(amount: str | None) -> int | None:
    """Return a whole number ("2", "2.0000"); None for any other text ("2.5")."""
    number = _number(amount)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None
