"""What no figure answers leads to the table or page that may show it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from engagement.cli import main
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("how many days between the first and second order", "table days_to_second_order"),
        ("quanto tempo passa prima del secondo acquisto", "table days_to_second_order"),
        ("dias hasta la segunda compra", "table days_to_second_order"),
        ("ile dni do drugiego zamówienia", "table days_to_second_order"),
        ("best posts last month", "page social"),
        ("chi sono i migliori clienti", "page customers"),
        ("gasto medio por cliente", "page value"),
        ("ile średnio wydaje klient", "page value"),
        ("what is bought together with lamps", "table product_pairs"),
        ("cosa si compra insieme alle lampade", "table product_pairs"),
        ("qué se compra junto con las lámparas", "table product_pairs"),
        ("co kupują razem z lampami", "table product_pairs"),
        ("second orders in october", "table order_ladder"),
        ("secondi ordini a ottobre", "table order_ladder"),
        ("segundos pedidos en octubre", "table order_ladder"),
        ("drugie zamówienia w październiku", "table order_ladder"),
        ("how many customers bought more than three times", "table order_ladder"),
        ("quanti clienti hanno comprato tre volte", "table order_ladder"),
        ("cuántas personas compraron más de tres veces", "table order_ladder"),
        ("ilu klientów kupiło co najmniej cztery razy", "table order_ladder"),
    ],
)
def test_what_a_table_or_page_shows_is_asked_back_and_leads_there(sentence, place):
    found = understood(sentence, today=TODAY)
    assert (found.questions, place in found.elsewhere) == ((), True)


@pytest.mark.parametrize(
    "sentence",
    [
        "how many customers bought twice this year",
        "quanti clienti hanno comprato due volte quest'anno",
        "cuántos clientes compraron dos veces este año",
        "ilu klientów kupiło dwa razy w tym roku",
    ],
)
def test_how_many_ordered_twice_in_named_days_leads_to_the_steps_between_orders(sentence, shop):
    found = understood(sentence, None, shop, TODAY)
    assert (found.questions, found.elsewhere) == ((), ("table order_ladder",))
    assert "repeat_purchase_rate" in found.suggested


def test_how_many_ordered_twice_so_far_is_a_number_and_which_share_is_the_rate(shop):
    twice = understood("how many customers bought twice", None, shop, TODAY).question
    assert (twice.figure, twice.filters) == ("customers", (("order_count", ("2",)),))
    share = understood("what share of customers bought twice this year", None, shop, TODAY).question
    assert share.figure == "repeat_purchase_rate"


@pytest.mark.parametrize(
    "sentence",
    [
        "customers who have not come back since march",
        "how many customers haven't ordered in the last 90 days",
        "clienti che non sono tornati da marzo",
        "quanti clienti non comprano dal 1 giugno",
        "clientes que no vuelven desde marzo",
        "cuántos clientes no han comprado en los últimos 90 días",
        "klienci, którzy nie wrócili od marca",
        "ilu klientów nie zamówiło nic w ostatnich 90 dniach",
    ],
)
def test_who_has_been_away_since_a_day_is_not_who_bought_once_since_then(sentence, shop):
    found = understood(sentence, None, shop, TODAY)
    assert (found.questions, found.elsewhere) == ((), ("table late_customers",))


@pytest.mark.parametrize(
    "sentence",
    [
        "what do people buy with lanterns",
        "cosa comprano con le lanterne",
        "qué compran los clientes con lámparas",
        "co klienci kupują z lampionami",
    ],
)
def test_what_is_bought_with_a_product_is_in_the_table_of_pairs(sentence, shop):
    found = understood(sentence, None, shop)
    assert (found.questions, found.elsewhere) == ((), ("table product_pairs",))


@pytest.mark.parametrize(
    "sentence",
    ["how many candles per order", "candele per ordine", "velas por pedido", "świece na zamówienie"],
)
def test_pieces_of_an_order_are_no_average_order_value(sentence, shop):
    found = understood(sentence, None, shop)
    assert (found.questions, found.elsewhere) == ((), ("page products",))


def test_what_an_order_with_candles_comes_to_is_its_average_value(shop):
    found = understood("spend per order on candles", None, shop).question
    assert found is not None
    assert found.figure == "average_order_value"


@pytest.mark.parametrize(
    "sentence",
    [
        "how many lamps were returned in may",
        "quante lampade rese a maggio",
        "cuántas lámparas devolvieron en mayo",
        "ile lamp zwrócono w maju",
    ],
)
def test_how_many_pieces_were_returned_is_no_rate(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


def test_what_is_bought_with_a_code_is_a_filter(shop):
    found = understood("what do people buy with FILO5", None, shop).question
    assert found is not None
    assert (found.split, found.filters) == ("product", (("discount_code", ("FILO5",)),))


def test_the_command_line_names_the_table_that_shows_it(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-0{n % 6 + 1}-01,c{n % 20}@example.com,30" for n in range(60)]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total", *rows]) + "\n", "utf-8")
    assert main(["ask", "which newsletter got the most opens", str(orders), "--json"]) == 2
    output = capsys.readouterr()
    assert output.err == "A table shows it: Campaigns one by one.\n"
    assert json.loads(output.out)["tables"] == ["campaigns"]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("odsetek promotorów wśród Polaków", "net_promoter_score"),
        ("are instagram reels doing better than carousels", "engagement_rate_by_reach"),
        ("quante recensioni negative a settembre", "customer_satisfaction"),
        ("cuántos correos leyeron los franceses", "open_rate"),
        ("ile zarobiliśmy w zeszłym tygodniu", "revenue"),
        ("jak często wracają klienci z Hiszpanii", "days_between_orders"),
        ("how many of our visitors come from google", "conversion_rate"),
    ],
)
def test_what_is_asked_back_offers_figures_of_what_it_speaks_of(sentence, figure, shop):
    found = understood(sentence, None, shop, TODAY)
    assert (found.questions, figure in found.suggested) == ((), True)
    assert {"revenue", "orders"} & {*found.suggested} <= {figure}


def test_beside_a_named_figure_only_unknown_words_mean_another(shop):
    assert understood("sales of shoes", None, shop, TODAY).suggested == ("revenue",)
