"""A note on a day stands in a report and in a link where it was marked for it, and nowhere else."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest

from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.reports.machine_part import read
from engagement.reports.report_files import as_read_by, report_bytes
from engagement.reports.report_request import ReportRequest
from engagement.reports.tables.rounded_tables import rounded_tables
from engagement.store.planning.day_notes import DayNote
from engagement.store.sharing.terms import Terms
from tests.charts.frames import EN
from tests.metrics.invented import day, posts
from tests.metrics.shared_shop import as_orders, shop

NOTES = (
    DayNote(day("2026-03-10"), day("2026-03-12"), "sale", "Candles <b>20% off", in_links=True, id="a1"),
    DayNote(day("2026-05-04"), day("2026-05-04"), "price", "Anna Nowak complained", id="b2"),
    DayNote(day("1999-05-04"), day("1999-05-04"), "other", "Long before", in_links=True, id="c3"),
)


@pytest.fixture(scope="module")
def view():
    """Ten months of posts: of figures that are quick to publish."""
    days = (str(dt.date(2025, 11, 1) + dt.timedelta(days=n)) for n in range(300))
    rows = ({"on": on, "likes": 3 + n % 4, "reach": 100, "impressions": 130} for n, on in enumerate(days))
    return view_of({"posts": posts(*rows)}, Question())


def report_of(view, whom):
    return ReportRequest(whom=whom, question=view.question, notes=NOTES)


def sheets(book):
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read("xl/sharedStrings.xml").decode()


def test_a_report_to_send_holds_a_marked_note_and_no_other(view):
    seen = as_read_by(view, report_of(view, "others"))
    html = report_bytes(seen, report_of(view, "others"), ".html").decode()
    book = sheets(report_bytes(seen, report_of(view, "others"), ".xlsx"))
    for text in (html, book):
        assert "Anna Nowak" not in text
        assert "Candles &lt;b&gt;20% off" in text
    part = read(html).request
    assert [one.text for one in part.notes] == ["Candles <b>20% off", "Long before"]
    assert {one.id for one in part.notes} == {""}


def test_a_report_for_the_house_draws_every_note_with_a_number_and_says_it_below_and_aloud(view):
    html = report_bytes(view, report_of(view, "us"), ".html").decode()
    figure = html.split('id="engagement_rate_by_reach"')[1].split("</article>")[0]
    picture, below = figure.split("</svg>")
    assert picture.count('class="noted"') == 2
    assert ">①</text>" in picture
    assert 'class="noted span"' not in picture
    aloud = picture.split('aria-label="')[1].split('"')[0]
    assert "Notes: 1, 10 Mar 2026 to 12 Mar 2026: Sale, Candles <b&gt;20% off; 2, 4 May 2026: " in aloud
    assert '<p class="note">② 4 May 2026: Price change, Anna Nowak complained</p>' in below
    assert "Long before" not in figure
    assert "Anna Nowak" in sheets(report_bytes(view, report_of(view, "us"), ".xlsx"))
    assert (
        "noted"
        not in report_bytes(view, replace(report_of(view, "us"), notes=()), ".html")
        .decode()
        .split("</style>")[1]
    )


def test_a_note_on_several_periods_is_a_band_and_neighbours_are_numbered_above_each_other(view):
    notes = [
        DayNote(day("2025-12-10"), day("2026-03-12"), "sale", "Winter", id="a1"),
        DayNote(day("2026-01-04"), day("2026-01-04"), "price", "Dearer", id="b2"),
        *(DayNote(day("2026-02-04"), day("2026-02-04"), "other", f"Again {n}", id=str(n)) for n in range(9)),
    ]
    request = replace(report_of(view, "us"), notes=notes)
    html = report_bytes(view, request, ".html").decode()
    picture = html.split('id="engagement_rate_by_reach"')[1].split("</svg>")[0]
    assert picture.count('class="noted span"') == 1
    assert picture.count('class="noted"') == 2
    assert ">③④⑤…</text>" in picture


def test_tables_of_periods_have_the_notes_on_their_days_and_no_other_table():
    rows = shop(5, 200, 10, 0.1)
    owner = view_of({"orders": as_orders(rows)}, Question(days=None))
    middle = int(rows["day"].median())
    notes = (DayNote(middle, middle, "sale", "Spring sale", in_links=True),)
    request = ReportRequest(whom="us", question=owner.question, notes=notes)
    html = report_bytes(owner, request, ".html").decode()
    tables = html.split('<div class="tables">', 1)[1].split("<section>")
    noted = {table.split("</h3>")[0].split("<h3>")[1] for table in tables if "Spring sale" in table}
    assert "Customers who order again, by the period of the first order" in noted
    assert "New and returning customers over time" in noted
    assert not noted & {"Customers by their recency, frequency and money", "All groups together"}


def test_rounded_tables_of_a_link_have_the_notes_that_it_is_given():
    rows = shop(11, 400, 15, 0.1)
    owner = view_of({"orders": as_orders(rows)}, Question(days=None))
    terms = Terms(pages=("retention",), k=5)
    seen = PublishedView(publish(owner, terms, secret=b"a secret of thirty-two bytes ..."))
    middle = int(rows["day"].median())
    note = DayNote(middle, middle, "sale", "Spring sale", in_links=True)
    noted = [table.name for table in rounded_tables(seen, EN, [note]) if "Notes" in _heads(table)]
    assert noted == ["cohorts", "new_and_returning"]
    assert not any("Notes" in _heads(table) for table in rounded_tables(seen, EN))


def _heads(table):
    return [column.name for column in table.sheet.columns]
