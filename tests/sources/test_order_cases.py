"""Every file that once gave a wrong figure in silence gives the right one, or is refused or asked about."""

from __future__ import annotations

import json

import pytest

from engagement.sources.importing import reading
from engagement.sources.importing.report import inspected
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.orders.states import state_of

CASES = (
    *("abandoned_checkouts", "affiliate_sales_taken_for_orders", "attribute_taken_for_customer"),
    *("blank_state_hides_the_payments", "cents", "description_row_under_header", "half_of_the_dates_swapped"),
    *("instants_of_three_zones", "masked_people", "one_foreign_currency_names_all"),
    *("order_column_is_the_basket", "order_ids_scientific", "order_number_unknown_word"),
    *("refund_with_the_other_sign", "relay_addresses", "sparse_date_beats_full_one"),
    *("states_in_no_known_language", "states_read_the_wrong_way", "time_added_to_an_instant", "total_cost"),
    *("two_shops_in_one_shopify_file", "whole_rows_in_column_a", "whole_rows_quoted"),
    "whole_rows_quoted_semicolon",
)
COUNTED = ("orders", "customers", "orders_without_customer", "cancelled", "refunded", "first_day", "last_day")


def test_no_case_is_forgotten(shared):
    there = {path.stem for path in (shared / "cases" / "orders").glob("*.json")}
    assert there == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_the_right_value(shared, case):
    folder = shared / "cases" / "orders"
    expect = json.loads((folder / f"{case}.json").read_text("utf-8"))["expect"]
    (path,) = (p for p in folder.glob(f"{case}.*") if p.suffix != ".json")
    try:
        (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    except SourceError:
        assert "refused" in json.dumps(expect)
        return
    result = inspected(imported.report)
    assert {name: result[name] for name in COUNTED if name in expect} == {
        name: expect[name] for name in COUNTED if name in expect
    }
    sales = [row for row in imported.tables["orders"].to_pylist() if row["counts"]]
    digits = 1 if result["currencies"] == ["CLP"] else 100
    money = {
        "revenue": sum(row["gross"] for row in sales) / digits,
        "net_revenue": sum(row["gross"] - row["refunded"] for row in sales) / digits,
        "currency": "".join(result["currencies"]),
        "same_day_for_all": result["first_day"] == result["last_day"],
    }
    assert {name: money[name] for name in money if name in expect} == {
        name: expect[name] for name in money if name in expect
    }
    if "warning" in expect:
        assert result["cancelled"] == 2 or "states" in {doubt["about"] for doubt in result["doubts"]}
    for name, state in expect.items():
        if name.startswith("state_of("):
            assert state_of(name[len("state_of(") : -1]) == state
