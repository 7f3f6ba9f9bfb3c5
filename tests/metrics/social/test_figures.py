from __future__ import annotations

import pytest

from engagement.engine import Engine
from engagement.metrics.social.figures import ENGAGED, ONE, SHOWN, ChosenPosts, choose, facts, figures_carried
from tests.metrics.invented import audience, posts


@pytest.fixture(params=["duckdb", "pandas"])
def scan(request):
    engine = Engine()
    yield lambda name, table: engine.scan(name, table if request.param == "duckdb" else table.to_pandas())
    engine.close()


def rows_of(frame):
    table = frame.collect("pyarrow").to_native()
    result = table.sort_by([("network", "ascending"), ("day", "ascending")]).to_pylist()
    return [
        (r["network"], *(None if r[c] is None or r[c] != r[c] else r[c] for c in ("above", "below")))
        for r in result
    ]


def test_interactions_are_the_sum_of_what_the_network_carries(scan):
    table = posts(
        {"network": "facebook", "likes": 30, "comments": 8, "shares": 6, "views": 1270},
        {"network": "instagram", "likes": 410, "comments": 20, "shares": 120, "saves": 55, "views": 15000},
    )
    frame = scan("posts", table)
    what = figures_carried(frame, "post")
    result = facts(frame, what, ["facebook", "instagram"], ENGAGED, SHOWN)
    assert rows_of(result) == [("facebook", 44, 1270), ("instagram", 605, 15000)]


def test_a_post_that_lacks_a_part_which_its_network_carries_is_not_counted_as_zero(scan):
    table = posts({"likes": 5, "saves": 2, "on": "2026-09-01"}, {"likes": 7, "on": "2026-09-02"})
    frame = scan("posts", table)
    result = facts(frame, figures_carried(frame, "post"), ["instagram"], ENGAGED, ONE)
    assert rows_of(result) == [("instagram", 7, 1), ("instagram", None, 1)]


def test_within_a_network_the_definition_of_most_posts_is_used_and_never_spliced(scan):
    table = posts(
        {"impressions": 90, "on": "2024-01-01"},
        {"views": 150, "on": "2026-01-01"},
        {"views": 170, "on": "2026-01-02"},
        {"network": "x", "impressions": 40, "views": 10},
    )
    frame = scan("posts", table)
    what = figures_carried(frame, "post")
    assert (what.shown_as("instagram"), what.shown_as("x")) == ("views", "impressions")
    assert (what.breaks("instagram"), what.breaks("x")) == (True, False)
    result = facts(frame, what, ["instagram", "x"], ONE, SHOWN)
    assert rows_of(result) == [
        ("instagram", 1, None),
        ("instagram", 1, 150),
        ("instagram", 1, 170),
        ("x", 1, 40),
    ]


def test_posts_lead_and_daily_figures_only_stand_in(scan):
    posted = figures_carried(scan("posts", posts({"network": "instagram", "likes": 3, "views": 9})), "post")
    daily = figures_carried(
        scan(
            "audience",
            audience(
                {"network": "instagram", "on": "2026-09-01", "likes": 50, "views": 90, "clicks": 4},
                {"network": "tiktok", "on": "2026-09-01", "likes": 31, "comments": 2, "views": 1441},
            ),
        ),
        "day",
    )
    assert choose(posted, daily, "likes", ONE) == ChosenPosts(("instagram",), ("tiktok",))
    assert choose(posted, daily, "clicks", SHOWN) == ChosenPosts((), ("instagram",))
    assert choose(posted, daily, ENGAGED, SHOWN) == ChosenPosts(("instagram",), ("tiktok",))


def test_daily_interactions_of_all_kinds_are_taken_as_the_network_adds_them(scan):
    frame = scan("audience", audience({"on": "2026-09-01", "interactions": 11, "likes": 7, "views": 100}))
    what = figures_carried(frame, "day")
    assert rows_of(facts(frame, what, ["tiktok"], ENGAGED, SHOWN)) == [("tiktok", 11, 100)]


def test_a_network_without_any_interaction_says_nothing(scan):
    frame = scan("posts", posts({"views": 3}, {"network": "x", "likes": 1, "impressions": 9}))
    what = figures_carried(frame, "post")
    assert not what.has("instagram", ENGAGED)
    assert rows_of(facts(frame, what, ["instagram", "x"], ENGAGED, SHOWN)) == [
        ("instagram", None, 3),
        ("x", 1, 9),
    ]
