"""A person drops files, reads what became of every row, and takes one back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, settle, visit
from tests.browser.dropping import await_over, drop
from tests.browser.judging import Policy, watched
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

_ORDERS = """Order ID;Order date;Customer e-mail;Total;Currency
1001;02/01/2026;ava@example.com;1.049,90;EUR
1002;17/01/2026;ben@example.com;20,00;EUR
1003;31/02/2026;cleo@example.com;30,00;EUR
1004;18/02/2026;ava@example.com;12,50;EUR
Total;;;1.112,40;
"""


def _card(page, name: str):
    return page.locator('[class*="st-key-here_"], [class*="st-key-lack_"]').filter(has_text=name).first


def _drop(page, *files):
    drop(page, *files)
    for file in files:
        expect(_card(page, file.name)).to_be_visible(timeout=PATIENCE)
    await_over(page, len(files))


def _figure(page, name: str):
    return page.get_by_test_id("stMetric").filter(has_text=name).first.get_by_test_id("stMetricValue")


def test_a_semicolon_file_with_decimal_commas_is_read_and_its_bad_rows_are_handed_back(page, own, tmp_path):
    file = tmp_path / "ordini.csv"
    file.write_text(_ORDERS, encoding="cp1252")
    result = watched(page, own)
    visit(page, own, "/data")
    _drop(page, file)
    card = page.locator('[class*="st-key-here_"]').filter(has_text="ordini.csv").first
    for name, count in (("Rows in the file", "5"), ("Kept", "3"), ("Set aside", "2")):
        expect(card).to_contain_text(re.compile(rf"{name}\s*{count}\b"), use_inner_text=True)
    with page.expect_download() as download:
        card.get_by_role("link", name="Download all 2").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert rows[0][-1] == "Error"
    assert [row[0] for row in rows[1:]] == ["1003", "Total"]
    assert result == Policy()


@pytest.mark.gate
def test_the_same_data_stand_in_another_tab_and_after_f5(page, own, tmp_path, windows):
    file = tmp_path / "more.csv"
    file.write_text(_ORDERS.replace("100", "200"), encoding="utf-8")
    visit(page, own, "/data")
    _drop(page, file)
    page.reload()
    settle(page)
    expect(page.get_by_text("more.csv").first).to_be_visible()
    other = windows.open()
    visit(other, own, "/data")
    expect(other.get_by_text("more.csv").first).to_be_visible()


@pytest.mark.gate
def test_a_word_document_gets_a_sentence_and_what_is_there_stays(page, own, tmp_path):
    good, bad = tmp_path / "orders3.csv", tmp_path / "export.csv"
    good.write_text(_ORDERS.replace("100", "300"), encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04" + b"\0" * 40 + b"word/document.xml" + b"\0" * 200)
    visit(page, own, "/data")
    _drop(page, good)
    before = page.locator('[class*="st-key-here_"]').count()
    drop(page, bad)
    expect(page.get_by_text("not imported").first).to_be_visible(timeout=PATIENCE)
    await_over(page, 1)
    expect(page.locator('[class*="st-key-here_"]')).to_have_count(before)
    assert "Traceback" not in page.content()


@pytest.mark.gate
def test_a_removed_file_is_gone_from_the_figures_and_undo_brings_it_back(page, own, tmp_path):
    file = tmp_path / "gone.csv"
    file.write_text(_ORDERS.replace("100", "400"), encoding="utf-8")
    visit(page, own, "/data")
    _drop(page, file)
    card = page.locator('[class*="st-key-here_"]').filter(has_text="gone.csv").first
    card.get_by_role("button", name="Remove").click()
    expect(page.locator('[class*="st-key-here_"]').filter(has_text="gone.csv")).to_have_count(0)
    page.locator(".st-key-lack_removed").get_by_role("button", name="Undo").click()
    expect(page.locator('[class*="st-key-here_"]').filter(has_text="gone.csv").first).to_be_visible()


@pytest.mark.gate
@pytest.mark.shared
def test_all_of_online_retail_shows_its_figures_and_an_account_to_the_last_row(page, own, shared):
    visit(page, own, "/data")
    _drop(page, shared / "real" / "online_retail.csv")
    card = page.locator('[class*="st-key-here_"]').filter(has_text="online_retail.csv").first
    expect(card).to_contain_text("541,909", timeout=PATIENCE)
    counts = {
        name: int(re.search(rf"{name}\s*([\d,]+)", card.inner_text())[1].replace(",", ""))
        for name in ("Rows in the file", "Kept", "Set aside")
    }
    assert counts["Rows in the file"] == counts["Kept"] + counts["Set aside"] == 541_909
    visit(page, own, "/?window=all")
    for name, begins in (
        ("Repeat purchase rate", "65."),
        ("Purchase frequency", "4.2"),
        ("Average order value", "£"),
    ):
        expect(_figure(page, name)).to_have_text(re.compile(f"^{re.escape(begins)}"))


@pytest.mark.gate
def test_the_demo_files_themselves_can_be_dropped(page, own):
    visit(page, own, "/data")
    _drop(page, ROOT / "sample_data" / "instagram_posts.csv", ROOT / "sample_data" / "instagram_views.csv")
    expect(page.get_by_text("instagram_posts.csv").first).to_be_visible()
    expect(page.get_by_text("instagram_views.csv").first).to_be_visible()
