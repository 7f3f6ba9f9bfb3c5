"""The survey, social, web, e-mail, loyalty and joined metrics give the same on DuckDB and on pandas.

`make test` splits each figure by one dimension, `make gates` by all.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.engine import Engine
from engagement.metrics.email import family as email
from engagement.metrics.joined import family as joined
from engagement.metrics.loyalty import family as loyalty
from engagement.metrics.model import Question
from engagement.metrics.social import family as social
from engagement.metrics.surveys import family as surveys
from engagement.metrics.views.owners import view_of
from engagement.metrics.web import family as web
from tests.cases import few
from tests.metrics.invented import audience, campaigns, members, posts, responses, sessions
from tests.metrics.orders import as_pandas, many

FAMILIES = (
    surveys.FAMILY,
    social.POSTED,
    social.FOLLOWED,
    web.FAMILY,
    email.FAMILY,
    loyalty.ORDERED,
    loyalty.LISTED,
    joined.FAMILY,
)
KEYS = [d.metric.key for family in FAMILIES for d in family.definitions]
TABLES = [name for family in FAMILIES for name in family.tables]
KINDS = {"nps": (0.0, 10.0), "effort": (1.0, 7.0), "satisfaction": (1.0, 5.0)}


def _answers(dice, count=900):
    rows = []
    days = [None if i % 97 == 0 else int(19_875 + dice.integers(0, 500)) for i in range(count)]
    for i in range(count):
        kind = str(dice.choice(list(KINDS)))
        low, high = KINDS[kind]
        rows.append(
            {
                "response_id": f"r{i // 2}",
                "survey": "AB"[i // 2 % 2],
                "question": f"{kind} {dice.integers(0, 2)}",
                "kind": kind,
                "score": None if i % 41 == 0 else float(dice.integers(low, high + 1)),
                "scale_low": low if i % 3 else None,
                "scale_high": high if i % 3 else None,
                "customer_key": int(dice.integers(1, 120)) * 7_000_000_000_000_003 if i % 5 else None,
                "segment.age": ("young", "old", None)[i // 2 % 3],
                "day": days[i // 2],
            }
        )
        if i % 6 == 0:
            comment = {"kind": "comment", "question": "Why?", "score": None, "comment": f"Because {i}"}
            rows.append(rows[-1] | comment | {"scale_low": None, "scale_high": None})
    return responses(*rows)


def _posts(dice, count=200):
    def figure(high, blank):
        return None if dice.random() < blank else int(dice.integers(0, high))

    return posts(
        *(
            {
                "network": str(dice.choice(["instagram", "facebook", "x"])),
                "account": str(dice.choice(["shop", "outlet"])),
                "type": str(dice.choice(["reel", "photo"])) if i % 9 else None,
                "on": str(np.datetime64("2024-06-01") + dice.integers(0, 500).astype("timedelta64[D]")),
                "impressions": figure(900, 0.5),
                "views": figure(900, 0.3),
                "reach": figure(500, 0.2),
                "clicks": figure(90, 0.2),
                "likes": figure(80, 0.1),
                "comments": figure(9, 0.1),
                "shares": figure(9, 0.1),
                "saves": figure(9, 0.1),
                "conversions": figure(5, 0.6),
            }
            for i in range(count)
        )
    )


def _days(dice):
    return audience(
        *(
            {
                "network": network,
                "on": str(np.datetime64("2024-06-01") + np.timedelta64(i, "D")),
                "followers": 1000 + 3 * i if i % 4 == 0 else None,
                "new_followers": 3 if i % 11 else None,
                "views": int(dice.integers(0, 900)),
                "likes": int(dice.integers(0, 90)) if i % 13 else None,
            }
            for i in range(500)
            for network in ("instagram", "tiktok")
        )
    )


def _visits(dice):
    """The same visits of each day by channel and by device and country, and some of them once more."""

    def figures(parts):
        of = dice.integers(5, 60, parts)
        shown = {"sessions": of * 9, "cart_additions": of * 3, "reached_checkout": of, "completed": of // 2}
        shown["bounces"] = of * dice.integers(1, 9, parts)
        return [{name: int(values[i]) for name, values in shown.items()} for i in range(parts)]

    splits = {
        "channel": [{"channel": name} for name in ("Direct", "Search")],
        "device, country": [{"device": d, "country": c} for d in ("mobile", "desktop") for c in ("IT", None)],
    }
    rows = []
    for i in range(0, 500, 2):
        base = {"source": "ga4", "property": "Shop", "bounce_definition": "ga4", "day": 19_500 + i}
        for split, parts in splits.items():
            for part, found in zip(parts, figures(len(parts)), strict=True):
                rows.append(base | {"breakdown": split} | part | found)
        if i % 50 == 0:
            rows.append(rows[-1] | {"day": base["day"] - 20, "last_day": base["day"] + 20})
            rows.append(rows[-1] | {"source": "shopify_sessions", "bounce_definition": "ua"})
            rows.append(base | {"breakdown": "channel", "channel": "Lost"})
    return sessions(*rows)


def _letters(dice, count=150):
    def figure(high):
        return None if dice.random() < 0.1 else int(dice.integers(0, high))

    return campaigns(
        *(
            {
                "day": None if i % 31 == 0 else int(19_500 + dice.integers(0, 500)),
                "channel": str(dice.choice(["email", "email", "sms"])) if i % 7 else None,
                "list": str(dice.choice(["all", "new"])),
                "recipients": figure(900),
                "delivered": int(dice.integers(300, 900)),
                "unique_opens": figure(300),
                "unique_clicks": figure(90),
                "unsubscribes": figure(9),
                "revenue": figure(90_000),
                "currency": str(dice.choice(["EUR", "EUR", "PLN"])) if i % 5 else None,
            }
            for i in range(count)
        )
    )


def _joined(dice):
    """Members of whom most order, two programmes with some people in both, and who has not joined."""
    return members(
        *(
            {
                "customer_key": who * 7_000_000_000_000_003 if i % 11 else None,
                "member_key": i,
                "source": "ab"[i % 2],
                "day": None if i % 13 == 0 else int(19_700 + dice.integers(0, 290)),
                "tier": ("gold", "silver", None)[i % 3],
                "state": ("member", "member", None, "candidate")[i % 4],
                "points_earned": float(dice.integers(0, 900)),
                "points_spent": float(dice.integers(0, 90)) if i % 3 else None,
                "redemptions": int(dice.integers(0, 2)),
                "referrals": int(dice.integers(0, 2)) if i % 5 else None,
            }
            for i, who in enumerate(dice.integers(1, 110, 100).tolist())
        )
    )


@pytest.fixture(scope="module")
def views():
    dice = np.random.default_rng(12)
    tables = {
        "responses": _answers(dice),
        "posts": _posts(dice),
        "audience": _days(dice),
        "orders": many(3, 1200),
        "sessions": _visits(dice),
        "campaigns": _letters(dice),
        "members": _joined(dice),
    }
    engine = Engine()
    frames = {name: as_pandas(table) for name, table in tables.items()}
    yield [view_of(source, Question(as_of=20_000), engine=engine) for source in (tables, frames)]
    engine.close()


def close(one: float | None, two: float | None) -> bool:
    return one is two if one is None or two is None else one == pytest.approx(two, rel=1e-9)


def same(one: pd.DataFrame, two: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, two, check_dtype=False, rtol=1e-9, atol=1e-9)


def test_nothing_is_locked_so_that_everything_is_tried(views):
    assert set(KEYS) <= set(views[0].keys())


@pytest.mark.parametrize("key", KEYS)
def test_a_reading_is_the_same_on_both_engines(views, key):
    one, two = (view.reading(key) for view in views)
    for field in ("value", "low", "high", "numerator", "denominator"):
        assert close(getattr(one, field), getattr(two, field)), field
    assert (one.n, one.status, one.left_out, one.rows_used) == (
        two.n,
        two.status,
        two.left_out,
        two.rows_used,
    )
    assert [str(note) for note in one.notes] == [str(note) for note in two.notes]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("trailing", few([True, False], True))
def test_a_trend_is_the_same_on_both_engines(views, key, trailing):
    same(*(view.trend(key, trailing=trailing) for view in views))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("by_all", few([True, False], False))
def test_a_breakdown_is_the_same_on_both_engines(views, key, by_all):
    dimensions = views[0].dimensions(key)
    assert dimensions == views[1].dimensions(key)
    # One dimension of each figure, and each dimension of some figure.
    for by in dimensions if by_all else dimensions[KEYS.index(key) % max(len(dimensions), 1) :][:1]:
        same(*(view.breakdown(key, by) for view in views))


@pytest.mark.parametrize("key", KEYS)
def test_the_last_point_of_a_trailing_trend_is_the_headline(views, key):
    if views[0].metric(key).table == "members":
        pytest.skip("all members count, and over time they stand at their joining")
    reading, last = views[0].reading(key), views[0].trend(key).iloc[-1]
    assert close(None if pd.isna(last["value"]) else float(last["value"]), reading.value)
    assert last["n"] == reading.n


@pytest.mark.parametrize("key", KEYS)
def test_segments_of_rows_add_up_to_the_whole(views, key):
    if views[0].metric(key).table == "sessions":
        pytest.skip("each split of visits is a report of its own")
    if key.endswith("_gap"):
        pytest.skip("a customer counts once in each segment")
    for by in views[0].dimensions(key):
        if by in {"question", "survey", "type", "month", "currency"} or key in {
            "engagement_rate_by_followers",
            "reach",
        }:
            continue
        assert views[0].breakdown(key, by)["n"].sum() == views[0].reading(key).n, by


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_same_on_both_engines(views, name):
    same(*(view.table(name) for view in views))


@pytest.mark.parametrize("key", KEYS)
def test_the_rows_behind_a_number_are_the_same_on_both_engines(views, key):
    one, two = (view.rows(key) for view in views)
    assert len(one) == len(two) > 0
    assert len(one) >= views[0].reading(key).rows_used
