"""A metric by two splits at once: each pair is what a filter on both gives, and the pairs add up."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question, pair_of, sides_of
from engagement.metrics.views.owners import view_of
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe
from tests.metrics.orders import many

TABLE = many(8, count=1500, customers=500)
PAIR = pair_of("country", "discount_code")


def view(**asked):
    return view_of({"orders": TABLE}, Question(days=None, currency="EUR", **asked))


@pytest.mark.parametrize("key", ["orders", "revenue", "cancellation_rate"])
def test_a_pair_of_orders_has_the_value_that_a_filter_on_both_gives(key):
    found = view().breakdown(key, PAIR).set_index("segment")["value"]
    assert {sides_of(pair) for pair in found.index} == {
        (country, code) for country in ("IT", "ES", "PL", None) for code in ("HELLO", None)
    }
    for pair, value in found.items():
        country, code = (side or "" for side in sides_of(pair))
        filtered = view(filters=(("country", (country,)), ("discount_code", (code,))))
        assert value == pytest.approx(filtered.reading(key).value), pair


def test_pairs_of_customers_add_up_to_all_of_them():
    seen = view()
    assert seen.breakdown("repeat_purchase_rate", PAIR)["n"].sum() == seen.reading("customers").value


def test_pairs_are_compared_with_all_others_and_corrected_for_all_that_were():
    found = view().breakdown("repeat_purchase_rate", PAIR)
    k, n = found["numerator"].sum(), found["denominator"].sum()
    compared = found[found["p"].notna()]
    assert len(compared) > 1
    own = [
        newcombe(row.numerator, row.denominator, k - row.numerator, n - row.denominator).p
        for row in compared.itertuples()
    ]
    assert compared["p"].tolist() == pytest.approx(holm(np.asarray(own)).tolist())
