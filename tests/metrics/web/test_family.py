from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.web.reports import Stretch, without_overlap
from engagement.statistics.clusters import share_by_cluster, share_sums
from tests.metrics.invented import day, sessions


def view(*rows, **fields):
    return view_of({"sessions": sessions(*rows)}, Question(**fields))


def notes(reading):
    return " | ".join(str(note) for note in reading.notes)


def shop(on, count=1000, **more):
    base = {"source": "shopify_sessions", "on": on, "sessions": count}
    funnel = {"cart_additions": 80, "reached_checkout": 50, "completed": 25}
    return base | funnel | more


def ga4(first, last, channel, count, **more):
    base = {"source": "ga4", "property": "Demo", "breakdown": "channel", "channel": channel}
    return base | {"day": day(first), "last_day": day(last), "sessions": count} | more


def test_conversion_is_the_share_of_visits_that_completed_the_goal():
    seen = view(shop("2026-09-01"), shop("2026-09-02", 1100, completed=30)).reading("conversion_rate")
    assert (seen.numerator, seen.denominator, seen.n) == (55, 2100, 2100)
    assert seen.value == pytest.approx(55 / 2100)
    assert (seen.method, seen.status, seen.rows_used) == ("wilson_by_day", "small", 2)


def test_the_interval_allows_for_days_that_differ():
    """On every other day there is a promotion, so that visits of one day resemble each other."""
    rows = [shop(f"2026-09-{d:02}", completed=10 if d % 2 else 50) for d in range(1, 31)]
    seen = view(*rows).reading("conversion_rate")
    days = np.array([10.0 if d % 2 else 50.0 for d in range(1, 31)])
    expected = share_by_cluster(share_sums(np.full(30, 1000.0), days))
    assert (seen.value, seen.low, seen.high) == pytest.approx(expected[:3])
    assert seen.high - seen.low > 4 * 1.96 * (0.03 * 0.97 / 30_000) ** 0.5
    assert (seen.status, seen.n) == ("ok", 30_000)
    assert "independent" not in notes(seen)


def test_one_total_of_several_days_has_no_interval_and_says_why():
    seen = view(ga4("2026-09-01", "2026-09-30", "Direct", 263, completed=81)).reading("conversion_rate")
    assert seen.value == pytest.approx(81 / 263)
    assert (seen.low, seen.high, seen.status) == (None, None, "small")
    assert "one total of several days" in notes(seen)


def test_totals_of_weeks_vary_as_wholes():
    done = [20, 44, 31, 25, 58, 22]
    rows = [
        {**shop("2026-09-01"), "day": day("2026-09-07") + 7 * i, "last_day": day("2026-09-13") + 7 * i}
        | {"completed": k}
        for i, k in enumerate(done)
    ]
    seen = view(*rows)
    expected = share_by_cluster(share_sums(np.full(6, 1000.0), np.asarray(done, dtype=float)))
    reading = seen.reading("conversion_rate")
    assert (reading.value, reading.low, reading.high) == pytest.approx(expected[:3])
    assert (reading.status, "one total" in notes(reading)) == ("ok", False)
    last = seen.table("funnel").set_index("key").loc["order"]
    assert (last.share_of_visits, last.share_low, last.share_high) == pytest.approx(expected[:3])


def test_channels_of_the_same_days_are_told_apart_by_what_differs_on_each_day():
    """Days differ much more than channels do, and both channels alike: day by day the channels differ."""

    def by_channel(on, channel, k):
        base = {"source": "ga4", "property": "Demo", "breakdown": "channel", "channel": channel, "on": on}
        return base | {"sessions": 1000, "completed": k}

    rows = []
    for d in range(1, 29):
        on, level = f"2026-09-{d:02}", 20 * (d % 5)
        rows += [by_channel(on, "Direct", 20 + level), by_channel(on, "Search", 40 + level)]
    frame = view(*rows).breakdown("conversion_rate", "channel")
    assert frame["differs"].all()
    assert frame["difference"].abs().tolist() == pytest.approx([0.02, 0.02])
    single = frame["high"] - frame["low"]
    assert (single > 0.02).all()
    assert ((frame["difference_high"] - frame["difference_low"]) < single).all()


def test_cart_and_checkout_are_abandoned_apart():
    seen = view(shop("2026-09-01"))
    assert seen.reading("cart_abandonment_rate").value == pytest.approx(55 / 80)
    assert seen.reading("checkout_abandonment_rate").value == pytest.approx(25 / 50)
    both = seen.reading("abandonment_rate")
    assert (both.value, both.denominator) == (0.5, 50)
    assert "Of checkouts" in notes(both)


