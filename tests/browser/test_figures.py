"""Every figure of a page within reach on a phone, its tables for people to take away, its print."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import at_rest, settle, unfold, visit, walk

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(windows):
    return windows.open(viewport={"width": 390, "height": 844})


def _choose(page, typed: str, name: str) -> None:
    """Search in the menu of figures by keyboard alone, and take what is found."""
    menu = page.locator(".st-key-figs input")
    menu.click()
    menu.fill(typed)
    expect(page.get_by_role("option", name=name)).to_be_visible()
    menu.press("Enter")
    expect(page.get_by_test_id("stMetricLabel").first).to_have_text(name.rsplit(" · ", maxsplit=1)[-1])
    settle(page)


def test_a_phone_finds_a_figure_by_its_name_or_group_and_keeps_it(phone, address):
    visit(phone, address, "/purchases")
    _choose(phone, "refund", "Cancellations, refunds, discounts · Refund rate")
    phone.reload()
    settle(phone)
    expect(phone.get_by_test_id("stMetricLabel").first).to_have_text("Refund rate")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.gate
def test_a_figure_stays_chosen_while_one_looks_at_other_pages(page, address):
    visit(page, address, "/purchases")
    _choose(page, "median", "Order value · Median order value")
    walk(page, "/social")
    walk(page, "/purchases")
    expect(page.get_by_test_id("stMetricLabel").first).to_have_text("Median order value")


def _taken(page, label: str) -> Path:
    with page.expect_download() as taken:
        page.get_by_role("link", name=label, exact=True).last.click()
    return Path(taken.value.path())


def test_rows_leave_as_people_write_them_and_one_click_further_as_programs_do(page, address):
    visit(page, address, "/purchases?figure=average_order_value&lang=it")
    text = _taken(page, "CSV").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][:5] == ["Cliente (codice)", "Ordine", "Origine dei dati", "Data e ora", "Importo"]
    assert rows[1][3].startswith("01/11/2025")
    assert rows[1][4] == "69,90"
    book = CalamineWorkbook.from_path(_taken(page, "Excel")).get_sheet_by_index(0).to_python()
    assert book[1][4] == 69.9
    assert book[1][3].year == 2025
    page.get_by_role("button", name="Per programmi").last.click()
    raw = next(csv.DictReader(io.StringIO(_taken(page, "CSV per programmi").read_text("utf-8-sig"))))
    assert (raw["day"], raw["gross"]) == ("2025-11-01", "69.9")
    trend = page.locator(".st-key-fig_trend_average_order_value")
    unfold(trend, "Dati di questo grafico")
    expect(trend.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()
    at_rest(trend)
    for kind, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as taken:
            trend.get_by_role("button", name=f"Immagine ({kind})").click()
        picture = Path(taken.value.path()).read_bytes()
        assert picture.startswith(begins)
        # An empty picture of this size is some hundred bytes.
        assert len(picture) > 5_000


@pytest.mark.gate
def test_the_split_of_the_page_reaches_the_trend_and_its_table(page, address):
    visit(page, address, "/purchases?figure=orders&by=country")
    trend = page.locator(".st-key-fig_trend_orders")
    for country in ("Italy", "Spain", "Germany"):
        expect(trend.locator(".js-plotly-plot").get_by_text(country, exact=True)).to_be_visible()
    unfold(trend, "Data of this chart")
    expect(trend.get_by_test_id("stDataFrame")).to_be_visible()
    # Nothing on this page takes less than the split, and a figure without it says so.
    visit(page, address, "/surveys?figure=net_promoter_score&by=channel")
    expect(page.get_by_text("All together: this metric has no such breakdown: channel.")).to_be_visible()


def test_in_a_print_a_figure_is_larger_than_its_interval_and_says_what_is_chosen(page, address):
    visit(page, address, "/?window=365")
    value = page.get_by_test_id("stMetricValue").first
    expect(value).to_be_visible()
    page.emulate_media(media="print")
    sizes = value.evaluate(
        """e => [e.querySelector('p'), e.querySelector('p span')]
            .map(part => parseFloat(getComputedStyle(part).fontSize))"""
    )
    assert sizes[0] > 1.5 * sizes[1]
    expect(page.get_by_text("12 months to 31 Oct 2026").last).to_be_visible()
    expect(page.locator(".st-key-bar")).to_be_hidden()
    expect(page.locator(".st-key-totals")).to_contain_text("Revenue")
