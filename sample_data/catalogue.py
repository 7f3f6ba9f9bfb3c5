"""What the shop sells, and how a basket is filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sample_data import findings

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Item:
    """A product; `price` in cents, tax included."""

    name: str
    sku: str
    vendor: str
    price: int


_MODELS = (
    ("Linen cushion cover", "CUS", "Orobia", 2400, ("Sage", "Clay", "Ink")),
    ("Wool throw", "THR", "Orobia", 8900, ("Oat", "Moss")),
    ("Linen tablecloth", "TAB", "Orobia", 6900, ("White", "Sage", "Clay")),
    ("Napkins, set of 4", "NAP", "Orobia", 2900, ("White", "Clay")),
    ("Tea towel", "TEA", "Orobia", 1200, ("Stripe", "Check")),
    ("Bed linen, double", "BED", "Orobia", 12900, ("White", "Ink")),
    ("Table lamp Filo", "LFI", "Filo", 7900, ("Brass", "Black")),
    ("Floor lamp Arco Piccolo", "LAR", "Filo", 18900, ("Brass", "Black")),
    ("Paper lantern", "LAN", "Carta Viva", 3400, ("40 cm", "60 cm")),
    ("Bulb, warm white", "BUL", "Filo", 900, ("E14", "E27")),
    ("Textile cable, 3 m", "CAB", "Filo", 1900, ("Red", "Ecru")),
)
ITEMS = tuple(
    Item(f"{name} - {kind}", f"{sku}-{number}", vendor, price)
    for name, sku, vendor, price, kinds in _MODELS
    for number, kind in enumerate(kinds, start=1)
)
#: These two are put into a basket by what their buyers do, not by chance.
GATEWAY = Item(findings.GATEWAY, "SAM-1", "Orobia", 1500)
REFILL = Item(findings.REFILL, "CAN-6", "Carta Viva", 2200)


def fill(dice: Random, basket: float) -> list[tuple[Item, int]]:
    """Fill a basket that comes to about `basket` euros, give or take; one line per product."""
    target = round(100 * basket * dice.lognormvariate(0, 0.45))
    lines: dict[Item, int] = {}
    spent = 0
    while spent < 0.7 * target and len(lines) < 3:
        affordable = [
            i
            for i in ITEMS
            if (target - spent) // 2 <= i.price <= max(target - spent, 2400) and i not in lines
        ]
        item = dice.choice(affordable or [ITEMS[0]])
        quantity = min(4, max(1, (target - spent) // item.price)) if item.price < 3500 else 1
        quantity = dice.randint(1, quantity)
        lines[item] = lines.get(item, 0) + quantity
        spent += item.price * quantity
    return list(lines.items()) or [(ITEMS[0], 1)]
