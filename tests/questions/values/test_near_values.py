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


@pytest.mark.parametrize("sentence", ["mate sales in october", "sales of mate last month"])
def test_a_word_that_is_passed_over_is_a_product_where_the_shop_sells_it(sentence, coffee_shop):
    found = understood(sentence, "en", coffee_shop).question
    assert found is not None
    assert found.filters == (("product", ("Yerba mate 500 g",)),)


@pytest.mark.parametrize("sentence", ["double orders last month", "ordini doppi a maggio", "piccoli ordini"])
def test_a_word_that_describes_names_no_product_by_itself(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


def test_a_material_names_what_is_made_of_it(shop):
    found = understood("sales of linen", "en", shop).question
    assert found is not None
    (filtered,) = found.filters
    assert set(filtered[1]) == {"Linen cushion cover", "Linen tablecloth", "Linen sample box"}


def test_a_country_in_which_nobody_buys_is_the_product_that_is_named_so(coffee_shop):
    found = understood("brazil sales last month", "en", coffee_shop).question
    assert found is not None
    assert found.filters == (("product", ("Brazil Santos 1 kg",)),)
    spain = understood("sales in spain", "en", coffee_shop).question
    assert spain is not None
    assert spain.filters == (("country", ("ES",)),)


@pytest.mark.parametrize("sentence", ["orders checked in may", "porte vendute a maggio", "sprzedaz czesci"])
def test_a_word_of_its_own_is_no_ending_of_a_name_or_of_a_word_passed_over(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


@pytest.mark.parametrize(
    "sentence",
    ["guji vs santos revenue", "fatturato guji contro santos", "ventas de guji frente a santos"],
)
def test_parts_of_two_names_stand_side_by_side(sentence, coffee_shop):
    found = understood(sentence, None, coffee_shop).question
    assert found is not None
    assert found.split == "product"
    assert found.filters == (("product", ("Ethiopia Guji 250 g", "Brazil Santos 1 kg")),)


@pytest.mark.parametrize(
    "sentence",
    ["decaf sales", "vendite decaffeinato", "ventas de descafeinado", "sprzedaż kawy bezkofeinowej"],
)
def test_how_a_product_is_made_names_it_in_each_language(sentence, coffee_shop):
    found = understood(sentence, None, coffee_shop).question
    assert found is not None
    assert found.filters == (("product", ("Decaf Colombia 250 g",)),)


def test_a_product_is_what_its_name_says_first(bicycle_shop):
    found = understood("ingresos de cadenas", None, bicycle_shop).question
    assert found is not None
    assert found.filters == (("product", ("Cadena 11 velocidades",)),)


def test_a_name_has_cases_in_polish(bicycle_shop):
    found = understood("przychód bez amazona", None, bicycle_shop).question
    assert found is not None
    assert found.without == (("channel", ("Amazon",)),)


def test_a_name_that_ends_in_a_has_cases_in_polish(cosmetics_shop):
    found = understood("sprzedaż sarny w niemczech", None, cosmetics_shop).question
    assert found is not None
    assert found.filters == (("country", ("DE",)), ("vendor", ("Sarna",)))
