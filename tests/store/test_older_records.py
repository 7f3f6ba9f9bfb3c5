"""What an older program wrote into the manifest is read still; what has another type is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engagement.metrics.views.moved_figures import MovedFigure, MovedFigures, moved_from_json
from engagement.money.exchange_rates import Rates, rates_from_json
from engagement.sources.model.hints import StatedQuestion
from engagement.sources.recognition.recipes import Recipe, recipe_from_json, recipe_to_json
from engagement.store.sharing.terms import Terms, terms_from_json, terms_to_json

_RECIPE = {
    "shape": "0f3a", "kind": "surveys", "roles": {"submitted": "Data"}, "date_order": "day", "decimal": None,
    "currency": None, "network": None, "questions": {"Q1": ["effort", True], "Q2": ["ignored", None]},
    "answers": {"people": "nobody"}, "file": "ankieta.csv", "day": 20_000, "overrules": False,
}  # fmt: skip
_TERMS = {
    "pages": ["overview"], "question": {"window": "90d"}, "free": {"shop": ["Berlin", "Rome"]},
    "hidden": ["revenue"], "k": 10, "origins": [], "sender": "Ava",
}  # fmt: skip


def test_a_recipe_of_an_older_program():
    questions = {"Q1": StatedQuestion("effort", reversed=True), "Q2": StatedQuestion("ignored")}
    expected = Recipe(
        "0f3a", "surveys", {"submitted": "Data"}, date_order="day", questions=questions,
        answers={"people": "nobody"}, file="ankieta.csv", day=20_000,
    )  # fmt: skip
    assert recipe_from_json(_RECIPE) == expected
    assert recipe_to_json(expected) == _RECIPE


def test_the_terms_of_a_link_of_an_older_program():
    expected = Terms(
        ("overview",), {"window": "90d"}, {"shop": ("Berlin", "Rome")}, ("revenue",), sender="Ava", k=10
    )
    assert terms_from_json(_TERMS) == expected
    assert terms_from_json(terms_to_json(expected)) == expected


@pytest.mark.parametrize(("name", "value"), [("k", "10"), ("k", 1), ("pages", "overview"), ("pages", [])])
def test_terms_that_are_none_are_refused(name: str, value: object):
    with pytest.raises(ValueError, match=r"Expected|shared|shows"):
        terms_from_json({**_TERMS, name: value})


def test_what_an_upload_moved_and_rates_of_an_older_program():
    move = {"key": "orders", "month": 20_000, "before": 4, "after": 5.0, "unit": "orders", "currency": None}
    moved = moved_from_json({"moves": [{**move, "unit": "count", "causes": {"added": 1}}], "of": 3})
    assert moved == MovedFigures((MovedFigure("orders", 20_000, 4.0, 5.0, "count", None, {"added": 1}),), 3)
    kept = {"to": "EUR", "day": "2026-10-31", "per_unit": {"USD": "0.92"}}
    assert rates_from_json(kept) == Rates("EUR", date(2026, 10, 31), {"USD": Decimal("0.92")})
