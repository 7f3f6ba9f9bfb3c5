"""An invented Spanish shop for bicycle parts: orders, products, members with tiers, mailings and visits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.questions import shop_files

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
    shop_files.write_shop(folder, _PRODUCTS, _COUNTRIES, _CHANNELS, _CODES, refunds=True)
    members = [
        f"p{number}@example.com,member,{_TIERS[number % 4]},50,50,0,0,2025-0{1 + number % 9}-02 10:00:00"
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
    files = (("members", _MEMBERS, members), ("campaigns", _MAILS, mails), ("sessions", _VISITS, visits))
    for name, head, lines in files:
        (folder / f"{name}.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return folder
