"""A part of a split has the tables that a shop of its customers alone would have."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engagement import tables
from engagement.metrics.findings.plain_values import report
from engagement.metrics.model import Question
from engagement.metrics.split_up.tables import SPLIT
from engagement.metrics.views.owners import view_of
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe
from tests.metrics.orders import many, order, orders

TABLE = many(3, count=1200, customers=300)
AS_OF = max(TABLE["day"].to_pylist())


def view(table, **fields):
    return view_of({"orders": table}, Question(days=None, as_of=AS_OF, currency="EUR", **fields))


def first_countries() -> pd.Series:
    """The country of each customer's first order that counts, "" where it is not said, the plain way."""
    frame = TABLE.to_pandas(integer_object_nulls=True)
    named = frame[frame.counts & frame.customer_key.notna()].assign(country=frame.country.fillna(""))
    return named.sort_values(["instant", "country"]).groupby("customer_key").country.first()


@pytest.mark.parametrize("name", ["cohorts", "new_and_returning", "order_ladder", "days_to_second_order"])
def test_a_part_has_the_table_that_a_shop_of_its_customers_alone_would_have(name):
    found, countries = view(TABLE).table_by(name, "country"), first_countries()
    assert set(found["segment"].fillna("")) == set(countries)
    for country in ("IT", ""):
        theirs = countries.index[countries == country]
        alone = TABLE.filter(pc.is_in(TABLE["customer_key"], pa.array([int(k) for k in theirs], pa.int64())))
        part = found[found["segment"].fillna("") == country].drop(columns="segment")
        pd.testing.assert_frame_equal(part.reset_index(drop=True), view(alone).table(name))


def test_second_orders_of_parts_are_compared_with_all_other_customers_and_corrected():
    result = view(TABLE).table_by("second_orders", "country")
    at = result[result["days"] == 90]
    frame = TABLE.to_pandas(integer_object_nulls=True)
    days = frame[frame.counts & frame.customer_key.notna()].sort_values("day").groupby("customer_key").day
    ripe = days.first() <= AS_OF - 90
    back = ripe & days.apply(lambda d: len(d) > 1 and d.iloc[1] - d.iloc[0] <= 90)
    p = []
    for row in at.itertuples():
        inside = first_countries() == (row.segment or "")
        counts = (int((back & inside).sum()), int((ripe & inside).sum()))
        assert (row.came_back, row.customers) == counts
        p.append(newcombe(*map(float, (*counts, (back & ~inside).sum(), (ripe & ~inside).sum()))).p)
    assert at["p"].tolist() == pytest.approx(holm(pd.Series(p).to_numpy()).tolist())


def shop_with_lines():
    """40 customers each who began with tea, with coffee, and with both; tea brings all of them back."""
    rows, lines = [], []
    for n in range(120):
        created = order("2025-01-05", n, order_id=f"a{n}", source="test")
        rows.append(created)
        began = {0: ["tea"], 1: ["coffee"], 2: ["coffee", "tea"]}[n % 3]
        lines += [{"order_id": f"a{n}", "product": product} for product in began]
        if n % 3 != 1:
            rows.append(order("2025-02-05", n, order_id=f"b{n}", source="test"))
            lines.append({"order_id": f"b{n}", "product": "cups"})
    for position, line in enumerate(lines):
        line |= {"source": "test", "position": position, "day": 20_000, "quantity": 1, "price": 1000,
                 "currency": "EUR", "line": position}  # fmt: skip
    names = dict.fromkeys(name for line in lines for name in line)
    sold = tables.conform("lines", pa.table({name: [line.get(name) for line in lines] for name in names}))
    return view_of({"orders": orders(*rows, order("2025-06-30", 999)), "lines": sold}, Question(days=None))


def test_customers_of_a_first_order_of_two_products_stand_in_the_part_of_each():
    seen = shop_with_lines()
    assert "first_product" in seen.customer_splits()
    result = seen.table_by("second_orders", "first_product").query("days == 90").set_index("segment")
    assert result["customers"].to_dict() == {"tea": 80, "coffee": 80}
    assert result["share"].to_dict() == {"tea": 1.0, "coffee": 0.5}
    assert result["differs"].all()


def test_the_command_line_gives_the_tables_of_each_part_beside_those_of_the_whole():
    answer = report(shop_with_lines(), by="first_product")["tables"]
    assert {row["segment"] for row in answer["cohorts_by_first_product"]} == {"tea", "coffee"}
    assert set(answer) >= {f"{name}_by_first_product" for name in SPLIT}


def test_a_shop_without_customers_has_no_splits_of_them():
    assert view(orders(order("2025-01-01"))).customer_splits() == ()
    with pytest.raises(KeyError):
        view(TABLE).table_by("cohorts", "nothing")
