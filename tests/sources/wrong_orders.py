"""Order files that look right and are not: a column renamed, blanked, masked, doubled, rows pasted twice."""

from __future__ import annotations

import random
from dataclasses import dataclass

#: A header for each role, by language; the columns stand in any order.
HEADERS = {
    "en": ("Order ID", "Order Date", "Email", "Order Status", "Currency", "Total", "Product"),
    "it": ("Numero ordine", "Data ordine", "Email cliente", "Stato ordine", "Valuta", "Totale", "Prodotto"),
    "es": ("Número de orden", "Fecha", "Correo", "Estado del pedido", "Moneda", "Total", "Producto"),
    "pl": ("Nr zamówienia", "Data zamówienia", "E-mail", "Status", "Waluta", "Kwota", "Produkt"),
    "de": ("Bestellnr.", "Bestelldatum", "E-Mail", "Bestellstatus", "Währung", "Gesamtbetrag", "Artikel"),
    "fr": ("N° de commande", "Date de commande", "Adresse email", "Statut", "Devise", "Total", "Produit"),
    "pt": ("Nº da venda", "Data da venda", "E-mail", "Status", "Moeda", "Valor total", "Produto"),
    "nl": ("Bestelnummer", "Besteldatum", "E-mail", "Orderstatus", "Valuta", "Totaal", "Product"),
    "sv": ("Ordernummer", "Orderdatum", "E-post", "Orderstatus", "Valuta", "Summa", "Produkt"),
}
ROLES = ("order_id", "date", "email", "status", "currency", "amount", "product")
STATES = ("paid", "paid", "paid", "cancelled")


@dataclass(frozen=True)
class WrongFile:
    """A file's text, what is wrong with it, and what is true of the shop all the same."""

    text: str
    fault: str
    role: str
    orders: int
    customers: int
    cancelled: int
    revenue: int


@dataclass(frozen=True)
class _Sheet:
    rows: list[dict[str, str]]
    names: dict[str, str]
    columns: list[str]


def wrong_file(seed: int) -> WrongFile:
    """Return the file of a seed: a small shop's orders, on one or two rows each, and one fault."""
    chance = random.Random(seed)  # noqa: S311 - an example, no secret
    language = chance.choice(list(HEADERS))
    fault, role = chance.choice(list(FAULTS)), chance.choice(ROLES)
    orders = [
        {
            "order_id": f"A{1000 + n}",
            "date": f"2026-0{1 + n // 20}-{1 + n % 20:02} {8 + n % 12:02}:{chance.randrange(60):02}:11",
            "email": f"buyer{chance.randrange(9)}@example.com",
            "status": chance.choice(STATES),
            "currency": "EUR",
            "amount": f"{chance.randrange(5, 90)}.{chance.randrange(100):02}",
        }
        for n in range(chance.randrange(12, 40))
    ]
    # In half of the files each row has an amount of its own.
    parts = chance.random() < 0.5
    rows: list[dict[str, str]] = []
    for order in orders:
        for line in range(chance.randrange(1, 3)):
            amount = _part(order["amount"], line) if parts else order["amount"]
            rows.append({**order, "product": f"Product {line}", "amount": amount})
    paid = [
        _cents(row["amount"]) if parts or row["product"] == "Product 0" else 0
        for row in rows
        if row["status"] != "cancelled"
    ]
    file = _Sheet(rows, dict(zip(ROLES, HEADERS[language], strict=True)), chance.sample(ROLES, len(ROLES)))
    FAULTS[fault](file, role, chance)
    lines = [[file.names[c] for c in file.columns], *([row[c] for c in file.columns] for row in file.rows)]
    counted = [order for order in orders if order["status"] != "cancelled"]
    return WrongFile(
        text="".join(";".join(cells) + "\n" for cells in lines),
        fault=fault,
        role=role,
        orders=len(orders),
        customers=len({order["email"] for order in orders}),
        cancelled=len(orders) - len(counted),
        revenue=sum(paid),
    )


def _cents(amount: str) -> int:
    return round(float(amount) * 100)


def _part(amount: str, line: int) -> str:
    """Return what a row of an order costs, other than the rows above it."""
    return f"{_cents(amount) / 100 + line:.2f}"


def _renamed(file: _Sheet, role: str, chance: random.Random) -> None:
    file.names[role] = chance.choice(("Xyz", "Kolo", "Feld 7", "Column B"))


def _blanked(file: _Sheet, role: str, chance: random.Random) -> None:
    for row in file.rows:
        if chance.random() < 0.4:
            row[role] = ""


def _masked(file: _Sheet, _role: str, chance: random.Random) -> None:
    for row in file.rows:
        row["email"] = chance.choice(("***", "x****@example.com", "*****@example.com"))


def _doubled(file: _Sheet, role: str, chance: random.Random) -> None:
    """Add the same again under its own name, filled in part."""
    file.names["again"] = file.names[role] + " 2"
    file.columns.append("again")
    for row in file.rows:
        row["again"] = row[role] if chance.random() < 0.6 else ""


def _pasted(file: _Sheet, _role: str, _chance: random.Random) -> None:
    file.rows.extend([dict(row) for row in file.rows])


def _shortened(file: _Sheet, _role: str, _chance: random.Random) -> None:
    for row in file.rows:
        row["order_id"] = "2,00001E+15"


def _basket(file: _Sheet, _role: str, chance: random.Random) -> None:
    for row in file.rows:
        row["order_id"] = chance.choice(("2 pizze", "1 torta", "pane"))


def _anew(file: _Sheet, _role: str, _chance: random.Random) -> None:
    """Let the numbers begin anew after half of the orders."""
    numbers = list(dict.fromkeys(row["order_id"] for row in file.rows))
    half = len(numbers) // 2
    for row in file.rows:
        place = numbers.index(row["order_id"])
        row["order_id"] = numbers[place - half if place >= half else place]


def _none(_file: _Sheet, _role: str, _chance: random.Random) -> None:
    """Leave the file as it is."""


FAULTS = {
    "none": _none, "renamed": _renamed, "blanked": _blanked, "masked": _masked, "doubled": _doubled,
    "pasted": _pasted, "shortened": _shortened, "basket": _basket, "anew": _anew,
}  # fmt: skip
