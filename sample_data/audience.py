"""What the shop notes by hand of its networks: followers each week, and pins with their orders."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings

if TYPE_CHECKING:
    from random import Random

    from sample_data.findings import Effects

_DAYS: Final = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
#: Each network's followers at first, the new ones a day, and of these how many leave again.
_FOLLOWERS: Final = (("Instagram", 22_400, 12, 0.62), ("Facebook", 5_310, 3, 0.7))
_PINS: Final = (
    "Tavola di primavera",
    "Linen, washed",
    "Lampada a terra",
    "Quiet bedroom",
    "Lanterne di carta",
)
#: Of clicks on a pin so many end in an order.
_BOUGHT: Final = 0.021


def followers(dice: Random, effects: Effects = findings.PLANTED) -> bytes:
    """Write how many follow each network, every Monday; in a shop without findings as many leave as come."""
    rows = [("Date", "Network", "Followers")]
    for network, start, new, leave in _FOLLOWERS:
        total = float(start)
        for day in range(_DAYS):
            date = findings.FIRST_DAY + timedelta(days=day)
            total += dice.lognormvariate(0, 0.25) * new * (1 - leave if effects.seasons else 0)
            if date.weekday() == 0 or date == findings.LAST_DAY:
                rows.append((f"{date:%Y-%m-%d}", network, str(round(total))))
    return _table(rows)


def pins(dice: Random) -> bytes:
    """Write 96 pins with what the tag in their links counted: clicks to the shop and orders."""
    rows = [("Publish date", "Network", "Pin title", "Pin link", "Saves", "Outbound clicks", "Conversions")]
    for number, day in enumerate(sorted(dice.sample(range(_DAYS), 96))):
        date = findings.FIRST_DAY + timedelta(days=day)
        clicks = round(70 * dice.lognormvariate(0, 0.5))
        bought = sum(dice.random() < _BOUGHT for _ in range(clicks))
        link = f"https://www.pinterest.com/pin/{990_000_000_000 + number * 6_007}/"
        saves = round(clicks * dice.uniform(0.1, 0.4))
        title = dice.choice(_PINS)
        rows.append((f"{date:%Y-%m-%d}", "Pinterest", title, link, str(saves), str(clicks), str(bought)))
    return _table(rows)


def _table(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
