"""A link opens as one page of HTML, drawn from its bundle without a session."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import re
from concurrent.futures import ThreadPoolExecutor, wait

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import load_workbook as load
from starlette.requests import Request

from engagement.app.guests import background_publishing, guest
from engagement.app.link_page import drawn, route
from engagement.app.ui.address import to_address
from engagement.app.who.visitor import Visitor
from engagement.app.workspaces import open_workspaces
from engagement.metrics.model import Window
from engagement.planning.statements import Edit, Review, question_of
from engagement.reports import printing
from engagement.store import open_workspace
from engagement.store.planning import day_notes, kept_reviews
from engagement.store.planning.day_notes import DayNote
from engagement.store.sharing import bundles, links
from engagement.store.sharing.terms import Terms
from engagement.tables import conform
from tests.app.shared_house import make
from tests.store.shop import add, orders


@pytest.fixture
def shop(data):
    """A shop of one file, in the data folder that the app opens."""
    workspace = open_workspace(data / "data", "shop")
    created = orders(range(1, 400))
    people = pa.array([n % 90 for n in range(399)], pa.int64())
    created = created.set_column(created.schema.get_field_index("customer_key"), "customer_key", people)
    add(workspace, "autumn.csv", {"orders": created})
    return data / "data", workspace


def page(made, method="GET", query="", **headers):
    """Ask for a link's page as its guest."""
    scope = {
        "type": "http",
        "method": method,
        "path": "/summary",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    return route.answer(Request(scope), Visitor("guest", link_id=made.link.id, public=made.link.public))


def published(workspace, made):
    background_publishing.make(workspace, made.link)
    return made


def test_it_says_who_shares_what_with_every_figure_of_the_bundle_in_the_readers_language(shop):
    data, workspace = shop
    terms = Terms(pages=("overview", "purchases"), sender="Ann")
    created = published(workspace, make(data, terms=terms, title="Autumn <b>", note="Look & see"))
    english = page(created).body.decode()
    assert "Shared by Ann" in english
    assert "Autumn &lt;b&gt;" in english
    assert "Look &amp; see" in english
    assert 'href="./purchases?lang=en"' in english
    figures = set(re.findall(r'<article class="figure[^"]*" id="([a-z_0-9]+)"', english))
    assert {"repeat_purchase_rate", "average_order_value", "orders"} <= figures
    assert 'lang="pl"' in page(created, **{"accept-language": "pl-PL,pl;q=0.9"}).body.decode()[:60]
    assert 'lang="it"' in page(created, query="lang=it", **{"accept-language": "pl"}).body.decode()[:60]
    assert 'lang="es"' in page(created, cookie="engagement_language=es").body.decode()[:60]


def test_nothing_is_fetched_from_elsewhere_and_no_person_stands_in_it(shop):
    data, workspace = shop
    created = published(workspace, make(data))
    drawn = page(created).body.decode()
    assert 'id="repeat_purchase_rate"' in drawn
    assert not re.findall(r'(?:src|href)="(?!\?lang=|\./|#|data:,")', drawn)
    assert "@example" not in drawn


def test_before_its_first_figures_it_says_so_and_asks_again_by_itself(shop):
    data, workspace = shop
    created = make(data)
    waiting = page(created).body.decode()
    assert "being prepared" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert 'http-equiv="refresh"' not in page(published(workspace, created)).body.decode()


def test_a_visit_is_counted_but_not_that_an_open_page_asks_whether_its_link_stands(shop):
    data, workspace = shop
    created = published(workspace, make(data))
    page(created, "HEAD")
    manifest = open_workspaces.manifest()
    assert links.by_id(manifest, created.link.id).visits == 0
    page(created)
    assert links.by_id(manifest, created.link.id).visits == 1


def test_it_is_sent_compressed_and_named_by_its_content(shop):
    data, workspace = shop
    created = published(workspace, make(data))
    plain, packed = page(created), page(created, **{"accept-encoding": "gzip, br"})
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] == plain.headers["etag"]
    assert len(packed.body) < 60_000


