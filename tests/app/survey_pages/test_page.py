"""The page of surveys: every question has its place, comments are found, answers stand beside orders."""

from __future__ import annotations

import csv
import io

import pytest

from engagement.app.survey_pages.comment_search import scored, searched, sheet_of
from engagement.app.survey_pages.topic_bars import AGREEMENT, of_comments
from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.locale.translator import translator
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.voices.written import written
from engagement.readable.files import to_csv
from engagement.store import open_workspace
from tests.app.own_shop import plain, text_of, visit
from tests.metrics.invented import responses

HEARD = "How did you hear of us?"
ORDERS = "Order ID,Order Date,Email,Total"
ANSWERS = f'Submitted at,Email,"How likely are you to recommend us? (0-10)",{HEARD},What else?'


@pytest.fixture
def shop(data):
    """Eighty customers who answer; those who heard from a friend order once more."""
    orders, answers = [ORDERS], [ANSWERS]
    for n in range(120):
        is_friend = n % 2 == 0
        orders.append(f"A{n},2026-01-{1 + n % 28:02},p{n}@example.com,20.00")
        if is_friend:
            orders.append(f"B{n},2026-03-{1 + n % 28:02},p{n}@example.com,30.00")
        words = "the parcel came late" if n % 3 else "=lovely lamp"
        heard = "A friend" if is_friend else "Instagram"
        answers.append(
            f"2026-02-0{1 + n % 9} 10:00,p{n}@example.com,{9 if is_friend else 4},{heard},{words} {n}"
        )
    orders.append("Z1,2026-10-01,z@example.com,5.00")
    files = []
    for name, lines in (("orders.csv", orders), ("answers.csv", answers)):
        path = data / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        files.append((path, name))
    take(open_workspace(data / "data", OWN), files)
    return data


@pytest.mark.usefixtures("shop")
def test_a_choice_question_says_who_comes_back_and_the_comments_stand_below():
    at = visit("surveys", period="all")
    text = plain(text_of(at))
    assert "120 people answered." in text
    assert "A friend: 100% ordered again, 0% of the others." in text
    rows = at.radio(key="asked")
    assert [len(rows.options), len(rows.proto.captions)] == [3, 3]
    assert any(caption.startswith("120 answers · 0 (") for caption in rows.proto.captions)
    at.segmented_control(key="show").set_value("orders").run()
    text = plain(text_of(at))
    assert "Of 120 surveys sent in." in text
    assert "By the order that they follow" in text
    assert at.query_params["show"] == "orders"
    at.segmented_control(key="show").set_value("comments").run()
    assert "Comments, 120" in plain(text_of(at))
    at.text_input(key="comments_find").set_value("LOVELY").run()
    assert "Comments, 40" in plain(text_of(at))
    at.selectbox(key="comment_scores").set_value("detractors").run()
    assert "Comments, 20" in plain(text_of(at))
    at.segmented_control(key="show").set_value("questions").run()
    at.radio(key="asked").set_value(_nps(at)).run()
    at.segmented_control(key="counted").set_value("last").run()
    assert not at.exception
    assert "From 0 to 10, high is good." in plain(text_of(at))
    parameters = dict(at.query_params.items())
    assert (parameters["counted"], "asked" in parameters, "show" in parameters) == ("last", True, False)
    second_result = visit("surveys", **parameters)
    assert plain(text_of(second_result)) == plain(text_of(at))


