"""Answers about a product and about all else."""

from __future__ import annotations

import pytest

from engagement.questions.answering import answer
from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

LAMPS = (("product_type", ("Lamps",)),)


@pytest.mark.parametrize("figure", ["orders", "revenue"])
def test_orders_with_a_kind_of_product_and_those_without_one_are_all_orders(figure, shop):
    asked = [{}, {"filters": LAMPS}, {"without": LAMPS}]
    every, inside, outside = (answer(shop, FigureQuestion(figure, "all", **each)) for each in asked)
    assert inside["value"] + outside["value"] == pytest.approx(every["value"])
    assert inside["n"] + outside["n"] == every["n"]


@pytest.mark.parametrize(
    "sentence",
    [
        "lamps vs everything else average order value",
        "scontrino medio lampade contro tutto il resto",
        "ticket medio lámparas frente al resto",
        "średni koszyk lampy kontra reszta",
    ],
)
def test_a_product_against_all_else_is_answered_by_orders_with_it_and_without_it(sentence, shop):
    found = understood(sentence, None, shop)
    inside, outside = (answer(shop, question) for question in found.questions)
    assert inside["value"] > outside["value"] > 0
    assert "without any such product" in outside["notes"][-1]


def test_customers_who_come_back_are_those_of_orders_without_it(shop):
    found = answer(shop, FigureQuestion("repeat_purchase_rate", "all", without=LAMPS))
    assert 0 < found["value"] < 1
