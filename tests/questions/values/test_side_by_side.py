"""Values that stand side by side."""

from __future__ import annotations

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood


@pytest.mark.parametrize(
    "sentence",
    [
        "what brings more, online or pos",
        "cosa rende di più, online o negozio",
        "qué vende más, online o tienda",
        "co przynosi więcej, online czy sklep",
    ],
)
def test_what_brings_more_is_asked_of_the_two_that_are_named_and_not_of_products(sentence, shop):
    right = FigureQuestion("revenue", split="channel", filters=(("channel", ("web", "pos")),))
    assert understood(sentence, None, shop).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "orders of lume members vs filo members",
        "ordini soci lume contro soci filo",
        "pedidos de socios lume contra socios filo",
        "zamówienia uczestników lume kontra uczestników filo",
    ],
)
def test_members_named_beside_each_of_two_tiers_are_said_once(sentence, shop):
    filters = (("member_tier", ("Lume", "Filo")), ("membership", ("member",)))
    right = FigureQuestion("orders", split="member_tier", filters=filters)
    assert understood(sentence, None, shop).question == right
