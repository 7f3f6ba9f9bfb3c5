from __future__ import annotations

import pytest

from engagement.engine import Engine
from engagement.metrics.surveys.questions import any_of, leading, questions_of_kind
from tests.metrics.invented import responses


@pytest.fixture(params=["duckdb", "pandas"])
def scan(request):
    engine = Engine()
    yield lambda table: engine.scan("responses", table if request.param == "duckdb" else table.to_pandas())
    engine.close()


def count(frame, condition):
    return len(frame.filter(condition).collect("pyarrow").to_native())


def test_the_question_with_most_answers_leads(scan):
    frame = scan(
        responses(
            {"question": "To a friend?", "score": 9.0},
            {"question": "To a colleague?", "score": 3.0},
            {"question": "To a colleague?", "score": 4.0},
            {"question": "To a friend?", "kind": "rating", "score": 4.0},
            {"question": "To a friend?", "score": None},
        )
    )
    questions = questions_of_kind(frame, "nps")
    assert [(q.question, q.answers) for q in questions] == [("To a colleague?", 2), ("To a friend?", 1)]
    assert [q.question for q in leading(questions, None)] == ["To a colleague?"]
    assert leading(questions, "question") == questions


def test_the_same_words_on_another_scale_are_another_question(scan):
    effort = {"kind": "effort", "question": "Easy?"}
    frame = scan(
        responses(
            effort | {"score": 5.0, "scale_low": 1.0, "scale_high": 5.0},
            effort | {"score": 5.0, "scale_low": 1.0, "scale_high": 7.0},
            effort | {"score": 7.0, "scale_low": 1.0, "scale_high": 7.0},
        )
    )
    (lead,) = leading(questions_of_kind(frame, "effort"), None)
    assert (lead.high, lead.points, lead.answers) == (7, 7, 2)
    assert count(frame, lead.rows()) == 2


def test_one_question_asked_in_two_surveys_is_one_question(scan):
    wave = {"question": "How likely?", "score": 9.0}
    frame = scan(
        responses(
            wave | {"survey": "Spring"},
            wave | {"survey": "Autumn"},
            {"survey": "Autumn", "question": "Other?", "score": 1.0},
        )
    )
    questions = questions_of_kind(frame, "nps")
    lead = leading(questions, None)
    assert {q.survey for q in lead} == {"Spring", "Autumn"}
    assert count(frame, any_of(q.rows() for q in lead)) == 2


def test_split_by_survey_each_has_its_own_leading_question(scan):
    frame = scan(
        responses(
            {"survey": "A", "question": "One", "score": 1.0},
            {"survey": "A", "question": "One", "score": 2.0},
            {"survey": "A", "question": "Two", "score": 3.0},
            {"survey": "B", "question": "Two", "score": 4.0},
        )
    )
    lead = leading(questions_of_kind(frame, "nps"), "survey")
    assert {(q.survey, q.question) for q in lead} == {("A", "One"), ("B", "Two")}


def test_the_best_answers_follow_the_direction_of_the_scale(scan):
    rows = [{"kind": "effort", "score": float(s), "scale_low": 1.0, "scale_high": 7.0} for s in range(1, 8)]
    easy = scan(responses(*rows))
    (lead,) = leading(questions_of_kind(easy, "effort"), None)
    assert (count(easy, lead.good("effort")), lead.best_scores("effort")) == (3, (5, 7))
    assert (count(easy, lead.good("rating")), lead.best_scores("rating")) == (2, (6, 7))
    hard = scan(responses(*(row | {"reversed": True} for row in rows[:4])))
    (lead,) = leading(questions_of_kind(hard, "effort"), None)
    assert (count(hard, lead.good("effort")), lead.best_scores("effort")) == (3, (1, 3))


@pytest.mark.parametrize(("largest", "scale"), [(5.0, (1, 5)), (6.0, (1, 7)), (0.0, (0, 10))])
def test_a_scale_that_is_not_stated_is_the_smallest_usual_one_that_holds_all(scan, largest, scale):
    unstated = {"kind": "effort", "scale_low": None, "scale_high": None, "reversed": None}
    frame = scan(responses(unstated | {"score": largest}, unstated | {"score": max(largest - 1, 0)}))
    (lead,) = leading(questions_of_kind(frame, "effort"), None)
    assert (lead.low, lead.high, lead.reversed) == (*scale, False)
    assert count(frame, lead.on_scale()) == 2


def test_answers_off_the_scale_are_not_on_it(scan):
    frame = scan(responses({"score": 11.0}, {"score": 10.0}))
    (lead,) = leading(questions_of_kind(frame, "nps"), None)
    assert (count(frame, lead.rows()), count(frame, lead.on_scale())) == (2, 1)


def test_no_answers_no_question(scan):
    frame = scan(responses({"kind": "comment", "comment": "Fine", "score": None}))
    assert questions_of_kind(frame, "nps") == ()
    assert leading((), None) == ()
    assert count(frame, any_of([])) == 0
