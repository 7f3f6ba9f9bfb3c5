"""Accounts and posts: followers who leave, months, clocks beside dates, and what is no post at all."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.social.followers import _fill
from engagement.sources.raw import from_text
from engagement.sources.recognition import asking, unsupported
from engagement.sources.text.csv_records import Dialect, records, split_lines
from engagement.sources.values.dates import parse
from tests.sources.voices import drop, measured, refused, value, warned, written


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 2_000)), min_size=2, max_size=30),
    st.lists(st.integers(-50, 500), min_size=30, max_size=30),
)
def test_followers_are_never_fewer_than_none(totals, gains):
    total = np.asarray([np.nan if t is None else t for t in totals])
    filled = _fill(total, np.asarray(gains[: len(total)], dtype=float))
    known = ~np.isnan(total)
    assert (filled[known] == total[known]).all()
    first = int(np.argmax(known)) if known.any() else 0
    assert not (filled[:first] < 0).any()


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    "names",
    ["New followers,Lost followers", "Nuovi follower,Follower persi", "Neue Follower,Verlorene Follower"],
)
def test_those_who_left_are_taken_from_those_who_came(tmp_path, names, sign):
    lines = [f"2026-03-{day:02},LinkedIn,25,{sign * 24}" for day in range(1, 11)]
    result = drop(written(tmp_path, "\n".join([f"Date,Network,{names}", *lines])))
    assert result[0].tables["audience"].column("new_followers").to_pylist() == [1] * 10


def test_the_case_of_gross_gains(shared):
    result = drop(shared / "cases/voices/followers_total_once_with_gross_gains.csv")
    assert value(result, "followers") == 490
    assert value(result, "audience_growth_rate") == pytest.approx(11 / 479)


@pytest.mark.parametrize(
    ("header", "values", "last"),
    [
        ("Month", ["2025-01", "2025-02"], ["2025-01-31", "2025-02-28"]),
        ("Mese", ["gennaio 2025", "febbraio 2025"], ["2025-01-31", "2025-02-28"]),
        ("Monat", ["2025/01", "2025/02"], ["2025-01-31", "2025-02-28"]),
        ("month", ["2025-01-01", "2025-02-01"], ["2025-01-31", "2025-02-28"]),
        ("Week", ["2025-W01", "2025-W02"], ["2025-01-05", "2025-01-12"]),
        ("Settimana", ["2025-01-06", "2025-01-13"], ["2025-01-12", "2025-01-19"]),
        ("Date", ["2025-01", "2025-02"], ["2025-01-31", "2025-02-28"]),
    ],
)
def test_a_row_of_a_month_or_a_week_stands_at_its_end(tmp_path, header, values, last):
    lines = [f"{text},instagram,100,900" for text in values]
    result = drop(written(tmp_path, "\n".join([f"{header},Platform,Followers,Reach", *lines])))
    days = result[0].tables["audience"].column("day").to_pylist()
    assert [str(date(1970, 1, 1) + timedelta(days=day)) for day in days] == last


def test_the_case_of_months(shared):
    result = drop(shared / "cases/voices/social_report_by_month.csv")
    assert (result[0].report.rows_kept, len(result[0].tables["audience"])) == (20, 20)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.booleans())
def test_a_time_needs_no_leading_zeros(hour, minute, second, padded):
    clock = f"{hour:02}:{minute:02}:{second:02}" if padded else f"{hour}:{minute}:{second}"
    result = parse(f"2026-03-01 {clock}", "day")
    assert (result.hour, result.minute, result.second) == (hour, minute, second)


def test_the_cases_of_clocks(shared):
    folder = shared / "cases/voices"
    result = drop(folder / "times_without_leading_zeros.csv")
    assert (result[0].report.rows_kept, value(result, "impressions")) == (20, 2_190)
    result = drop(folder / "publish_time_is_a_clock_and_date_beside.csv")
    assert (len(result[0].tables["posts"]), value(result, "views")) == (12, 2_466)
    result = drop(folder / "csv_lines_wrapped_once_more.csv")
    assert (len(result[0].tables["posts"]), value(result, "views")) == (12, 12_660)


def test_the_day_stands_beside_a_clock_though_the_clock_is_called_the_publication(tmp_path):
    text = "Tytuł filmu;Godzina publikacji;Data publikacji filmu;Wyświetlenia;Polubienia\n" + "".join(
        f"Film {n};{n}:05;{n + 12}.01.2026;50{n};1{n}\n" for n in range(1, 7)
    )
    moments = [row["instant"] for row in drop(written(tmp_path, text))[0].tables["posts"].to_pylist()]
    assert [str(moment) for moment in moments[:2]] == ["2026-01-13 01:05:00", "2026-01-14 02:05:00"]


def test_a_persons_workbook_in_italian_gives_complete_days_and_the_best_posts(shared):
    result = drop(shared / "cases/voices/analisi_aggregate_persona.xlsx")
    assert {one.report.platform for one in result} == {"LinkedIn"}
    metrics = measured(result)["metrics"]
    assert (metrics["impressions"]["value"], metrics["impressions"]["n"]) == (2_735, 31)
    assert metrics["followers"]["value"] == 1_204
    tables = [one.tables["posts"] for one in result if "posts" in one.tables]
    posts = {post for table in tables for post in table["post_id"].to_pylist()}
    assert len(posts) == 8


@pytest.mark.parametrize("name", ["Totals.csv", "Totals (1).csv", "Totali (2).csv", "Totals - Copy.csv"])
def test_the_totals_of_youtube_may_be_downloaded_twice(tmp_path, name):
    result = drop(written(tmp_path, "Date,Views\n2026-03-01,10\n2026-03-02,11\n", name))
    assert (result[0].report.format, sum(result[0].tables["audience"]["views"].to_pylist())) == (
        "youtube",
        21,
    )


def test_shares_of_views_are_no_number_of_views(tmp_path):
    text = "Viewer age,Views (%),Watch time (hours) (%)\n18–24 years,40.5,41\n25–34 years,59.5,59\n"
    result = drop(written(tmp_path, text, "Table data.csv"))
    assert "only the shares of views" in warned(result)


@given(
    st.lists(st.sampled_from(['1,"x",2', '3,"y y"', '"a, b",4', '5,"z""q",6', "7,8"]), min_size=2, max_size=8)
)
def test_what_the_strict_reader_reads_whole_is_never_joined_with_the_next(lines):
    result = list(records(split_lines("\n".join(lines)), Dialect(), width=3, first=1))
    assert [line for line, _ in result] == list(range(1, len(lines) + 1))


STRANGERS = {
    "Shopify's list of customers": "First Name,Last Name,Email,Accepts Email Marketing,"
    "Total Spent,Total Orders",
    "a report of sums": "Day,Orders,Gross sales,Discounts,Returns,Net sales,Shipping,Taxes,Total sales",
    "Meta Ads": "Campaign name,Ad set name,Results,Impressions,Reach,Reporting starts,Reporting ends",
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_known_for_something_else_is_named_with_the_export_to_take(tmp_path, name):
    columns = STRANGERS[name].split(",")
    text = "\n".join([STRANGERS[name], *(",".join(f"{n + 1}" for _ in columns) for n in range(12))])
    sentence = refused(written(tmp_path, text))
    assert name in sentence
    assert "instead" in sentence


NAMES = [
    "title",
    "body",
    "source",
    "product_handle",
    "Link",
    "Rating",
    "Agent",
    "Topic",
    "E-mail",
    "Day",
    "City",
]
CELLS = {
    "product_handle": "cup-{0}",
    "Link": "https://example.com/c/{0}",
    "Rating": "4",
    "E-mail": "p{0}@example.com",
    "Day": "2026-03-{1:02}",
}


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=9, unique=True))
def test_a_table_without_an_amount_or_a_number_of_an_order_is_not_proposed_as_orders(names):
    lines = [",".join(CELLS.get(name, "words {0} own").format(n, n + 1) for name in names) for n in range(20)]
    raw = from_text.read("\n".join([",".join(names), *lines]).encode(), "file.csv", knows=lambda _: False)
    assert unsupported.sentence_if_unsupported(raw) is None
    assert asking.guess(raw).kind != "orders"


@pytest.mark.parametrize(
    "header",
    ["Campaign,Send date,Sent,Opened,Clicked", "Campagna,Data invio,Inviate,Aperture uniche,Clic unici"],
)
def test_without_a_number_delivered_rates_are_of_those_sent_and_say_so(tmp_path, header):
    lines = [f"News {n},2026-03-{n + 1:02},1000,300,40" for n in range(12)]
    result = drop(written(tmp_path, "\n".join([header, *lines])))
    rate = measured(result)["metrics"]["open_rate"]
    assert rate["value"] == pytest.approx(0.3)
    assert any("counted by the messages sent" in note for note in rate["notes"])
    assert "of those sent" in warned(result)
