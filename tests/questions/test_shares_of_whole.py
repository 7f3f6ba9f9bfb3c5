"""Questions for a part of a whole: what is answered, and what is a figure of its own or no part."""

from __future__ import annotations

import json

import pytest

from engagement.cli import main
from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood


@pytest.mark.parametrize(
    "sentence",
    [
        "what share of revenue comes from Italy",
        "% of sales in Italy",
        "che percentuale del fatturato viene dall'Italia",
        "qué parte de los ingresos es de Italia",
        "jaki procent przychodu pochodzi z Włoch",
    ],
)
def test_a_share_of_a_sum_is_its_part_with_the_filter(sentence):
    right = FigureQuestion("revenue", filters=(("country", ("IT",)),), as_share=True)
    assert understood(sentence).question == right


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("share of orders by guests", FigureQuestion("guest_checkout_rate")),
        (
            "share of orders by country in Italy",
            FigureQuestion("orders", filters=(("country", ("IT",)),), as_share=True),
        ),
        ("udział kanałów w sprzedaży", FigureQuestion("revenue", split="channel", as_share=True)),
    ],
)
def test_a_share_may_be_a_figure_of_its_own_or_that_of_each_segment(sentence, right):
    assert understood(sentence).question == right


@pytest.mark.parametrize(
    "sentence",
    [
        "share of revenue",
        "share of revenue by product",
        "share of revenue from Italy vs last year",
        "czesc, przychod z Wloch prosze o procent per kraj",
    ],
)
def test_what_is_no_certain_part_of_a_whole_is_asked_back(sentence):
    assert understood(sentence).questions == ()


def test_the_answer_has_the_part_the_whole_and_how_much_of_it_that_is(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-0{n % 6 + 1}-01,c{n}@example.com,30,{'ES' if n % 3 else 'IT'}" for n in range(60)]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total,Country", *rows]) + "\n", "utf-8")
    assert main(["ask", "what share of revenue comes from Italy", str(orders), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["share"] == {"part": 600, "whole": 1800, "share": pytest.approx(1 / 3)}
    assert found["understood"]["as_share"] is True
    assert main(["ask", "share of revenue by country", str(orders)]) == 0
    output = capsys.readouterr().out
    assert "as a share of the whole" in output
    assert "66.7%" in output


def test_the_whole_of_a_share_is_said_where_it_is_not_everything(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-0{n % 6 + 1}-01,c{n // 2}@example.com,30,IT,Etsy" for n in range(60)]
    rows += [f"{n},2026-0{n % 6 + 1}-01,d{n}@example.com,30,IT,Web" for n in range(60, 90)]
    rows += [f"{n},2026-0{n % 6 + 1}-01,e{n}@example.com,30,ES,Web" for n in range(90, 200)]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total,Country,Channel", *rows]) + "\n", "utf-8")
    assert main(["ask", "what share of Italian revenue comes from Etsy", str(orders)]) == 0
    output = capsys.readouterr().out
    assert "as a share of all with Country: Italy" in output
    assert "66.7%" in output


@pytest.mark.parametrize(
    "sentence",
    [
        "share of returning customers orders by month",
        "quota dei clienti abituali sugli ordini mese per mese",
        "porcentaje de pedidos de clientes recurrentes por mes",
        "udzial zamowien stalych klientow miesiac po miesiacu",
    ],
)
def test_a_share_may_be_told_month_by_month(sentence):
    right = FigureQuestion(
        "orders", filters=(("new_or_returning", ("returning",)),), grain="month", as_share=True
    )
    assert understood(sentence).question == right


def test_each_month_has_its_part_its_whole_and_its_share(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [
        f"{n},2026-0{n % 6 + 1}-01,c{n}@example.com,30,{'IT' if n % 3 == n % 6 else 'ES'}" for n in range(60)
    ]
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total,Country", *rows]) + "\n", "utf-8")
    assert main(["ask", "share of italy in orders by month", str(orders), "--json"]) == 0
    trend = json.loads(capsys.readouterr().out)["answer"]["trend"]
    assert [(row["value"], row["whole"], row["share"]) for row in trend] == [(10, 10, 1)] * 3 + [
        (0, 10, 0)
    ] * 3
    assert main(["ask", "share of italy in orders by month", str(orders)]) == 0
    output = capsys.readouterr().out
    assert "  January 2026: 10 · 100.0%, n = 10" in output
    assert "Highest: January 2026 (100.0%)" in output
