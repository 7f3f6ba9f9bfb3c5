from __future__ import annotations

import pytest

from engagement.sources.formats.generic.order_products import unpacked
from tests.sources.formats.order_files import read, warnings


def _lines(imported) -> list[tuple[str, int, int | None]]:
    table = imported.tables["lines"]
    return list(zip(*(table[name].to_pylist() for name in ("product", "quantity", "price")), strict=True))


@pytest.mark.parametrize(
    ("cell", "products"),
    [
        ("1x Sourdough loaf", [("Sourdough loaf", 1)]),
        ("2x Mug, blue; 1x Plate", [("Mug, blue", 2), ("Plate", 1)]),
        ("1 × Borsa in pelle\n3 × Cintura", [("Borsa in pelle", 1), ("Cintura", 3)]),
        ("Mug x 2, Plate (x1)", [("Mug", 2), ("Plate", 1)]),
        ("1x 500ml Oil + 2x Vinegar", [("500ml Oil", 1), ("Vinegar", 2)]),
    ],
)
def test_a_cell_lists_products_with_the_quantity_first_or_last(cell, products):
    assert unpacked(cell) == products


@pytest.mark.parametrize(
    "cell", ["Mug", "Mug, Plate", "Poster 20x30", "Poster 20 x 30", "10x10", "2 x 3", "x2", ""]
)
def test_sizes_and_bare_names_are_no_such_list(cell):
    assert unpacked(cell) == []


@pytest.mark.parametrize("header", ["Products", "Prodotti", "Was gekauft", "Zakupiono"])
def test_a_column_of_such_lists_has_the_products_whatever_its_name(tmp_path, header):
    imported = read(
        tmp_path,
        f"Order number,Order date,Email,{header},Order total\n"
        '1,2026-05-03,ava@example.com,"2x Mug, 1x Plate",35.00\n'
        "2,2026-05-04,ben@example.com,2x Mug,20.00\n",
    )
    assert _lines(imported) == [("Mug", 2, None), ("Plate", 1, None), ("Mug", 2, 1000)]
    assert imported.tables["orders"]["items"].to_pylist() == [3, 2]
    said = f"{header} lists the products of each order and how many, without a price of each"
    assert said in warnings(imported)


@pytest.mark.parametrize("header", ["Line total", "Amount"])
def test_a_row_s_total_gives_the_price_of_its_pieces(tmp_path, header):
    imported = read(
        tmp_path,
        f"Order number,Order date,Email,Product,Quantity,{header}\n"
        "1,2026-05-03,ava@example.com,Mug,2,20.00\n1,2026-05-03,ava@example.com,Plate,1,15.00\n"
        "2,2026-05-04,ben@example.com,Mug,1,10.00\n",
    )
    assert _lines(imported) == [("Mug", 2, 1000), ("Plate", 1, 1500), ("Mug", 1, 1000)]


def test_beside_the_order_s_total_a_row_s_gives_the_price(tmp_path):
    imported = read(
        tmp_path,
        "Order number,Order date,Email,Product,Quantity,Line total,Order total\n"
        "1,2026-05-03,ava@example.com,Mug,2,20.00,39.00\n1,2026-05-03,ava@example.com,Plate,1,15.00,39.00\n",
    )
    assert _lines(imported) == [("Mug", 2, 1000), ("Plate", 1, 1500)]


def test_an_order_s_total_is_the_price_of_its_only_product_and_of_no_other(tmp_path):
    imported = read(
        tmp_path,
        "Order number,Order date,Email,Product,Order total\n"
        "1,2026-05-03,ava@example.com,Mug,35.00\n1,2026-05-03,ava@example.com,Plate,35.00\n"
        "2,2026-05-04,ben@example.com,Mug,10.00\n",
    )
    assert _lines(imported) == [("Mug", 1, None), ("Plate", 1, None), ("Mug", 1, 1000)]


def _priced(header: str, *numbers: int) -> str:
    rows = (
        f"{1 + n // 2},2026-05-{1 + n // 2:02},c{n // 2}@example.com,P{n % 5},10.00,{number}\n"
        for n, number in enumerate(numbers)
    )
    return f"Order number,Order date,Email,Product,Unit price,{header}\n{''.join(rows)}"


def test_beside_a_price_small_numbers_without_a_known_name_are_pieces_and_the_card_says_so(tmp_path):
    imported = read(tmp_path, _priced("Hoev.", 1, 2, 1, 3, 1, 1, 2, 1))
    assert imported.tables["orders"]["gross"].to_pylist() == [3000, 4000, 2000, 3000]
    assert "Hoev. is read as the number of pieces, by what it holds" in warnings(imported)


def test_the_places_of_products_in_an_order_are_no_pieces(tmp_path):
    imported = read(tmp_path, _priced("Pos.", 1, 2, 1, 2, 1, 2, 1, 2))
    assert imported.tables["orders"]["gross"].to_pylist() == [2000] * 4
