"""Files of an invented shop: its orders, one product each, and its products."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FIRST, _DAYS = dt.date(2025, 1, 3), 667
_ORDERS = (
    "Name,Email,Financial Status,Currency,Total,Discount Code,Created at,Lineitem quantity,Lineitem name"
)
_ORDERS += ",Lineitem price,Lineitem sku,Billing Name,Shipping Country,Vendor,Id,Source,Lineitem discount"
_PRODUCTS_HEAD = "Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price"


def write_shop(
    folder: Path,
    products: Sequence[tuple[str, str, str]],
    countries: Sequence[str],
    channels: Sequence[str],
    codes: Sequence[str],
    *,
    refunds: bool = False,
) -> Path:
    """Write 900 orders and the products: name, kind and brand.

    `refunds`: a column says what was paid back, of every 17th order a part.
    """
    rows = []
    for number in range(900):
        day = _FIRST + dt.timedelta(number * _DAYS // 900)
        product, _, brand = products[place := number * 7 % len(products)]
        country, channel = countries[number % len(countries)], channels[number * 3 % len(channels)]
        person, code, total = number * 13 % 260, codes[number % len(codes)], 30 + number % 40
        rows.append(
            f"#{number + 1000},p{person}@example.com,paid,EUR,{total}.00,{code},{day} 10:00:00 +0100,1"
            f',"{product}",{total}.00,S{place},,{country},{brand},{number + 9000},{channel},0.00'
            + (f",{'10.00' if number % 17 == 0 else '0.00'}" if refunds else "")
        )
    (folder / "orders.csv").write_text(
        "\n".join([_ORDERS + ",Refunded Amount" * refunds, *rows]) + "\n", "utf-8"
    )
    listed = [
        f'p{place},"{name}",{brand},{kind},Title,Default Title,S{place},30.00'
        for place, (name, kind, brand) in enumerate(products)
    ]
    (folder / "products.csv").write_text("\n".join([_PRODUCTS_HEAD, *listed]) + "\n", "utf-8")
    return folder
