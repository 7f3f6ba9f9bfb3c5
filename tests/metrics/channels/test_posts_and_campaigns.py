"""Posts and campaigns one by one, ranked and explained."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from engagement.metrics.channels.kinds_of_posts import length_of
from engagement.metrics.channels.published_posts import safe_link
from engagement.metrics.channels.sent_campaigns import subject_length
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import campaigns, posts

START = dt.datetime(2026, 1, 5, 0, 0)  # a Monday


def table(name, tables, **question):
    return view_of(tables, Question(days=None, **question)).table(name)


def shop_of_posts(count=240, lift=1.0, seed=3):
    """Return posts at 8 and 20 o'clock by turns, every third a video, which is liked `lift` times as much."""
    dice, rows = np.random.default_rng(seed), []
    for i in range(count):
        seen, kind = int(dice.integers(300, 3000)), ("video", "photo", "link")[i % 3]
        rate = 0.04 * (lift if kind == "video" else 1) * dice.lognormal(0, 0.3)
        at = START + dt.timedelta(days=i // 2, hours=8 if i % 2 else 20)
        rows.append(
            {"instant": at, "day": (at.date() - dt.date(1970, 1, 1)).days, "type": kind, "reach": seen,
             "impressions": 2 * seen, "likes": int(dice.poisson(seen * rate)), "text": "a" * (1 + i % 150)}
        )  # fmt: skip
    return {"posts": posts(*rows)}


@pytest.fixture(scope="module")
def lively():
    return shop_of_posts(lift=2.0)


def test_a_post_that_thirty_people_saw_does_not_lead():
    shop = shop_of_posts(60)["posts"].to_pylist()
    tiny = dict(shop[0]) | {"post_id": "tiny", "reach": 30, "impressions": 30, "likes": 3, "text": "tiny"}
    result = table("posts", {"posts": posts(*(dict(row) for row in [*shop, tiny]))})
    assert result["rate_by_impressions"].idxmax() == result.index[result["text"] == "tiny"][0]
    assert result["text"][0] != "tiny"
    assert (result["shrunk_by_impressions"].diff().dropna() <= 0).all()


def test_a_link_is_shown_only_where_it_is_a_web_address():
    assert safe_link("https://example.com/p/1") == "https://example.com/p/1"
    for link in ("javascript:alert(1)", "data:text/html,x", "https:///nowhere", "http://a b", None, "/p/1",
                 "https://x.example/<script>", "http://[", "ftp://example.com/a"):  # fmt: skip
        assert safe_link(link) is None, link


def test_a_kind_that_does_better_is_told_apart_and_nothing_else(lively):
    result = table("post_kinds", lively)
    differing = result[result["differs"]]
    assert set(differing["property"]) == {"type"}
    assert "video" in set(differing["key"])
    video = result[(result["key"] == "video") & (result["rate"] == "by_reach")].iloc[0]
    assert video["value"] > video["shrunk"] > video["others"]
    assert video["low"] < video["value"] < video["high"]


def test_where_no_kind_differs_hardly_any_page_says_so():
    called = [table("post_kinds", shop_of_posts(180, seed=s))["differs"].any() for s in range(20)]
    assert sum(called) <= 2


def test_an_hour_of_fewer_than_thirty_posts_is_silent(lively):
    result = table("best_hours", lively)
    assert result["n"].sum() == 240
    assert result.loc[result["n"] < 30, "value"].isna().all()
    assert set(result["hour"]) == {6, 18}


def test_hours_are_unknown_where_a_file_says_days_alone():
    rows = [dict(row) | {"instant": START} for row in shop_of_posts(40)["posts"].to_pylist()]
    assert table("best_hours", {"posts": posts(*rows)}).empty
    assert table("posts", {"posts": posts(*rows)})["hour"].isna().all()


def test_campaigns_stand_most_clicked_first_and_opens_of_text_messages_are_none():
    sent = [
        {"on": "2026-03-01", "name": "a", "recipients": 1010, "delivered": 1000, "unique_opens": 400,
         "unique_clicks": 50, "unsubscribes": 2, "orders": 5, "revenue": 25000, "currency": "EUR"},
        {"on": "2026-03-08", "name": "b", "recipients": 1000, "unique_opens": 300, "unique_clicks": 20},
        {"on": "2026-03-09", "name": "few", "delivered": 12, "unique_opens": 4, "unique_clicks": 1},
        {"on": "2026-03-10", "name": "sms", "channel": "sms", "delivered": 500, "unique_opens": 0,
         "unique_clicks": 5},
    ]  # fmt: skip
    result = table("campaigns", {"campaigns": campaigns(*sent)}).set_index("campaign")
    assert result.index[0] == "a"
    assert result.rate_click["a"] == pytest.approx(0.05)
    assert result.rate_click["few"] > result.rate_click["a"] > result.shrunk_click["few"]
    assert result.delivered["b"] == 1000
    assert np.isnan(result.rate_open["sms"])
    assert result.revenue["a"] == 250
    assert result.revenue_per_recipient["a"] == pytest.approx(250 / 1010)
    assert result.hour["a"] == 9


def test_campaigns_are_explained_by_their_subject():
    dice = np.random.default_rng(5)
    sent = [
        {"on": f"2026-{1 + i // 28:02d}-{1 + i % 28:02d}", "delivered": 2000,
         "subject": "Are you ready?" if i % 3 == 0 else "News of the week 🌿",
         "unique_clicks": int(dice.poisson(120 if i % 3 == 0 else 60)), "unique_opens": 800}
        for i in range(60)
    ]  # fmt: skip
    result = table("campaign_kinds", {"campaigns": campaigns(*sent)})
    clicks = result[(result["rate"] == "click") & (result["key"] == "yes")].set_index("property")
    assert clicks.differs["question"]
    assert clicks.value["question"] == pytest.approx(0.06, rel=0.1)
    assert clicks.others["question"] == pytest.approx(0.03, rel=0.1)
    assert result[result["rate"] == "open"]["differs"].sum() == 0


def test_lengths_stand_in_bands():
    assert [length_of(text) for text in (None, "", "a" * 80, "a" * 81, "a" * 501)] == [
        *("0", "0", "1-80", "81-200", "501+")
    ]
    assert subject_length("Hello *|FNAME|*, " + "a" * 10) == "1-30"
    assert subject_length(" ") == ""
