from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.engine import Engine
from engagement.locale.translator import translator
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.social.breaks import breaks
from engagement.metrics.social.figures import SHOWN
from engagement.metrics.social.posts import Facts
from engagement.metrics.views.owners import view_of
from engagement.questions.answering import answer
from engagement.questions.figure_question import FigureQuestion
from engagement.readable.evidence import words_for
from engagement.reports.report_contents import contents
from engagement.store.sharing.terms import Terms
from tests.metrics.invented import audience, day, posts

META = posts(
    {
        "network": "facebook",
        "views": 1270,
        "reach": 920,
        "likes": 30,
        "comments": 8,
        "shares": 6,
        "clicks": 25,
    },
    {"network": "facebook", "views": 63, "reach": 45, "likes": 5, "comments": 0, "shares": 1, "clicks": 2},
)


@pytest.fixture
def engine():
    created = Engine()
    yield created
    created.close()


def view(engine, posted=None, daily=None, **fields):
    given = {"posts": posted, "audience": daily}
    return view_of({k: v for k, v in given.items() if v is not None}, Question(**fields), engine=engine)


def note_texts(reading):
    return [str(note) for note in reading.notes]


def test_a_figure_breaks_where_a_network_counts_otherwise_or_its_files_say_other_columns(engine):
    same = {"network": "instagram", "likes": 3}
    old = [same | {"on": f"2026-03-{n:02}", "impressions": 90} for n in range(1, 13)]
    new = [same | {"on": f"2026-04-{n:02}", "views": 120, "saves": 1} for n in range(1, 13)]
    scope = view(engine, posts(*old, *new)).scope("posts")
    assert [(one.day, str(one.why)) for one in breaks(scope, Facts("likes", SHOWN))] == [
        (day("2026-04-01"), "Instagram counts views instead of impressions from here on")
    ]
    assert [str(one.why) for one in breaks(scope, Facts("saves"))] == [
        "Instagram: the files say saves from here on"
    ]
    assert breaks(scope, Facts("likes")) == ()


def test_a_change_is_not_called_across_a_break_and_a_link_knows_where_a_figure_breaks(engine):
    old = [{"on": f"2026-0{m}-{n:02}", "impressions": 90, "likes": 3} for m in (1, 2) for n in range(1, 13)]
    new = [row | {"on": row["on"].replace("-0", "-1", 1), "saves": 9} for row in old]
    steady = [row | {"network": "facebook", "saves": 1} for row in (*old, *new)]
    fields = {"days": 61, "as_of": day("2026-12-31")}
    seen = view(engine, posts(*old, *new, *steady), **fields)
    change = seen.change("engagement_rate_by_impressions")
    assert (change.difference, change.beyond_noise) == (None, None)
    assert change.before is not None
    assert str(words_for(change, None)) == "not compared: counted otherwise before"
    said_so = "Instagram: the files say saves from here on (1 November 2026)"
    assert [translator("en").t(note) for note in change.notes] == [
        f"{said_so}; what lies before and after is not compared."
    ]
    assert seen.change("likes").reason is None
    # Another network's break is none of a figure that leaves that network out.
    alone = seen.ask(replace(seen.question, filters=(("network", ("facebook",)),)))
    assert alone.breaks("engagement_rate_by_impressions") == ()
    assert alone.change("engagement_rate_by_impressions").reason is None
    bundle = PublishedView(publish(seen, Terms(pages=("social",))))
    assert bundle.breaks("engagement_rate_by_impressions") == seen.breaks("engagement_rate_by_impressions")
    assert bundle.breaks("likes") == ()
    assert bundle.change("engagement_rate_by_impressions").reason is not None
    trend = answer(bundle, FigureQuestion("engagement_rate_by_impressions", grain="month"))
    assert "Instagram: the files say saves from here on" in " ".join(trend["notes"])
    (figure,) = (
        one
        for one in contents(bundle, None, translator("en")).figures
        if one.metric.key == "engagement_rate_by_impressions"
    )
    assert figure.trend.is_broken
    assert [one.note.text for one in figure.notes] == ["Instagram: the files say saves from here on"]


def test_click_through_rate_is_clicks_over_impressions_times_100(engine):
    table = posts(
        {"network": "x", "impressions": 400, "clicks": 10}, {"network": "x", "impressions": 600, "clicks": 30}
    )
    reading = view(engine, table).reading("click_through_rate")
    assert (reading.value, reading.numerator, reading.denominator, reading.unit) == (4.0, 40, 1000, "percent")


def test_where_views_stand_in_for_impressions_they_are_named(engine):
    reading = view(engine, META).reading("click_through_rate")
    assert reading.value == pytest.approx(100 * 27 / 1333)
    assert "Views stand in for impressions: Facebook" in note_texts(reading)
    assert view(engine, META).reading("impressions").value == 1333


