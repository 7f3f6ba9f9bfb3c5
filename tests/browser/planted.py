"""A shop whose every secret is unmistakable, so that it can be looked for in whatever goes out."""

from __future__ import annotations

import csv
import io
import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from engagement.app.workspaces.intake import take
from engagement.metrics.views.trend_and_breakdown import short_code
from tests.sources.formats.order_files import headers, text
from tests.store.shop import rows

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.store import Workspace

CUSTOMERS: Final = 260
#: Seven customers ordered with this code: fewer than any link shows.
SMALL: Final = "ZYXQUORUM7"
LARGE: Final = "WELCOMEALL"
COMMENT: Final = "quothneedleraven"
_START: Final = datetime(2025, 9, 1, 10)
_DAYS: Final = 420


def fill(workspace: Workspace, folder: Path) -> Workspace:
    """Read the planted files into a new workspace, and return it; `folder` is made for them."""
    folder.mkdir()
    (folder / "orders.csv").write_text(_orders(), "utf-8")
    (folder / "survey.csv").write_text(_survey(), "utf-8")
    taken = take(workspace, [(folder / name, name) for name in ("orders.csv", "survey.csv")])
    assert all(one.outcome is not None for one in taken), taken
    return workspace


def email(customer: int) -> str:
    """The address of a customer."""
    return f"needle.{customer}.mail@example.com"


def secrets(workspace: Workspace) -> list[bytes]:
    """All that may never reach a recipient: addresses, codes, keys, order ids, comments, the small group."""
    orders = rows(workspace, "orders")
    keys = {order["customer_key"] for order in orders} - {None}
    assert len(keys) == CUSTOMERS
    return [
        b".mail@example.com",
        *(email(customer).encode() for customer in range(CUSTOMERS)),
        COMMENT.encode(),
        SMALL.encode(),
        *(order["order_id"].encode() for order in orders),
        *(short_code(key).encode() for key in keys),
        *(str(key).encode() for key in keys),
        *(key.to_bytes(8, "little", signed=True) for key in keys),
    ]


def _orders() -> str:
    dice = random.Random(7)  # noqa: S311 - an invented shop
    made = []
    number = 7_700_000
    for customer in range(CUSTOMERS):
        day = _START + timedelta(days=dice.randrange(_DAYS - 60))
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            number += 1
            made.append(
                {
                    "Name": f"#{number}",
                    "Email": email(customer),
                    "Financial Status": "paid",
                    "Paid at": f"{day:%Y-%m-%d %H:%M:%S} +0100",
                    "Created at": f"{day:%Y-%m-%d %H:%M:%S} +0100",
                    "Currency": "EUR",
                    "Subtotal": "50.00",
                    "Shipping": "0.00",
                    "Taxes": "9.00",
                    "Total": f"{dice.randrange(20, 200)}.00",
                    "Discount Code": SMALL if customer < 7 else LARGE if customer % 3 else "",
                    "Discount Amount": "0.00",
                    "Lineitem quantity": "1",
                    "Lineitem name": "Lantern",
                    "Lineitem price": "50.00",
                    "Billing Country": ("IT", "DE", "FR")[customer % 3],
                    "Shipping Country": ("IT", "DE", "FR")[customer % 3],
                    "Refunded Amount": "0.00",
                    "Source": "web",
                    "Id": str(number + 5_000_000_000),
                }
            )
            day += timedelta(days=dice.randrange(5, 60))
    return text(headers()["shopify_79"], sorted(made, key=lambda order: order["Created at"]))


def _survey() -> str:
    dice = random.Random(8)  # noqa: S311 - an invented shop
    names = ["Response ID", "How likely are you to recommend us to a friend or colleague?",
             "What should we do better?", "E-mail", "Club", "Submitted at"]  # fmt: skip
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(names)
    for customer in range(CUSTOMERS):
        club = SMALL if customer < 7 else ("North", "South")[customer % 2]
        day = _START + timedelta(days=dice.randrange(_DAYS))
        writer.writerow(
            [
                f"r{customer}",
                dice.randrange(11),
                f"{COMMENT} {customer}",
                email(customer),
                club,
                f"{day:%Y-%m-%d %H:%M:%S}",
            ]
        )
    return written.getvalue()
