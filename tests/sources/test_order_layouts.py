"""One shop's orders, as tables in eight languages and five layouts, are the same orders and products."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc
import pytest

from tests.sources.formats.order_files import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LANGUAGES: Final = json.loads(Path(__file__).with_name("order_layouts.json").read_text("utf-8"))
_PRODUCTS: Final = (("Alpha mug", "A-1", 1250), ("Beta plate", "B-2", 2000), ("Gamma, large", "C-3", 3333))
_COUNTRIES: Final = ("IT", "DE", "PL")


@dataclass(frozen=True)
class _Order:
    number: int
    products: tuple[tuple[tuple[str, str, int], int], ...]
    country: str
    guest: bool
    cancelled: bool
    discount: int
    shipping: int

    @property
    def goods(self) -> int:
        return sum(product[2] * pieces for product, pieces in self.products)

    @property
    def total(self) -> int:
        return self.goods - self.discount + self.shipping


def _orders() -> list[_Order]:
    dice = random.Random(11)  # noqa: S311 - an invented shop
    return [
        _Order(
            5000 + n,
            tuple((p, dice.choice([1, 1, 2, 3])) for p in dice.sample(_PRODUCTS, dice.choice([1, 2, 3]))),
            dice.choice(_COUNTRIES),
            guest=dice.random() < 0.3,
            cancelled=n % 13 == 5,
            discount=dice.choice([0, 0, 150]),
            shipping=dice.choice([0, 490]),
        )
        for n in range(60)
    ]


_ORDERS: Final = _orders()


def _money(cents: int, language: str) -> str:
    text = f"{cents / 100:.2f}"
    return text if language == "en" else text.replace(".", ",")


def _head(order: _Order, language: str) -> dict[str, str]:
    word = _LANGUAGES[language]["words"]
    return {
        "number": str(order.number),
        "date": f"{1 + order.number % 28:02}.{1 + order.number % 6:02}.2026 10:30",
        "email": f"k{order.number % 31}@example.com",
        "country": order.country,
        "channel": ("Web", "App")[order.number % 2],
        "status": word["cancelled" if order.cancelled else "sold"],
        "account": word["guest" if order.guest else "account"],
        "discount": _money(order.discount, language),
        "shipping": _money(order.shipping, language),
        "total": _money(order.total, language),
    }


def _rows(layout: str, language: str) -> Iterator[dict[str, str]]:
    for order in _ORDERS:
        head = _head(order, language)
        if layout == "one cell":
            yield head | {"product": "; ".join(f"{n}x {product[0]}" for product, n in order.products)}
            continue
        for place, ((name, sku, price), pieces) in enumerate(order.products):
            line = {"product": name, "sku": sku, "pieces": str(pieces)}
            line |= {"price": _money(price, language), "line_total": _money(price * pieces, language)}
            kept = head if layout != "first row" or not place else {"number": head["number"]}
            without = {"no order total": "total discount shipping line_total", "line totals": "price"}
            left_out = without.get(layout, "").split()
            yield {key: value for key, value in (kept | line).items() if key not in left_out}


def _file(layout: str, language: str, headers: Mapping[str, str]) -> str:
    rows = list(_rows(layout, language))
    written = io.StringIO()
    table = csv.DictWriter(written, rows[0], delimiter="," if language == "en" else ";", restval="")
    table.writerow({key: headers[key] for key in rows[0]})
    table.writerows(rows)
    return written.getvalue()


@pytest.mark.parametrize("layout", ["repeated", "first row", "one cell", "no order total", "line totals"])
@pytest.mark.parametrize("headers", [0, 1])
@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_shop_is_the_same_in_every_language_and_layout(tmp_path, language, headers, layout):
    imported = read(tmp_path, _file(layout, language, _LANGUAGES[language]["headers"][headers]))
    orders, lines = (imported.tables[name] for name in ("orders", "lines"))
    worth = [order.goods if layout == "no order total" else order.total for order in _ORDERS]
    assert orders["gross"].to_pylist() == worth
    assert orders["counts"].to_pylist() == [not order.cancelled for order in _ORDERS]
    assert orders["guest"].to_pylist() == [order.guest for order in _ORDERS]
    assert orders["country"].to_pylist() == [order.country for order in _ORDERS]
    assert pc.count_distinct(orders["channel"]).as_py() == 2
    if layout != "no order total":
        assert orders["shipping"].to_pylist() == [order.shipping for order in _ORDERS]
        assert orders["discount"].to_pylist() == [order.discount for order in _ORDERS]
    sold = [(product[0], pieces) for order in _ORDERS for product, pieces in order.products]
    assert list(zip(lines["product"].to_pylist(), lines["quantity"].to_pylist(), strict=True)) == sold
    prices = [product[2] for order in _ORDERS for product, _ in order.products]
    if layout not in ("one cell", "line totals"):
        assert lines["price"].to_pylist() == prices
    if layout == "line totals":  # under a name that says so, else none: never another
        assert lines["price"].to_pylist() == prices or lines["price"].null_count
