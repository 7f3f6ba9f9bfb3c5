"""Figures that are named by words which stand apart."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    "sentence",
    [
        "how much did tea towels make in may",
        "quanto hanno fatto i canovacci a maggio",
        "cuánto hicieron los paños de cocina en mayo",
        "ile zrobiły ściereczki w maju",
    ],
)
def test_what_something_made_is_its_revenue(sentence, shop):
    found = understood(sentence, None, shop, TODAY).question
    filters = (("parent_product", ("Tea towel",)),)
    assert found == FigureQuestion("revenue", "2026-05-01..2026-05-31", filters=filters)


@pytest.mark.parametrize("sentence", ["what do italians do", "how much profit did lamps make"])
def test_what_is_done_or_earned_is_no_revenue(sentence, shop):
    assert understood(sentence, None, shop, TODAY).questions == ()
