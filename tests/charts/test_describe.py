import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.points import read_trend
from engagement.charts.coverage import Covered
from engagement.charts.describe import (
    describe_breakdown,
    describe_coverage,
    describe_distribution,
    describe_trend,
)
from engagement.locale import message
from tests.charts.frames import EN, ODD, PL, UNITS, breakdown_frame, odd_breakdowns, odd_trends, trend_frame

NAME = message("Repeat purchase rate")


@ODD
@given(odd_trends(), odd_breakdowns(), st.sampled_from(UNITS))
def test_every_chart_can_be_put_in_words(trend, breakdown, unit):
    assert PL.t(describe_trend(NAME, read_trend(trend, "month"), unit, "EUR", PL))
    assert PL.t(describe_breakdown(NAME, breakdown, unit, "EUR", PL))


def test_a_trend_tells_period_end_and_range():
    assert EN.t(
        describe_trend(NAME, read_trend(trend_frame([0.2, 0.3, 0.25]), "month"), "share", None, EN)
    ) == ("Repeat purchase rate, January 2025 to March 2025: 25.0% at the end, lowest 20.0%, highest 30.0%.")


def test_a_breakdown_tells_highest_lowest_and_what_differs():
    frame = breakdown_frame(
        {"segment": "Italy", "value": 0.3}, {"segment": "Spain", "value": 0.1, "differs": True}
    )
    assert EN.t(describe_breakdown(NAME, frame, "share", None, EN)) == (
        "Repeat purchase rate, 2 segments: highest Italy with 30.0%, lowest Spain with 10.0%; "
        "a real difference: Spain."
    )


def test_a_distribution_tells_how_many_and_which_share():
    frame = pd.DataFrame({"score": [1, 5, 7], "count": [1, 1, 2]})
    assert EN.t(describe_distribution(NAME, frame, EN)) == (
        "Repeat purchase rate, 4 answers: 75% of them from 5 to 7."
    )


def test_coverage_tells_what_is_there_and_what_is_not():
    rows = [Covered("Orders", ((dt.date(2025, 1, 1), dt.date(2025, 3, 31)),)), Covered("Web")]
    assert EN.t(describe_coverage(rows, EN)) == (
        "What the files cover: Orders 1 Jan 2025 to 31 Mar 2025; Web: no data yet."
    )
