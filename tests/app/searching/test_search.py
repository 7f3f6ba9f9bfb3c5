"""The search line understands sentences: what it answers, asks back, and whom it is for."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from engagement.app.navigation import router
from engagement.app.navigation.find_figures import FoundPlace, exact_match, names
from engagement.app.searching.example_questions import examples
from engagement.app.searching.search_places import led_to, spoken_of
from engagement.locale import LANGUAGES
from engagement.metrics.views.overview import KEY_FIGURES, TOTALS
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.language.expressions import spoken
from engagement.questions.understanding import about, understood, understood_by
from tests.app import own_shop

_PAGE = """
from engagement.app.searching import answer_dialog, search_line
from engagement.app.who.visitor import Visitor, look_as

look_as(Visitor("guest", link_id="a-link"))
search_line.show(knows_shop=True)
answer_dialog.show()
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_that_is_suggested_is_understood_as_its_figure_days_and_split(language):
    keys = [key for key in (*TOTALS, *KEY_FIGURES) if key != "abandonment_rate"]
    questions = iter(examples(language, tuple((key, True) for key in keys[:12])))
    for key in keys[:12]:
        for split in (None, "country"):
            question = understood(next(questions), language).question
            assert question is not None
            assert (question.figure, question.period, question.split) == (key, "last_quarter", split)


def test_a_question_in_another_language_than_the_readers_is_understood_too():
    result = understood_by("fatturato per paese", "pl")
    assert result.language == "it"
    assert result.question is not None
    assert (result.question.figure, result.question.split) == ("revenue", "country")


def test_what_may_be_meant_keeps_the_days_and_the_split_in_the_words_of_the_question():
    assert about("revenue", "Ventas de zapatos el trimestre pasado, por país", "es") == (
        "Ingresos trimestre pasado por país"
    )
    assert about("orders", "sales from 2026-01-01 to 2026-03-31 of shoes", "en").startswith("Orders")


@pytest.fixture
def _shop(data):
    days = [dt.date(2026, 1, 1) + dt.timedelta(n % 120) for n in range(240)]
    rows = [f"{n},{day},c{n % 90}@example.com,10.00,{'IT' if n % 3 else 'ES'}" for n, day in enumerate(days)]
    own_shop.dropped(data, ["Order ID,Order Date,Email,Total,Country", *rows])


def plain_text(at: AppTest) -> str:
    return own_shop.plain(own_shop.text_of(at))


@pytest.mark.usefixtures("_shop")
def test_the_answer_to_the_sentence_in_the_address_stands_over_the_page():
    for language, sentence, chips in (
        ("en", "orders in March 2026 by country", ("1 Mar 2026 to 31 Mar 2026", "By: Country")),
        ("it", "quanti ordini a marzo 2026 per paese?", ("1 mar 2026 – 31 mar 2026", "Per: Paese")),
    ):
        at = own_shop.visit("purchases", lang=language, ask=sentence)
        text = plain_text(at)
        assert all(f":blue-badge[{chip}]" in text for chip in chips), text
        assert "62" in [metric.value for metric in at.metric]
        assert {"Revenue last quarter", "Orders last quarter by country"} <= set(
            at.selectbox(key="find_0").options
        ) or language == "it"
        countries = at.dataframe[-1].value
        assert dict(zip(countries.iloc[:, 0], countries.iloc[:, 1], strict=True)) == (
            {"Italy": "42", "Spain": "20"} if language == "en" else {"Italia": "42", "Spagna": "20"}
        )


@pytest.mark.usefixtures("_shop")
def test_an_unclear_question_asks_back_and_a_press_asks_what_is_meant():
    at = own_shop.visit("purchases", lang="en", ask="sales of shoes in March 2026")
    assert "Not understood: shoes." in plain_text(at)
    meant = next(button for button in at.button if button.label == "Revenue March 2026")
    meant.click().run()
    assert at.query_params["ask"] == "Revenue March 2026"
    at = own_shop.visit("data", lang="pl", ask="zzz qqq")
    assert "Pytanie nie zostało zrozumiane" in plain_text(at)
    assert [b.label for b in at.button if b.key and b.key.startswith("ask_back")] == [
        "Przychód w zeszłym kwartale",
        "Przychód w zeszłym kwartale według kraju",
    ]


@pytest.mark.parametrize(
    ("sentence", "unknown", "keys"),
    [
        ("churn this quarter", ["churn"], {"retention", "customers", "late_customers"}),
        ("the best post this month", ["best", "post"], {"social"}),
        ("days to second order, median", ["median"], {"days_to_second_order"}),
        ("sales of shoes", ["shoes"], set()),
    ],
)
def test_a_question_that_a_page_answers_leads_there(sentence, unknown, keys):
    places = names("en", ("retention", "customers", "social", "data"))
    assert {place.key for place in spoken_of(sentence, unknown, places)} == keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_that_words_lead_to_is_one_of_the_search(language):
    places = names(language, tuple(entry.stem for entry in router.ENTRIES))
    named = {place for place in spoken(language).elsewhere if not place.startswith("figure ")}
    assert {f"{place.kind} {place.key}" for place in led_to([*named], places)} == named
    figures = {place.split()[1] for place in spoken(language).elsewhere if place.startswith("figure ")}
    assert figures <= DEFINITIONS.keys()


@pytest.mark.usefixtures("_shop")
def test_a_question_that_a_table_answers_has_a_link_to_it():
    at = own_shop.visit("purchases", lang="en", ask="how many days until the second order")
    assert "This may show it:" in plain_text(at)


def test_a_name_leads_to_its_place_and_a_sentence_to_none():
    called = names("en", ("purchases", "surveys"))
    assert exact_match("aov", called) == FoundPlace("figure", "average_order_value")
    assert exact_match("orders by country", called) is None


@pytest.mark.usefixtures("data")
def test_a_guest_has_no_such_line_and_no_answer():
    at = AppTest.from_string(_PAGE)
    at.query_params["ask"] = "orders by country"
    at.run()
    assert not at.exception
    assert not at.selectbox
    assert not at.markdown
