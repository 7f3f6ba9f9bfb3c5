"""Questions in four languages: what they mean, or that they have to be asked back."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from engagement.cli import main
from engagement.locale import LANGUAGES
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.figure_question import FigureQuestion, compared_of, days_of
from engagement.questions.understanding import understood
from tests.questions.customers_questions import ASKED, check, questions

TODAY = dt.date(2026, 11, 29)


#: Sets that were written for no shop in particular, and those to one whose data are known.
OF_ANY_SHOP = ("later", "typed", "last", "final", "unseen", "newest")
OF_A_SHOP = (*(f"shop_{number}" for number in range(1, 22)), "mended")
OF_OCTOBER = tuple(f"october_{number}" for number in range(1, 19))


#: Sets to another shop, and those of questions nearly all of which ask something else.
OF_COFFEE = ("coffee_1", "coffee_2")
NEAR, NEAR_OF_COFFEE = ("near_1", "near_3"), ("near_2", "near_4")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_fifty_questions_that_can_be_answered(language):
    found = questions(language)
    assert len(found) == len({sentence for sentence, _ in found}) == 50
    for right in (right for _, rights in found for right in rights):
        assert right.figure in DEFINITIONS
        assert right.period is None or days_of(right.period)
        assert right.comparison is None or compared_of(right.comparison)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_hundred_questions_95_are_understood_and_none_is_misunderstood(language):
    check(language, 1 / 20, None, TODAY)


@pytest.mark.parametrize("name", OF_ANY_SHOP)
def test_of_questions_typed_in_a_hurry_nine_of_ten_are_understood_and_none_is_misunderstood(name):
    check(name, 1 / 10, None, TODAY)


@pytest.mark.parametrize("name", OF_A_SHOP)
def test_of_questions_to_a_shop_95_of_100_are_understood_and_none_is_misunderstood(name, shop):
    check(name, 1 / 20, shop, TODAY)


@pytest.mark.parametrize("name", OF_OCTOBER)
def test_of_questions_on_another_day_95_of_100_are_understood_and_none_is_misunderstood(name, shop):
    check(name, 1 / 20, shop, dt.date(2026, 10, 31))


@pytest.mark.parametrize("name", OF_COFFEE)
def test_of_questions_to_another_shop_95_of_100_are_understood_and_none_is_misunderstood(name, coffee_shop):
    check(name, 1 / 20, coffee_shop, dt.date(2026, 10, 31))


@pytest.mark.parametrize("name", NEAR)
def test_what_sounds_like_a_question_but_asks_something_else_is_asked_back(name, shop):
    check(name, 0, shop, dt.date(2026, 10, 31))


@pytest.mark.parametrize("name", NEAR_OF_COFFEE)
def test_what_another_shop_does_not_know_is_asked_back(name, coffee_shop):
    check(name, 0, coffee_shop, dt.date(2026, 10, 31))


def test_what_is_nearly_a_question_is_asked_back():
    traps = [line for line in (ASKED / "traps.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
    assert [sentence for sentence in traps if understood(sentence, today=TODAY).questions] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "sales of shoes",
        "revenue per customer",
        "conversion rate of emails",
        "how many new customers last month",
        "orders on 31 February 2026",
        "clientes nuevos este mes",
        "sprzedaż bez VAT",
        "revenue from 1 January 2026",
        "orders to 31 March 2026",
        "orders from 2025",
        "ingresos hasta 2025",
        "zamówienia do 2025 roku",
        "total value of orders last month",
        "wartość zamówień w marcu",
        "sales in store last month",
        "customers who did not come back",
        "ordini non annullati",
        "pedidos no cancelados",
        "revenue of our best customers vs last month",
        "growth of revenue by country",
        "orders over 50 euros",
        "may we see",
        "ile zamówień mają klienci",
        "sprzedaż czerwonych w maju",
        "orders since last month",
        "orders last 12 months vs the 6 before",
        "orders last 4 weeks vs the same 2 weeks last year",
        "may orders be late",
        "pedidos desde la semana pasada",
        "sprzedaż do września",
        "revenue in 2024 vs last year",
        "last month vs last quarter revenue",
        "revenue since 2099",
        "how much did we refund last month",
        "orders this December",
        "followers a year ago and now",
        "customers with >2 orders",
        "quanto abbiamo guadagnato a marzo",
        "cuánto hemos ganado este mes",
        "",
    ],
)
def test_no_word_that_changes_a_question_is_passed_over(sentence):
    assert understood(sentence, today=TODAY).questions == ()


def test_a_sentence_is_answered_from_files_or_asked_back(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    lines = [f"{n},2026-03-{1 + n % 28:02},p{n}@example.com,10.00,IT,Etsy" for n in range(40)]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total,Country,Channel", *lines]), "utf-8")
    arguments = ["ask", "quanti ordini in Italia su Etsy a marzo 2026?", str(orders)]
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["understood"] == {
        "figure": "orders",
        "period": "2026-03-01..2026-03-31",
        "filters": {"country": ["IT"], "channel": ["Etsy"]},
    }
    assert (found["language"], found["answer"]["value"], found["answer"]["n"]) == ("it", 40, 40)
    assert main([*arguments[:1], "ordini a marzo 2026 rispetto all'anno prima per paese", str(orders)]) == 0
    output = capsys.readouterr().out.splitlines()
    assert output[:2] == [
        "Capito: Ordini · 1 mar 2026 – 31 mar 2026 · Per: Paese",
        "Ordini, 1 mar 2026 – 31 mar 2026: 40, n = 40",
    ]
    assert "  Italia: 40, n = 40" in output
    assert "None" not in "".join(output)
    assert main(["ask", "vendite di scarpe", str(orders), "--language", "it"]) == 2
    assert capsys.readouterr().err.startswith("Non capito: scarpe.")
    assert main(["ask", "sales of shoes", str(orders)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == "Not understood: shoes. Is it about one of these? Revenue\n"
    assert main(["ask", "orders by country in Spain", str(orders)]) == 2
    assert capsys.readouterr().err.startswith("No row has ES as country; there are: IT.")


def test_a_sentence_of_two_figures_has_two_answers(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-0{n % 6 + 1}-01,c{n % 20}@example.com,30,{'ES' if n % 2 else 'IT'}" for n in range(60)]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total,Country", *rows]) + "\n", "utf-8")
    assert main(["ask", "orders and revenue without Spain", str(orders), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["figure"], one["value"]) for one in found["answers"]] == [("orders", 30), ("revenue", 900)]
    assert found["answers"][0]["asked"]["without"] == {"country": ["ES"]}
    assert main(["ask", "orders by country and weekday", str(orders)]) == 0
    output = capsys.readouterr().out
    assert "By: Country · Weekday" in output
    assert "  Italy · Thursday: " in output


def test_an_answer_by_product_says_that_its_parts_overlap(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-0{n % 6 + 1}-01,c{n}@example.com,30,{p},1" for n in range(30) for p in ("Tea", "Mug")]
    head = "Order ID,Order Date,Email,Total,Lineitem name,Lineitem quantity"
    orders.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    assert main(["ask", "revenue by product", str(orders)]) == 0
    assert "they overlap and do not add up to the whole" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("sales on weekends", FigureQuestion("revenue", filters=(("weekday", ("6", "7")),))),
        ("ordini di sabato", FigureQuestion("orders", filters=(("weekday", ("6",)),))),
        ("pedidos sin Polonia", FigureQuestion("orders", without=(("country", ("PL",)),))),
        ("sprzedaż oprócz Włoch i Francji", FigureQuestion("revenue", without=(("country", ("IT", "FR")),))),
        ("orders without guests", FigureQuestion("orders", without=(("guest", ("guest",)),))),
        ("ordini solo in Italia", FigureQuestion("orders", filters=(("country", ("IT",)),))),
        ("ingresos por país y canal", FigureQuestion("revenue", split="country", and_split="channel")),
        (
            "revenue in Italy vs Spain",
            FigureQuestion("revenue", split="country", filters=(("country", ("IT", "ES")),)),
        ),
    ],
)
def test_values_are_left_out_set_side_by_side_and_split_by_two(sentence, right):
    assert understood(sentence, today=TODAY).questions == (right,)


@pytest.mark.parametrize(
    "sentence",
    [
        "revenue and orders in September",
        "fatturato e numero di ordini a settembre",
        "ingresos y pedidos en septiembre",
        "przychód i liczba zamówień we wrześniu",
    ],
)
def test_two_figures_are_two_questions(sentence):
    of = "2026-09-01..2026-09-30"
    found = understood(sentence, today=TODAY)
    assert found.questions == (FigureQuestion("revenue", of), FigureQuestion("orders", of))
    assert found.question is None


@pytest.mark.parametrize(
    "sentence",
    [
        "revenue in the last three months",
        "fatturato negli ultimi tre mesi",
        "ingresos en los últimos tres meses",
        "przychód w ostatnich trzech miesiącach",
    ],
)
def test_a_number_may_be_spelt_out(sentence):
    found = understood(sentence).question
    assert found is not None
    assert (found.figure, found.period) == ("revenue", "91")


@pytest.mark.parametrize(
    ("sentence", "rights"),
    [
        (
            "orders on weekdays vs weekends",
            [
                FigureQuestion("orders", filters=(("weekday", ("1", "2", "3", "4", "5")),)),
                FigureQuestion("orders", filters=(("weekday", ("6", "7")),)),
            ],
        ),
        (
            "scontrino medio con e senza coupon",
            [
                FigureQuestion("average_order_value", filters=(("discount_code", ("*",)),)),
                FigureQuestion("average_order_value", without=(("discount_code", ("*",)),)),
            ],
        ),
        (
            "aov of guests vs members",
            [
                FigureQuestion("average_order_value", filters=(("guest", ("guest",)),)),
                FigureQuestion("average_order_value", filters=(("membership", ("member",)),)),
            ],
        ),
        (
            "ventas de enero y de mayo",
            [
                FigureQuestion("revenue", "2026-01-01..2026-01-31"),
                FigureQuestion("revenue", "2026-05-01..2026-05-31"),
            ],
        ),
        ("sprzedaż w styczniu i lutym 2025", [FigureQuestion("revenue", "2025-01-01..2025-02-28")]),
    ],
)
def test_groups_and_periods_that_stand_side_by_side_are_answered_one_by_one(sentence, rights, shop):
    assert list(understood(sentence, None, shop, TODAY).questions) == rights


def test_an_average_of_a_day_is_told_beside_the_days(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-03-{1 + n % 30:02},c{n}@example.com,30" for n in range(60)]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total", *rows]) + "\n", "utf-8")
    assert main(["ask", "average orders per day in March 2026", str(orders)]) == 0
    assert "A day: 2.0 on average." in capsys.readouterr().out
    assert main(["ask", "revenue without a discount", str(orders)]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "country with the highest refund rate",
        "paese con tasso di rimborso più alto",
        "país con la tasa de devolución más alta",
        "kraj z najwyższym wskaźnikiem zwrotów",
    ],
)
def test_what_has_the_highest_of_a_figure_is_its_split(sentence):
    assert understood(sentence, today=TODAY).question == FigureQuestion("refund_rate", split="country")


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        (
            "italian vs spanish aov",
            FigureQuestion("average_order_value", split="country", filters=(("country", ("IT", "ES")),)),
        ),
        (
            "new customer revenue by month",
            FigureQuestion("revenue", filters=(("new_or_returning", ("new",)),), grain="month"),
        ),
        (
            "please send the sept aov",
            FigureQuestion("average_order_value", "2026-09-01..2026-09-30"),
        ),
    ],
)
def test_nouns_stand_in_a_row_as_english_has_them(sentence, right, shop):
    assert understood(sentence, None, shop, TODAY).question == right


def test_a_value_with_the_name_of_its_dimension_is_no_split(shop):
    found = understood("what percent unsubscribe in the Italy list", None, shop).question
    assert found == FigureQuestion("unsubscribe_rate", filters=(("list", ("Italy",)),))