def test_a_link_that_ended_meanwhile_shows_nothing(shop):
    data, workspace = shop
    created = published(workspace, make(data))
    links.revoke(workspace.storage, created.link.id)
    answer = page(created)
    assert (answer.status_code, answer.body) == (404, b"")


def test_a_note_that_is_marked_for_links_stands_on_its_trends_and_no_other_anywhere_in_it(shop):
    data, workspace = shop
    for text, marked in (("Candles 20% off", True), ("Anna Nowak complained", False)):
        day_notes.keep(workspace.storage, DayNote(200, 202, "sale", text, in_links=marked), "")
    created = published(workspace, make(data))
    drawn = page(created).body.decode()
    assert 'class="noted"' in drawn
    assert "① " in drawn
    assert "Candles 20% off" in drawn
    assert "Anna Nowak" not in drawn
    (bundle,) = bundles.newest_bundles(open_workspaces.manifest(), created.link.id)
    stored = guest.path_of(created.link.workspace, bundle.object).read_bytes()
    assert not any(
        text in repr(pq.read_table(io.BytesIO(stored)).to_pylist()) for text in ("Candles", "Nowak")
    )
    (html,) = day_notes.shared_notes(workspace.storage)
    day_notes.remove(workspace.storage, html.id, "")
    assert "Candles" not in page(created).body.decode()


def test_it_is_drawn_before_anybody_opens_it_in_every_language_and_anew_with_a_newer_bundle(shop):
    data, workspace = shop
    created = published(workspace, make(data))
    drawn.ahead()
    waiting = dict(drawn._DRAWN._made)
    for tag in ("en", "en-GB", "it", "es-ES,es;q=0.9", "pl-PL"):
        page(created, **{"accept-language": tag})
    assert drawn._DRAWN._made.keys() <= waiting.keys()
    before = page(created).headers["etag"]
    add(workspace, "winter.csv", {"orders": orders(range(400, 700))})
    published(workspace, created)
    drawn.ahead()
    assert drawn._DRAWN._made.keys() - waiting.keys()
    assert page(created).headers["etag"] != before


def test_a_phone_has_few_elements_to_read_for_tables_are_text_and_points_one_path_until_looked_at(shop):
    data, workspace = shop
    plain = page(published(workspace, make(data))).body.decode()
    assert 'data-numbers="' in plain
    assert 'data-points="' in plain
    assert not re.findall(r"<(?:td|circle)\b", plain)
    assert len(re.findall(r"<\w", plain)) < 1200


def test_it_can_be_taken_as_one_file_under_the_same_terms_and_says_what_cannot_be_checked(shop):
    data, workspace = shop
    created = make(data)
    assert page(created, query="as=html").status_code == 404  # nothing is there yet
    published(workspace, created)
    html = page(created, query="as=html&lang=en")
    text = html.body.decode()
    assert html.headers["content-disposition"] == 'attachment; filename="link.html"'
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert 'id="repeat_purchase_rate"' in text
    assert "engagement verify cannot check this file" in text
    assert not re.findall(r'(?:src|href)="(?!#|data:,")', text)
    book = load(io.BytesIO(page(created, query="as=xlsx").body))
    figures = book.get_sheet_by_name("Figures").to_python()
    assert any(row[0] == "Repeat purchase rate" for row in figures)
    links.revoke(workspace.storage, created.link.id)
    assert page(created, query="as=xlsx").status_code == 404


def test_a_pdf_of_it_is_printed_or_one_sentence_says_how_to_come_to_one(shop, monkeypatch):
    data, workspace = shop
    created = published(workspace, make(data))
    if printing.browser() is not None:
        printed = page(created, query="as=pdf&lang=en")
        assert printed.headers["content-type"] == "application/pdf"
        assert printed.body.startswith(b"%PDF-")
    monkeypatch.setenv("PATH", "")
    refused = page(created, query="as=pdf&lang=it")
    assert refused.status_code == 503
    assert refused.body.decode() == "Questo server non può creare un PDF: stampa la pagina con il browser."


