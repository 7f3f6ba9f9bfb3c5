"""Invented exports in any locale, dialect, encoding, order of columns and with any damage.

`export(family, seed)` writes a file and knows how it wrote it; `expected` is the oracle. It reads the
same bytes with the csv module and Decimal, told everything that the importer has to find out.
"""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

from tests.sources.formats.order_files import headers

_DIGITS: Final = {"EUR": 2, "PLN": 2, "USD": 2, "JPY": 0, "KWD": 3}
#: Decimal sign and sign between thousands.
_NUMBERS: Final = ((".", ""), (".", ","), (",", ""), (",", "."), (",", "\u00a0"), (".", "'"))
_DATES: Final = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y/%m/%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d.%m.%Y",
    "%m/%d/%y",
    "%d-%m-%Y %H:%M:%S",
    "%d %b %Y",
    "%b %d, %Y %H:%M",
)
_ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250")
_WESTERN: Final = ("Zoë Müller", "José Núñez", "Ava O'Neil", "François Châtel", "Mia Rossi")
_POLISH: Final = ("Łukasz Żak", "Zofia Wójcik", "Ava Nowak", "Jan Dąbrowski", "Ewa Święch")
_PRODUCTS: Final = ("Mug", "Mug, large", 'Screen 24"', "Cup; blue", "Two\nlines", "Tea | green", "Tin")
_NO_DATES: Final = ("soon", "32/13/2026", "", "2026-02-30")
_NO_AMOUNTS: Final = ("8x,40", "free of charge", "", "1.2.3,4,5")


@dataclass(frozen=True)
class Family:
    """Where a platform's export holds what is counted. `repeated`: an order's rows all name its amount."""

    columns: tuple[str, ...]
    ident: str
    date: str
    amount: str = ""
    currency: str | None = None
    email: str | None = None
    product: str | None = None
    quantity: str | None = None
    fixed: tuple[tuple[str, str], ...] = ()
    rows: int = 1
    repeated: bool = False
    counts: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


def _header(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(headers()[name]))


def families() -> dict[str, Family]:
    """The families by name; those of orders are read from their real headers."""
    return {
        "shopify": Family(
            _header("shopify_79"),
            *("Name", "Created at", "Total", "Currency", "Email", "Lineitem name", "Lineitem quantity"),
            fixed=(("Financial Status", "paid"),),
            rows=3,
        ),
        "bigcommerce": Family(
            _header("bigcommerce_56"),
            *("Order ID", "Order Date", "Order Total (inc tax)", "Order Currency Code", "Customer Email"),
            fixed=(("Order Status", "Completed"),),
        ),
        "advanced": Family(
            (*_header("woo_advanced_order_export_2018"), "Order Currency"),
            *("Order Number", "Order Date", "Order Total Amount", "Order Currency", "Email (Billing)"),
            *("Name", "Quantity"),
            fixed=(("Order Status", "Completed"),),
            rows=3,
            repeated=True,
        ),
        "etsy": Family(
            _header("etsy_orders"), "Order ID", "Sale Date", "Order Total", "Currency", "Buyer User ID"
        ),
        "uci": Family(
            _header("uci_online_retail"),
            *("InvoiceNo", "InvoiceDate", "UnitPrice", None, "CustomerID", "Description", "Quantity"),
            rows=4,
        ),
        "generic": Family(
            ("Bestellnummer", "Bestelldatum", "E-Mail", "Gesamtbetrag", "Währung", "Land", "Bemerkung"),
            *("Bestellnummer", "Bestelldatum", "Gesamtbetrag", "Währung", "E-Mail"),
        ),
        "survey": Family(
            ("Response ID", "Submitted at", "How likely are you to recommend us to a friend?", "Comment"),
            "Response ID",
            "Submitted at",
            counts=("How likely are you to recommend us to a friend?",),
            free=("Comment",),
        ),
        "social": Family(
            (
                *("Post ID", "Account username", "Description", "Publish time", "Permalink", "Post type"),
                *("Views", "Reach", "Likes", "Shares", "Comments", "Saves"),
            ),
            "Post ID",
            "Publish time",
            fixed=(("Account username", "demo.shop"), ("Post type", "IG reel")),
            counts=("Views", "Likes", "Shares", "Comments", "Saves"),
            free=("Description",),
        ),
    }


