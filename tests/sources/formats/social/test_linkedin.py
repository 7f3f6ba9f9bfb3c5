from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.social_files import lines, read

METRICS = (
    "Date,Impressions (organic),Impressions (sponsored),Impressions (total),Unique impressions (organic),"
    "Clicks (organic),Clicks (sponsored),Clicks (total),Reactions (organic),Reactions (sponsored),"
    "Reactions (total),Comments (organic),Comments (sponsored),Comments (total),Reposts (organic),"
    "Reposts (sponsored),Reposts (total),Engagement rate (organic),Engagement rate (sponsored),"
    "Engagement rate (total)"
)
POSTS = (
    "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,"
    "Campaign end date,Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),Likes,"
    "Comments,Reposts,Follows,Engagement rate,Content Type"
)


def test_the_days_of_content_take_the_totals():
    found = read(
        lines(METRICS, "09/28/2026,90,10,100,70,9,1,10,8,1,9,3,0,3,2,1,3,0.2,0.1,0.2"), "content.csv"
    )
    (row,) = found.rows("audience")
    assert (found.format, found.confidence, row["network"]) == ("linkedin", "exact", "linkedin")
    figures = ("impressions", "reach", "clicks", "likes", "comments", "shares")
    assert [row[f] for f in figures] == [100, 70, 10, 9, 3, 3]
    assert row["day"] == (datetime(2026, 9, 28) - datetime(1970, 1, 1)).days


def test_a_line_of_prose_above_the_header_does_no_harm():
    found = read(
        lines(
            '"Content metrics for 09/01/2026 - 09/30/2026, in UTC."',
            METRICS,
            "09/28/2026,90,10,100,70,9,1,10,8,1,9,3,0,3,2,1,3,0.2,0.1,0.2",
            "09/29/2026,80,10,90,70,9,1,10,8,1,9,3,0,3,2,1,3,0.2,0.1,0.2",
        )
    )
    assert found.column("audience", "impressions") == [100, 90]


@pytest.mark.parametrize("old", [False, True])
def test_posts_are_read_under_new_and_old_names(old):
    header = POSTS.replace("Post ", "Update ").replace("Reposts", "Shares") if old else POSTS
    row = (
        "A post,https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001,Organic,,Demo,"
        "09/28/2026,,,All followers,1000,,,30,0.03,20,4,3,2,0.05,Image"
    )
    found = read(lines(header, row))
    (post,) = found.rows("posts")
    assert (found.format, post["post_id"], post["type"]) == ("linkedin", "7300000000000000001", "Image")
    assert (post["text"], post["instant"]) == ("A post", datetime(2026, 9, 28))
    figures = ("impressions", "clicks", "likes", "comments", "shares", "follows", "views")
    assert [post[f] for f in figures] == [1000, 30, 20, 4, 3, 2, None]


def test_total_followers_of_a_day_are_those_won_that_day():
    found = read(
        lines(
            "Date,Sponsored followers,Organic followers,Auto-invited followers,Total followers",
            "09/28/2026,1,4,0,5",
            "09/29/2026,0,2,0,2",
        )
    )
    assert found.column("audience", "new_followers") == [5, 2]
    assert found.column("audience", "followers") == [None, None]


def test_visits_are_page_views_in_all():
    found = read(
        lines(
            "Date,Overview page views (desktop),Overview page views (total),Total page views (desktop),"
            "Total page views (mobile),Total page views (total),Total unique visitors (total)",
            "09/28/2026,5,9,6,5,11,8",
        )
    )
    assert found.column("audience", "visits") == [11]
    assert found.column("audience", "reach") == [None]


def test_sheets_of_people_say_that_they_hold_no_days():
    found = read(lines("Location,Total followers", "Rome,12", "Warsaw,9"))
    assert (found.format, found.tables) == ("linkedin", {})
    assert found.warnings == [
        "The file holds neither posts nor days; its rows are read but no metric uses them"
    ]
