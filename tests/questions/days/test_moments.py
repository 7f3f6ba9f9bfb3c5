"""Days that are named without a year."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.days.moments import WITHOUT_YEAR, days_without_year

TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "year", "first", "last"),
    [
        ("offers 0 0", None, "2026-11-27", "2026-11-27"),
        ("offers 0 3", 2025, "2025-11-28", "2025-12-01"),
        ("season 6", None, "2026-06-01", "2026-08-31"),
        ("season 12", None, "2025-12-01", "2026-02-28"),
        ("ago 2", None, "2026-11-27", "2026-11-27"),
        ("weeks 1", None, "2026-11-16", "2026-11-22"),
        ("months 3", None, "2026-08-01", "2026-08-31"),
        ("months 11", None, "2025-12-01", "2025-12-31"),
        ("quarters 1", None, "2026-07-01", "2026-09-30"),
        ("years 2", None, "2024-01-01", "2024-12-31"),
        ("half 1", 2024, "2024-01-01", "2024-06-30"),
        ("day 12 25", None, "2025-12-25", "2025-12-25"),
        ("easter -2 1", None, "2026-04-03", "2026-04-06"),
        ("sunday 5 2", 2025, "2025-05-11", "2025-05-11"),
        ("days 1226 105", 2025, "2025-12-26", "2026-01-05"),
        ("weekday 6", None, "2026-11-28", "2026-11-28"),
        ("weekday 7", None, "2026-11-22", "2026-11-22"),
        ("weekend 1", None, "2026-11-21", "2026-11-22"),
        ("last month 11", None, "2025-11-01", "2025-11-30"),
        ("last month 10", None, "2026-10-01", "2026-10-31"),
        ("this month 11", None, "2026-11-01", "2026-11-30"),
        ("last season 9", None, "2025-09-01", "2025-11-30"),
        ("last days 1201 1224", None, "2025-12-01", "2025-12-24"),
    ],
)
def test_the_latest_that_has_begun_is_meant_unless_a_year_is_said(text, year, first, last):
    found = days_without_year(WITHOUT_YEAR.fullmatch(text), TODAY, year)
    assert found == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_a_day_that_the_month_does_not_have_is_none():
    assert days_without_year(WITHOUT_YEAR.fullmatch("day 2 30"), TODAY) is None


@pytest.mark.parametrize("text", ["this month 12", "this season 12", "this day 12 25"])
def test_what_is_said_of_this_year_and_has_not_begun_is_none(text):
    assert days_without_year(WITHOUT_YEAR.fullmatch(text), TODAY) is None
