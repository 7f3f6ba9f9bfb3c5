"""Values that are named nearly are found where they are of one dimension, and only there."""

from __future__ import annotations

import pytest

from engagement.questions.understanding import understood
from engagement.questions.values.near_values import values_alike


@pytest.mark.parametrize(
    ("sentence", "by", "values"),
    [
        ("sales of the Orobias", "vendor", {"Orobia"}),
        ("sales of beeswax candles", "parent_product", {"Beeswax candles, box of 6"}),
    ],
)
def test_a_value_is_found_by_a_part_of_its_name_or_with_another_ending(shop, sentence, by, values):
    read = understood(sentence, None, shop)
    assert read.question is not None
    assert {named: set(found) for named, found in read.question.filters} == {by: values}
    assert read.mended


@pytest.mark.parametrize("sentence", ["sales of shoes", "sales of lanyards", "sales of set"])
def test_a_word_that_no_value_has_is_asked_back(shop, sentence):
    assert understood(sentence, None, shop).questions == ()


def test_words_that_no_value_has_together_name_none(shop):
    assert values_alike("sales of linen lamps", ("linen", "lamps"), shop, "revenue") == []
