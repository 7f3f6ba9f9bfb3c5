"""The members of the loyalty programme, as Smile.io lists them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from random import Random

    from sample_data.behaviour import Customer

COLUMNS: Final = (
    *("Email", "State", "VIP tier", "Points balance", "Points earned", "Points spent", "Rewards redeemed"),
    *("Referrals completed", "Created at"),
)
_REWARD: Final = 300
_CANDIDATES: Final = 0.06


def members(dice: Random, customers: Iterable[Customer]) -> bytes:
    """Write a row for each member, first to join first, and for some who have not joined."""
    listed = [(c.joined, c) for c in customers if c.joined]
    known = [(c.orders[-1], c) for c in customers if not c.joined and dice.random() < _CANDIDATES]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for at, customer in sorted([*listed, *known], key=lambda row: row[0]):
        writer.writerow(_row(dice, customer, at))
    return text.getvalue().encode()


def _row(dice: Random, customer: Customer, at: datetime) -> list[str]:
    later = sum(order >= at for order in customer.orders)
    earned = 0 if customer.joined is None else 50 + sum(dice.randint(40, 130) for _ in range(later))
    rewards = sum(dice.random() < 0.6 for _ in range(earned // _REWARD))
    invited = sum(dice.random() < 0.07 for _ in range(1 + later)) if customer.joined else 0
    tier = "" if customer.joined is None else "Lume" if later < 3 else "Filo" if later < 7 else "Arco"
    state = "candidate" if customer.joined is None else "disabled" if dice.random() < 0.01 else "member"
    spent = rewards * _REWARD
    numbers = map(str, (earned - spent, earned, spent, rewards, invited))
    return [customer.person.email, state, tier, *numbers, f"{at:%Y-%m-%d %H:%M:%S}"]
