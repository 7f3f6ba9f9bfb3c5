"""Invented exports of the size that is measured: a till's lines, and orders under many columns.

Each is a task of `measure`, too.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from sample_data.shopify import COLUMNS


def lines_csv(folder: str, lines: str) -> str:
    """Write lines with the columns and the habits of UCI's Online Retail."""
    rows = int(lines)
    dice = np.random.default_rng(7)
    invoice = np.sort(dice.integers(0, rows // 20, rows))
    cancelled = dice.random(rows // 20) < 0.02
    minute = np.sort(dice.integers(0, 373 * 24 * 60, rows // 20))[invoice]
    moments = np.datetime64("2010-12-01T08:00") + minute.astype("timedelta64[m]")
    days = np.unique(moments.astype("datetime64[D]"), return_inverse=True)
    names = np.array([f"{d.month}/{d.day}/{d.year}" for d in days[0].tolist()])[days[1]]
    clock = moments - moments.astype("datetime64[D]")
    hour, past = clock.astype(int) // 60, clock.astype(int) % 60
    customer = dice.integers(12_346, 18_288, rows // 20)[invoice]
    nobody = (dice.random(rows // 20) < 0.2)[invoice]
    prefix = np.where(cancelled[invoice], "C", "")
    item = dice.integers(0, 4000, rows)
    table = pa.table(
        {
            "InvoiceNo": np.char.add(prefix, (536_365 + invoice).astype(str)),
            "StockCode": (10_002 + item).astype(str),
            "Description": np.char.add("WHITE HANGING HEART HOLDER ", item.astype(str)),
            "Quantity": np.where(cancelled[invoice], -1, 1) * dice.integers(1, 25, rows),
            "InvoiceDate": [f"{n} {h}:{m:02}" for n, h, m in zip(names, hour, past, strict=True)],
            "UnitPrice": np.round(dice.lognormal(0.7, 0.9, rows), 2),
            "CustomerID": pa.array(customer, mask=nobody),
            "Country": np.array(["United Kingdom", "EIRE", "Germany", "France"])[
                dice.choice(4, rows, p=[0.9, 0.04, 0.03, 0.03])
            ],
        }
    )
    path = Path(folder) / f"{lines} lines.csv"
    pa.csv.write_csv(table, path, pa.csv.WriteOptions(quoting_style="none"))
    return str(path)


def shopify_csv(folder: str, orders: str) -> str:
    """Write a Shopify export of 79 columns: two rows an order, of which the first is the full one."""
    size = int(orders)
    dice = np.random.default_rng(13)
    number = np.arange(size)[::-1]
    buyer = dice.integers(0, size // 3, size).astype(str)
    moment = np.datetime64("2024-01-01T00:00:00") + np.sort(dice.integers(0, 86_400 * 700, size))[::-1]
    placed = np.char.add(np.char.replace(moment.astype(str), "T", " "), " +0100")
    cents = dice.integers(500, 30_000, size)
    name = np.char.add("Customer Number ", buyer)
    street = np.char.add(np.char.add("Long Invented Street ", buyer), ", back house")
    first: dict[str, object] = {
        "Name": np.char.add("#", (1001 + number).astype(str)),
        "Email": np.char.add(np.char.add("buyer", buyer), "@example.com"),
        "Financial Status": np.where(dice.random(size) < 0.03, "refunded", "paid"),
        "Paid at": placed,
        "Currency": "EUR",
        "Subtotal": cents / 100,
        "Total": cents / 100,
        "Created at": placed,
        "Lineitem quantity": dice.integers(1, 4, size),
        "Lineitem name": np.char.add("Invented Article of Series ", dice.integers(0, 900, size).astype(str)),
        "Lineitem price": cents / 100,
        "Lineitem sku": dice.integers(10_000, 10_900, size).astype(str),
        "Id": (5_000_000_000_000 + number).astype(str),
        "Payment ID": np.char.add("rAbCdEfGhIjKlMnOpQr", number.astype(str)),
        "Note Attributes": np.char.add("landing: https://shop.example.com/?utm_source=mail&visit=", buyer),
        "Tags": "newsletter, returning",
        "Source": "web",
    }
    for side in ("Billing", "Shipping"):
        first |= {f"{side} Name": name, f"{side} Street": street, f"{side} Address1": street}
        first |= {f"{side} City": "Sampletown", f"{side} Zip": buyer, f"{side} Country": "DE"}
    repeated = ("Name", "Email", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price")
    full = [np.broadcast_to(np.asarray(first.get(column, "")).astype(str), size) for column in COLUMNS]
    blank = np.broadcast_to("", size)
    below = [cells if column in repeated else blank for column, cells in zip(COLUMNS, full, strict=True)]
    path = Path(folder) / f"shopify {orders}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for head, rest in zip(zip(*full, strict=True), zip(*below, strict=True), strict=True):
            writer.writerows((head, rest))
    return str(path)


def repeated_csv(file: str, times: str) -> str:
    """Write the orders of a Shopify export so many times over, each time under other numbers."""
    path = Path(file).with_name(f"{times} times {Path(file).name}")
    with Path(file).open(encoding="utf-8") as once, path.open("w", encoding="utf-8") as over:
        over.write(once.readline())
        begin = once.tell()
        for place in range(1, int(times) + 1):
            once.seek(begin)
            for line in iter(once.readline, ""):
                over.write(line.replace("#", f"#{place}", 1).replace(",50000", f",5{place}000", 1))
    return str(path)
