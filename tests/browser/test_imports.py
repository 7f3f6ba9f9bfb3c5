"""A person drops files, watches them being read, closes the tab, comes back, and drops newer ones."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, settle, visit
from tests.browser.dropping import await_over, drop
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

_DEMO = ROOT / "sample_data"


def _exports():
    """The demo shop's orders as of the end of August, and as of the end with refunds in March."""
    with (_DEMO / "shopify_orders.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    created, total, refunded, state = (
        header.index(n) for n in ("Created at", "Total", "Refunded Amount", "Financial Status")
    )
    early = {row[0] for row in rows if row[created] and row[created] < "2026-09"}
    older = [header, *(row for row in rows if row[0] in early)]
    paid = [row for row in rows if row[created].startswith("2026-03") and row[state] == "paid"][:12]
    newer = [list(row) for row in rows]
    names = {row[0] for row in paid}
    for row in newer:
        if row[0] in names and row[state]:
            row[refunded], row[state] = row[total], "refunded"
    return older, [header, *newer]


def _write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def _many_orders(path, copies):
    """The demo shop's orders, many times over under other numbers: an export that takes a while."""
    head, _, body = (_DEMO / "shopify_orders.csv").read_text("utf-8").partition("\n")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head + "\n")
        for copy in range(copies):
            file.write(body.replace("#", f"#{copy}-"))
    return path


@pytest.mark.gate
def test_a_drop_outlives_its_tab_and_tells_in_the_next_one_what_came_of_it(own, windows, tmp_path):
    large = _many_orders(tmp_path / "orders.csv", 20)
    first = windows.open()
    visit(first, own, "/data")
    picture = tmp_path / "clienti.pdf"
    picture.write_bytes(b"%PDF-1.7")
    drop(first, large, _DEMO / "typeform_after_purchase.csv", picture)
    line = first.locator('[class*="st-key-rule_job_"]')
    expect(line).to_contain_text(
        re.compile(r"orders\.csv.*(reading row [\d,]+ of about|rows read|being added)"), timeout=PATIENCE
    )
    first.close()

    other = windows.open()
    visit(other, own, "/data")
    card = other.locator('[class*="st-key-here_"]').filter(has_text="orders.csv")
    expect(card.first).to_be_visible(timeout=PATIENCE)
    expect(other.locator('[class*="st-key-rule_job_"]')).to_have_count(0, timeout=PATIENCE)
    settle(other)
    expect(
        other.locator('[class*="st-key-here_"]').filter(has_text="typeform_after_purchase.csv").first
    ).to_be_visible()
    expect(other.locator('[class*="st-key-lack_taken"]')).to_contain_text("clienti.pdf")
    expect(other.get_by_text("2 of 3 files imported. Not imported: clienti.pdf.")).to_be_visible()
    expect(other.locator(".st-key-rule_history")).to_contain_text(
        "Added orders.csv, typeform_after_purchase.csv"
    )
    settle(other)
    expect(other.locator(".st-key-rule_changed")).to_have_count(0)  # a first import moves nothing
    other.get_by_role("button", name="Hide").click()
    expect(other.locator('[class*="st-key-lack_taken"]')).to_have_count(0)


@pytest.mark.gate
def test_a_drop_that_is_cancelled_leaves_everything_as_it_was(own, page, tmp_path):
    visit(page, own, "/data")
    drop(page, _many_orders(tmp_path / "orders.csv", 60))
    line = page.locator('[class*="st-key-rule_job_"]')
    line.get_by_role("button", name="Cancel").click(timeout=PATIENCE)
    expect(page.get_by_text("Reading was cancelled. Your data are as before.")).to_be_visible(
        timeout=PATIENCE
    )
    settle(page)
    expect(page.locator('[class*="st-key-here_"]')).to_have_count(0)


@pytest.mark.gate
def test_a_newer_export_says_which_figures_of_the_past_it_moved_and_why(own, page, tmp_path):
    older, newer = _exports()
    visit(page, own, "/data")
    drop(page, _write(tmp_path / "august.csv", older))
    expect(page.locator('[class*="st-key-here_"]').filter(has_text="august.csv").first).to_be_visible()
    await_over(page, 1)
    drop(page, _write(tmp_path / "october.csv", newer))
    changed = page.locator(".st-key-rule_changed")
    expect(changed).to_contain_text("Orders: 559 new, 12 changed, 3,944 as before", timeout=PATIENCE)
    expect(changed).to_contain_text(re.compile(r"March 2026 · .*4\.4% → 10\.3%: 12 refunds"))
    log = page.locator(".st-key-rule_history")
    expect(log).to_contain_text("you · Added october.csv")
    await_over(page, 1)
    log.get_by_role("button", name="Undo").click()
    expect(log).to_contain_text("you · Undone: Added october.csv")
    expect(changed).to_have_count(0)