@dataclass
class Export:
    """A file and how it was written."""

    family: Family
    seed: int
    dice: random.Random = field(init=False)
    data: bytes = b""

    def __post_init__(self) -> None:
        self.dice = dice = random.Random(self.seed)  # noqa: S311 - no secret
        self.decimal, self.thousands = dice.choice(_NUMBERS)
        self.date_style = dice.choice(_DATES)
        self.delimiter = dice.choice(",;\t|")
        self.encoding = dice.choice(_ENCODINGS)
        self.quoting = dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        self.end = dice.choice(("\r\n", "\n"))
        self.currency = dice.choice(tuple(_DIGITS)) if self.family.currency else "GBP"
        self.digits = _DIGITS.get(self.currency, 2)
        self.columns = list(self.family.columns)
        dice.shuffle(self.columns)
        self.above = dice.choice((0, 0, 0, 1, 2))
        self.data = self._written().encode(self.encoding, "replace")

    def number(self, value: Decimal, digits: int) -> str:
        plain = f"{value:,.{digits}f}"
        return plain.translate(str.maketrans({",": self.thousands, ".": self.decimal}))

    def day(self) -> datetime:
        return datetime(2024, 1, 1, 8) + timedelta(minutes=self.dice.randrange(0, 700 * 24 * 60))

    def _written(self) -> str:
        buffer = io.StringIO()
        for place in range(self.above):
            buffer.write(("Orders of the demo shop", "All branches")[place] + self.end)
        writer = csv.writer(
            buffer, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.end, quotechar='"'
        )
        writer.writerow(self.columns)
        rows = [self._damaged(row) for row in self._rows()]
        for row in rows:
            writer.writerow(row)
            if self.dice.random() < 0.02:
                buffer.write(self.end)
            if self.dice.random() < 0.02:
                buffer.write(self.delimiter * (len(self.columns) - 1) + self.end)
        if self.dice.random() < 0.3 and self.family.amount and self.columns[0] != self.family.amount:
            total = ["" for _ in self.columns]
            total[0] = self.dice.choice(("Total", "Totale", "Razem", "Gesamt"))
            total[self.columns.index(self.family.amount)] = self.number(Decimal("9999.50"), self.digits)
            writer.writerow(total)
        return buffer.getvalue()

    def _rows(self) -> list[dict[str, str]]:
        family, dice = self.family, self.dice
        names = _POLISH if self.encoding == "cp1250" else _WESTERN
        rows = []
        for number in range(dice.randint(20, 40)):
            first = {
                family.ident: str(536_365 + number),
                # A day that is no month: without one, nobody could say which of the two stands first.
                family.date: (self.day() if number else datetime(2025, 4, 28, 9, 30)).strftime(
                    self.date_style
                ),
                **dict(family.fixed),
            }
            if family.currency:
                first[family.currency] = self.currency
            if family.email:
                first[family.email] = (
                    f"{17_850 + dice.randrange(15)}"
                    if "ID" in family.email
                    else (f"person{dice.randrange(15)}@example.com")
                )
            for column in family.counts:
                high = 11 if "likely" in column else 5_000
                first[column] = self.number(Decimal(dice.randrange(high)), 0)
            for column in family.free:
                first[column] = f"{dice.choice(names)}: {dice.choice(_PRODUCTS)}"
            rows += self._with_lines(first)
        return rows

    def _with_lines(self, first: dict[str, str]) -> list[dict[str, str]]:
        family, dice = self.family, self.dice
        rows = []
        for place in range(dice.randint(1, family.rows)):
            row = (
                dict(first)
                if place == 0 or family.repeated or not family.currency
                else {name: first[name] for name in (family.ident, family.date)}
            )
            if family.amount and (place == 0 or not family.currency):
                row[family.amount] = self.number(Decimal(dice.randrange(100, 900_000)) / 100, self.digits)
            elif family.amount and family.repeated:
                row[family.amount] = rows[0][family.amount]
            if family.product and family.quantity:
                row[family.product] = dice.choice(_PRODUCTS)
                row[family.quantity] = str(dice.randint(1, 9))
            rows.append(row)
        return rows

    def _damaged(self, row: dict[str, str]) -> list[str]:
        dice, family = self.dice, self.family
        if dice.random() < 0.04 and row[family.ident] != "536365":
            column = dice.choice([name for name in (family.date, family.amount, family.ident) if name])
            choices = {family.date: _NO_DATES, family.amount: _NO_AMOUNTS}.get(column, ("",))
            row = {**row, column: dice.choice(choices)}
        cells = [row.get(name, "") for name in self.columns]
        return [*cells, "one", "more"] if dice.random() < 0.01 else cells


