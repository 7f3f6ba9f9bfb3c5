from __future__ import annotations

import pytest

from engagement.app.ui.address import from_address, to_address
from engagement.metrics.comparing.named_periods import have_other_weekdays, same_days_before, window_of
from engagement.metrics.model import Question, Window
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.store.sharing.terms import Terms
from tests.metrics.invented import day
from tests.metrics.orders import order, orders

#: One order a day, the n-th day of the year costs n; each customer orders once.
ORDERS = orders(
    *(
        order(f"{year}-{month:02}-{of:02}", 10_000 * year + 100 * month + of, month)
        for year in (2024, 2025)
        for month in range(1, 12)
        for of in range(1, 29)
        if (year, month, of) <= (2025, 11, 12)
    )
)


def test_named_periods_are_those_of_the_calendar():
    friday = day("2025-11-14")
    named = {
        "this_week": ("2025-11-10", "2025-11-14"),
        "last_week": ("2025-11-03", "2025-11-09"),
        "this_month": ("2025-11-01", "2025-11-14"),
        "last_month": ("2025-10-01", "2025-10-31"),
        "this_quarter": ("2025-10-01", "2025-11-14"),
        "last_quarter": ("2025-07-01", "2025-09-30"),
        "this_year": ("2025-01-01", "2025-11-14"),
        "last_year": ("2024-01-01", "2024-12-31"),
    }
    for name, (first, last) in named.items():
        assert window_of(name, friday) == window_of(name, friday).__class__(day(first), day(last)), name


def test_a_view_reads_the_last_whole_month_and_stays_with_it_whatever_else_is_asked():
    view = view_of({"orders": ORDERS}, Question(period="last_month"))
    assert view.reading("revenue").value == 28 * 10 * 1.0
    second_result = view.ask(view.question)
    assert second_result.window("revenue").first_day == day("2025-10-01")
    assert second_result.reading("orders").value == 28


def test_a_month_so_far_lies_beside_the_same_days_of_the_month_before_and_says_that_it_runs():
    view = view_of({"orders": ORDERS}, Question(period="this_month", compare="before"))
    change = view.change("orders")
    assert (view.reading("orders").value, change.before.value) == (12, 12)
    assert change.before.window.first_day == day("2025-10-01")
    assert any("still running" in str(note) for note in view.reading("orders").notes)
    whole = view_of({"orders": ORDERS}, Question(period="last_month")).reading("orders")
    assert not any("still running" in str(note) for note in whole.notes)


def test_a_period_that_ends_with_the_data_is_compared_as_it_will_be_the_day_after():
    year = Question(period="this_year")
    assert same_days_before(year, Window(day("2025-01-01"), day("2025-12-31"))) is None
    running = same_days_before(year, Window(day("2025-01-01"), day("2025-12-30")))
    assert running == Window(day("2024-01-01"), day("2024-12-29"))


def test_days_after_the_end_of_the_data_are_said():
    view = view_of({"orders": ORDERS}, Question(days=30, as_of=day("2025-11-30")))
    assert any("The data end on" in str(note) for note in view.reading("orders").notes)


def test_days_by_day_add_up_to_the_period_and_cohorts_are_by_week():
    view = view_of({"orders": ORDERS}, Question(period="last_month", grain="day"))
    trend = view.trend("orders", trailing=False)
    assert trend["value"][-31:].sum() == 28
    assert set(view.table("cohorts")["cohort"].str[4:6]) == {"-W"}


def test_a_period_and_days_to_compare_with_survive_the_address():
    questions = [
        Question(period="this_quarter", compare="before"),
        Question(days=31, as_of=day("2025-10-31"), compare=(day("2024-03-01"), day("2024-03-31"))),
        Question(days=None),
        Question(days=91, grain="day"),
    ]
    for question in questions:
        result = from_address(to_address(question))
        assert to_address(result) == to_address(question)
    assert from_address({"window": "2025-10-31..2025-10-01"}).days == 31  # as the date fields
    assert from_address({"window": "2025-99-01..x", "cmp": "..", "grain": "hour"}) == Question()


def test_a_link_has_only_the_days_that_its_author_published():
    owners = view_of({"orders": ORDERS}, Question(period="last_month"))
    terms = Terms(pages=("overview", "purchases"), question="", k=5)
    guests = PublishedView(publish(owners, terms), Question(days=3, as_of=day("2025-03-03")))
    assert guests.question.period == "last_month"
    assert guests.window("orders") == owners.window("orders")
    assert guests.reading("orders").value == 28


@pytest.mark.parametrize(
    ("days", "shift", "expected"),
    [(7, 365, False), (14, 366, False), (3, 365, True), (10, 10, True), (10, 364, False), (27, 365, True),
     (28, 365, False), (31, 365, False)],
)  # fmt: skip
def test_short_periods_of_other_weekdays_are_known(days, shift, expected):
    window = Window(20_000, 20_000 + days - 1)
    assert have_other_weekdays(window, Window(20_000 - shift, 20_000 - shift + days - 1)) is expected
