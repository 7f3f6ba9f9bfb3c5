"""Files that leave something open: several unknown tables, dates both ways, and what is still locked."""

from __future__ import annotations

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle, visit
from tests.browser.dropping import await_over, drop, file
from tests.sources.formats.order_files import headers, text

pytestmark = pytest.mark.browser

TABLES = {
    "objednávky.csv": "Číslo;Kdy;Kdo;Kolik\nA-1;23/04/2026;ana@example.com;5,00\n"
    "A-2;24/04/2026;ben@example.com;12,00\n",
    "typy.csv": "Typ;Liczba\nA;1\nB;2\nC;3\n",
}


def archive(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.gate
def test_every_unknown_table_of_an_archive_is_asked_about_in_turn(page, own):
    visit(page, own, "/data")
    drop(page, file("both.zip", archive(TABLES)))
    expect(page.get_by_text("needs your answer", exact=True)).to_have_count(2)
    expect(page.get_by_role("button", name="Import")).to_have_count(1)
    await_over(page, 1)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("read as you said")).to_be_visible()
    await_over(page, 1)
    expect(page.get_by_text("is left out with its 3 rows")).to_be_visible()
    expect(page.get_by_text("needs your answer", exact=True)).to_have_count(1)
    page.get_by_text("Survey answers", exact=True).first.click()
    expect(page.get_by_role("button", name="Import")).to_be_enabled()
    settle(page)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("read as you said")).to_have_count(2)
    await_over(page, 1)
    expect(page.get_by_text("is left out")).to_have_count(0)
    expect(page.get_by_text("needs your answer", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Forget")).to_have_count(2)


def shop_export():
    rows = [
        {
            "Name": f"#{number}",
            "Email": f"p{number % 3}@example.com",
            "Created at": f"{number * 5 % 12 + 1:02}/{number * 7 % 12 + 1:02}/2026 10:00",
            "Total": "9.50",
            "Currency": "EUR",
            "Financial Status": "paid",
            "Lineitem name": "Candle",
        }
        for number in range(1, 20)
    ]
    return text(headers()["shopify_79"], rows)


@pytest.mark.gate
def test_dates_that_can_be_read_both_ways_are_turned_by_one_click_and_remembered(page, own):
    visit(page, own, "/data")
    drop(page, file("orders.csv", shop_export()))
    expect(page.get_by_text("dates read month first").first).to_be_visible()
    question = page.get_by_text("One question, once: 06/08/2026 10:00 in Created at is")
    expect(question).to_be_visible()
    await_over(page, 1)
    page.get_by_role("button", name="6 August 2026").or_(
        page.get_by_role("radio", name="6 August 2026")
    ).click()
    expect(page.get_by_text("dates read day first").first).to_be_visible()
    await_over(page, 1)
    expect(question).to_have_count(0)
    expect(page.get_by_text("as you said:")).to_be_visible()
    expect(page.get_by_role("heading", name="What you said about files")).to_be_visible()

    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Orders: 19 removed")).to_be_visible()


def test_the_map_names_what_is_locked_and_leads_to_what_is_not(page, house, planted_shop):
    visit(page, f"{house[0]}?shop={planted_shop.name}", "/data")
    expect(page.get_by_role("heading", name="What your files unlock")).to_be_visible()
    expect(page.get_by_text("A survey that asks how satisfied people are")).to_be_visible()
    page.get_by_role("link", name="Purchase frequency").click()
    page.wait_for_url("**/purchases?**figure=purchase_frequency**")
