from __future__ import annotations

import math

import pytest

from engagement.engine import Engine
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import responses


def view(table, engine, **fields):
    return view_of({"responses": table}, Question(**fields), engine=engine)


@pytest.fixture
def engine():
    created = Engine()
    yield created
    created.close()


def answers(scores, **more):
    base = {"on": "2026-09-01"} | more
    return [base | {"response_id": f"r{i}", "score": float(s)} for i, s in enumerate(scores)]


def effort(scores, high=7.0, **more):
    kind = {"kind": "effort", "question": "Easy?", "scale_low": 1.0, "scale_high": high}
    return answers(scores, **(kind | more))


def note_texts(reading):
    return [str(note) for note in reading.notes]


def left_out(reading):
    return {str(reason): rows for reason, rows in reading.left_out}


def test_the_published_score_comes_out_of_the_answers(engine):
    table = responses(*answers([10] * 231 + [9] * 231 + [8] * 100 + [7] * 76 + [6] * 181 + [0] * 181))
    reading = view(table, engine).reading("net_promoter_score")
    assert reading.value == pytest.approx(10.0)
    assert (round(reading.low, 3), round(reading.high, 3)) == (4.390, 15.551)
    assert (reading.numerator, reading.denominator, reading.n, reading.unit) == (100, 1000, 1000, "points")
    assert reading.method == "adjusted_wald"


def test_under_thirty_answers_there_is_no_score_but_its_counts(engine):
    reading = view(responses(*answers([10] * 20 + [3] * 9)), engine).reading("net_promoter_score")
    assert (reading.value, reading.low, reading.status) == (None, None, "hidden")
    assert (reading.numerator, reading.denominator) == (11, 29)
    assert note_texts(reading) == ["29 answers are too few for a score, which needs 30"]


def test_segments_are_compared_only_from_a_hundred_answers_a_side(engine):
    def seen(size):
        young = answers([10] * size, **{"segment.age": "young"})
        old = answers([0] * size, survey="B", **{"segment.age": "old"})
        return view(responses(*young, *old), engine).breakdown("net_promoter_score", "age")

    assert not seen(99)["differs"].any()
    assert seen(99)["difference"].isna().all()
    assert seen(100)["differs"].all()
    assert list(seen(100)["segment"]) == ["old", "young"]


def test_months_with_few_answers_have_no_score(engine):
    rows = answers([9] * 40) + answers([9] * 12, on="2026-08-10", survey="B")
    trend = view(responses(*rows), engine).trend("net_promoter_score", trailing=False)
    assert list(trend["status"]) == ["hidden", "ok"]
    assert math.isnan(trend["value"][0])
    assert list(trend["n"]) == [12, 40]


def test_another_question_of_the_kind_is_told_and_not_mixed_in(engine):
    rows = answers([10] * 40, question="To a friend?") + answers([0] * 35, question="As a job?", survey="B")
    seen = view(responses(*rows), engine)
    reading = seen.reading("net_promoter_score")
    assert (reading.value, reading.n) == (100, 40)
    assert left_out(reading) == {"Answers to another question of this kind": 35}
    assert "As a job?" in note_texts(reading)[-1]
    split = seen.breakdown("net_promoter_score", "question").set_index("segment")
    assert dict(split["value"]) == {"To a friend?": 100, "As a job?": -100}


def test_a_filter_can_choose_the_other_question(engine):
    rows = answers([10] * 40, question="To a friend?") + answers([0] * 35, question="As a job?", survey="B")
    seen = view(responses(*rows), engine, filters=(("question", ("As a job?",)),))
    assert (seen.reading("net_promoter_score").value, note_texts(seen.reading("net_promoter_score"))) == (
        -100,
        ["Under 100 answers the score is not compared with another"],
    )


def test_effort_is_the_sum_of_answers_over_people_beside_the_share_that_found_it_easy(engine):
    seen = view(responses(*effort([1] * 5 + [4] * 10 + [5] * 10 + [7] * 15)), engine)
    score, easy = seen.reading("customer_effort_score"), seen.reading("effort_easy_share")
    assert (score.numerator, score.denominator, score.value) == (200, 40, 5.0)
    assert (easy.numerator, easy.denominator, easy.value) == (25, 40, 0.625)
    assert note_texts(score) == ["From 1 to 7, high is good; 5 to 7 count as good"]
    table = seen.table("effort_distribution")
    assert list(table["score"]) == [1, 2, 3, 4, 5, 6, 7]
    assert list(table["count"]) == [5, 0, 0, 10, 10, 0, 15]
    assert list(table["good"]) == [False] * 4 + [True] * 3