def test_a_rate_uses_only_posts_that_carry_both_figures(engine):
    table = posts(
        {"network": "x", "impressions": 400, "clicks": 10},
        {"network": "x", "impressions": 600},
        {"network": "x", "clicks": 90},
        {"network": "youtube", "views": 5},
    )
    reading = view(engine, table).reading("click_through_rate")
    assert (reading.value, reading.n, reading.rows_used) == (2.5, 1, 1)
    assert {str(reason): rows for reason, rows in reading.left_out} == {
        "Posts that lack one of the numbers": 2,
        "Posts of networks whose files do not carry the numbers": 1,
    }


def test_engagement_rates_name_their_denominator(engine):
    seen = view(engine, META)
    assert seen.reading("engagement_rate_by_impressions").value == pytest.approx(50 / 1333)
    # Reach is not added over posts: the mean of each post's own rate.
    by_reach = seen.reading("engagement_rate_by_reach")
    assert by_reach.value == pytest.approx((44 / 920 + 6 / 45) / 2)
    assert by_reach.denominator == 2
    assert "Facebook carries none of these, so its interactions are without them: saves" in note_texts(
        by_reach
    )


def test_rates_per_post(engine):
    seen = view(engine, META)
    result = {k: seen.reading(k).value for k in ("applause_rate", "conversation_rate", "amplification_rate")}
    assert result == {"applause_rate": 17.5, "conversation_rate": 4.0, "amplification_rate": 3.5}


def test_reach_is_a_mean_per_post_and_never_a_sum(engine):
    reading = view(engine, META).reading("reach")
    assert reading.value == 482.5
    assert "The furthest single reach: 920" in note_texts(reading)


def test_a_change_of_definition_is_told_and_the_two_are_shown_apart(engine):
    table = posts(
        *({"on": f"2026-03-0{i}", "impressions": 100, "likes": 5} for i in range(1, 4)),
        *({"on": f"2026-05-0{i}", "views": 300, "likes": 5} for i in range(1, 6)),
    )
    seen = view(engine, table)
    assert (seen.reading("impressions").value, seen.reading("views").value) == (300, 1500)
    assert "Instagram changed from impressions to views" in note_texts(seen.reading("views"))[-1]
    rate = seen.reading("engagement_rate_by_impressions")
    assert (rate.value, rate.denominator) == (pytest.approx(25 / 1500), 1500)
    trend = seen.trend("impressions", trailing=False)
    assert list(trend["status"]) == ["ok", "missing", "missing"]
    assert list(seen.trend("views", trailing=False)["status"]) == ["missing", "missing", "ok"]


def test_posts_lead_and_days_stand_in_only_for_what_they_lack(engine):
    posted = posts({"network": "instagram", "likes": 10, "on": "2026-09-02"})
    daily = audience(
        {"network": "instagram", "on": "2026-09-01", "likes": 500, "clicks": 7},
        {"network": "tiktok", "on": "2026-09-03", "likes": 31},
    )
    seen = view(engine, posted, daily)
    likes = seen.reading("likes")
    assert likes.value == 41
    assert "Instagram: by post, on its day of publishing; TikTok: by daily data" in note_texts(likes)
    assert seen.reading("clicks").value == 7
    assert dict(seen.breakdown("likes", "network").set_index("segment")["value"]) == {
        "instagram": 10,
        "tiktok": 31,
    }
    # A mean per post is no mean per day.
    assert seen.reading("applause_rate").value == 10


def test_a_filter_by_network_holds_for_posts_and_days(engine):
    posted = posts({"network": "instagram", "likes": 10})
    daily = audience({"network": "tiktok", "on": "2026-09-03", "likes": 31})
    seen = view(engine, posted, daily, filters=(("network", ("instagram",)),))
    assert seen.reading("likes").value == 10


def test_the_window_ends_on_the_last_day_of_posts_and_days_together(engine):
    posted = posts({"likes": 10, "on": "2026-09-02"})
    daily = audience({"on": "2026-09-20", "followers": 5})
    seen = view(engine, posted, daily)
    assert (
        seen.reading("likes").window.last_day
        == day("2026-09-20")
        == seen.reading("followers").window.last_day
    )
    assert "Up to 2026-09-20, the last day of the social data" in note_texts(seen.reading("likes"))


def test_a_rate_below_zero_is_doubted_and_one_above_is_not(engine):
    """TikTok takes comments that were withdrawn off its daily figures."""
    posted = {"likes": 1, "shares": 0, "impressions": 100}
    for comments, doubted in ((-3, True), (3, False)):
        rows = [posted | {"on": f"2026-09-{d:02d}", "comments": comments + d % 2} for d in range(1, 29)]
        reading = view(engine, daily=audience(*rows)).reading("engagement_rate_by_impressions")
        assert (reading.value < 0) == doubted
        assert reading.low <= reading.value <= reading.high
        assert any(note.text.startswith("Below zero") for note in reading.notes) == doubted


FOLLOWED = audience(
    {"on": "2026-08-31", "followers": 1000},
    {"on": "2026-09-01", "followers": None, "new_followers": 20},
    {"on": "2026-09-30", "followers": 1100},
    {"on": "2026-09-15", "network": "youtube", "new_followers": 5},
)


