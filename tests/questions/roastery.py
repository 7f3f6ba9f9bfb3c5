"""An invented small shop that roasts coffee: orders with products, brands, codes, channels and countries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PRODUCTS = (
    ("Ethiopia Guji 250 g", "Coffee", "Dym"),
    ("Brazil Santos 1 kg", "Coffee", "Dym"),
    ("Espresso blend Notte 1 kg", "Coffee", "Dym"),
    ("Decaf Colombia 250 g", "Coffee", "Dym"),
    ("Yerba mate 500 g", "Tea", "Rosamonte"),
    ("Earl Grey tin", "Tea", "Dym"),
    ("Moka pot 3 cups", "Equipment", "Bialetti"),
    ("Hand grinder C40", "Equipment", "Comandante"),
    ("Paper filters V60, 100 pieces", "Equipment", "Hario"),
    ("Travel mug", "Equipment", "Dym"),
)
_COUNTRIES = ("PL", "PL", "PL", "DE", "CZ", "IT", "ES")
_CHANNELS = ("web", "web", "Allegro", "Faire")
_CODES = ("", "", "", "KAWA10", "LATO15")
_FIRST, _DAYS = dt.date(2025, 1, 3), 667
_ORDERS = (
    "Name,Email,Financial Status,Currency,Total,Discount Code,Created at,Lineitem quantity,Lineitem name"
)
_ORDERS += ",Lineitem price,Lineitem sku,Billing Name,Shipping Country,Vendor,Id,Source,Lineitem discount"
_PRODUCTS_HEAD = "Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price"


def written_to(folder: Path) -> Path:
    """Write the orders and the products of the shop and return their folder."""
    return write_shop(folder, _PRODUCTS, _COUNTRIES, _CHANNELS, _CODES)


def write_shop(
    folder: Path,
    products: Sequence[tuple[str, str, str]],
    countries: Sequence[str],
    channels: Sequence[str],
    codes: Sequence[str],
) -> Path:
    """Write 900 orders, one product each, and the products: name, kind and brand."""
    rows = []
    for number in range(900):
        day = _FIRST + dt.timedelta(number * _DAYS // 900)
        product, _, brand = products[place := number * 7 % len(products)]
        country, channel = countries[number % len(countries)], channels[number * 3 % len(channels)]
        person, code, total = number * 13 % 260, codes[number % len(codes)], 30 + number % 40
        rows.append(
            f"#{number + 1000},p{person}@example.com,paid,EUR,{total}.00,{code},{day} 10:00:00 +0100,1"
            f',"{product}",{total}.00,S{place},,{country},{brand},{number + 9000},{channel},0.00'
        )
    (folder / "orders.csv").write_text("\n".join([_ORDERS, *rows]) + "\n", "utf-8")
    listed = [
        f'p{place},"{name}",{brand},{kind},Title,Default Title,S{place},30.00'
        for place, (name, kind, brand) in enumerate(products)
    ]
    (folder / "products.csv").write_text("\n".join([_PRODUCTS_HEAD, *listed]) + "\n", "utf-8")
    return folder