def test_abandonment_is_of_carts_where_the_file_carries_no_checkouts():
    seen = view(shop("2026-09-01", reached_checkout=None))
    assert seen.reading("abandonment_rate").value == pytest.approx(55 / 80)
    assert "Of carts" in notes(seen.reading("abandonment_rate"))
    assert "checkout_abandonment_rate" in seen.locked()


def test_more_finished_than_started_is_shown_below_0_and_not_clipped():
    seen = view(shop("2026-09-01", cart_additions=20)).reading("cart_abandonment_rate")
    assert (seen.value, seen.low, seen.high, seen.status) == (-0.25, None, None, "small")
    assert "buy-now" in notes(seen)


def test_reports_of_the_same_visits_by_two_splits_are_not_added():
    parts = [ga4("2026-09-01", "2026-09-30", c, 500, completed=20) for c in ("Direct", "Search")]
    pages = [
        {**parts[0], "breakdown": "landing_page", "channel": None, "landing_page": page, "sessions": 300}
        for page in ("/", "/a", "/b")
    ]
    seen = view(*parts, *pages)
    assert seen.reading("conversion_rate").denominator == 1000
    assert [n for _, n in seen.reading("conversion_rate").left_out] == [3]
    assert seen.breakdown("conversion_rate", "channel")["n"].sum() == 1000
    assert seen.breakdown("conversion_rate", "landing_page")["n"].sum() == 900


def test_the_whole_site_leads_its_parts():
    whole = {**ga4("2026-09-01", "2026-09-30", None, 990, completed=44), "breakdown": None}
    seen = view(whole, ga4("2026-09-01", "2026-09-30", "Direct", 2000, completed=20))
    assert seen.reading("conversion_rate").denominator == 990


def test_a_year_and_the_months_in_it_are_not_added():
    year = ga4("2026-01-01", "2026-12-31", "Direct", 5000, completed=100)
    months = [ga4(f"2026-{m:02}-01", f"2026-{m:02}-28", "Direct", 400, completed=10) for m in range(1, 13)]
    assert view(year, *months).reading("conversion_rate").denominator == 4800


def test_two_tools_of_the_same_visits_are_not_added_and_the_other_is_named():
    seen = view(
        shop("2026-09-30", 900), ga4("2026-09-01", "2026-09-30", "Direct", 1000, completed=50)
    ).reading("conversion_rate")
    assert seen.denominator == 1000
    assert "Shopify counts the same visits too" in notes(seen)


def test_a_split_that_another_tool_answers_is_said():
    seen = view(shop("2026-09-30", 9000), ga4("2026-09-01", "2026-09-30", "Direct", 1000, completed=50))
    assert seen.reading("conversion_rate").denominator == 9000
    assert seen.breakdown("conversion_rate", "channel")["n"].tolist() == [1000]
    assert "By channel: as Google Analytics 4 counts" in notes(seen.reading("conversion_rate"))


def test_two_websites_are_added():
    one = ga4("2026-09-01", "2026-09-30", "Direct", 500, completed=20)
    seen = view(one, {**one, "property": "Outlet"}).reading("conversion_rate")
    assert seen.denominator == 1000
    assert "Demo, Outlet" in notes(seen)


def test_the_two_definitions_of_a_bounce_are_never_joined():
    old = {"source": "ua", "on": "2026-09-01", "sessions": 400, "bounces": 100, "bounce_definition": "ua"}
    new = ga4("2026-09-01", "2026-09-30", "Direct", 1000, bounces=200, bounce_definition="ga4")
    seen = view(old, new).reading("bounce_rate")
    assert (seen.value, seen.denominator) == (0.2, 1000)
    assert "Google Analytics 4 defines it" in notes(seen)
    assert "25.0% of 400 visits" in notes(seen)
    assert "not joined" in notes(seen)


def test_the_definition_that_leads_is_the_one_of_the_window_that_is_asked():
    old = [
        {"source": "ua", "on": f"2022-0{m}-01", "sessions": 9000, "bounces": 10, "bounce_definition": "ua"}
        for m in range(1, 9)
    ]
    new = ga4("2026-09-01", "2026-09-30", "Direct", 1000, bounces=200, bounce_definition="ga4")
    assert view(*old, new).reading("bounce_rate").denominator == 1000
    everything = view(*old, new, days=None).reading("bounce_rate")
    assert everything.denominator == 72_000


