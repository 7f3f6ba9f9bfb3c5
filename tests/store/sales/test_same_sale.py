"""One sale in two exports is one order; two sales that look alike are two."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.doubled import DAY, FIXED, MANY, counted_together, doubled, referring, rows

SHOPS = st.sampled_from([(150, 60, MANY), (300, 40, FIXED), (200, 120, (990, 1990, 2990))])
SEEDS = st.integers(0, 10**6)
PAIR = ("shopify_orders", "stripe_payments")
NOON = 20_100 * DAY + 43_200


@given(SEEDS, SHOPS, st.sampled_from([0, 7200]), st.booleans())
def test_no_sale_is_lost_where_two_files_share_none(seed, shop, zone, days_only):
    created = doubled(seed, *shop, share=0, zone=zone, days_only=days_only)
    counted, _, orders = counted_together(created.shop, created.payments)
    assert counted == set()
    assert orders.num_rows == created.shop.num_rows + created.payments.num_rows


@given(SEEDS, SHOPS, st.sampled_from([0.1, 0.6, 1.0]), st.sampled_from([0, 7200]), st.booleans())
def test_every_sale_that_two_files_share_counts_once_whichever_comes_first(seed, shop, share, zone, numbered):
    created = doubled(seed, *shop, share=share, zone=zone, numbered=numbered)
    counted, _, orders = counted_together(created.shop, created.payments)
    assert counted >= created.same
    # In a shop of one price some sales are alike by chance.
    assert len(counted - created.same) <= max(0.02 * len(created.same) + 1, 0.01 * created.shop.num_rows)
    assert orders.num_rows == created.shop.num_rows + created.payments.num_rows - len(counted)
    assert counted_together(created.payments, created.shop)[0] == counted


def test_where_days_alone_tell_and_habits_explain_as_many_a_person_is_asked():
    created = doubled(3, 600, 60, FIXED, share=0.1, days_only=True)
    counted, open_orders, orders = counted_together(created.shop, created.payments)
    assert counted == set()
    assert open_orders >= created.same or len(open_orders & created.same) > 0.9 * len(created.same)
    assert orders.num_rows == 1200
    counted, open_orders, _ = counted_together(created.shop, created.payments, answers={PAIR: "once"})
    assert open_orders == set()
    assert len(counted & created.same) > 0.9 * len(created.same)


def test_files_of_other_years_have_no_sale_in_common():
    shop = rows("shopify_orders", ["1", "2"], [NOON, NOON + 9], [1, 2], [1990, 2990])
    old = rows("uci_online_retail", ["7", "8"], [NOON - 4000 * DAY, NOON - 3999 * DAY], [3, 1], [1990, 500])
    assert counted_together(shop, old)[0] == set()
    assert counted_together(old, shop)[2].num_rows == 4


@pytest.mark.parametrize("tipped", [0.1, 1.0])
def test_payments_with_a_tip_are_asked_about_and_never_doubled_in_silence(tipped):
    created = doubled(4, 300, 120, MANY, share=1)
    dice = np.random.default_rng(1)
    gross = created.payments.column("gross").to_numpy()
    more = np.where(dice.random(gross.size) < tipped, gross + 200 + gross // 20, gross)
    payments = created.payments.set_column(
        created.payments.column_names.index("gross"), created.payments.schema.field("gross"), [pa.array(more)]
    )
    counted, open_orders, _ = counted_together(created.shop, payments)
    assert len((counted | open_orders) & created.same) >= 0.97 * len(created.same)
    assert open_orders
    assert len((counted | open_orders) - created.same) <= 0.02 * len(created.same)


def test_what_a_person_says_goes_before_what_was_found():
    created = doubled(1, 100, 50, MANY, share=1)
    assert counted_together(created.shop, created.payments)[2].num_rows == 100
    counted, apart, orders = counted_together(created.shop, created.payments, answers={PAIR: "apart"})
    assert (counted, apart, orders.num_rows) == (set(), created.same, 200)


@pytest.mark.parametrize("answers", ["#1001", "1001", "Payment for order #1001", "Bestellung 1001 – Laden"])
def test_a_number_is_known_however_it_is_written(answers):
    shop = rows("shopify_orders", ["#1001", "#1002"], [NOON, NOON], [None, None], [1990, 2990])
    paid = rows("stripe_payments", ["ch_1"], [NOON + 60], [None], [1990], refers_to=referring([answers]))
    assert counted_together(shop, paid)[0] == {"ch_1"}


def test_an_order_that_names_its_payment_is_known_by_it():
    shop = rows("webtoffee_orders", ["7"], [NOON], [1], [1990], refers_to=referring(["ch_3NaBcDeF"]))
    paid = rows("stripe_payments", ["ch_3NaBcDeF"], [NOON + 60], [None], [1990])
    assert counted_together(shop, paid)[0] == {"ch_3NaBcDeF"}


def test_two_shops_that_count_alike_keep_their_orders():
    """Their numbers meet, at one price, and sometimes on one day."""
    one = doubled(5, 200, 100, FIXED, share=0)
    other = doubled(6, 200, 100, FIXED, share=1, numbered=True)
    counted, _, orders = counted_together(one.shop, other.payments)
    assert counted == set()
    assert orders.num_rows == 400


def test_two_shops_that_a_person_has_named_share_nothing():
    created = doubled(1, 100, 50, MANY, share=1)
    names = [
        part.set_column(part.column_names.index("shop"), "shop", [[name] * part.num_rows])
        for part, name in ((created.shop, "North"), (created.payments, "South"))
    ]
    assert counted_together(*names)[2].num_rows == 200


def test_of_two_payments_of_one_customer_one_is_the_order_and_one_a_sale_of_its_own():
    shop = rows(
        "shopify_orders", ["a", "b", "c"], [NOON, NOON + DAY, NOON + 9 * DAY], [1, 2, 3], [500, 600, 700]
    )
    paid = rows(
        "stripe_payments", ["p", "q", "r", "s"],
        [NOON + 60, NOON + 120, NOON + DAY, NOON + 9 * DAY], [1, 1, 2, 3], [500, 500, 600, 700],
    )  # fmt: skip
    counted, _, orders = counted_together(shop, paid)
    assert counted == {"p", "r", "s"}
    assert orders.num_rows == 4


def test_the_shops_record_stands_and_learns_what_only_the_payment_knows():
    shop = rows(
        "shopify_orders", ["#1", "#2", "#3", "#4"], [NOON] * 4, [None, 2, 3, 4], [1000, 2000, 3000, 4000],
        status=["paid", "paid", "cancelled", "failed"], items=[1, 2, 3, 4],
    )  # fmt: skip
    paid = rows(
        "stripe_payments", ["p1", "p2", "p3", "p4"], [NOON + 60] * 4, [1, 2, 3, 4], [1000, 2000, 3000, 4000],
        refunded=[0, 500, 0, 0], status=["paid", "partially_refunded", "paid", "paid"],
        refers_to=referring([f"order {n}" for n in range(1, 5)]),
    )  # fmt: skip
    counted, _, orders = counted_together(shop, paid)
    assert len(counted) == 4
    result = {row["order_id"]: row for row in orders.to_pylist()}
    assert set(result) == {"#1", "#2", "#3", "#4"}
    assert result["#1"]["customer_key"] == 1
    assert (result["#2"]["refunded"], result["#2"]["status"]) == (500, "partially_refunded")
    assert not result["#3"]["counts"]  # a shop that called an order off is believed
    assert result["#4"]["counts"]  # an order that was paid after the export is one
    assert [result[name]["items"] for name in sorted(result)] == [1, 2, 3, 4]


def test_failed_attempts_to_pay_an_order_are_no_orders_beside_it():
    created = doubled(1, 60, 30, MANY, share=1)
    first = created.payments.slice(0, 1).to_pylist()[0]
    failed = rows(
        "stripe_payments", ["failed"], [first["instant"].timestamp() - 30], [first["customer_key"]],
        [first["gross"]], status=["failed"],
    )  # fmt: skip
    counted, _, orders = counted_together(created.shop, created.payments, failed)
    assert "failed" in counted
    assert orders.num_rows == 60


def test_a_market_places_own_export_is_the_channels_orders_in_the_shops():
    numbers = [f"302-123456{n}-000000{n}" for n in range(5)]
    shop = rows(
        "shopify_orders",
        [f"#{n}" for n in range(5)],
        [NOON] * 5,
        [None] * 5,
        [900] * 5,
        refers_to=referring(numbers),
    )
    market = rows("amazon_all_orders", numbers, [NOON - 3600] * 5, [None] * 5, [800] * 5)
    counted, _, orders = counted_together(shop, market)
    assert counted == set(numbers)
    assert orders.num_rows == 5


def test_what_an_older_program_kept_is_matched_with_what_comes_now():
    created = doubled(2, 60, 30, MANY, share=1, numbered=True)
    assert counted_together(created.shop.drop_columns(["refers_to"]), created.payments)[0] == created.same
