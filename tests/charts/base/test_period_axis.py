import datetime as dt

import pandas as pd
import pytest

from engagement.charts.base import period_axis
from tests.charts.frames import EN, PL


def days(freq, count):
    return [day.date() for day in pd.date_range("2024-11-01", periods=count, freq=freq)]


@pytest.mark.parametrize(("freq", "grain"), [("W-MON", "week"), ("MS", "month"), ("QS", "quarter")])
@pytest.mark.parametrize("count", [13, 24, 60, 130])
def test_more_than_twelve_periods_get_at_most_six_labels(freq, grain, count):
    starts = days(freq, count)
    names = [period_axis.short_period(s, grain, EN) for s in starts]
    assert 2 <= len(period_axis.labelled(starts, grain, names, phone=False)) <= 6


def test_labels_that_would_touch_on_a_phone_are_thinned():
    starts = days("W-MON", 12)
    names = [period_axis.short_period(s, "week", PL) for s in starts]
    assert len(period_axis.labelled(starts, "week", names, phone=True)) <= 6


def test_the_year_stands_under_the_first_label_and_where_it_changes():
    starts = days("MS", 4)
    assert period_axis.tick_texts(starts, ["Nov", "Dec", "Jan", "Feb"], None) == [
        "Nov<br>2024",
        "Dec",
        "Jan<br>2025",
        "Feb",
    ]


def test_periods_are_named_in_words():
    day = dt.date(2026, 5, 4)
    assert period_axis.name(day, "month", EN) == "May 2026"
    assert period_axis.name(day, "quarter", EN) == "Q2 2026"
    assert period_axis.name(day, "week", EN) == "week of 4 May 2026"
    assert period_axis.short_period(day, "week", EN) == "4 May"


def test_the_axis_of_nothing_still_has_two_ends():
    assert len(period_axis.reach([], "month")) == 2
