"""The figures that a sentence names or implies."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import ANY, FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("likes vs comments on instagram", ("likes", "comments")),
        ("me gusta vs comentarios en insta", ("likes", "comments")),
        ("ordini o clienti a maggio", ("orders", "customers")),
        ("orders vs last month revenue", ()),
        ("revenue this month vs orders last month", ()),
    ],
)
def test_figures_that_are_compared_are_both_told(sentence, figures):
    assert tuple(each.figure for each in understood(sentence, today=TODAY).questions) == figures


@pytest.mark.parametrize(
    "sentence", ["sales with a coupon", "vendite con sconto", "ventas con descuento", "sprzedaz z rabatem"]
)
def test_sales_with_a_coupon_are_money_and_no_share_of_orders(sentence):
    right = FigureQuestion("revenue", filters=(("discount_code", (ANY,)),))
    assert understood(sentence, today=TODAY).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "what do french customers buy most often",
        "cosa comprano i francesi più spesso",
        "qué compran los franceses más a menudo",
        "co francuzi kupują najczęściej",
    ],
)
def test_what_people_buy_most_often_is_no_frequency(sentence):
    right = FigureQuestion("revenue", split="product", filters=(("country", ("FR",)),))
    assert understood(sentence, today=TODAY).question == right


@pytest.mark.parametrize(
    ("sentence", "figure", "split"),
    [
        ("least sold products", "revenue", "product"),
        ("paesi con meno ordini", "orders", "country"),
        ("top 10 productos menos vendidos", "revenue", "product"),
        ("najgorzej sprzedająca się marka", "revenue", "vendor"),
    ],
)
def test_the_least_of_a_split_comes_first_where_it_is_asked_for(sentence, figure, split):
    assert understood(sentence, today=TODAY).question == FigureQuestion(
        figure, split=split, lowest_first=True
    )


@pytest.mark.parametrize(
    ("sentence", "split"),
    [
        ("brands by sales", "vendor"),
        ("paesi per fatturato", "country"),
        ("productos por ventas", "product"),
        ("marki wg sprzedazy", "vendor"),
    ],
)
def test_what_is_ranked_by_a_figure_is_its_split(sentence, split):
    assert understood(sentence, today=TODAY).question == FigureQuestion("revenue", split=split)


def test_a_concept_without_more_is_suggested(shop):
    found = understood("quanto spende in media chi compra armadilli", "it", shop)
    assert (found.questions, found.suggested) == ((), ("average_order_value",))


def test_days_or_a_product_without_a_figure_suggest_the_usual_figures(shop):
    found = understood("tovaglie spostate in germania", "it", shop)
    assert (found.questions, found.suggested) == ((), ("revenue", "orders", "customers"))
