"""Answers beside the orders that they follow, and who answers at all, worked out by hand."""

from __future__ import annotations

import pytest

from engagement.metrics.model import Question, ReadScale
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import responses
from tests.metrics.orders import order, orders
from tests.metrics.products.test_tables import lines


@pytest.fixture(scope="module")
def seen():
    """Eighty buy a lamp, half of them a rug, too; all answer after their last order."""
    rows, parts, answers = [], [], []
    for who in range(1, 81):
        lamp, rug = f"a{who}", f"b{who}"
        rows.append(order("2026-01-01", who, 20, order_id=lamp))
        parts.append((lamp, "Lamp"))
        if who <= 40:
            rows.append(order("2026-02-01", who, 30, order_id=rug))
            parts.append((rug, "Rug"))
    for who in range(1, 81):
        on = "2026-02-03" if who <= 40 else "2026-01-05"
        answers.append(
            {"response_id": f"r{who}", "on": on, "customer_key": who, "score": 10.0 if who <= 40 else 3.0}
        )
    answers += [{"response_id": f"x{n}", "on": "2026-02-03", "score": 5.0} for n in range(20)]
    answers.append({"response_id": "early", "on": "2025-12-01", "customer_key": 80, "score": 5.0})
    answers.append({"response_id": "stranger", "on": "2026-02-03", "customer_key": 7777, "score": 5.0})
    rows += [order("2026-01-01", who, 20, order_id=f"a{who}") for who in range(200, 240)]
    rows.append(order("2026-12-01", 999, 10, order_id="last"))
    tables = {"orders": orders(*rows), "lines": lines(*parts), "responses": responses(*answers)}
    return view_of(tables, Question(days=None))


def test_an_answer_stands_beside_the_last_order_up_to_its_day(seen):
    result = seen.table("scores_by_order").set_index(["by", "segment"])
    assert result.loc[("order_number", "1"), ["n", "value"]].tolist() == [40, -100]
    assert result.loc[("order_number", "2"), ["n", "value", "others"]].tolist() == [40, 100, -100]


def test_its_products_are_those_of_that_order_alone(seen):
    result = seen.table("scores_by_order").set_index(["by", "segment"]).loc["product"]
    assert result["n"].to_dict() == {"Lamp": 40, "Rug": 40}
    assert result["value"].to_dict() == {"Lamp": -100, "Rug": 100}


def test_parts_are_compared_only_from_a_hundred_answers_a_side(seen):
    assert not seen.table("scores_by_order")["differs"].any()


def test_the_group_is_that_of_the_customer_today(seen):
    result = seen.table("scores_by_order").set_index("by").loc["rfm_group"]
    assert result["n"].sum() == 81  # the early answer has a group, and no order yet


def test_how_many_answers_meet_a_customer_is_told_step_by_step(seen):
    result = seen.table("answer_match").set_index("key")
    assert result["answers"].to_dict() == {"named": 82, "customers": 81, "ordered_before": 80}
    assert set(result["n"]) == {102}
    assert result.loc["named", "value"] == pytest.approx(82 / 102)


def test_those_who_answer_stand_beside_those_who_do_not(seen):
    result = seen.table("answered_and_silent").set_index("group")
    assert result["customers"].to_dict() == {"answered": 80, "silent": 41}
    assert result["orders_per_customer"].to_dict() == pytest.approx({"answered": 1.5, "silent": 1.0})
    assert result["repeat"].to_dict() == {"answered": 0.5, "silent": 0.0}
    assert result["repeat_differs"].all()


def test_what_people_did_after_their_answer_is_that_of_ninety_days(seen):
    result = seen.table("after_answers").set_index("group")
    assert result["customers"].to_dict() == {"promoters": 40, "passives": 0, "detractors": 39}
    assert result["came_back"].to_dict() == {"promoters": 0, "passives": 0, "detractors": 0}


def test_who_answered_well_follows_the_scale_that_somebody_says():
    kind = {"kind": "effort", "question": "How easy?", "scale_low": None, "scale_high": None}
    answers = [
        kind
        | {"response_id": f"r{who}", "on": "2026-01-05", "customer_key": who, "score": float(1 + who % 5)}
        for who in range(1, 101)
    ]
    bought = [order("2026-01-01", who, 20, order_id=f"a{who}") for who in range(1, 101)]
    tables = {
        "orders": orders(*bought, order("2026-12-01", 999, 10, order_id="last")),
        "responses": responses(*answers),
    }

    def good(*scales):
        result = view_of(tables, Question(days=None, scales=scales)).table("after_answers")
        return result.set_index("group")["customers"].to_dict()

    assert good() == {"good": 40, "not_good": 60}
    assert good(ReadScale("effort", 1.0, 7.0, low_is_good=False)) == {"good": 20, "not_good": 80}