@dataclass(frozen=True)
class Expected:
    """What the oracle counts: rows in, kept, and sums by name ("orders" counts them)."""

    rows_in: int
    kept_rows: int
    sums: dict[str, int]


def expected(export: Export) -> Expected:
    """Read the file with everything that is known of it."""
    text = export.data.decode(export.encoding)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=export.delimiter))
    header, body = table[export.above], [row for row in table[export.above + 1 :] if row]
    rows = [dict(zip(header, row, strict=False)) for row in body if len(row) == len(header)]
    rows = [row for row in rows if any(row.values()) and not _is_total(export, row)]
    kept_rows, sums = (_orders if export.family.amount else _records)(export, rows)
    return Expected(len(body), kept_rows, sums)


def _is_total(export: Export, row: dict[str, str]) -> bool:
    return row[export.columns[0]] in ("Total", "Totale", "Razem", "Gesamt")


def _orders(export: Export, rows: list[dict[str, str]]) -> tuple[int, dict[str, int]]:
    family = export.family
    if family.currency is None:
        rows = [row for row in rows if _date(export, row) and _amount(export, row) is not None]
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row[family.ident]:
            groups[row[family.ident]].append(row)
    kept_rows = orders = gross = 0
    for group in groups.values():
        amounts = [amount for row in group if (amount := _amount(export, row)) is not None]
        if not amounts or not any(_date(export, row) for row in group):
            continue
        if family.currency is None:
            value = sum(Decimal(row[family.quantity or ""]) * _amount(export, row) for row in group)
        else:
            value = amounts[0]
        gross += int(Decimal(value).scaleb(export.digits).to_integral_value(ROUND_HALF_EVEN))
        orders, kept_rows = orders + 1, kept_rows + len(group)
    return kept_rows, {"orders": orders, "gross": gross}


def _records(export: Export, rows: list[dict[str, str]]) -> tuple[int, dict[str, int]]:
    """Posts and answers: a post needs a date, an answer does not."""
    posts = "Publish time" in export.columns
    kept_rows = [row for row in rows if not posts or _date(export, row)]
    sums = {name: sum(int(_number(export, row[name])) for row in kept_rows) for name in export.family.counts}
    return len(kept_rows), sums


def _date(export: Export, row: dict[str, str]) -> datetime | None:
    try:
        return datetime.strptime(row[export.family.date], export.date_style)
    except ValueError:
        return None


def _amount(export: Export, row: dict[str, str]) -> Decimal | None:
    try:
        return _number(export, row[export.family.amount])
    except InvalidOperation:
        return None


def _number(export: Export, text: str) -> Decimal:
    if text in _NO_AMOUNTS:
        raise InvalidOperation
    return Decimal(text.replace(export.thousands, "").replace(export.decimal, "."))
