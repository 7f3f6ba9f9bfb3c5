from __future__ import annotations

import datetime as dt

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.sums.periods import Periods, as_date, first_day_of, month_of, period_of
from tests.metrics.invented import day

dates = st.dates(dt.date(1900, 3, 1), dt.date(2100, 2, 28))
grains = st.sampled_from(["week", "month", "quarter"])


def test_the_month_of_every_day_of_two_centuries_is_the_calendars():
    days = np.arange(day("1900-03-01"), day("2100-03-01"))
    result = nw.from_native(pd.DataFrame({"day": days})).select(month_of(nw.col("day")))["day"].to_numpy()
    expected = [as_date(int(d)).year * 12 + as_date(int(d)).month - 1 for d in days]
    assert result.tolist() == expected


@given(dates, grains)
def test_a_period_begins_on_its_first_day_and_ends_before_the_next(date, grain):
    on = day(str(date))
    period = period_of(on, grain)
    assert first_day_of(period, grain) <= on < first_day_of(period + 1, grain)
    assert as_date(first_day_of(period, grain)).day == 1 or grain == "week"


def test_a_week_begins_on_monday():
    assert as_date(first_day_of(period_of(day("2025-10-08"), "week"), "week")) == dt.date(2025, 10, 6)


@given(
    first=dates.filter(lambda d: dt.date(2000, 1, 1) < d < dt.date(2040, 1, 1)),
    reach=st.integers(0, 700),
    length=st.sampled_from([0, 1, 7, 30, 90, 365, None]),
    grain=grains,
)
def test_a_day_lies_in_exactly_the_windows_that_its_periods_say(first, reach, length, grain):
    opening = day(str(first))
    periods = Periods(grain, opening, opening + reach, length, opening)
    days = np.arange(opening, opening + reach + 1)
    frame = nw.from_native(pd.DataFrame({"day": days}))
    result = frame.select(a=periods.at(nw.col("day")), b=periods.until(nw.col("day")))
    spans = zip(result["a"].to_list(), result["b"].to_list(), strict=True)
    numbers = np.arange(periods.count)
    inside = np.asarray([(numbers >= a) & (numbers <= b) for a, b in spans])
    starts, ends = np.asarray(periods.starts()), np.asarray(periods.ends())
    opens = starts if length == 0 else np.full_like(ends, opening) if length is None else ends - length + 1
    expected = (days[:, None] >= opens) & (days[:, None] <= ends)
    assert (inside == expected).all()


@pytest.mark.parametrize(
    ("last", "complete"), [("2025-03-31", [False, True, True]), ("2025-03-30", [False, True, False])]
)
def test_a_running_period_and_one_that_the_data_begin_in_are_incomplete(last, complete):
    periods = Periods("month", day("2025-01-10"), day(last), 0, day("2025-01-10"))
    assert periods.complete().tolist() == complete


def test_a_trailing_window_is_complete_once_the_data_fill_it():
    periods = Periods("month", day("2024-01-01"), day("2025-02-28"), 365, day("2024-01-01"))
    # 2024 is a leap year: the 365 days to 31 December begin on 2 January.
    assert periods.complete().tolist() == [False] * 11 + [True] * 3
