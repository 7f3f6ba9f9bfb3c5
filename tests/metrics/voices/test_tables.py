"""What comments are about and which unhappy customers may be lost, worked out by hand."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.voices.topics import LANGUAGES, TOPICS, topics_of
from tests.metrics.invented import responses
from tests.metrics.orders import order, orders


def table(name, tables, **fields):
    return view_of(tables, Question(days=None, **fields)).table(name)


def comment_rows(number: int, text: str, score: float | None = None, who: int | None = None) -> list[dict]:
    """Return the rows of one submission: a comment, and a score if one is given."""
    same = {"response_id": f"r{number}", "on": "2026-03-01", "customer_key": who}
    comment = same | {"kind": "comment", "question": "What else?", "comment": text, "score": None}
    return [comment] + ([] if score is None else [same | {"score": score}])


def test_a_topic_is_counted_once_a_comment_whatever_its_language_case_and_accents():
    texts = (
        "The COURIER was late, late!",
        "Consegna in ritardo",
        "El envío tardó",
        "Dostawa po terminie",
        "Nice.",
    )
    assert topics_of(texts)["delivery"].tolist() == [True, True, True, True, False]


def test_a_word_is_a_whole_word_unless_the_list_says_how_it_begins():
    result = topics_of(("I like the latest model", "a sitting room", "expensively delivered"))
    assert result["delivery"].tolist() == [False, False, True]
    assert not result["website"].any()


def test_a_word_that_means_something_else_in_another_language_counts_only_where_it_stands_alone():
    result = topics_of(("Cena!", "Perfetto per la cena", "Buena cena", "late", "my late father"))
    assert result["price"].tolist() == [True, False, False, False, False]
    assert result["delivery"].tolist() == [False, False, False, True, False]


def test_a_comment_may_speak_of_two_topics_and_of_none():
    rows = [
        *comment_rows(1, "Late parcel and a broken lamp", 2),
        *comment_rows(2, "broken", 4),
        *(row for number in range(3, 11) for row in comment_rows(number, "thanks", 9)),
    ]
    result = table("topics", {"responses": responses(*rows)}).set_index("key")
    assert (result.loc["quality", "comments"], result.loc["delivery", "comments"]) == (2, 1)
    assert result.loc["quality", "value"] == pytest.approx(0.2)
    assert result.loc["something_else", "comments"] == 8
    assert set(result["n"]) == {10}


def test_the_pull_is_the_mean_score_with_a_topic_less_that_without_it():
    rows = [row for i in range(12) for row in comment_rows(i, "too late", 3 + i % 3 - 1)]
    rows += [row for i in range(12, 40) for row in comment_rows(i, "all fine", 9 - i % 2)]
    result = table("topics", {"responses": responses(*rows)}).set_index("key").loc["delivery"]
    assert (result.score, result.others, result.pull) == pytest.approx((3, 8.5, -5.5))
    assert result.pull_low < -5.5 < result.pull_high < 0
    assert result.pull_p < 0.001


def test_the_pull_of_scores_that_are_all_the_same_has_no_interval():
    rows = [row for i in range(12) for row in comment_rows(i, "too late", 3)]
    rows += [row for i in range(12, 40) for row in comment_rows(i, "all fine", 9)]
    result = table("topics", {"responses": responses(*rows)}).set_index("key").loc["delivery"]
    assert result.pull == pytest.approx(-6)
    assert np.isnan([result.pull_low, result.pull_high, result.pull_p]).all()


def test_whoever_writes_often_does_not_make_the_pull_surer():
    def pull(people):
        texts = [("late", 3 + i % 4) if i % 2 else ("fine", 6 + i % 3) for i in range(60)]
        rows = [
            row
            for i, (text, score) in enumerate(texts)
            for row in comment_rows(i, text, score, who=i % people)
        ]
        result = table("topics", {"responses": responses(*rows)}).set_index("key").loc["delivery"]
        return result.pull, result.pull_high - result.pull_low

    (few, wide), (many, narrow) = pull(12), pull(60)
    assert few == pytest.approx(many)
    assert wide > 1.2 * narrow


def test_a_mean_of_fewer_than_ten_scores_is_not_shown():
    rows = [row for i in range(9) for row in comment_rows(i, "too late", 3)] + [
        row for i in range(9, 40) for row in comment_rows(i, "all fine", 9)
    ]
    assert np.isnan(table("topics", {"responses": responses(*rows)}).set_index("key").loc["delivery", "pull"])


def test_whoever_writes_often_does_not_make_the_share_surer():
    by_one = [row for i in range(40) for row in comment_rows(i, "late" if i < 20 else "fine", who=i % 4)]
    by_many = [row for i in range(40) for row in comment_rows(i, "late" if i < 20 else "fine", who=i)]
    wide, narrow = (
        table("topics", {"responses": responses(*rows)}).set_index("key").loc["delivery"]
        for rows in (by_one, by_many)
    )
    assert wide.value == narrow.value == 0.5
    assert wide.high - wide.low > narrow.high - narrow.low


def test_every_language_has_words_for_every_topic_and_none_stands_under_two():
    for code in LANGUAGES:
        lists = tomllib.loads(
            (files("engagement.metrics.voices") / "words" / f"{code}.toml").read_text("utf-8")
        )
        assert set(lists) == set(TOPICS)
        words = [word for of in lists.values() for word in of]
        assert len(words) == len(set(words)), code
        assert all(word == word.strip() and word for word in words)


def shop_with_scores():
    """Return orders of twelve customers, and their answers: 1 to 4 are unhappy, 1 and 2 spent much."""
    rows = []
    for who in range(1, 13):
        gross = 500 if who in {1, 2, 5} else 10
        # Weekly until the end of January; customer 1 stops then, all others go on until June.
        days = [f"2026-01-{d:02d}" for d in (1, 8, 15, 22, 29)]
        rows += [order(d, who, gross) for d in days]
        if who != 1:
            rows += [order(f"2026-0{m}-{d:02d}", who, gross) for m in (2, 3, 4, 5) for d in (5, 12, 19, 26)]
            rows.append(order("2026-06-02", who, gross))
    answers = responses(
        *(
            {"customer_key": who, "on": "2026-02-01", "score": 3 if who <= 4 else 9, "response_id": f"r{who}"}
            for who in range(1, 11)
        )
    )
    return {"orders": orders(*rows), "responses": answers}


def test_at_risk_is_who_was_unhappy_spent_much_and_is_late():
    result = table("detractors_at_risk", shop_with_scores()).set_index("key")
    assert result.customers.to_dict() == {"unhappy": 4, "unhappy_top_spend": 2, "at_risk": 1}
    assert set(result.n) == {10}
    assert result.value.tolist() == pytest.approx([0.4, 0.2, 0.1])


def test_the_last_answer_of_a_customer_counts():
    tables = shop_with_scores()
    later = responses({"customer_key": 1, "on": "2026-03-01", "score": 10, "response_id": "later"})
    tables["responses"] = pa.concat_tables([tables["responses"], later], promote_options="default")
    assert table("detractors_at_risk", tables).set_index("key").customers["unhappy"] == 3


def test_without_comments_and_names_the_tables_say_what_would_open_them():
    view = view_of({"responses": responses({"score": 3, "on": "2026-03-01"})}, Question(days=None))
    assert {"topics", "detractors_at_risk", "engagement_levels", "claims"} <= set(view.locked_tables())
