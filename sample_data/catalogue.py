"""What the shop sells, and how a basket is filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Item:
    """A product; `price` in cents, tax included."""

    name: str
    sku: str
    price: int


_MODELS = (
    ("Linen cushion cover", "CUS", 2400, ("Sage", "Clay", "Ink")),
    ("Wool throw", "THR", 8900, ("Oat", "Moss")),
    ("Linen tablecloth", "TAB", 6900, ("White", "Sage", "Clay")),
    ("Napkins, set of 4", "NAP", 2900, ("White", "Clay")),
    ("Tea towel", "TEA", 1200, ("Stripe", "Check")),
    ("Bed linen, double", "BED", 12900, ("White", "Ink")),
    ("Table lamp Filo", "LFI", 7900, ("Brass", "Black")),
    ("Floor lamp Arco Piccolo", "LAR", 18900, ("Brass", "Black")),
    ("Paper lantern", "LAN", 3400, ("40 cm", "60 cm")),
    ("Bulb, warm white", "BUL", 900, ("E14", "E27")),
    ("Textile cable, 3 m", "CAB", 1900, ("Red", "Ecru")),
)
ITEMS = tuple(
    Item(f"{name} - {kind}", f"{sku}-{number}", price)
    for name, sku, price, kinds in _MODELS
    for number, kind in enumerate(kinds, start=1)
)


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
