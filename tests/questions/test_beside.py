"""What stands beside an answer."""

from __future__ import annotations

import pytest

import engagement
from engagement.locale.translator import translator
from engagement.questions.answering import answer, question_of
from engagement.questions.figure_question import FigureQuestion
from engagement.questions.in_words import as_text

SEPTEMBER, OCTOBER = "2026-09-01..2026-09-30", "2026-10-01..2026-10-31"


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    """Return the view of 60 orders of August, 60 of September, 93 of October, two of three with a coupon."""
    file = tmp_path_factory.mktemp("orders") / "orders.csv"
    months = {8: (30, 60), 9: (30, 60), 10: (31, 93)}
    days = [f"2026-{m:02}-{1 + n % last:02}" for m, (last, count) in months.items() for n in range(count)]
    rows = [f"{n},{day},p{n}@example.com,10.00,{'5.00' if n % 3 else '0.00'}" for n, day in enumerate(days)]
    file.write_text("\n".join(["Order ID,Order Date,Email,Total,Discount Amount", *rows]), "utf-8")
    return engagement.measure(engagement.read(file))


def _told(view, question):
    speak = translator("en")
    return as_text(view.ask(question_of(view, question)), question, answer(view, question, speak), speak)


def test_months_of_different_lengths_are_both_told_for_a_day_and_no_change_is_claimed(orders):
    question = FigureQuestion("orders", OCTOBER, comparison=SEPTEMBER)
    told = _told(orders, question)
    assert "1 Sept 2026 to 30 Sept 2026: 60." in told
    assert "a day on average: 3.0, before: 2.0." in told
    found = answer(orders, question)
    assert found["change"]["difference"] is None
    assert (found["value"], found["compared_with"]["value"]) == (93, 60)


def test_a_mean_of_months_of_different_lengths_is_not_told_for_a_day(orders):
    told = _told(orders, FigureQuestion("average_order_value", OCTOBER, comparison=SEPTEMBER))
    assert "so nothing is called a change" in told
    assert "a day on average" not in told


def test_months_of_one_length_are_compared_as_ever(orders):
    question = FigureQuestion("orders", SEPTEMBER, comparison="2026-08-01..2026-08-30")
    assert answer(orders, question)["change"]["difference"] == 0
    assert "compared_with" not in answer(orders, question)


def test_days_before_the_data_are_not_set_beside(orders):
    question = FigureQuestion("orders", OCTOBER, comparison="2026-02-01..2026-02-28")
    assert "compared_with" not in answer(orders, question)


def test_a_share_is_told_with_its_count(orders):
    told = _told(orders, FigureQuestion("discount_share", OCTOBER))
    assert "orders in the period with a discount: 62 of 93" in told


def test_the_highest_month_is_named(orders):
    told = _told(orders, FigureQuestion("orders", "2026-08-01..2026-10-31", grain="month"))
    assert "Highest: October 2026 (93); lowest: August 2026 (60)" in told


def test_it_is_said_that_what_follows_on_an_order_is_read_of_earlier_orders(orders):
    found = answer(orders, FigureQuestion("repeat_within_30_days", OCTOBER))
    assert "30 days earlier than asked" in found["notes"][0]


def test_segments_that_add_up_stand_by_their_value_and_means_by_their_rows(tmp_path):
    file = tmp_path / "orders.csv"
    few_but_dear = [("DE", "10.00")] * 40 + [("IT", "100.00")] * 20
    rows = [
        f"{n},2026-10-{1 + n % 30:02},p{n}@example.com,{total},{country}"
        for n, (country, total) in enumerate(few_but_dear)
    ]
    file.write_text("\n".join(["Order ID,Order Date,Email,Total,Country", *rows]), "utf-8")
    view = engagement.measure(engagement.read(file))

    def countries(figure):
        found = answer(view, FigureQuestion(figure, OCTOBER, split="country"))
        return [row["segment"] for row in found["breakdown"]["segments"]]

    assert countries("revenue") == ["IT", "DE"]
    assert countries("average_order_value") == ["DE", "IT"]
