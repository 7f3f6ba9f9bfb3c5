"""Shares with several filters: what the whole has, too, and what is the part."""

from __future__ import annotations

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

ITALY, MEMBERS = ("country", ("IT",)), ("membership", ("member",))


@pytest.mark.parametrize(
    "sentence",
    [
        "what share of Italian revenue comes from members",
        "members' share of Italian revenue",
        "what share of sales in Italy do members bring",
        "il peso dei soci sul fatturato italiano",
        "quota di fatturato dei soci in Italia",
        "qué parte de las ventas de Italia viene de socios",
        "peso de los socios en las ventas de Italia",
        "udział klubowiczów w sprzedaży we Włoszech",
    ],
)
def test_what_stands_at_the_figure_or_says_where_is_of_the_whole(sentence, shop):
    right = FigureQuestion("revenue", filters=(ITALY, MEMBERS), as_share=True, share_within=("country",))
    assert understood(sentence, None, shop).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "share of revenue from Italian members",
        "quota di fatturato dei soci italiani",
        "porcentaje de los ingresos de socias italianas",
        "udział włoskich członków klubu w sprzedaży",
    ],
)
def test_those_who_are_named_together_are_the_part_of_everything(sentence, shop):
    assert understood(sentence, None, shop).question == FigureQuestion(
        "revenue", filters=(ITALY, MEMBERS), as_share=True
    )


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("quota di soci italiani che hanno comprato due volte", ("2",)),
        ("share of Italian members who bought more than once", ("2", "3-4", "5-9", "10+")),
        ("qué porcentaje de socios italianos compró dos veces", ("2",)),
        ("jaki odsetek włoskich klubowiczów kupił dwa razy", ("2",)),
    ],
)
def test_what_customers_did_is_the_part_of_those_who_are_named(sentence, count, shop):
    filters = (ITALY, MEMBERS, ("order_count", count))
    assert understood(sentence, None, shop).question == FigureQuestion(
        "customers", filters=filters, as_share=True, share_within=("country", "membership")
    )


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("what share of our members are Italian", "membership"),
        ("what share of Italian customers are members", "country"),
        ("che percentuale dei clienti italiani è socia", "country"),
        ("qué porcentaje de los clientes italianos son socios", "country"),
        ("percentuale di soci tra i clienti italiani", "country"),
        ("porcentaje de socios entre los clientes italianos", "country"),
        ("odsetek klubowiczów wśród włoskich klientów", "country"),
    ],
)
def test_what_people_are_is_the_part_of_those_who_are_named_first(sentence, whole, shop):
    right = FigureQuestion("customers", filters=(ITALY, MEMBERS), as_share=True, share_within=(whole,))
    assert understood(sentence, None, shop).question == right


def test_of_a_split_within_a_country_the_whole_is_that_country(shop):
    found = understood("share of revenue by channel in Italy", None, shop).question
    assert found == FigureQuestion(
        "revenue", split="channel", filters=(ITALY,), as_share=True, share_within=("country",)
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "share of revenue from Italy and members",
        "share of sales",
        "what share of refunds are from Italy",
        "Italy's share of refunds",
    ],
)
def test_a_share_of_which_the_part_is_not_certain_is_asked_back(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "share of orders with discount code FILO5",
        "quota di ordini con sconto FILO5",
        "descuentos: qué parte de los pedidos llevaba FILO5",
        "rabaty: jaki procent zamówień miał FILO5",
    ],
)
def test_a_share_of_orders_with_a_named_code_stays_a_share(sentence, shop):
    right = FigureQuestion("orders", filters=(("discount_code", ("FILO5",)),), as_share=True)
    assert understood(sentence, None, shop).question == right
