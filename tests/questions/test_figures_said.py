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


@pytest.mark.parametrize(
    "sentence",
    [
        "how many customers came back in September",
        "quanti clienti sono tornati a settembre",
        "cuántos clientes volvieron en septiembre",
        "ilu klientów wróciło we wrześniu",
    ],
)
def test_who_came_back_in_named_days_had_ordered_before(sentence):
    right = FigureQuestion("returning_customer_rate", "2026-09-01..2026-09-30")
    assert understood(sentence, today=TODAY).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "which countries order most",
        "quali paesi ordinano di più",
        "que paises piden mas",
        "ktore kraje zamawiaja najwiecej",
    ],
)
def test_who_orders_most_is_asked_of_orders(sentence):
    assert understood(sentence, today=TODAY).question == FigureQuestion("orders", split="country")


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("quanto abbiamo fatto ieri", "2026-10-30..2026-10-30"),
        ("quanto abbiamo fatto ad agosto", "2026-08-01..2026-08-31"),
    ],
)
def test_no_day_is_passed_over_in_what_was_made(sentence, period):
    assert understood(sentence, today=TODAY).question == FigureQuestion("revenue", period)


def test_the_weight_of_a_coupon_is_a_share(shop):
    found = understood("quanto pesa il codice BENVENUTI10 sugli ordini", "it", shop).question
    filters = (("discount_code", ("BENVENUTI10",)),)
    assert found == FigureQuestion("orders", filters=filters, as_share=True)


def test_the_latest_newsletter_is_not_all_of_them():
    assert understood("open rate of our latest newsletter").questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "new vs returning customers quarterly",
        "nuovi vs di ritorno per trimestre",
        "clientes nuevos vs recurrentes por trimestre",
        "nowi vs powracajacy klienci kwartalnie",
    ],
)
def test_new_and_returning_side_by_side_are_customers(sentence):
    right = FigureQuestion("customers", split="new_or_returning", grain="quarter")
    assert understood(sentence, today=TODAY).question == right


def test_what_changed_since_a_month_compares_with_no_month():
    right = FigureQuestion("net_promoter_score", "2026-05-01..2026-10-31", grain="month")
    assert understood("jak zmienił się NPS od maja", today=TODAY).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "orders and new customers in May",
        "ordini e nuovi clienti a maggio",
        "pedidos y clientes nuevos en mayo",
        "zamowienia i nowi klienci w maju",
    ],
)
def test_a_group_of_customers_beside_another_figure_is_of_them_alone(sentence, shop):
    days, new = "2026-05-01..2026-05-31", (("new_or_returning", ("new",)),)
    right = (FigureQuestion("orders", days), FigureQuestion("customers", days, filters=new))
    assert understood(sentence, None, shop, TODAY).questions == right


@pytest.mark.parametrize(
    "sentence",
    [
        "sales excluding new customers",
        "fatturato senza clienti nuovi",
        "ventas sin clientes nuevos",
        "sprzedaz bez nowych klientow",
    ],
)
def test_a_group_of_customers_is_left_out_whole(sentence, shop):
    right = FigureQuestion("revenue", without=(("new_or_returning", ("new",)),))
    assert understood(sentence, None, shop, TODAY).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "sales of candles and lamps",
        "customers who bought candles and napkins",
        "vendite di lampade e candele",
    ],
)
def test_things_of_two_kinds_or_of_the_same_customers_are_asked_back(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "how many italians bought in May",
        "quanti italiani hanno comprato a maggio",
        "cuantos italianos compraron en mayo",
        "ilu wlochow kupilo w maju",
    ],
)
def test_how_many_of_a_country_bought_is_asked_of_customers(sentence):
    right = FigureQuestion("customers", "2026-05-01..2026-05-31", filters=(("country", ("IT",)),))
    assert understood(sentence, today=TODAY).question == right


