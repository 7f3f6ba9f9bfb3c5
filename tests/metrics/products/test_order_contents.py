"""What orders hold is found by their moment and line, and where two files share these, by their numbers."""

from __future__ import annotations

import numpy as np
import pytest

import engagement
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import as_pandas, order, orders
from tests.metrics.products.test_tables import lines


@pytest.mark.parametrize("alike", [False, True])
@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_orders_of_two_files_at_one_moment_and_line_keep_their_own_products(alike, engine):
    shop = orders(
        order("2025-01-01", 1, order_id="a", line=2, source="one"),
        order("2025-01-01", 2, order_id="a", line=2 if alike else 3, source="two", shop="north"),
    )
    contents = lines(("a", "tea"), ("a", "cup"), ("a", "tea"), ("b", "pot"))
    contents = contents.set_column(
        contents.schema.get_field_index("source"), "source", [["one", "two", "two", "two"]]
    )
    contents = contents.set_column(
        contents.schema.get_field_index("shop"), "shop", [[None, "north", "north", "north"]]
    )
    tables = {"orders": shop, "lines": contents}
    if engine == "pandas":
        tables = {name: as_pandas(table) for name, table in tables.items()}
    result = view_of(tables, Question(days=None)).table("products").set_index("product")
    assert result[["orders", "customers", "pieces"]].to_dict("index") == {
        "cup": {"orders": 1, "customers": 1, "pieces": 1},
        "tea": {"orders": 2, "customers": 2, "pieces": 2},
    }


def test_a_product_whose_price_no_file_gives_has_no_revenue_rather_than_none_sold(tmp_path):
    path = tmp_path / "orders.csv"
    rows = (
        f"{n},2026-05-{n:02},c{n}@example.com,Mug,1,{'' if n == 3 else '10.00'},12.00\n"
        f"{n},2026-05-{n:02},c{n}@example.com,Plate,2,5.00,12.00\n"
        for n in range(1, 13)
    )
    path.write_text("Order number,Order date,Email,Product,Quantity,Unit price,Order total\n" + "".join(rows))
    products = engagement.measure(engagement.read(path)).table("products").set_index("product")
    assert products["pieces"].to_dict() == {"Mug": 12, "Plate": 24}
    assert np.isnan(products["revenue"]["Mug"])
    assert products["revenue"]["Plate"] == 120.0
