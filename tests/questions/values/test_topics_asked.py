"""What a survey asks about, named in another language than the survey's."""

from __future__ import annotations

from pathlib import Path

import pytest

import engagement
from engagement.questions.understanding import understood


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    """Return the view of the demo shop's survey of deliveries."""
    name = "surveymonkey_delivery.csv"
    file = tmp_path_factory.mktemp("survey") / name
    lines = (Path(engagement.__file__).parents[1] / "sample_data" / name).read_text("utf-8").splitlines(True)
    file.write_text("".join(lines[:200]), "utf-8")
    return engagement.measure(engagement.read(file))


@pytest.mark.parametrize(
    "sentence",
    [
        "satisfaction with the delivery",
        "soddisfazione per la consegna",
        "satisfacción con la entrega",
        "zadowolenie z dostawy",
    ],
)
def test_a_topic_is_that_of_the_question_that_asks_about_it(sentence, survey):
    found = understood(sentence, None, survey).question
    assert found is not None
    ((dimension, questions),) = found.filters
    assert (found.figure, dimension) == ("customer_satisfaction", "question")
    assert [question.partition("(")[0].strip() for question in questions] == [
        "How satisfied are you with the delivery of your order?"
    ]


@pytest.mark.parametrize("sentence", ["satisfaction with the packaging", "soddisfazione per il sito"])
def test_a_topic_that_no_question_asks_about_is_asked_back(sentence, survey):
    assert understood(sentence, None, survey).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "how satisfied are members with delivery",
        "soddisfazione per la consegna",
        "satisfacción con la entrega",
        "zadowolenie z dostawy",
    ],
)
def test_a_topic_of_no_survey_is_not_passed_over(sentence, shop):
    assert understood(sentence, None, shop).questions == ()
