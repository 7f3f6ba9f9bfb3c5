"""What customers buy, against plain pandas on a public shop, and by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from engagement import tables as canonical
from engagement.metrics.model import Question
from engagement.metrics.products.tables import TABLES
from engagement.metrics.views.owners import view_of
from tests.cases import few
from tests.metrics import plain_tables as plain
from tests.metrics.invented import day
from tests.metrics.orders import as_pandas, many, order, orders


def view(tables, **fields):
    return view_of(tables, Question(days=None, **fields))


def lines(*rows: tuple[str, str], **more: list) -> pa.Table:
    """Lines by order and product, one piece of 10.00 each."""
    count = len(rows)
    made = {
        "order_id": [number for number, _ in rows],
        "source": ["test"] * count,
        "position": list(range(1, count + 1)),
        "day": [day("2025-01-01")] * count,
        "product": [product for _, product in rows],
        "quantity": [1] * count,
        "price": [1000] * count,
        "currency": ["EUR"] * count,
        "line": list(range(2, count + 2)),
    }
    return canonical.conform("lines", pa.table(made | more))


@pytest.fixture(scope="module")
def retail(online_retail):
    """The public shop, and its lines with their order's customer, time and place among the customer's."""
    sold = online_retail.lines.copy()
    sold["product"] = sold.Description.str.strip()
    sold = sold.assign(when=sold.groupby("InvoiceNo").when.transform("min"))
    ordered = online_retail.orders
    number = ordered.groupby("who").cumcount()
    sold["opens"] = sold.InvoiceNo.isin(ordered.InvoiceNo[number == 0])
    return view(online_retail.tables), sold, ordered, online_retail.as_of


def test_products_of_a_public_shop_are_those_that_pandas_computes(retail):
    seen, sold, ordered, as_of = retail
    result = seen.table("products").set_index("product")
    parts = sold.groupby("product")
    expected = pd.DataFrame(
        {
            "orders": parts.InvoiceNo.nunique(),
            "customers": parts.CustomerID.nunique(),
            "pieces": parts.Quantity.sum(),
            "revenue": parts.money.sum(),
            "first_orders": sold[sold.opens].groupby("product").CustomerID.nunique(),
        }
    ).fillna(0)
    assert set(result.index) == set(expected.index)
    for name in expected:
        slack = 0.5 if name == "revenue" else 0  # 0.001 pounds a piece are no pennies
        np.testing.assert_allclose(
            result[name], expected[name].reindex(result.index), atol=slack, err_msg=name
        )
    days = ordered.groupby("who").when.apply(lambda own: sorted(own.dt.normalize()))
    ripe = {who for who, own in days.items() if (as_of.normalize() - own[0]).days >= 90}
    back = {who for who in ripe if len(days[who]) > 1 and (days[who][1] - days[who][0]).days <= 90}
    for product, own in sold[sold.opens].groupby("product"):
        buyers = set(own.CustomerID) & ripe
        row = result.loc[product]
        if len(buyers) < 10:
            assert np.isnan(row.repeat_within_90_days)
        else:
            k = len(buyers & back)
            assert row.repeat_within_90_days == pytest.approx(k / len(buyers))
            assert (row.low, row.high) == pytest.approx(plain.wilson(k, len(buyers)), abs=1e-6)


@pytest.mark.gate
def test_pairs_of_a_public_shop_are_those_that_pandas_counts(retail):
    seen, sold, _, _ = retail
    result = seen.table("product_pairs").set_index(["a", "b"])
    total = sold.InvoiceNo.nunique()
    products_of = sold.groupby("product").InvoiceNo.agg(set)
    assert len(result) > 1000
    assert (result.both >= 30).all()
    often = products_of[products_of.map(len) >= 600].sort_index()
    owners = sold.drop_duplicates("InvoiceNo").set_index("InvoiceNo").CustomerID
    named = owners.where(owners.notna(), "nobody " + owners.index.astype(str)).astype(str)
    whose, _ = pd.factorize(named)
    holds = {name: owners.index.isin(numbers) for name, numbers in often.items()}
    for (a, one), (b, two) in combinations(often.items(), 2):
        n = len(one & two)
        if n < 30:
            assert (a, b) not in result.index
            continue
        row = result.loc[(a, b)]
        assert (row.orders_a, row.orders_b, row.both, row.orders) == (len(one), len(two), n, total)
        expected = plain.lift_by_customer(whose, holds[a], holds[b])
        assert (row.lift, row.low, row.high) == pytest.approx(expected, rel=1e-6)


def test_days_until_a_product_is_bought_again_are_those_of_a_plain_curve(retail):
    seen, sold, _, as_of = retail
    result = seen.table("replenishment").set_index("product")
    named = sold[sold.CustomerID.notna()].drop_duplicates(["InvoiceNo", "product"])
    sizes = named.groupby("product").CustomerID.nunique()
    assert result.buyers.to_dict() == sizes.to_dict()
    frequent = sizes[sizes >= 10].sample(60, random_state=1).index
    for product in frequent:
        own = named[named["product"] == product].rename(columns={"CustomerID": "who"})
        curve = plain.waiting(own[["who", "when"]], as_of)
        for name, share in (("p25", 0.75), ("median", 0.5), ("p75", 0.25)):
            reached = [d for d, (_, back, _, alive) in curve.items() if back and alive <= share + 1e-9]
            expected = reached[0] if reached else np.nan
            assert result.loc[product, name] == pytest.approx(expected, nan_ok=True), (product, name)
    assert result.loc[sizes.index[sizes < 10], ["p25", "median", "p75"]].isna().all().all()


def test_lines_of_orders_that_do_not_count_are_left_out_and_of_nobody_are_no_customers():
    shop = orders(
        order("2025-01-01", 1, order_id="a"),
        order("2025-01-02", None, order_id="b"),
        order("2025-01-03", 2, order_id="c", status="cancelled"),
    )
    result = view({"orders": shop, "lines": lines(("a", "tea"), ("a", "tea"), ("b", "tea"), ("c", "tea"))})
    (row,) = result.table("products").to_dict("records")
    assert (row["orders"], row["customers"], row["pieces"], row["revenue"]) == (2, 1, 3, 30.0)
    assert row["first_orders"] == 1


def test_a_product_without_a_name_goes_by_its_number_and_a_filter_leaves_other_orders_out():
    shop = orders(
        order("2025-01-01", 1, order_id="a", country="IT"), order("2025-01-02", 1, order_id="b", country="ES")
    )
    created = lines(("a", "tea"), ("b", None), sku=["T1", "C2"])
    seen = view({"orders": shop, "lines": created})
    assert seen.table("products")["product"].tolist() == ["C2", "tea"]
    filtered = seen.ask(Question(days=None, filters=(("country", ("ES",)),)))
    assert filtered.table("products")["product"].tolist() == ["C2"]
    assert filtered.table("products").first_orders.tolist() == [1]


@pytest.mark.parametrize("products", [("Lamp",), ("Lamp", "Vase")])
@pytest.mark.parametrize("chosen", [{}, {"filters": (("country", ("IT",)),)}, {"as_of": day("2025-01-02")}])
def test_without_a_frequent_pair_the_table_of_pairs_is_empty_whatever_is_chosen(products, chosen):
    rows = [order(f"2025-01-0{n}", n, country="IT" if n == 1 else "DE") for n in range(1, 8)]
    shop = orders(*rows)
    sold = [(number, product) for number in shop["order_id"].to_pylist() for product in products]
    seen = view({"orders": shop, "lines": lines(*sold)}, **chosen)
    assert seen.table("product_pairs").empty
    assert seen.table("products")["product"].tolist() == list(products)


def test_of_two_orders_of_one_moment_the_first_in_the_file_is_the_first():
    shop = orders(order("2025-01-01", 1, order_id="a", line=9), order("2025-01-01", 1, order_id="b", line=3))
    result = view({"orders": shop, "lines": lines(("a", "tea"), ("b", "cup"))}).table("products")
    assert dict(zip(result["product"], result.first_orders, strict=True)) == {"cup": 1, "tea": 0}


@pytest.mark.parametrize(("shops", "least"), few([(12, 11), (60, 53)], (12, 11)))
def test_products_that_are_sold_independently_hold_a_lift_of_one_in_19_of_20_shops(shops, least):
    dice, inside = np.random.default_rng(3), 0
    for _ in range(shops):
        products_of = dice.random((600, 2)) < (0.5, 0.4)
        numbers = [(str(i), "ab"[j]) for i, j in zip(*np.nonzero(products_of), strict=True)]
        numbers += [(str(i), "other") for i in range(600)]
        shop = orders(*(order("2025-01-01", i, order_id=str(i)) for i in range(600)))
        result = view({"orders": shop, "lines": lines(*numbers)}).table("product_pairs").set_index(["a", "b"])
        inside += bool(result.low["a", "b"] <= 1 <= result.high["a", "b"])
    assert inside >= least


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_table_is_the_same_on_both_engines_and_has_its_columns(name):
    table = many(4)
    dice = np.random.default_rng(1)
    products_of = lines(*((f"n{i}", str(dice.choice(["tea", "cup", "pot"]))) for i in range(600)))
    one = view({"orders": table, "lines": products_of}).table(name)
    two = view({"orders": as_pandas(table), "lines": as_pandas(products_of)}).table(name)
    pd.testing.assert_frame_equal(one, two)
    (named,) = (table for table in TABLES if table.name == name)
    assert list(one.columns) == list(named.columns)
    assert view({"orders": table}).locked_tables()[name] == named.unlock
    assert list(view({"orders": table}).table(name).columns) == list(named.columns)


def test_products_of_new_customers_follow_the_days_that_are_asked_for():
    sold = orders(
        order("2024-01-01", 1, order_id="a"), order("2025-03-01", 2, order_id="b"),
        order("2025-06-01", 3, order_id="c"),
    )  # fmt: skip
    tables = {"orders": sold, "lines": lines(("a", "soap"), ("b", "tea"), ("c", "rum"))}
    new = (("new_or_returning", ("new",)),)
    whole = view_of(tables, Question(days=365, filters=new))
    assert sorted(whole.table("products")["product"]) == ["rum", "tea"]
    assert list(whole.ask(Question(days=30, filters=new)).table("products")["product"]) == ["rum"]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("products", "product orders customers pieces revenue first_orders repeat_within_90_days low high"),
        ("product_pairs", "a b orders_a orders_b both orders lift low high"),
        ("replenishment", "product buyers p25 median p75"),
    ],
)
def test_a_table_has_the_columns_that_are_promised_to_programs_and_no_others(retail, name, columns):
    assert list(retail[0].table(name)) == columns.split()