def test_where_low_is_good_the_low_answers_are_the_easy_ones_and_it_is_said(engine):
    seen = view(responses(*effort([1] * 20 + [2] * 10 + [5] * 10, high=5.0, reversed=True)), engine)
    assert seen.reading("effort_easy_share").value == 0.75
    assert seen.reading("customer_effort_score").value == 2.25
    assert note_texts(seen.reading("customer_effort_score")) == [
        "From 1 to 5, low is good; 1 to 2 count as good"
    ]
    assert list(seen.table("effort_distribution")["good"]) == [True, True, False, False, False]


def test_the_interval_of_a_mean_stays_on_the_scale(engine):
    reading = view(responses(*effort([2, 7])), engine).reading("customer_effort_score")
    assert (reading.low, reading.high, reading.status) == (1, 7, "small")


def test_satisfaction_is_the_share_of_four_and_five_of_five(engine):
    kind = {"kind": "satisfaction", "scale_low": 1.0, "scale_high": 5.0}
    reading = view(responses(*answers([5] * 10 + [4] * 5 + [3] * 5 + [1] * 10, **kind)), engine).reading(
        "customer_satisfaction"
    )
    assert (reading.numerator, reading.denominator, reading.value) == (15, 30, 0.5)


def test_under_ten_answers_a_share_is_hidden(engine):
    reading = view(responses(*effort([7] * 9)), engine).reading("effort_easy_share")
    assert (reading.value, reading.status, reading.numerator, reading.denominator) == (None, "hidden", 9, 9)


def test_a_survey_counts_once_however_many_questions_it_has(engine):
    seen = view(responses(*answers([9] * 12), *effort([5] * 10)), engine)
    assert seen.reading("answers").value == 12
    # The two that answered the first question alone do not make the main question unanswered.
    assert "response_share" in seen.locked()


def test_who_skipped_the_main_question_lowers_the_response_share(engine):
    seen = view(responses(*answers([9] * 12), *effort([5] * 11, survey="Autumn")[:0], *_comments(20)), engine)
    reading = seen.reading("response_share")
    assert (reading.numerator, reading.denominator) == (12, 20)


def _comments(count):
    comment = {"kind": "comment", "question": "Why?", "score": None, "on": "2026-09-01"}
    return [comment | {"response_id": f"r{i}", "comment": f"Because {i}"} for i in range(count)]


def test_comments_stand_beside_the_score_of_the_same_submission(engine):
    rows = [row | {"segment.age": "old"} for row in _comments(2)]
    table = view(responses(*answers([9, 3]), *rows), engine).table("comments")
    assert list(table.columns) == ["day", "kind", "score", "age", "question", "comment"]
    assert list(zip(table["comment"], table["score"], table["age"], strict=True)) == [
        ("Because 0", 9, "old"),
        ("Because 1", 3, "old"),
    ]


def test_shares_of_promoters_stand_in_a_table_by_segment(engine):
    young = answers([10] * 20 + [8] * 10 + [2] * 10, **{"segment.age": "young"})
    old = answers([1] * 5, survey="B", **{"segment.age": "old"})
    table = view(responses(*young, *old), engine, by="age").table("nps_shares")
    assert list(table["segment"]) == ["young", "old"]
    assert list(table["status"]) == ["ok", "hidden"]
    assert list(table.loc[0, ["promoters", "passives", "detractors"]]) == [20, 10, 10]
    assert table.loc[0, "promoters_share"] == 0.5
    assert math.isnan(table.loc[1, "value"])


def test_answers_off_the_scale_or_without_a_day_are_left_out_and_told(engine):
    rows = [*answers([9] * 30 + [11]), {"score": 9.0, "survey": "B"}]
    reading = view(responses(*rows), engine).reading("net_promoter_score")
    assert reading.n == 30
    assert left_out(reading) == {"Answers outside the question's scale": 1, "Answers without a day": 1}


def test_where_no_answer_says_its_day_all_are_read(engine):
    table = responses(*({"score": 9.0, "response_id": str(i)} for i in range(30)))
    seen = view(table, engine)
    assert seen.reading("net_promoter_score").value == 100
    assert seen.trend("net_promoter_score")["n"].sum() == 0


def test_a_survey_without_scores_locks_what_it_cannot_answer(engine):
    seen = view(responses(*_comments(3)), engine)
    assert {"net_promoter_score", "customer_effort_score", "customer_satisfaction"} <= set(seen.locked())
    assert seen.reading("answers").value == 3