def test_a_trend_does_not_change_its_definition_half_way():
    old = {"source": "ua", "on": "2026-06-01", "sessions": 400, "bounces": 100, "bounce_definition": "ua"}
    new = ga4("2026-09-01", "2026-09-30", "Direct", 1000, bounces=200, bounce_definition="ga4")
    trend = view(old, new).trend("bounce_rate", trailing=False)
    assert trend["denominator"].tolist() == [0, 0, 0, 1000]


def test_a_row_of_several_days_counts_on_its_last_day():
    seen = view(ga4("2025-01-01", "2026-09-30", "Direct", 1000, completed=50), days=91)
    assert seen.window("conversion_rate").last_day == day("2026-09-30")
    assert seen.reading("conversion_rate").denominator == 1000
    assert "begins before the period, on 2025-01-01" in notes(seen.reading("conversion_rate"))
    earlier = view(ga4("2025-01-01", "2026-09-30", "Direct", 1000, completed=50), as_of=day("2026-09-15"))
    assert earlier.reading("conversion_rate").status == "missing"


def test_rows_that_do_not_say_their_days_are_read_where_none_does():
    row = {"source": "ga4", "breakdown": "channel", "sessions": 100, "completed": 10}
    seen = view({**row, "channel": "Direct"}, {**row, "channel": "Search"}).reading("conversion_rate")
    assert (seen.denominator, seen.window) == (200, None)


def test_purchases_stand_in_for_a_goal_and_that_is_said():
    seen = view(shop("2026-09-01", completed=None, transactions=40)).reading("conversion_rate")
    assert seen.value == pytest.approx(0.04)
    assert "Purchases stand for" in notes(seen)


def test_a_missing_figure_is_not_0():
    seen = view(shop("2026-09-01"), shop("2026-09-02", completed=None)).reading("conversion_rate")
    assert (seen.denominator, seen.rows_used) == (1000, 1)
    assert ("Rows that lack one of the numbers", 1) in [(str(r), n) for r, n in seen.left_out]


def test_fewer_than_ten_visits_have_no_rate():
    seen = view(shop("2026-09-01", 9, completed=1)).reading("conversion_rate")
    assert (seen.value, seen.numerator, seen.denominator, seen.status) == (None, 1, 9, "hidden")


def test_a_filter_needs_a_report_that_is_split_so():
    rows = [ga4("2026-09-01", "2026-09-30", c, 500, completed=20) for c in ("Direct", "Search")]
    assert view(*rows, filters=(("channel", ("Direct",)),)).reading("conversion_rate").denominator == 500
    other = view(*rows, filters=(("device", ("mobile",)),)).reading("conversion_rate")
    assert other.status == "missing"


def test_a_split_of_no_visits_is_empty():
    filtered = view(shop("2026-09-01", device="mobile"), filters=(("country", ("IT",)),))
    assert filtered.breakdown("conversion_rate", "device").empty


@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(1, 12), st.sampled_from(["", "channel", "channel, device"])
        ),
        max_size=30,
    )
)
def test_no_day_is_counted_twice(spans):
    of = [
        Stretch("ga4", "", split, "", first, first + length - 1, 1.0) for first, length, split in set(spans)
    ]
    days = [d for s in without_overlap(of, frozenset()) for d in range(s.first, s.last + 1)]
    assert len(days) == len(set(days))
    assert bool(days) == bool(of)


def test_the_examples_of_every_tool_are_measured(shared):
    paths = sorted((shared / "examples" / "web_and_email").glob("*.csv"))
    result = {}
    for imported in engagement.read(*paths):  # in one process
        seen = engagement.measure([imported], days=None)
        result[imported.report.file] = {key: seen.reading(key).value for key in seen.keys()}  # noqa: SIM118
    assert result["shopify_sessions_over_time.csv"]["conversion_rate"] == pytest.approx(55 / 2100)
    assert result["ga4_traffic_acquisition.csv"]["bounce_rate"] == pytest.approx(300 / 1500)
    assert result["ua_landing_pages.csv"]["bounce_rate"] == pytest.approx(511 / 553)
    assert result["klaviyo_campaigns.csv"]["open_rate"] == pytest.approx(500 / 980)
    assert result["mailchimp_campaigns.csv"]["click_rate"] == pytest.approx(7 / 108)
    assert "abandonment_rate" not in result["ga4_traffic_acquisition.csv"]