def test_followers_are_the_last_known_and_growth_is_over_those_at_the_start(engine):
    seen = view(engine, daily=FOLLOWED, days=30)
    assert seen.reading("followers").value == 1100
    growth = seen.reading("audience_growth_rate")
    assert (growth.value, growth.numerator, growth.denominator) == (0.1, 100, 1000)
    assert "The total of followers is not known for YouTube" in note_texts(growth)
    trend = seen.trend("followers", trailing=False)
    assert list(trend["value"]) == [1000, 1100]


def test_one_known_total_is_carried_by_daily_gains(engine):
    daily = audience(
        {"on": "2026-09-01", "new_followers": 4},
        {"on": "2026-09-02", "followers": 100, "new_followers": 3},
        {"on": "2026-09-03", "new_followers": 10},
    )
    seen = view(engine, daily=daily)
    assert seen.reading("followers").value == 110
    assert seen.reading("audience_growth_rate").value == pytest.approx(13 / 97)


def test_daily_gains_alone_do_not_say_how_many_followers_there_are(engine):
    seen = view(engine, daily=audience({"on": "2026-09-01", "new_followers": 4}))
    assert {"followers", "audience_growth_rate", "engagement_rate_by_followers"} <= set(seen.locked())


def test_engagement_by_followers_takes_only_networks_whose_followers_are_known(engine):
    posted = posts(
        {"network": "tiktok", "likes": 30, "comments": 5, "shares": 5, "on": "2026-09-29"},
        {"network": "instagram", "likes": 900, "on": "2026-09-29"},
    )
    reading = view(engine, posted, FOLLOWED).reading("engagement_rate_by_followers")
    assert (reading.numerator, reading.denominator) == (40, 1100)
    assert reading.value == pytest.approx(40 / 1100)
    assert {str(r): n for r, n in reading.left_out} == {"Posts of networks whose followers are not known": 1}


def test_a_share_above_the_whole_is_doubted_beside_it(engine):
    posted = posts(
        {"network": "tiktok", "likes": 3000, "impressions": 100, "clicks": 200, "on": "2026-09-29"}
    )
    seen = view(engine, posted, FOLLOWED)
    for key in ("engagement_rate_by_followers", "engagement_rate_by_impressions", "click_through_rate"):
        assert "More than 100%" in " ".join(note_texts(seen.reading(key))), key
    usual = posts({"network": "tiktok", "likes": 30, "impressions": 100, "clicks": 20, "on": "2026-09-29"})
    seen = view(engine, usual, FOLLOWED)
    for key in ("engagement_rate_by_followers", "engagement_rate_by_impressions", "click_through_rate"):
        assert "More than 100%" not in " ".join(note_texts(seen.reading(key))), key


def test_a_post_type_that_engages_twice_as_much_is_found(engine):
    table = posts(
        *(
            {"type": "reel", "views": 1000 + i, "likes": 80 + i % 9, "on": f"2026-0{1 + i % 9}-05"}
            for i in range(40)
        ),
        *(
            {"type": "photo", "views": 1000 + i, "likes": 40 + i % 7, "on": f"2026-0{1 + i % 9}-07"}
            for i in range(60)
        ),
    )
    result = view(engine, table).breakdown("engagement_rate_by_impressions", "type").set_index("segment")
    assert result["differs"].all()
    assert result["value"]["reel"] / result["value"]["photo"] == pytest.approx(2, rel=0.1)
    assert result["difference_low"]["reel"] > 0


def test_posts_split_by_weekday_and_month(engine):
    table = posts(
        {"likes": 1, "on": "2026-09-07"}, {"likes": 2, "on": "2026-09-06"}, {"likes": 4, "on": "2026-08-30"}
    )
    seen = view(engine, table)
    assert dict(seen.breakdown("likes", "weekday").set_index("segment")["value"]) == {"1": 1, "7": 6}
    assert dict(seen.breakdown("likes", "month").set_index("segment")["value"]) == {
        "2026-08": 4,
        "2026-09": 3,
    }


def test_what_the_files_do_not_carry_is_locked_and_not_zero(engine):
    seen = view(engine, META)
    assert {"saves", "followers", "social_conversion_rate", "engagement_rate_by_followers"} <= set(
        seen.locked()
    )


def test_conversions_are_set_against_the_clicks_of_the_same_posts(engine):
    table = posts({"clicks": 50, "conversions": 5}, {"clicks": 50, "conversions": 10}, {"clicks": 900})
    reading = view(engine, table).reading("social_conversion_rate")
    assert (reading.value, reading.numerator, reading.denominator) == (0.15, 15, 100)


def test_a_rate_of_fewer_than_ten_impressions_is_hidden(engine):
    table = posts({"network": "x", "impressions": 9, "clicks": 3})
    assert view(engine, table).reading("click_through_rate").status == "hidden"


def test_a_share_of_few_posts_is_at_most_all_and_of_under_five_has_no_interval(engine):
    rows = [{"network": "x", "clicks": 50, "conversions": count} for count in (1, 2, 1, 48, 2)]
    of_five = view(engine, posts(*rows)).reading("social_conversion_rate")
    assert of_five.low < of_five.value < of_five.high <= 1
    of_four = view(engine, posts(*rows[1:])).reading("social_conversion_rate")
    assert (of_four.low, of_four.high) == (None, None)
