"""What orders hold is found by their moment and line, and where two files share these, by their numbers."""

from __future__ import annotations

import pytest

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
