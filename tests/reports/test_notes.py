"""A note on a day stands in a report and in a link where it was marked for it, and nowhere else."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.reports.machine_part import read
from engagement.reports.report_files import as_read_by, report_bytes
from engagement.reports.report_request import ReportRequest
from engagement.store.planning.day_notes import DayNote
from tests.metrics.invented import day, posts

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
