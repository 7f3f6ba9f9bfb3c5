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
    *("Referrals completed", "Created at", "Referred by"),
)
_REWARD: Final = 300
_CANDIDATES: Final = 0.06
#: The share of members whom an earlier one has brought in.
_BROUGHT_IN: Final = 0.09


def members(dice: Random, invitations: Random, customers: Iterable[Customer]) -> bytes:
    """Write a row for each member, first to join first, and for some who have not joined.

    `invitations` are the dice by which somebody was brought in by an earlier member.
    """
    listed = [(c.joined, c) for c in customers if c.joined]
    known = [(c.orders[-1], c) for c in customers if not c.joined and dice.random() < _CANDIDATES]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    earlier: list[str] = []
    for at, customer in sorted([*listed, *known], key=lambda row: row[0]):
        brought_in = customer.joined and earlier and invitations.random() < _BROUGHT_IN
        by = invitations.choice(earlier) if brought_in else ""
        writer.writerow([*_row(dice, customer, at), by])
        if customer.joined:
            earlier.append(customer.person.email)
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
