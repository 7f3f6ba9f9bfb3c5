"""Products that are named by what they are, in another language than the data's."""

from __future__ import annotations

import pytest

from engagement.questions.answering import answer
from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood


@pytest.mark.parametrize(
    ("sentence", "dimension", "values"),
    [
        ("sprzedaż świec", "parent_product", ("Beeswax candles, box of 6",)),
        ("devoluciones de manteles", "parent_product", ("Linen tablecloth",)),
        ("resi delle lampade da tavolo", "parent_product", ("Table lamp Filo",)),
        ("table lamp returns", "parent_product", ("Table lamp Filo",)),
        ("fatturato dei tessili", "product_type", ("Textiles",)),
        ("ventas de cojines", "parent_product", ("Linen cushion cover",)),
        ("obrót: czarne lampy stołowe", "product", ("Table lamp Filo - Black",)),
    ],
)
def test_a_product_is_named_by_what_it_is(sentence, dimension, values, shop):
    found = understood(sentence, None, shop).question
    assert found is not None
    assert found.filters == ((dimension, values),)


@pytest.mark.parametrize("sentence", ["ventas de mesas", "vendite di tè", "sprzedaż butów"])
def test_a_product_is_what_its_name_is_about(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


def test_two_things_are_compared_with_each_other(shop):
    found = understood("vendite di candele vs tovaglie", None, shop).question
    assert found is not None
    assert found.split == "parent_product"
    assert found.filters == (("parent_product", ("Beeswax candles, box of 6", "Linen tablecloth")),)


def test_the_best_selling_of_a_kind_are_its_products_alone(shop):
    found = understood("best selling lamps", None, shop).question
    assert found == FigureQuestion("revenue", split="product", filters=(("product_type", ("Lamps",)),))
    assert understood("our best selling", None, shop).questions == ()
    segments = {row["segment"] for row in answer(shop, found)["breakdown"]["segments"]}
    assert {"Table lamp Filo - Black", "Paper lantern - 40 cm"} <= segments
    assert not any("Linen" in segment or "candles" in segment for segment in segments)


def test_of_two_things_side_by_side_no_others_are_told(shop):
    found = understood("candles vs tablecloths revenue", None, shop).question
    assert found is not None
    segments = [row["segment"] for row in answer(shop, found)["breakdown"]["segments"]]
    assert sorted(segments) == ["Beeswax candles, box of 6", "Linen tablecloth"]


@pytest.mark.parametrize(
    "sentence",
    [
        "customers who bought both lamps and tablecloths",
        "customers who bought lamps then tablecloths",
        "customers who bought lamps or tablecloths",
        "clienti che hanno comprato sia lampade che tovaglie",
        "clientes que compraron tanto lámparas como manteles",
        "klienci którzy kupili lampy i obrusy",
    ],
)
def test_those_who_bought_two_things_are_led_to_where_they_are_found(sentence, shop):
    found = understood(sentence, None, shop)
    assert (found.questions, found.unknown) == ((), ())
    assert found.elsewhere == ("table product_pairs", "page customers")


def test_a_kind_and_a_product_that_are_compared_are_told_one_by_one(shop):
    found = understood("lamps vs candles revenue", None, shop).questions
    lamps, candles = ("product_type", ("Lamps",)), ("parent_product", ("Beeswax candles, box of 6",))
    assert found == tuple(FigureQuestion("revenue", filters=(each,)) for each in (lamps, candles))


@pytest.mark.parametrize(
    "sentence",
    [
        "orders of gold vs silver members",
        "ordini soci oro contro argento",
        "zamówienia poziom złoty vs srebrny",
    ],
)
def test_levels_of_members_are_named_in_any_language(sentence, bicycle_shop):
    found = understood(sentence, None, bicycle_shop).question
    assert found is not None
    assert (found.split, found.filters[0]) == ("member_tier", ("member_tier", ("Oro", "Plata")))


def test_which_month_something_sold_best_in_is_asked_of_its_revenue(bicycle_shop):
    found = understood("in which month did sram sell best", None, bicycle_shop).question
    assert found == FigureQuestion("revenue", filters=(("vendor", ("SRAM",)),), grain="month")
