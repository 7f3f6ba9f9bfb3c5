"""Who is in a segment, against plain pandas, and what a page's figures make of it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from engagement.metrics.model import Question
from engagement.metrics.segments.description import Bought, IsOneOf, Ordered, Segment, to_text
from engagement.metrics.segments.dimensions import DIMENSIONS, SPLIT
from engagement.metrics.segments.segment_keys import customers_as_of, size_of
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day, members, responses
from tests.metrics.orders import as_pandas, many, order, orders

BIG = 7_000_000_000_000_003
AS_OF = day("2026-02-28")


def shop(table=None):
    """An invented shop in which every third customer is a member and every second has answered."""
    answers = [
        {"customer_key": who * BIG, "score": float(who % 11), "on": "2025-06-01", "response_id": str(who)}
        for who in range(2, 140, 2)
    ]
    listed = [{"customer_key": who * BIG, "tier": "gold" if who % 2 else None} for who in range(3, 120, 3)]
    return {
        "orders": many(11) if table is None else table,
        "responses": responses(*answers),
        "members": members(*listed),
    }


@pytest.fixture(scope="module")
def view():
    return view_of(shop(), Question(as_of=AS_OF))


@pytest.fixture(scope="module")
def known():
    """The orders that count and name their customer, as pandas has them."""
    frame = many(11).to_pandas(integer_object_nulls=True)  # as floats, keys would be rounded
    return frame[frame.counts & frame.customer_key.notna() & (frame.day <= AS_OF)]


def keys(view, *conditions) -> set[int]:
    people = customers_as_of(view.data, view.question)
    return set(people.key[people.in_segment(Segment("Some", conditions))].tolist())


def told(view, dimension) -> pd.Series:
    table = customers_as_of(view.data, view.question).values_table(dimension).to_pandas()
    return table.set_index("customer_key")["customer_value_"]


def test_the_groups_of_a_segment_are_those_of_the_table(view):
    table = view.table("rfm").set_index("group")["customers"]
    counted = told(view, "rfm_group").value_counts()
    assert counted.to_dict() == {group: n for group, n in table.items() if n}


def test_spend_tiers_are_quarters_of_all_customers_in_which_equals_share_one(view, known):
    paid = known.gross.where(known.currency == "EUR", 0)
    spent = paid.groupby(known.customer_key).sum()
    quarter = (4 * spent.rank(method="average") / len(spent)).apply(lambda x: -int(-x // 1))
    expected = quarter.map({1: "bottom", 2: "lower", 3: "upper", 4: "top"})
    pd.testing.assert_series_equal(
        told(view, "spend_tier"), expected, check_names=False, check_dtype=False, check_index_type=False
    )


def test_who_ordered_so_often_is_who_pandas_counts(view, known):
    counted = known.groupby("customer_key").size()
    assert keys(view, Ordered(2, 3)) == set(counted[counted.between(2, 3)].index)
    assert keys(view, Ordered(4)) == set(counted[counted >= 4].index)


def test_the_country_is_that_of_the_first_order(view, known):
    first = known.groupby("customer_key").instant.transform("min")
    opening = known[known.instant == first].groupby("customer_key").country.min()
    assert keys(view, IsOneOf("first_country", ("IT", "PL"))) == set(
        opening[opening.isin(["IT", "PL"])].index
    )
    assert keys(view, IsOneOf("first_country", ("",))) == set(opening[opening.isna()].index)


def test_new_is_whose_first_order_of_all_lies_in_the_period(view, known):
    first, last = (known.groupby("customer_key").day.agg(how) for how in ("min", "max"))
    opens = AS_OF - 364
    assert keys(view, IsOneOf("new_or_returning", ("new",))) == set(first[first >= opens].index)
    back = (first < opens) & (last >= opens)
    assert keys(view, IsOneOf("new_or_returning", ("returning",))) == set(first[back].index)


def test_members_discounts_and_answers_tell_customers_apart(view, known):
    customers = set(known.customer_key)
    assert keys(view, IsOneOf("membership", ("member",))) == customers & {n * BIG for n in range(3, 120, 3)}
    assert keys(view, IsOneOf("member_tier", ("gold",))) == customers & {n * BIG for n in range(3, 120, 6)}
    coded = set(known[known.discount_code.notna()].customer_key)
    assert keys(view, IsOneOf("discount_use", ("used",))) == coded
    detractors = {n * BIG for n in range(2, 140, 2) if n % 11 <= 6}
    assert keys(view, IsOneOf("answer:How likely?", ("detractor",))) == customers & detractors


def test_all_conditions_hold_together(view):
    one, two = IsOneOf("membership", ("member",)), Ordered(3)
    assert keys(view, one, two) == keys(view, one) & keys(view, two)


def test_a_condition_that_the_data_cannot_answer_holds_for_nobody(view):
    assert keys(view, IsOneOf("answer:Never asked?", ("yes",))) == set()
    assert keys(view, IsOneOf("rfm_group", ("no such group",))) == set()
    assert keys(view, Bought(("Lamp",))) == set()


def test_the_size_of_a_segment_is_a_share_of_all_customers_with_its_interval(view, known):
    size = size_of(Segment("Regulars", (Ordered(3),)), view.data, view.question)
    assert (size.customers, size.of) == (len(keys(view, Ordered(3))), known.customer_key.nunique())
    assert 0 < size.share.low < size.share.value < size.share.high < 1


def test_figures_of_a_segment_are_those_of_its_customers_alone(view, known):
    regulars = Segment("Regulars", (Ordered(3),))
    only = view.ask(replace(view.question, filters=(("segment", (to_text(regulars),)),)))
    inside = keys(view, Ordered(3))
    window = known[known.day > AS_OF - 365]
    theirs = window[window.customer_key.isin(inside)]
    assert only.reading("orders").value == len(theirs)
    assert only.reading("customers").value == theirs.customer_key.nunique()
    assert only.table("order_ladder")["reached"][0] == len(inside)
    answer_counts = view.reading("answers").value, only.reading("answers").value
    # Whoever answered ten times over counts with each answer; a stranger to the orders with none.
    assert answer_counts == (69, len({n * BIG for n in range(2, 140, 2)} & inside))


def test_a_split_by_a_segment_tells_those_inside_from_all_others(view, known):
    by = SPLIT + to_text(Segment("Regulars", (Ordered(3),)))
    parts = view.breakdown("orders", by).set_index("segment")["value"]
    window = known[known.day > AS_OF - 365]
    inside = window.customer_key.isin(keys(view, Ordered(3)))
    assert (parts["inside"], parts["outside"]) == (inside.sum(), (~inside).sum())
    assert parts.sum() == view.reading("orders").value
    trend = view.trend_of("customers", by, "inside")
    only = view.ask(replace(view.question, filters=(("segment", (by.removeprefix(SPLIT),)),)))
    pd.testing.assert_series_equal(trend["value"], only.trend("customers")["value"])


def test_filters_of_orders_do_not_change_who_is_in_a_segment(view):
    of = ("rfm_group", ("champions", "loyal"))
    filtered = view.ask(replace(view.question, filters=(("country", ("IT",)), of)))
    table = view.ask(replace(view.question, filters=(of,))).table("rfm").set_index("group")["customers"]
    assert table.sum() == table[["champions", "loyal"]].sum() > 0
    assert filtered.reading("customers").value <= table.sum()


def test_the_as_of_day_of_the_question_decides_who_is_what(view):
    earlier = view.ask(replace(view.question, as_of=AS_OF - 300))
    assert keys(earlier, Ordered(1)) < keys(view, Ordered(1))


@pytest.mark.parametrize("dimension", [d.key for d in DIMENSIONS])
def test_a_dimension_is_the_same_on_both_engines(view, dimension):
    question = replace(
        view.question, filters=((dimension, tuple(told(view, dimension).dropna().unique()[:1]) or ("",)),)
    )
    tables = shop(as_pandas(many(11))) | {
        name: as_pandas(table) for name, table in shop().items() if name != "orders"
    }
    other = view_of(tables, question)
    values = view.ask(question).reading("orders"), other.reading("orders")
    assert values[0].value == values[1].value


def test_customers_are_told_apart_by_what_the_data_fill():
    bare = view_of({"orders": orders(order("2025-01-01", 1), order("2025-02-01", 1))}, Question())
    assert bare.data.customer_dimensions("orders") == (
        *("rfm_group", "spend_tier", "order_count", "new_or_returning", "rhythm", "discount_use"),
    )
    unknown = view_of({"orders": orders(order("2025-01-01"))}, Question())
    assert unknown.data.customer_dimensions("orders") == ()