def test_reviews_are_answers_with_a_rating_and_a_text_and_never_orders(data):
    head = (
        "Review Id,Review Created (UTC),Review Stars,Review Title,Review Content,Consumer Name,Review Source"
    )
    rows = [
        f"r{n},2026-03-{1 + n % 28:02} 10:00:00,{1 + n % 5},Title,the parcel came late {n},Buyer {n},Organic"
        for n in range(40)
    ]
    path = data / "reviews.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    take(open_workspace(data / "data", OWN), [(path, path.name)])
    at = visit("surveys", period="all")
    text = plain(text_of(at))
    assert "40 answers. Mean: 3.00" in text
    assert "From 1 to 5, high is good." in text
    assert [option.content for option in at.segmented_control(key="show").proto.options] == [
        "Question by question",
        "Comments",
    ]
    at.selectbox(key=next(box.key for box in at.selectbox if str(box.key).startswith("good."))).set_value(
        "low"
    ).run()
    assert "From 1 to 5, low is good." in plain(text_of(at))
    at.selectbox(key=next(box.key for box in at.selectbox if str(box.key).startswith("scale."))).set_value(
        (1, 7)
    ).run()
    assert "From 1 to 7, low is good." in plain(text_of(at))
    at.segmented_control(key="show").set_value("comments").run()
    assert "Comments, 40" in plain(text_of(at))


def test_a_question_that_was_answered_in_the_period_is_shown_first_and_few_scores_have_no_empty_chart(data):
    old = [f"2023-02-{1 + n:02} 10:00,p{n}@example.com,{('A friend', 'Instagram')[n % 2]}" for n in range(20)]
    new = [f"2026-02-{1 + n:02} 10:00,p{n}@example.com,9,{('Red', 'Blue')[n % 2]}" for n in range(12)]
    files = []
    for name, head, lines in (
        ("old.csv", f"Submitted at,Email,{HEARD}", old),
        (
            "new.csv",
            "Submitted at,Email,How likely are you to recommend us? (0-10),Which colour suits you?",
            new,
        ),
    ):
        path = data / name
        path.write_text("\n".join([head, *lines]) + "\n", "utf-8")
        files.append((path, name))
    take(open_workspace(data / "data", OWN), files)
    text = plain(text_of(visit("surveys", period="91")))
    assert "12 people answered." in text
    assert "Nobody answered this question" not in text
    assert "12 answers are too few for a score" in text
    assert "Who would recommend the shop?" not in text


def _nps(at):
    return next(key for key in at.radio(key="asked").proto.options if "recommend" in key)


def frame(*texts: str, kind: str = "nps"):
    rows = []
    for number, text in enumerate(texts):
        same = {"response_id": f"r{number}", "on": "2026-03-01"}
        rows.append(same | {"kind": "comment", "question": "Why?", "comment": text, "score": None})
        rows.append(same | {"kind": kind, "score": float(number % 11)})
    return written(view_of({"responses": responses(*rows)}, Question(days=None)).scope("responses"))


def test_words_are_found_in_any_order_case_and_accent():
    result = frame("Così bella, la LAMPADA", "niente")
    assert searched(result, "lampada cosi").tolist() == [True, False]
    assert searched(result, "").all()


def test_comments_are_filtered_by_the_score_that_came_with_them():
    result = frame(*(f"words {n}" for n in range(11)))
    counts = {
        choice: int(scored(result, choice).sum()) for choice in ("all", "detractors", "passives", "promoters")
    }
    assert counts == {"all": 11, "detractors": 7, "passives": 2, "promoters": 2}


def test_a_comment_that_looks_like_a_formula_leaves_as_text():
    t = translator("en")
    created = to_csv(sheet_of(frame("=HYPERLINK(1)", "fine"), None, t), t).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(created)) for cell in line]
    assert "'=HYPERLINK(1)" in cells
    assert "=HYPERLINK(1)" not in cells


def test_topics_are_those_of_the_comments_that_are_shown():
    result = frame(*(["late parcel"] * 12), *(["broken lamp"] * 12))
    topics = of_comments(result[result["comment"] == "late parcel"]).set_index("key")
    assert topics.index.tolist() == ["delivery"]
    assert topics.loc["delivery", ["comments", "n"]].tolist() == [12, 12]


def test_the_agreement_that_is_said_is_the_measured_one_in_every_language():
    for language in ("en", "it", "es", "pl"):
        text = translator(language).t(AGREEMENT)
        assert all(number in text for number in ("100", "71", "92", "65", "78"))
