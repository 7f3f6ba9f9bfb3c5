"""Figures that the name of another one may mean."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood


@pytest.mark.parametrize(
    "sentence",
    [
        "which country has the most returning customers",
        "paese con più clienti abituali",
        "qué país tiene más clientes recurrentes",
        "który kraj ma najwięcej powracających klientów",
    ],
)
def test_most_returning_customers_is_asked_of_their_number(sentence, shop):
    filters = (("new_or_returning", ("returning",)),)
    right = FigureQuestion("customers", split="country", filters=filters)
    assert understood(sentence, None, shop).question == right


def test_the_highest_rate_stays_a_rate(shop):
    found = understood("country with the highest returning customer rate", None, shop).question
    assert found == FigureQuestion("returning_customer_rate", split="country")


def test_discounted_orders_with_a_code_are_orders(shop):
    found = understood("discounted orders with FILO5", None, shop).question
    assert found == FigureQuestion("orders", filters=(("discount_code", ("FILO5",)),))


@pytest.mark.parametrize(
    "sentence",
    [
        "what do italians order the most",
        "cosa ordinano di più gli italiani",
        "qué piden más los italianos",
        "co najczęściej zamawiają włosi",
    ],
)
def test_what_is_ordered_most_is_asked_of_orders(sentence, shop):
    right = FigureQuestion("orders", split="product", filters=(("country", ("IT",)),))
    assert understood(sentence, None, shop).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "what did we sell in spain",
        "cosa abbiamo venduto in spagna",
        "qué vendimos en españa",
        "co sprzedaliśmy w hiszpanii",
    ],
)
def test_what_we_sold_is_asked_of_products(sentence, shop):
    right = FigureQuestion("revenue", split="product", filters=(("country", ("ES",)),))
    assert understood(sentence, None, shop).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "do lamps make people come back",
        "le lampade fanno tornare i clienti",
        "las lámparas hacen volver a la gente",
    ],
)
def test_what_makes_people_come_back_is_asked_back(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


def test_those_who_ordered_twice_have_no_rate_of_coming_back(shop):
    found = understood("how many custmers orderd twice or more", None, shop).question
    filters = (("order_count", ("2", "3-4", "5-9", "10+")),)
    assert found == FigureQuestion("customers", filters=filters)


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("how many orders came in in may", "orders"),
        ("how many new customers came in in may", "customers"),
        ("ile wpłynęło zamówień w maju", "orders"),
        ("how much came in in may", "revenue"),
        ("ile wpłynęło w maju", "revenue"),
    ],
)
def test_what_came_in_is_what_stands_beside_it_else_money(sentence, figure, shop):
    assert understood(sentence, None, shop, dt.date(2026, 10, 31)).question.figure == figure
