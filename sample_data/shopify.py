"""The orders as Shopify exports them: 79 columns, one row per product, newest order first."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings
from sample_data.catalogue import GATEWAY, REFILL, Item, fill

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from sample_data.behaviour import Customer
    from sample_data.findings import Effects
    from sample_data.people import Person

_ADDRESS: Final = (
    *("Name", "Street", "Address1", "Address2", "Company", "City", "Zip", "Province", "Country", "Phone"),
)
COLUMNS: Final = (
    *("Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at"),
    *("Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code"),
    *("Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name"),
    *("Lineitem price", "Lineitem compare at price", "Lineitem sku", "Lineitem requires shipping"),
    *("Lineitem taxable", "Lineitem fulfillment status"),
    *(f"Billing {part}" for part in _ADDRESS),
    *(f"Shipping {part}" for part in _ADDRESS),
    *("Notes", "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount"),
    *("Vendor", "Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags", "Risk Level"),
    *("Source", "Lineitem discount"),
    *(f"Tax {n} {part}" for n in range(1, 6) for part in ("Name", "Value")),
    *("Phone", "Receipt Number", "Duties", "Billing Province Name", "Shipping Province Name"),
    *("Payment ID", "Payment Terms Name", "Next Payment Due At", "Payment References"),
)

_TAGS = ("gift", "gift, wrapped", "newsletter", "lamp club", "press", "textile club, newsletter")
_SOURCES = (("web", 84), ("580111", 7), ("shopify_draft_order", 3))
#: Of the Italians who come once: walk-ins at the counter in Milan, who leave no address.
_COUNTER = 0.5


@dataclass(frozen=True, slots=True)
class _Order:
    number: int
    person: Person | None
    at: datetime
    lines: list[tuple[Item, int]]
    first: bool
    consents: bool


def export(dice: Random, customers: Iterable[Customer], effects: Effects = findings.PLANTED) -> bytes:
    """Write the export, with three rows that nobody can read."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    rows = [_rows(dice, order, effects) for order in _numbered(dice, customers, effects)]
    rows.insert(len(rows) // 3, [_broken("#0998", "2026-02-30 10:12:44 +0100", "64.00")])
    rows.insert(len(rows) // 2, [_broken("#0999", "2025-11-11 11:11:11 +0100", "8x,40")])
    for order in reversed(rows):
        writer.writerows(order)
    writer.writerow({"Name": "Total", "Total": _sum(rows)})
    return text.getvalue().encode()


def _numbered(dice: Random, customers: Iterable[Customer], effects: Effects) -> list[_Order]:
    bought = [(at, c) for c in customers for at in c.orders]
    orders = []
    for number, (at, customer) in enumerate(sorted(bought, key=lambda b: b[0]), start=1001):
        once = customer.person.country.code == "IT" and len(customer.orders) == 1 and not customer.joined
        at_counter = once and not customer.consents and not customer.begins and dice.random() < _COUNTER
        lines, first = _lines(dice, customer, at, effects), at == customer.orders[0]
        consents = customer.consents is not None and customer.consents <= at
        orders.append(_Order(number, None if at_counter else customer.person, at, lines, first, consents))
    return orders


def _lines(dice: Random, customer: Customer, at: datetime, effects: Effects) -> list[tuple[Item, int]]:
    """What this order holds: the gateway and the refill alone, or beside other things."""
    special = [(GATEWAY, 1)] if customer.begins and at == customer.orders[0] else []
    special += [(REFILL, 1)] if at in customer.refills else []
    if special and dice.random() < 0.4:
        return special
    joined = customer.joined is not None and customer.joined <= at
    return special + fill(dice, customer.basket * (effects.member if joined else 1))


def _rows(dice: Random, order: _Order, effects: Effects) -> list[dict[str, str]]:
    subtotal = sum(item.price * quantity for item, quantity in order.lines)
    code, off = _discount(dice, order, subtotal)
    off = off if effects.discounts else 0
    shipping = 0 if subtotal - off >= 9000 or order.person is None else 590
    total = subtotal - off + shipping
    created = _stamp(order.at)
    head = {
        "Financial Status": "paid",
        "Paid at": created,
        "Accepts Marketing": "yes" if order.consents else "no",
        "Currency": "EUR",
        "Subtotal": _money(subtotal - off),
        "Shipping": _money(shipping),
        "Total": _money(total),
        "Discount Code": code,
        "Discount Amount": _money(off),
        "Refunded Amount": "0.00",
        "Tags": dice.choice(_TAGS) if dice.random() < 0.35 else "",
        **(_addressed(dice, order.person, total) if order.person else _at_the_counter(total)),
        **_fate(dice, order, total),
    }
    rows = [
        {
            "Name": f"#{order.number}",
            "Email": order.person.email if order.person else "",
            "Created at": created,
            "Lineitem quantity": str(quantity),
            "Lineitem name": item.name,
            "Lineitem price": _money(item.price),
            "Lineitem sku": item.sku,
            "Vendor": item.vendor,
        }
        for item, quantity in order.lines
    ]
    rows[0] |= head
    return rows


def _discount(dice: Random, order: _Order, subtotal: int) -> tuple[str, int]:
    if order.at.month == 11 and 22 <= order.at.day <= 30 and dice.random() < 0.45:
        return "LUCE20", subtotal // 5
    if order.first and order.person and dice.random() < 0.2:
        return "BENVENUTI10", subtotal // 10
    return ("", 0) if dice.random() < 0.94 else ("FILO5", min(500, subtotal))


def _addressed(dice: Random, person: Person, total: int) -> dict[str, str]:
    (source,) = dice.choices([s for s, _ in _SOURCES], [w for _, w in _SOURCES])
    return {
        # People type their address as they please.
        "Email": person.email.upper() if dice.random() < 0.03 else person.email,
        "Billing Name": person.name,
        "Billing Zip": f"'{person.zip}",
        "Billing Country": person.country.code,
        "Shipping Province": person.province,
        "Shipping Country": person.country.code,
        "Payment Method": dice.choice(("Shopify Payments", "Shopify Payments", "PayPal")),
        "Source": source,
        **_tax(person.country.code, person.country.tax, total),
    }


def _at_the_counter(total: int) -> dict[str, str]:
    return {
        "Billing Country": "IT",
        "Payment Method": "Cash",
        "Location": "Milano",
        "Source": "pos",
        **_tax("IT", 22, total),
    }


def _tax(country: str, percent: int, total: int) -> dict[str, str]:
    tax = _money(round(total * percent / (100 + percent)))
    return {"Taxes": tax, "Tax 1 Name": f"{country} VAT {percent}%"}


def _fate(dice: Random, order: _Order, total: int) -> dict[str, str]:
    """What became of the order after it was placed."""
    chance = dice.random()
    if chance < 0.012:
        cancelled = {
            "Cancelled at": _stamp(order.at + timedelta(hours=5)),
            "Fulfillment Status": "unfulfilled",
        }
        status = dice.choice(("refunded", "refunded", "voided", "paid"))
        return cancelled | {"Financial Status": status, "Refunded Amount": _refunded(status, total)}
    if chance < 0.018:
        return {"Financial Status": "voided", "Paid at": ""}
    if chance < 0.024:
        return {"Financial Status": "pending", "Paid at": "", "Outstanding Balance": _money(total)}
    if chance < 0.040:
        return {"Financial Status": "refunded", "Refunded Amount": _money(total)}
    if chance < 0.062:
        part = min(total, order.lines[0][0].price)
        return {"Financial Status": "partially_refunded", "Refunded Amount": _money(part)}
    return {}


def _refunded(status: str, total: int) -> str:
    return _money(total) if status == "refunded" else "0.00"


def _broken(name: str, created: str, total: str) -> dict[str, str]:
    item = {"Lineitem quantity": "1", "Lineitem name": "Paper lantern - 40 cm", "Lineitem price": "34.00"}
    head = {"Financial Status": "paid", "Currency": "EUR", "Email": "typing.error@example.com"}
    return {"Name": name, "Created at": created, "Total": total, "Subtotal": "34.00"} | head | item


def _sum(rows: list[list[dict[str, str]]]) -> str:
    totals = [row.get("Total", "") for order in rows for row in order]
    return _money(sum(round(100 * float(t)) for t in totals if t.replace(".", "", 1).isdigit()))


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _stamp(at: datetime) -> str:
    """The shop's wall clock with its offset; summer time runs between two last Sundays."""
    begins, ends = _last_sunday(at.year, 3), _last_sunday(at.year, 10)
    return f"{at:%Y-%m-%d %H:%M:%S} {'+0200' if begins <= at < ends else '+0100'}"


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 3)
    return last - timedelta(days=(last.weekday() + 1) % 7)
