"""The same orders in other clothes give the same figures: separators, letters, columns, remarks, totals."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Rows = list[list[str]]

_WHO = ["zoë.abel", "bea.conti", "carl.duda"]
_STATES = ["paid", "paid", "refunded", "cancelled"]


def _shopify() -> Rows:
    head = [
        *("Name", "Email", "Financial Status", "Paid at", "Created at", "Total", "Refunded Amount"),
        *("Currency", "Lineitem quantity", "Lineitem name", "Lineitem price", "Cancelled at"),
    ]
    rows = [head]
    for place in range(1, 13):
        day, state = f"2026-0{1 + place % 9}-{place + 9} 10:00:00", _STATES[place % 4]
        paid, back = ("voided", "0.00") if state == "cancelled" else (state, "20.50")
        back = back if state == "refunded" else "0.00"
        off = day if state == "cancelled" else ""
        who = f"{_WHO[place % 3]}@example.com"
        rows.append([f"#{place}", who, paid, day, day, "20.50", back, "EUR", "1", "Mug, Größe", "8.50", off])
        rows.append([f"#{place}", who, "", "", day, "", "", "", "2", "Tea", "6.00", ""])
    return rows


def _of_a_shop() -> Rows:
    head = ["Order ID", "Order Date", "Customer Email", "Order Status", "Product", "Qty", "Order Total"]
    rows = [head]
    for place in range(1, 13):
        day, state = f"2026-0{1 + place % 9}-{place + 9}", _STATES[place % 4]
        for name, pieces in (("Mug, Größe", 1), ("Tea", 2)):
            who = f"{_WHO[place % 3]}@example.com"
            rows.append([f"A{place}", day, who, state, name, str(pieces), "1020.50"])
    return rows


def _figures(folder: Path, content: bytes) -> tuple[object, ...]:
    path = folder / "orders.csv"
    path.write_bytes(content)
    (found,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    assert found.report.rows_in == found.report.rows_kept + found.report.rows_set_aside
    orders = found.tables["orders"].select(["gross", "refunded", "status", "customer_key", "day", "items"])
    return tuple(sorted(map(str, orders.to_pylist())))


def _written(rows: Sequence[Sequence[str]], delimiter: str = ",", codec: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(codec)


def _decimal_commas(rows: Rows) -> Rows:
    return [[c.replace(".", ",") if c.replace(".", "").isdecimal() else c for c in row] for row in rows]


def _total_below(rows: Rows, word: str) -> Rows:
    money = {name for name in rows[0] if "Total" in name}
    sums = [
        f"{sum(float(row[at] or 0) for row in rows[1:]):.2f}" if name in money else ""
        for at, name in enumerate(rows[0])
    ]
    return [*rows, [word, *sums[1:]]]


_CLOTHES: dict[str, Callable[[Rows], bytes]] = {
    "semicolons and decimal commas": lambda rows: _written(_decimal_commas(rows), ";"),
    "tabs in UTF-16": lambda rows: _written(rows, "\t", "utf-16"),
    "Windows letters": lambda rows: _written(rows, ";", "cp1252"),
    "columns the other way round": lambda rows: _written([row[::-1] for row in rows]),
    "a blank column": lambda rows: _written([[row[0], "", *row[1:]] for row in rows]),
    "blank rows": lambda rows: _written([line for row in rows for line in (row, [""] * len(row))]),
    "remarks above": lambda rows: _written([["Orders of the shop"], ["Exported", "2026-11-28"], [], *rows]),
    "remarks below": lambda rows: _written([*rows, [], ["Exported by Ann on 2026-11-28"]]),
    "a total below": lambda rows: _written(_total_below(rows, "Total")),
    "a total in Polish": lambda rows: _written(_total_below(rows, "SUMA")),
    "loud headers": lambda rows: _written([[name.upper() for name in rows[0]], *rows[1:]]),
    "headers of machines": lambda rows: _written(
        [[name.lower().replace(" ", "_") for name in rows[0]], *rows[1:]]
    ),
    "a part of it pasted below": lambda rows: _written([*rows, *rows[9:]]),
}


@pytest.mark.parametrize("clothes", _CLOTHES)
@pytest.mark.parametrize("made", [_shopify, _of_a_shop])
def test_the_same_orders_give_the_same_figures(made: Callable[[], Rows], clothes: str, tmp_path: Path):
    assert _figures(tmp_path, _CLOTHES[clothes](made())) == _figures(tmp_path, _written(made()))
