"""Shares of choices, and what those who chose an answer went on to do, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question, ReadScale
from engagement.metrics.views.owners import view_of
from engagement.metrics.voices.chosen_answers import choice_table
from engagement.metrics.voices.every_question import every_question
from engagement.metrics.voices.given_answers import answers_in_window, tallied
from engagement.metrics.voices.question_values import values
from engagement.statistics.proportions import wilson
from tests.metrics.invented import responses
from tests.metrics.orders import order, orders

HEARD = "How did you hear of us?"


def picked(number: int, answer: str, who: int | None = None, question: str = HEARD, **more) -> dict:
    row = {"response_id": f"r{number}", "on": "2026-03-01", "customer_key": who, "kind": "choice"}
    return (
        row
        | {"question": question, "answer": answer, "score": None, "scale_low": None, "scale_high": None}
        | more
    )


def view(tables, **question_of):
    return view_of(tables, Question(days=None, **question_of))


def question_of(seen, wording=HEARD):
    return next(q for q in every_question(seen.scope("responses")) if q.wording == wording)


def test_each_answer_has_its_share_of_those_who_answered_with_wilsons_interval():
    rows = [picked(i, "Instagram" if i < 30 else "A friend") for i in range(40)]
    result = view({"responses": responses(*rows)}).table("choices").set_index("answer")
    assert result.loc["Instagram", ["n", "chosen"]].tolist() == [40, 30]
    limits = wilson(30.0, 40.0)
    assert result.loc["Instagram", ["value", "low", "high"]].tolist() == pytest.approx([0.75, *limits[1:3]])
    assert result.loc["Instagram", "customers"] == 0


def test_several_answers_in_a_cell_are_counted_by_the_people_who_answered():
    cells = ["News, A friend"] * 6 + ["News"] * 6 + ["A friend, Shop"] * 4 + ["Shop"] * 4
    seen = view({"responses": responses(*(picked(i, cell) for i, cell in enumerate(cells)))})
    result = seen.table("choices").set_index("answer")
    assert set(result["form"]) == {"several"}
    assert result["chosen"].to_dict() == {"News": 12, "A friend": 10, "Shop": 8}
    assert set(result["n"]) == {20}


@pytest.mark.parametrize("kind", ["cells", "columns", "scores"])
def test_what_a_question_comes_to_is_counted_alike_in_the_scan_and_one_by_one(kind):
    rows = []
    for i in range(30):
        who = None if i % 5 == 0 else i % 7 + 1
        if kind == "columns":
            rows += [picked(i, "Yes" if i % n else "No", who, question=f"Why? [{n}]") for n in (2, 3)]
        elif kind == "cells":
            rows.append(picked(i, ("A, B", "B", "A")[i % 3], who))
        else:
            rows.append({"response_id": f"r{i}", "on": "2026-03-01", "customer_key": who, "score": i % 11.0})
    seen = view({"responses": responses(*rows)})
    scope = seen.scope("responses")
    (one,) = every_question(scope)
    counted, singly = tallied(scope, one), answers_in_window(scope, one)
    assert (counted.submissions, counted.people) == (singly.submissions, int(singly.person.max()) + 1)
    assert counted.score.tolist() == sorted(singly.score[~np.isnan(singly.score)])


def test_beside_a_score_stands_that_of_each_persons_last_answer():
    rows = [
        {
            "response_id": f"r{i}",
            "on": f"2026-03-{1 + i // 4:02}",
            "customer_key": i % 50 or None,
            "score": i % 11.0,
        }
        for i in range(100)
    ]
    seen = view({"responses": responses(*rows)})
    (told,) = seen.table("survey_questions").to_dict("records")
    (one,) = every_question(seen.scope("responses"))
    last = values(one, answers_in_window(seen.scope("responses"), one, one_per_person=True).score)
    assert (told["once_value"], told["once_low"], told["once_high"]) == pytest.approx(last)
    assert told["once_value"] != told["value"]


def test_several_answers_in_columns_are_one_question():
    rows = []
    for i in range(20):
        rows.append(picked(i, "Yes" if i < 8 else "No", question="Why? [Price]"))
        rows.append(picked(i, "Yes" if i < 15 else "No", question="Why? [Design]"))
    result = view({"responses": responses(*rows)}).table("choices").set_index("answer")
    assert set(result["question"]) == {"Why?"}
    assert result["chosen"].to_dict() == {"Design": 15, "Price": 8}
    assert set(result["n"]) == {20}


def test_a_ranking_gives_mean_places_and_who_was_put_first():
    rows = []
    for i in range(20):
        first, second = ("Price", "Design") if i < 12 else ("Design", "Price")
        for place, option in enumerate((first, second, "Speed"), start=1):
            row = {"response_id": f"r{i}", "on": "2026-03-01", "kind": "rating", "score": float(place)}
            rows.append(row | {"question": f"Put in order - {option}", "scale_low": 1.0, "scale_high": 5.0})
    result = view({"responses": responses(*rows)}).table("choices").set_index("answer")
    assert set(result["form"]) == {"ranking"}
    assert result["chosen"].to_dict() == {"Price": 12, "Design": 8, "Speed": 0}
    assert result["place"].to_dict() == pytest.approx({"Price": 1.4, "Design": 1.6, "Speed": 3.0})


def test_of_one_person_every_answer_counts_or_the_last_alone():
    rows = [picked(i, "Instagram", who=1, on=f"2026-03-{i + 1:02d}") for i in range(9)]
    rows += [picked(50, "A friend", who=1, on="2026-03-20")]
    rows += [picked(60 + i, "Instagram") for i in range(10)]
    seen = view({"responses": responses(*rows)})
    scope, question = seen.scope("responses"), question_of(seen)
    assert answers_in_window(scope, question).submissions == 20
    by_answer = choice_table(scope, question, one_per_person=True).set_index("answer")
    assert by_answer["chosen"].to_dict() == {"Instagram": 10, "A friend": 1}
    assert set(by_answer["n"]) == {11}
    # Ten answers of one person are not ten people.
    frame = seen.table("choices").set_index("answer")
    assert frame.loc["A friend", "high"] > wilson(1.0, 20.0).high


def shop(friends: int = 60, others: int = 60):
    """Return a shop whose customers all order on 1 January; friends order once more, for 30, in time."""
    rows, answers = [], []
    for who in range(1, friends + others + 1):
        is_friend = who <= friends
        rows.append(order("2026-01-01", who, 20))
        if is_friend:
            rows.append(order("2026-04-01", who, 30))
        elif who % 2:
            rows.append(order("2026-06-20", who, 500))  # more than 90 days after
        answers.append(picked(who, "A friend" if is_friend else "Instagram", who, on="2026-01-02"))
    rows.append(order("2026-12-01", 999, 10))
    return {"orders": orders(*rows), "responses": responses(*answers)}


def test_who_chose_an_answer_is_followed_for_ninety_days_against_the_rest():
    result = view(shop()).table("choices").set_index("answer")
    friend, instagram = result.loc["A friend"], result.loc["Instagram"]
    assert (friend.customers, friend.came_back, friend.spend, friend.others_spend) == (60, 60, 30, 0)
    assert (instagram.customers, instagram.came_back, instagram.repeat_within_90_days) == (60, 0, 0)
    assert friend.others_repeat == 0
    assert friend.repeat_differs
    assert instagram.repeat_differs


def test_who_had_not_ordered_by_then_or_whose_days_are_not_over_is_left_out():
    tables = shop()
    late = responses(
        picked(500, "A friend", 1, on="2025-12-31"), picked(501, "Instagram", 61, on="2026-11-30")
    )
    tables["responses"] = late
    result = view(tables).table("choices").set_index("answer")
    assert result["customers"].to_dict() == {"A friend": 0, "Instagram": 0}


def test_without_a_day_of_the_answer_the_days_run_from_the_first_order():
    tables = shop()
    rows = [
        picked(who, "A friend" if who <= 60 else "Instagram", who, on="2026-01-02") for who in range(1, 121)
    ]
    undated = responses(*({k: v for k, v in row.items() if k != "on"} for row in rows))
    tables["responses"] = undated
    result = view(tables).table("choices").set_index("answer")
    assert result.loc["A friend", "came_back"] == 60
    assert result.loc["Instagram", "came_back"] == 0


def test_too_few_followed_have_no_mean_and_are_not_compared():
    result = view(shop(friends=29, others=29)).table("choices")
    assert np.isnan(result["spend"]).all()
    assert not result["spend_differs"].any()
    assert not result["repeat_differs"].any()


def test_every_question_has_its_row_whatever_its_kind():
    rows = [picked(i, "Instagram" if i % 2 else "Search") for i in range(40)]
    rows += [{"response_id": f"r{i}", "on": "2026-03-01", "score": float(i % 11)} for i in range(40)]
    same = {"kind": "comment", "question": "What else?", "score": None, "on": "2026-03-01"}
    rows += [same | {"response_id": f"r{i}", "comment": f"words {i}"} for i in range(12)]
    result = view({"responses": responses(*rows)}).table("survey_questions").set_index("question")
    assert result["form"].to_dict() == {"How likely?": "scores", HEARD: "single", "What else?": "text"}
    assert result["n"].to_dict() == {"How likely?": 40, HEARD: 40, "What else?": 12}
    assert result.loc["How likely?", "scale_high"] == 10


def test_a_question_is_read_on_the_scale_that_somebody_says():
    unsaid = {"kind": "satisfaction", "scale_low": None, "scale_high": None, "on": "2026-03-01"}
    rows = [unsaid | {"score": float(1 + i % 5)} for i in range(40)]
    seen = view({"responses": responses(*rows)})
    (own,) = seen.table("survey_questions").to_dict("records")
    assert (own["scale_low"], own["scale_high"], own["low_is_good"], own["good"]) == (1, 5, False, 0.4)
    question = Question(days=None, scales=(ReadScale("satisfaction", 1, 7, low_is_good=True),))
    (row,) = seen.ask(question).table("survey_questions").to_dict("records")
    assert (row["scale_low"], row["scale_high"], row["low_is_good"], row["stated"]) == (1, 7, True, False)
    assert (row["value"], row["good"]) == (own["value"], 0.4)
    narrow = Question(days=None, scales=(ReadScale("satisfaction", 1, 4, low_is_good=False),))
    (row,) = seen.ask(narrow).table("survey_questions").to_dict("records")
    assert (row["n"], row["value"], row["good"]) == (32, 2.5, 0.5)


def test_without_choices_the_table_says_what_would_open_it():
    seen = view({"responses": responses({"score": 3, "on": "2026-03-01"})})
    assert {"choices", "scores_by_order", "after_answers", "answer_match"} <= set(seen.locked_tables())
