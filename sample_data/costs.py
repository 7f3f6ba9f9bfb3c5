"""What the shop pays: for its products, as Shopify exports them, and for advertising on Meta and Google."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings
from sample_data.catalogue import GATEWAY, ITEMS, REFILL, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from sample_data.behaviour import Customer
    from sample_data.findings import Effects

PRODUCT_COLUMNS: Final = (
    *("Handle", "Title", "Vendor", "Type", "Published", "Option1 Name", "Option1 Value", "Variant SKU"),
    *("Variant Inventory Qty", "Variant Price", "Cost per item", "Status"),
)
META_COLUMNS: Final = (
    *("Reporting starts", "Reporting ends", "Campaign name", "Day", "Amount spent (EUR)", "Impressions"),
    "Link clicks",
)
GOOGLE_COLUMNS: Final = ("Day", "Campaign", "Currency code", "Cost", "Impr.", "Clicks")

_TYPES: Final = {
    **dict.fromkeys(("CUS", "THR", "TAB", "NAP", "TEA", "BED", "SAM"), "Textiles"),
    **dict.fromkeys(("LFI", "LAR", "LAN"), "Lamps"),
    **dict.fromkeys(("BUL", "CAB", "CAN"), "Accessories"),
}
_DAYS: Final = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
#: Days before and after by which it is said how many new customers are usual.
_AROUND: Final = 10
#: What a click costs in cents, and how many views lead to one.
_CLICK, _VIEWS = 55, 70


def products(dice: Random) -> bytes:
    """Write the list of products with what each costs the shop; of bulbs nobody has filled it in."""
    text = io.StringIO()
    writer = csv.DictWriter(text, PRODUCT_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    seen = set()
    for item in (*ITEMS, GATEWAY, REFILL):
        title, _, option = item.name.partition(" - ")
        handle = title.casefold().replace(",", "").replace(" ", "-")
        writer.writerow(
            {
                **({} if title in seen else _of_product(title, item)),
                "Handle": handle,
                "Option1 Value": option or "Default Title",
                "Variant SKU": item.sku,
                "Variant Inventory Qty": dice.randrange(180),
                "Variant Price": f"{item.price / 100:.2f}",
                "Cost per item": "" if item.sku.startswith("BUL") else f"{cost(item) / 100:.2f}",
            }
        )
        seen.add(title)
    return text.getvalue().encode()


def cost(item: Item) -> int:
    """Return what one piece costs the shop, in cents, rounded to ten."""
    share = findings.GATEWAY_COSTS if item == GATEWAY else findings.COSTS[item.vendor]
    return round(item.price * share / 10) * 10


def meta(dice: Random, customers: Iterable[Customer], effects: Effects = findings.PLANTED) -> bytes:
    """Write Meta's report by day, with its row of totals above."""
    rows = [
        (day, day, "Lume & Filo | Prospecting", day, money, views, clicks)
        for day, money, views, clicks in _spent(dice, customers, findings.META, effects)
    ]
    total = (findings.FIRST_DAY, findings.LAST_DAY, "", "", *_totals(rows))
    return _table([META_COLUMNS, total, *rows])


def google(dice: Random, customers: Iterable[Customer], effects: Effects = findings.PLANTED) -> bytes:
    """Write Google's report by day, with its title and days above and its totals below."""
    rows = [
        (day, "Search | Lamps and linen", "EUR", money, views, clicks)
        for day, money, views, clicks in _spent(dice, customers, findings.GOOGLE, effects)
    ]
    first, last = findings.FIRST_DAY, findings.LAST_DAY
    days = f"{first.day} {first:%B %Y} - {last.day} {last:%B %Y}"
    total = ("Total: Account", "", "EUR", *_totals(rows))
    return _table([("Campaign report",), (days,), GOOGLE_COLUMNS, *rows, total])


def _of_product(title: str, item: Item) -> dict[str, object]:
    """Return what stands on the first row of a product only."""
    return {
        "Title": title,
        "Vendor": item.vendor,
        "Type": _TYPES[item.sku.partition("-")[0]],
        "Published": "true",
        "Option1 Name": "Kind" if " - " in item.name else "Title",
        "Status": "active",
    }


def _spent(
    dice: Random, customers: Iterable[Customer], each: float, effects: Effects
) -> Iterator[tuple[object, str, int, int]]:
    """Yield day, money, views and clicks: so many euros for each new customer that is usual that day."""
    new = Counter((c.orders[0].date() - findings.FIRST_DAY).days for c in customers)
    for number in range(_DAYS):
        day = findings.FIRST_DAY + timedelta(days=number)
        around = range(max(0, number - _AROUND), min(_DAYS, number + _AROUND + 1))
        usual = sum(new[n] for n in around) / len(around)
        dearer = effects.advertising if day >= findings.DEARER_SINCE else 1
        cents = round(100 * usual * each * dearer * dice.lognormvariate(0, 0.15))
        clicks = round(cents / _CLICK * dice.lognormvariate(0, 0.1))
        yield day, f"{cents / 100:.2f}", round(clicks * _VIEWS * dice.lognormvariate(0, 0.1)), clicks


def _totals(rows: Iterable[tuple[object, ...]]) -> tuple[str, int, int]:
    """Return the sums of the last three columns: money, views, clicks."""
    money, views, clicks = zip(*(row[-3:] for row in rows), strict=True)
    return f"{sum(round(100 * float(cell)) for cell in money) / 100:.2f}", sum(views), sum(clicks)


def _table(rows: Iterable[tuple[object, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
