"""A filter as a mask over all orders keeps the orders that a scan of the rows with that filter keeps."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.purchases.scans.all_orders import all_orders, kept_orders
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import as_pandas, many
from tests.metrics.products.test_tables import lines

FILTERS = {
    "none": (),
    "two values": (("country", ("IT", "PL")),),
    "a value or none said": (("country", ("ES", "")),),
    "two dimensions": (("country", ("IT", "ES")), ("currency", ("EUR",))),
    "customers": (("order_count", ("1",)),),
    "what orders hold": (("product", ("tea", "")),),
    "a dimension that orders do not have": (("network", ("x",)),),
    "a value that nobody has": (("country", ("XX",)),),
}


def tables(*, alike: bool):
    shop = many(5)
    if alike:  # as two files may: each order shares its moment and line with others
        shop = shop.set_column(
            shop.schema.get_field_index("line"), "line", [np.ones(shop.num_rows, np.int64)]
        )
    numbers = shop["order_id"].to_pylist()
    held = lines(*((number, ("tea", "cup", "pot")[place % 3]) for place, number in enumerate(numbers[::2])))
    return {"orders": shop, "lines": held}


@pytest.mark.parametrize("alike", [False, True])
@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_a_filter_keeps_the_orders_that_a_scan_with_it_gives(alike, engine):
    made = tables(alike=alike)
    seen = view_of(
        {n: as_pandas(t) for n, t in made.items()} if engine == "pandas" else made, Question(days=None)
    )
    assert "order_count" in seen.data.customer_dimensions("orders")
    for name, filters in FILTERS.items():
        for last_day in (None, 20_100):
            scope = seen.ask(Question(days=None, filters=filters, as_of=last_day)).scope("orders")
            orders, is_kept = all_orders(scope.data), kept_orders(scope)
            scanned = scope.frame("orders").filter(nw.col("counts")).collect("pyarrow").to_native()
            key = np.append(orders.key, 0)[orders.person[is_kept]]
            kept = sorted(zip(key, orders.day[is_kept], orders.gross[is_kept], strict=True))
            rows = (scanned["customer_key"].fill_null(0), scanned["day"], scanned["gross"])
            assert kept == sorted(zip(*(column.to_pylist() for column in rows), strict=True)), name


def test_a_customers_orders_stand_by_day_and_moment_and_those_of_nobody_at_the_end():
    orders = all_orders(view_of(tables(alike=False), Question(days=None)).data)
    assert (orders.person[orders.named :] == -1).all()
    person, day = (column[: orders.named].astype(np.int64) for column in (orders.person, orders.day))
    assert (np.diff(person * 100_000 + day) >= 0).all()
    assert np.unique(orders.person).tolist() == list(range(-1, orders.key.size))
