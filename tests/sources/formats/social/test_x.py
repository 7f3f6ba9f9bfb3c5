from __future__ import annotations

from datetime import datetime

from tests.sources.formats.social_files import lines, read, read_path


def test_the_example_of_posts_is_read(shared):
    found = read_path(shared / "examples/social/x_account_analytics_content.csv")
    assert (found.format, found.confidence, found.rows_kept) == ("x", "exact", 2)
    first, second = found.rows("posts")
    assert (first["network"], first["post_id"], first["text"]) == ("x", "2074000000000000001", "Hello world")
    assert first["instant"] == datetime(2026, 7, 14)
    assert (first["impressions"], first["saves"], first["comments"], first["clicks"]) == (1229, 1, 2, 6)
    assert (second["impressions"], second["shares"], second["follows"]) == (1057, 5, 1)
    assert second["text"] == "@someone a reply"


def test_shares_and_reposts_are_one_figure():
    found = read(
        lines(
            "Post id,Date,Post text,Post Link,Impressions,Likes,Shares,Replies,Reposts",
            '2074,"Tue, Jul 14, 2026",Hi,https://x.com/demo/status/2074,100,5,2,1,3',
            '2075,"Tue, Jul 14, 2026",Ho,https://x.com/demo/status/2075,100,5,,1,3',
        )
    )
    assert found.column("posts", "shares") == [5, 3]


def test_the_example_of_days_gives_followers_won_less_lost(shared):
    found = read_path(shared / "examples/social/x_account_overview.csv")
    (row,) = found.rows("audience")
    assert (row["impressions"], row["new_followers"], row["interactions"], row["visits"]) == (100, 2, 10, 4)
    assert row["followers"] is None


def test_tweets_of_old_are_read():
    found = read(
        lines(
            "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,"
            "engagement rate,retweets,replies,"
            "likes,user profile clicks,url clicks,hashtag clicks,detail expands,permalink clicks,follows",
            "15591,https://twitter.com/demo/status/15591,Hi,"
            "2022-08-15 13:12 +0000,900,40,0.04,3,2,20,4,6,0,5,0,1",
        )
    )
    (post,) = found.rows("posts")
    assert (found.format, post["instant"]) == ("x", datetime(2022, 8, 15, 13, 12))
    figures = ("impressions", "shares", "comments", "likes", "clicks", "follows")
    assert [post[f] for f in figures] == [900, 3, 2, 20, 6, 1]


def test_an_id_lost_to_excel_is_found_in_the_link():
    found = read(
        lines(
            "Post id,Date,Post text,Post Link,Impressions,Likes,Replies,Reposts",
            '2.07E+18,"Tue, Jul 14, 2026",Hi,https://x.com/demo/status/2074000000000000001,100,5,1,3',
        )
    )
    assert found.column("posts", "post_id") == ["2074000000000000001"]


def test_the_name_of_a_program_in_place_of_a_link_names_no_tweet():
    program = '"<a href=""http://twitter.com"" rel=""nofollow"">Twitter Web Client</a>"'
    found = read(
        lines(
            "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,retweets,replies,favorites",
            f"6.54E+17,{program},Hello,01-21-2026 0:00,548,23,2,3,4",
            f"6.54E+17,{program},Good-bye,01-21-2026 0:00,100,2,0,0,1",
        )
    )
    assert found.column("posts", "impressions") == [548, 100]


def test_days_of_tweets_of_old_are_read():
    found = read(
        lines(
            "Date,Tweets published,impressions,engagements,engagement rate,retweets,replies,likes,url clicks",
            "2021-03-01,2,900,40,0.04,3,2,20,6",
            "2021-03-02,1,800,30,0.04,2,1,10,5",
        )
    )
    assert found.format == "x"
    assert found.column("audience", "impressions") == [900, 800]
