from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.values.dates import Yearless
from engagement.sources.values.missing_years import place, years_in

TODAY = date(2026, 11, 21)


def bare(days: list[date]) -> list[Yearless]:
    return [Yearless(d.month, d.day) for d in days]


def run(first: date, length: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(length)]


def test_the_last_day_never_lies_after_today():
    assert place(bare([date(2025, 12, 1)]), today=TODAY) == [date(2025, 12, 1)]
    assert place(bare([date(2026, 11, 21)]), today=TODAY) == [TODAY]


def test_a_leap_day_proves_a_leap_year():
    days = run(date(2024, 2, 20), 20)
    assert place(bare(days), today=TODAY) == days


def test_an_unbroken_series_without_leap_day_proves_a_common_year():
    days = run(date(2023, 2, 20), 20)
    assert place(bare(days), today=date(2024, 6, 1)) == days


def test_the_year_of_the_file_name_is_taken_where_it_can_be():
    days = run(date(2024, 5, 1), 3)
    assert place(bare(days), today=TODAY, named=frozenset({2024})) == days
    in_future = place(bare([date(2026, 12, 1)]), today=TODAY, named=frozenset({2026}))
    assert in_future == [date(2025, 12, 1)]


def test_days_in_no_order_are_each_the_latest_they_can_be():
    mixed = [(3, 1), (12, 5), (2, 2), (11, 30), (1, 4), (9, 9), (5, 5), (8, 8), (4, 4), (7, 7)]
    placed = place([Yearless(*d) for d in mixed], today=TODAY)
    assert placed[0] == date(2026, 3, 1)
    assert placed[1] == date(2025, 12, 5)


def test_a_missing_day_and_an_impossible_one_stay_without_date():
    assert place([None, Yearless(6, 31), Yearless(6, 30)], today=TODAY)[:2] == [None, None]
    assert place([], today=TODAY) == []


def test_years_are_found_in_file_names():
    assert years_in("Overview_2025-12-01_2026-01-28.csv") == {2025, 2026}
    assert years_in("Overview20250901.csv") == {2025}
    assert years_in("7300000000000002024.csv") == frozenset()


@given(st.dates(date(2018, 1, 1), TODAY - timedelta(days=400)), st.integers(2, 380))
def test_with_the_year_in_the_name_any_unbroken_series_comes_back(first, length):
    days = run(first, length)
    assert place(bare(days), today=TODAY, named=frozenset({days[-1].year})) == days
