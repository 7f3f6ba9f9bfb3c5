"""An invented Spanish shop for bicycle parts: orders, products, members with tiers, mailings and visits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PRODUCTS = (
    ("Cadena 11 velocidades", "Transmisión", "Shimano"),
    ("Cassette 11-34", "Transmisión", "SRAM"),
    ("Pedales de plataforma", "Transmisión", "Shimano"),
    ("Cubierta gravel 700x40", "Ruedas", "Vittoria"),
    ("Cámara 700c", "Ruedas", "Vittoria"),
    ("Casco urbano negro", "Accesorios", "Abus"),
    ("Candado plegable", "Accesorios", "Abus"),
    ("Luz delantera 600 lm", "Accesorios", "Lezyne"),
    ("Sillín de gel", "Accesorios", "Selle Royal"),
    ("Pastillas de freno", "Frenos", "Shimano"),
    ("Disco de freno 160 mm", "Frenos", "SRAM"),
    ("Aceite para cadena", "Taller", "Muc-Off"),
)
_COUNTRIES = ("ES", "ES", "ES", "ES", "PT", "FR", "IT")
_CHANNELS = ("web", "web", "web", "pos", "Amazon")
_CODES = ("", "", "", "PEDAL10", "", "VERANO20", "")
_TIERS = ("Bronce", "Bronce", "Plata", "Oro")
_LISTS = ("Urbanos", "Taller y mecánica", "Todos")
_FIRST, _LAST = dt.date(2025, 1, 4), dt.date(2026, 11, 1)
_ORDERS = (
    "Name,Email,Financial Status,Currency,Total,Discount Code,Created at,Lineitem quantity,Lineitem name"
)
_ORDERS += ",Lineitem price,Lineitem sku,Billing Name,Shipping Country,Vendor,Id,Source,Lineitem discount"
_ORDERS += ",Refunded Amount"
_PRODUCTS_HEAD = "Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price"
_MEMBERS = "Email,State,VIP tier,Points balance,Points earned,Points spent,Rewards redeemed,Created at"
_MAILS = (
    "Campaign Name,Subject,List,Send Time,Total Recipients,Revenue,Unique Opens,Unique Clicks,Unsubscribes"
)
_MAILS += ",Successful Deliveries,Bounces,Campaign ID,Campaign Channel"
_VISITS = "Day,Session device type,Sessions,Online store visitors,Sessions with cart additions"
_VISITS += ",Sessions that reached checkout,Sessions that completed checkout"


def written_to(folder: Path) -> Path:
    """Write the files of the shop and return their folder."""
    days = (_LAST - _FIRST).days
    rows = []
    for number in range(800):
        day = _FIRST + dt.timedelta(number * days // 800)
        product, _, brand = _PRODUCTS[place := number * 5 % len(_PRODUCTS)]
        country, channel = _COUNTRIES[number % 7], _CHANNELS[number * 3 % 5]
        total, back = 15 + number % 60, "10.00" if number % 17 == 0 else "0.00"
        code, person = _CODES[number % 7], f"c{number * 11 % 230}@example.com"
        rows.append(
            f"#{number + 2000},{person},paid,EUR,{total}.00,{code},{day} 11:00:00 +0100,1"
            f',"{product}",{total}.00,B{place},,{country},{brand},{number + 5000},{channel},0.00,{back}'
        )
    products = [
        f'b{place},"{name}",{brand},{kind},Title,Default Title,B{place},20.00'
        for place, (name, kind, brand) in enumerate(_PRODUCTS)
    ]
    members = [
        f"c{number}@example.com,member,{_TIERS[number % 4]},50,50,0,0,2025-0{1 + number % 9}-02 10:00:00"
        for number in range(120)
    ]
    mails = [
        f"Boletín {number},Novedades {number},{_LISTS[number % 3]},{day} 09:00:00"
        f",{900 + number},€{10 + number}.00,{300 + number},{30 + number % 20},2,{890 + number},10,M{number}"
        ",Email"
        for number in range(90)
        for day in [_FIRST + dt.timedelta(7 * number)]
    ]
    devices = ("Desktop", "Mobile")
    visits = [
        f"{_FIRST + dt.timedelta(number // 2)},{devices[number % 2]},{60 + number % 9},50,8,5,2"
        for number in range(2 * days)
    ]
    files = (
        ("orders", _ORDERS, rows),
        ("products", _PRODUCTS_HEAD, products),
        ("members", _MEMBERS, members),
    )
    for name, head, lines in (*files, ("campaigns", _MAILS, mails), ("sessions", _VISITS, visits)):
        (folder / f"{name}.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return folder