#: A browser that says that it has begun to print, and ends when it is told to.
SLOW_BROWSER = """#!/bin/sh
: > {folder}/begun
while [ ! -e {folder}/go ]; do :; done
for flag in "$@"; do
    case "$flag" in --print-to-pdf=*) printf '%%PDF-' > "${{flag#*=}}" ;; esac
done
"""


@pytest.mark.skipif(os.name != "posix", reason="the browser of this test is a shell script")
def test_while_a_pdf_is_printed_pages_open(shop, monkeypatch):
    data, workspace = shop
    created = published(workspace, make(data))
    folder = data.parent
    browser = folder / "chromium"
    browser.write_text(SLOW_BROWSER.format(folder=folder))
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    with ThreadPoolExecutor(2) as threads:
        # A language that no other test prints: a page that was printed before is in the cache.
        printed = threads.submit(page, created, query="as=pdf&lang=pl")
        while not (folder / "begun").exists() and not printed.done():
            wait([printed], timeout=0.05)
        opened = threads.submit(page, created)
        try:
            assert opened.result(timeout=60).status_code == 200
            assert not printed.done()
        finally:
            (folder / "go").touch()
        assert printed.result().body == b"%PDF-"


@pytest.fixture
def dearer(data):
    """A shop of 440 days, whose baskets are four times as large in its last whole month, June 2026."""
    dice, first = np.random.default_rng(1), dt.date(2025, 5, 1)
    rows = orders(range(1, 1800)).to_pydict()
    days = np.sort(dice.integers(0, 440, 1799)).tolist()
    on = [first + dt.timedelta(days=day) for day in days]
    rows["day"] = [(one - dt.date(1970, 1, 1)).days for one in on]
    rows["instant"] = [dt.datetime.combine(one, dt.time()) for one in on]
    rows["customer_key"] = dice.integers(0, 440, 1799).tolist()
    factors = [4 if (one.year, one.month) == (2026, 6) else 1 for one in on]
    rows["gross"] = [int(dice.integers(1000, 2000)) * factor for factor in factors]
    workspace = open_workspace(data / "data", "shop")
    add(workspace, "orders.csv", {"orders": conform("orders", pa.table(rows, schema=orders([1]).schema))})
    return data / "data", workspace


def test_the_link_of_a_review_begins_with_it_without_what_the_shop_struck_out(dearer):
    """A mail said that the review was ready, and its link opened a page without one."""
    data, workspace = dearer
    window = Window(*(int(np.datetime64(day).astype(int)) for day in ("2026-06-01", "2026-06-30")))
    question = to_address(question_of("month", window))
    pages = ("overview", "purchases", "definitions")
    bare = published(workspace, make(data, terms=Terms(pages, question)))
    assert "Review: June 2026" not in page(bare, query="lang=en").body.decode()
    created = published(workspace, make(data, terms=Terms(pages, question, review="month")))
    html = page(created, query="lang=en").body.decode()
    assert html.index("<h2>Review: June 2026</h2>") < html.index("<h2>Key figures</h2>")
    (said,) = re.findall(r"<li>(Average order value: .*?up from .*?)</li>", html)
    assert said in page(created, query="lang=en&as=html").body.decode()
    workbook = load(io.BytesIO(page(created, query="lang=en&as=xlsx").body))
    cells = [
        cell
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert said in cells
    struck = Review(
        "month", window.first_day, window.last_day, edits={"year average_order_value": Edit(struck=True)}
    )
    kept_reviews.keep(workspace.storage, struck.id, msgspec.to_builtins(struck), "")
    html = page(created, query="lang=en").body.decode()
    assert "Review: June 2026" in html
    assert said not in html
