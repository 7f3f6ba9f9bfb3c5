"""Visits to the online shop by day and device, as Shopify exports them: they end in the shop's orders."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from sample_data.behaviour import Customer
    from sample_data.findings import Effects

COLUMNS: Final = (
    *("Day", "Session device type", "Sessions", "Online store visitors", "Sessions with cart additions"),
    *("Sessions that reached checkout", "Sessions that completed checkout", "Conversion rate", "Bounce rate"),
    *("Average session duration", "Pageviews"),
)
_DAYS = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
_MOBILE = 0.62
#: Of visits that go as far as the one, those that go on to the next: checkout to order, cart to
#: checkout, visit to cart.
_PAYS, _CHECKS_OUT, _FILLS = 0.58, 0.55, 0.075
_BOUNCES = 0.41
#: Days before and after by which it is said how many orders are usual.
_AROUND = 10


def sessions(dice: Random, customers: Iterable[Customer], effects: Effects = findings.PLANTED) -> bytes:
    """Write a row for each day and device."""
    orders = Counter((at.date() - findings.FIRST_DAY).days for c in customers for at in c.orders)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number in range(_DAYS):
        day = findings.FIRST_DAY + timedelta(days=number)
        around = range(max(0, number - _AROUND), min(_DAYS, number + _AROUND + 1))
        usual = sum(orders[n] for n in around) / len(around) * dice.lognormvariate(0, 0.1)
        mobile = sum(dice.random() < _MOBILE for _ in range(orders[number]))
        by_device = (
            (findings.BROKEN_DEVICE, mobile, _MOBILE),
            ("Desktop", orders[number] - mobile, 1 - _MOBILE),
        )
        for device, completed, share in by_device:
            broken = device == findings.BROKEN_DEVICE and day >= findings.BROKEN_SINCE
            pays = _PAYS * (effects.broken if broken else 1)
            writer.writerow([day, device, *_figures(dice, completed, usual * share, pays)])
    return text.getvalue().encode()


def _figures(dice: Random, completed: int, usual: float, pays: float) -> list[str]:
    """Fill a row of a day that ended in so many orders, where so many are usual."""
    reached = completed + _others(dice, usual, pays)
    filled = reached + _others(dice, usual / _PAYS, _CHECKS_OUT)
    visits = filled + _others(dice, usual / _PAYS / _CHECKS_OUT, _FILLS)
    bounced = min(visits - filled, round(visits * min(0.9, _BOUNCES * dice.lognormvariate(0, 0.08))))
    counts = [visits, round(visits * dice.uniform(0.8, 0.92)), filled, reached, completed]
    rates = [f"{part / visits if visits else 0:.6f}" for part in (completed, bounced)]
    looked = [f"{dice.uniform(60, 150):.1f}", str(round(visits * dice.uniform(2.6, 3.4)))]
    return [*map(str, counts), *rates, *looked]


def _others(dice: Random, went_on: float, share: float) -> int:
    """Draw how many did not go on, where so many do, a share of all (Poisson, by its normal limit)."""
    mean = went_on * (1 - share) / share
    return max(0, round(dice.gauss(mean, mean**0.5)))
