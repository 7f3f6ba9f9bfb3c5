"""Of each person the last answer, and scales read as somebody says: the headline scores follow."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question, ReadScale
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.store.sharing.terms import Terms
from tests.metrics.invented import day, responses

ENDS = {"scale_low": None, "scale_high": None}


def answered(people=60, seed=1):
    """Return answers by day: each person one to three, and twenty of nobody named."""
    dice, rows = np.random.default_rng(seed), []
    for who in [*range(1, people + 1), *[None] * 20]:
        for _ in range(int(dice.integers(1, 4)) if who else 1):
            on = day("2025-01-01") + int(dice.integers(0, 300))
            score = float(dice.integers(0, 11))
            rows.append({"customer_key": who, "day": on, "score": score, "response_id": f"r{len(rows)}"})
    return rows


def last_of(rows):
    named = {}
    for row in sorted((r for r in rows if r["customer_key"]), key=lambda r: (r["day"], r["line"])):
        named[row["customer_key"]] = row
    return [*named.values(), *(r for r in rows if not r["customer_key"])]


def points(rows):
    scores = [row["score"] for row in rows]
    return 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)


@pytest.fixture(scope="module")
def shop():
    table = responses(*answered())
    return {"responses": table}, table.to_pylist()


def test_the_score_counts_each_person_once_by_the_last_answer_of_the_window(shop):
    tables, rows = shop
    every = view_of(tables, Question(days=None)).reading("net_promoter_score")
    last = view_of(tables, Question(days=None, last_answers=True)).reading("net_promoter_score")
    assert (every.n, every.value) == (len(rows), pytest.approx(points(rows)))
    assert (last.n, last.value) == (80, pytest.approx(points(last_of(rows))))
    assert last.rows_used == 80
    until = day("2025-06-30")
    half = view_of(tables, Question(days=None, as_of=until, last_answers=True)).reading("net_promoter_score")
    assert half.value == pytest.approx(points(last_of([r for r in rows if r["day"] <= until])))


def test_several_answers_of_one_person_are_said_to_make_the_interval_too_narrow(shop):
    tables, rows = shop
    every = view_of(tables, Question(days=None)).reading("net_promoter_score")
    last = view_of(tables, Question(days=None, last_answers=True)).reading("net_promoter_score")
    extra = sum(1 for row in rows if row["customer_key"]) - 60
    assert [note for note in every.notes if note.text.startswith("{count} answer is of")] != []
    assert every.notes[-1].values["count"] == extra
    assert [note for note in last.notes if note.text.startswith("{count} answer is of")] == []


@pytest.mark.parametrize("trailing", [True, False])
def test_a_trend_counts_the_last_answer_of_each_window(shop, trailing):
    tables, rows = shop
    view = view_of(tables, Question(days=90, last_answers=True, grain="month"))
    trend = view.trend("net_promoter_score", trailing=trailing)
    for point in trend.to_dict("records"):
        start = (point["start"] - np.datetime64(0, "s")).days
        end = (point["start"] + np.timedelta64(31, "D")).replace(day=1)
        last = min((end - np.datetime64(0, "s")).days - 1, max(r["day"] for r in rows))
        first = last - 89 if trailing else start
        inside = last_of([r for r in rows if first <= r["day"] <= last])
        assert point["n"] == len(inside)


def test_in_a_breakdown_a_person_counts_once_in_each_part():
    table = responses(
        *(
            {"customer_key": 1 + n // 2, "day": 20_000 + n, "score": 10.0 * (n % 2), "survey": f"s{n % 2}"}
            for n in range(80)
        )
    )
    breakdown = view_of({"responses": table}, Question(days=None, last_answers=True)).breakdown(
        "net_promoter_score", "survey"
    )
    assert dict(zip(breakdown["segment"], breakdown["n"], strict=True)) == {"s0": 40, "s1": 40}


def effort(**question):
    rows = [
        {"kind": "effort", "question": "How easy?", "score": float(1 + n % 5), "day": 20_000 + n, **ENDS}
        for n in range(100)
    ]
    return view_of({"responses": responses(*rows)}, Question(days=None, **question))


def test_a_scale_that_somebody_says_stands_in_the_place_of_the_files():
    asis = effort()
    wide = effort(scales=(ReadScale("effort", 1.0, 7.0, low_is_good=False),))
    low = effort(scales=(ReadScale("effort", 1.0, 5.0, low_is_good=True),))
    assert asis.reading("effort_easy_share").value == pytest.approx(0.4)
    assert wide.reading("effort_easy_share").value == pytest.approx(0.2)
    assert low.reading("effort_easy_share").value == pytest.approx(0.4)
    assert low.table("effort_distribution").set_index("score")["good"].to_dict()[1]
    assert not asis.table("effort_distribution").set_index("score")["good"].to_dict()[1]


def test_a_link_counts_every_answer_on_the_scale_of_the_file(shop):
    tables, rows = shop
    view = view_of(tables, Question(days=None, last_answers=True))
    result = PublishedView(publish(view, Terms(pages=("surveys",), k=5)))
    assert result.reading("net_promoter_score").n == len(rows)
    assert not result.question.last_answers
