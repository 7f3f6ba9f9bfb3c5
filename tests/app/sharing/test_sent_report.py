"""A report to send: what a link tells, listed and counted as told, and checked against the exports."""

from __future__ import annotations

import pytest

from engagement.app.sharing import sent_report
from engagement.app.workspaces.open_workspaces import OWN
from engagement.metrics.model import Question
from engagement.reports.machine_part import read
from engagement.reports.report_request import ReadFile, ReportRequest
from engagement.reports.verifying import verify
from engagement.store import StoreError, open_workspace
from engagement.store.sharing import links
from tests.app.own_shop import dropped

ROWS = [
    "Order ID,Order Date,Email,Total",
    *(f"{n},2026-01-{n % 28 + 1:02d},c{n % 25}@example.com,{20 + n % 3}.50" for n in range(1, 57)),
]


@pytest.fixture
def shop(data):
    dropped(data, ROWS)
    return open_workspace(data / "data", OWN)


def _view_of(workspace, question):
    files = tuple(ReadFile(one.file, one.content_digest) for one in workspace.datasets())
    return ReportRequest("us", question, title="Lume", files=files)


def test_it_is_a_link_that_has_been_opened_and_its_figures_are_those_of_the_exports(shop, data):
    view = _view_of(shop, Question(days=365))
    report = sent_report.begin(shop, ("purchases",), view, "ann@example.com")
    path = data / "report.html"
    path.write_bytes(sent_report.content(shop, report, ".html"))
    (link,) = links.links(shop.storage)
    assert link.seen_at is not None
    part = read(path.read_text("utf-8"))
    assert part.report["metrics"]["orders"]["value"] == 56
    assert [file.name for file in part.request.files] == [""]
    orders = data / "orders.csv"
    assert not verify(path, [orders]).differences
    orders.write_text(orders.read_text("utf-8").replace(",21.50", ",21.51", 1), "utf-8")
    result = [str(one) for one in verify(path, [orders]).differences]
    assert any("(revenue)" in one and "0.01" in one for one in result), result


def test_the_same_report_of_the_same_data_has_one_link_and_ends_with_it(shop):
    view = _view_of(shop, Question(days=365))
    first, second = (sent_report.begin(shop, ("purchases",), view, "") for _ in range(2))
    assert first.link == second.link
    links.revoke(shop.storage, first.link)
    assert not sent_report.stands(shop, first)
    with pytest.raises(StoreError):
        sent_report.content(shop, first, ".html")


def test_what_could_be_subtracted_from_a_link_is_refused(shop):
    sent_report.begin(shop, ("purchases",), _view_of(shop, Question(days=365)), "")
    with pytest.raises(StoreError, match="other filters or reads money otherwise"):
        sent_report.begin(shop, ("purchases",), _view_of(shop, Question(days=365, net=True)), "")
