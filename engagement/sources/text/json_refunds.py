"""The refunds in the records of shops' programs: a list within each order, beside that of its products.

WooCommerce writes `refunds: [{"total": "-5.00"}]`, Shopify the transactions of each refund. Their sum and the
last day become columns of the order; as text in one cell they would be lost.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from engagement.sources.words.fold import fold

#: The names of such lists, those of an amount and of a moment in them, and of the lists of payments there.
_LISTS: Final = frozenset({"refunds", "refund"})
_AMOUNTS: Final = ("amount", "total", "total_refunded", "refund_amount", "totalRefunded", "value")
_NESTED: Final = ("shopMoney", "shop_money", "presentmentMoney", "totalRefundedSet", "amountSet")
_DAYS: Final = ("created_at", "createdAt", "date_created", "processed_at", "refunded_at", "date")
_PAYMENTS: Final = "transactions"
_AMOUNT: Final = "refunded amount"
_DAY: Final = "refund date"


def are_refunds(name: str) -> bool:
    """Return whether a list of this name in a record holds refunds."""
    return fold(name) in _LISTS


def summed(record: dict[str, object]) -> dict[str, object]:
    """Return a record with the sum of its list of refunds; unchanged if it has its own sum, or no list."""
    name = next((key for key, value in record.items() if are_refunds(key) and _is_list(value)), None)
    said = any("refund" in fold(key) and _number(value) is not None for key, value in record.items())
    if name is None or said or _AMOUNT in record:
        return record
    refunds = [entry for entry in _entries(record[name]) if isinstance(entry, dict)]
    amounts = [_amount(refund) for refund in refunds]
    found = [amount for amount in amounts if amount is not None]
    if len(found) < len(refunds):
        return record
    days = [str(refund[day]) for refund in refunds for day in _DAYS if isinstance(refund.get(day), str)]
    rest = {key: value for key, value in record.items() if key != name}
    return rest | {_AMOUNT: str(sum(found, Decimal(0))), _DAY: max(days, default="")}


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _amount(refund: dict[str, object]) -> Decimal | None:
    """Return what a refund paid back: its amount, else that of its payments which succeeded."""
    own = next((amount for key in _AMOUNTS if (amount := _number(refund.get(key))) is not None), None)
    if own is not None:
        return abs(own)
    for key in (*_AMOUNTS, *_NESTED):
        inner = refund.get(key)
        if isinstance(inner, dict) and (amount := _amount(inner)) is not None:
            return amount
    payments = [entry for entry in _entries(refund.get(_PAYMENTS)) if isinstance(entry, dict)]
    paid = [p for p in payments if p.get("kind", "refund") == "refund" and p.get("status") != "failure"]
    amounts = [_amount(payment) for payment in paid]
    found = [amount for amount in amounts if amount is not None]
    return sum(found, Decimal(0)) if payments and len(found) == len(amounts) else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
