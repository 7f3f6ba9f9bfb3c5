"""Newsletters and text messages, as Klaviyo exports its campaigns."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from sample_data.behaviour import Customer
    from sample_data.findings import Effects

COLUMNS: Final = (
    *("Campaign Name", "Tags", "Subject", "List", "Send Time", "Send Weekday", "Total Recipients"),
    *("Unique Placed Order", "Placed Order Rate", "Revenue", "Unique Opens", "Open Rate", "Total Opens"),
    *("Unique Clicks", "Click Rate", "Total Clicks", "Unsubscribes", "Spam Complaints"),
    *("Spam Complaints Rate", "Successful Deliveries", "Bounces", "Bounce Rate", "Campaign ID"),
    "Campaign Channel",
)
_DAYS = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
_SUBJECTS: Final = (
    *("Una luce nuova in soggiorno", "Il lino che migliora con gli anni", "Tre idee per la tavola"),
    *("Dietro le quinte: il telaio", "Tornano le lanterne", "Piccoli regali, grande luce"),
    *("Come scegliere una lampada", "La coperta per le sere fresche"),
)
#: List -> its share of all who take newsletters.
_LISTS: Final = (
    ("All subscribers", 1.0),
    (findings.BEST_LIST, 0.35),
    ("All subscribers", 1.0),
    ("Italy", 0.4),
)
_OPENS, _CLICKS, _ORDERS, _LEAVES = 0.44, 0.021, 0.05, 0.003
#: The campaign of which a list of recipients is kept: by lot, one in five of them was not written to.
_TRIED: Final = datetime(2026, 5, 7, 10, 30)
_HELD_BACK: Final = 0.2


def campaigns(dice: Random, effects: Effects = findings.PLANTED) -> bytes:
    """Write a newsletter each Thursday and a text message every two months, newest first."""
    rows = []
    first = 6 - findings.FIRST_DAY.weekday()
    for number, day in enumerate(range(first, _DAYS, 7)):
        people = 650 + round(1900 * (day / _DAYS if effects.seasons else 0.5))
        to, share = _LISTS[number % len(_LISTS)]
        rows.append(_row(dice, day, "Email", to, round(people * share), effects))
        if number % 9 == 4:
            rows.append(_row(dice, day + 1, "SMS", "Text messages", round(people * 0.2), effects))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(reversed([row for row in rows if row]))
    return text.getvalue().encode()


def recipients(dice: Random, customers: Iterable[Customer]) -> bytes:
    """Write who was sent one newsletter, and what each did; a control group drawn by lot got none."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ("Email", "Campaign Name", "Send Time", "Group", "Delivered", "Opened", "Clicked", "Unsubscribed")
    )
    for customer in customers:
        if customer.consents is None or customer.consents >= _TRIED:
            continue
        said = ["", "", "", ""]
        group = "Control" if dice.random() < _HELD_BACK else "Test"
        if group == "Test":
            opened = dice.random() < _OPENS
            did = (dice.random() >= 0.012, opened, opened and dice.random() < 0.06, dice.random() < _LEAVES)
            said = ["Yes" if one and did[0] else "No" for one in did]
        writer.writerow(
            [customer.person.email, "Summer preview", f"{_TRIED:%Y-%m-%d %H:%M:%S}", group, *said]
        )
    return text.getvalue().encode()


def _row(dice: Random, day: int, channel: str, to: str, recipients: int, effects: Effects) -> list[str]:
    date = findings.FIRST_DAY + timedelta(days=day)
    if date > findings.LAST_DAY:
        return []
    at = datetime.combine(date, time(dice.choice((8, 10, 18)), 30))
    bounces = sum(dice.random() < 0.012 for _ in range(recipients))
    delivered = recipients - bounces
    opens = 0 if channel == "SMS" else round(delivered * min(0.95, _OPENS * dice.lognormvariate(0, 0.12)))
    better = effects.best_list if to == findings.BEST_LIST else 1
    clicks = round(delivered * _CLICKS * better * dice.lognormvariate(0, 0.22))
    orders = sum(dice.random() < _ORDERS for _ in range(clicks))
    left = sum(dice.random() < _LEAVES for _ in range(delivered))
    counts = {"opens": opens, "all_opens": round(opens * 1.5), "clicks": clicks, "all": round(clicks * 1.3)}
    revenue = sum(round(72 * dice.lognormvariate(0, 0.5), 2) for _ in range(orders))
    subject = dice.choice(_SUBJECTS)
    return [
        *(f"{date:%Y-%m} {subject}", "", subject if channel == "Email" else "", to),
        *(f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%A}", f"{recipients}.0"),
        *(f"{orders}.0", _rate(orders, delivered), f"€{revenue:.2f}"),
        *(f"{counts['opens']}.0", _rate(opens, delivered), f"{counts['all_opens']}.0"),
        *(f"{clicks}.0", _rate(clicks, delivered), f"{counts['all']}.0", f"{left}.0", "0.0", "0.00%"),
        *(f"{delivered}.0", f"{bounces}.0", _rate(bounces, recipients), f"01J{dice.getrandbits(64):016X}"),
        channel,
    ]


def _rate(part: int, of: int) -> str:
    return f"{100 * part / of:.2f}%"