@pytest.mark.parametrize(
    ("sentence", "by"),
    [("revenue of Filo", {"vendor"}), ("ingresos de socios Filo", {"membership", "member_tier"})],
)
def test_a_tier_is_named_where_members_are_spoken_of(sentence, by, shop):
    found = understood(sentence, None, shop, TODAY).question
    assert {each for each, _ in found.filters} == by


@pytest.mark.parametrize(
    "sentence",
    ["how is Germany doing", "come sta andando la Germania", "qué tal va Alemania", "jak poszły Niemcy"],
)
def test_how_a_country_does_is_asked_of_its_revenue(sentence):
    assert understood(sentence, today=TODAY).question == FigureQuestion(
        "revenue", filters=(("country", ("DE",)),)
    )


def test_how_many_members_there_are_is_not_how_they_do(shop):
    found = understood("how many loyalty members do we have", None, shop, TODAY)
    assert "revenue" not in {question.figure for question in found.questions}


@pytest.mark.parametrize(
    "sentence",
    [
        "best month of last year",
        "mese migliore dell'anno scorso",
        "mejor mes del año pasado",
        "najlepszy miesiąc zeszłego roku",
    ],
)
def test_the_best_month_of_a_year_is_not_compared_with_that_year(sentence):
    assert understood(sentence, today=TODAY).question == FigureQuestion("revenue", "last_year", grain="month")


@pytest.mark.parametrize(
    "sentence",
    [
        "what did the French buy last month",
        "cosa hanno comprato i francesi il mese scorso",
        "qué compraron los franceses el mes pasado",
        "co kupowali Francuzi w zeszłym miesiącu",
    ],
)
def test_what_people_bought_is_told_by_product(sentence):
    right = FigureQuestion("revenue", "last_month", split="product", filters=(("country", ("FR",)),))
    assert understood(sentence, today=TODAY).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "how many lamps did we sell",
        "quante lampade abbiamo venduto",
        "cuántas lámparas vendimos",
        "ile lamp sprzedaliśmy",
    ],
)
def test_pieces_sold_are_no_revenue_and_lead_to_the_products(sentence, shop):
    found = understood(sentence, None, shop)
    assert found.questions == ()
    assert "page products" in found.elsewhere


@pytest.mark.parametrize(
    "sentence",
    [
        "repurchase rate for people who bought with a code",
        "tasso di riacquisto di chi usa un codice",
        "tasa de recompra de los clientes con cupón",
    ],
)
def test_customers_beside_a_rate_of_orders_say_whose_it_is(sentence):
    right = FigureQuestion("repeat_purchase_rate", filters=(("discount_code", (ANY,)),))
    assert understood(sentence, today=TODAY).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "cuántos me gusta tuvimos en reels este mes",
        "how often were our reels saved",
        "quante volte hanno salvato i reel",
    ],
)
def test_a_kind_of_post_that_no_post_is_of_is_not_passed_over(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "average discount per order",
        "sconto medio per ordine",
        "descuento medio por pedido",
        "średni rabat na zamówienie",
    ],
)
def test_how_large_discounts_are_is_no_share_of_orders(sentence):
    assert understood(sentence, today=TODAY).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "points redeemed this month",
        "punti riscattati questo mese",
        "puntos canjeados este mes",
        "punkty wymienione w tym miesiącu",
    ],
)
def test_points_are_no_share_of_members(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "how many customers bought only lamps",
        "quanti clienti hanno comprato solo lampade",
        "cuántos clientes compraron solo lámparas",
        "ilu klientów kupiło tylko lampy",
    ],
)
def test_those_who_bought_nothing_else_are_led_to_where_they_are_found(sentence, shop):
    found = understood(sentence, None, shop)
    assert (found.questions, found.elsewhere) == ((), ("page customers",))


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("likes, comments & shares on facebook", ("likes", "comments", "shares")),
        ("orders, revenue & customers in May", ("orders", "revenue", "customers")),
    ],
)
def test_three_figures_with_nothing_between_them_are_a_list(sentence, figures):
    assert tuple(each.figure for each in understood(sentence, today=TODAY).questions) == figures
