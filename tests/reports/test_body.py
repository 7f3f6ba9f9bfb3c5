"""A printed report has no heading without its table, and states its days without any figure, too."""

from __future__ import annotations

import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.reports.report_files import report_bytes
from engagement.reports.report_request import ReportRequest
from tests.charts.frames import EN
from tests.metrics.shared_shop import as_orders, shop


@pytest.fixture(scope="module")
def view():
    return view_of({"orders": as_orders(shop(5, 200, 16, 0.1))}, Question())


def page(view, only=None):
    request = ReportRequest(whom="us", question=view.question, only=only)
    return report_bytes(view, request, ".html").decode()


def test_a_report_of_tables_alone_says_of_which_days_they_are(view):
    facts = page(view, ("order_ladder",)).split('class="facts">')[1].split("</p>")[0]
    days = (EN.day_short(day) for day in (view.window("orders").first_day, view.window("orders").last_day))
    assert facts.startswith(" to ".join(days))


def test_tables_that_are_folded_are_named_on_paper_and_no_other(view):
    few = page(view, ("order_ladder", "cohorts"))
    (note,) = [part.split("</p>")[0] for part in few.split('class="note print">')[1:]]
    assert note == (
        "Not printed: Customers who order again, by the period of the first order. The page (.html) and the "
        "workbook (.xlsx) have them."
    )
    assert 'class="note print">' not in page(view, ("order_ladder",))
    assert "From one order to the next" in page(view).split('class="note print">')[1]
