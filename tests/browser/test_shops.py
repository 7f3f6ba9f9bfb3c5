"""A person's own shops: the first files, one that waits, one of another shop, names, an end."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TITLES, settle, visit
from tests.browser.dropping import await_over, drop, file
from tests.serving import furnish, serving

pytestmark = pytest.mark.browser


def orders(name: str, domain: str, currency: str, prefix: str) -> object:
    rows = [
        f"{prefix}{1000 + n},2026-{n % 6 + 1:02}-{n % 28 + 1:02},c{n}@{domain},12.50,{currency},0"
        for n in range(60)
    ]
    return file(name, "\n".join(["Order ID,Created at,Email,Total,Currency,Refunded", *rows]))


@pytest.fixture
def address(tmp_path):
    with serving(furnish(tmp_path / "data")) as started:
        yield started


@pytest.mark.gate
def test_a_file_that_waits_for_an_answer_outlives_f5(page, address):
    visit(page, address, "/data")
    drop(page, file("codes.csv", "a;b;c\n" + "".join(f"x{n};{n};y{n % 3}\n" for n in range(30))))
    waiting = page.get_by_text("needs your answer", exact=True)
    expect(waiting).to_be_visible()
    settle(page)
    page.reload()
    expect(waiting).to_be_visible()
    other = page.context.new_page()
    visit(other, address, "/data?shop=shop")
    expect(other.get_by_text("needs your answer", exact=True)).to_be_visible()
    page.get_by_role("button", name="Skip").click()
    expect(waiting).to_have_count(0)


@pytest.mark.gate
def test_another_shops_file_makes_a_shop_of_its_own_that_is_renamed_and_removed(page, address):
    visit(page, address, "/data?shop=shop")
    drop(page, orders("own.csv", "one.example", "USD", "#"))
    await_over(page, 1)
    drop(page, orders("other.csv", "two.example", "EUR", "N-"))
    expect(page.get_by_text("EUR instead of USD")).to_be_visible()
    await_over(page, 1)
    page.reload()
    expect(page.get_by_text("EUR instead of USD")).to_be_visible()
    settle(page)
    page.get_by_text("It is a new shop's").click()
    page.get_by_label("Name of the new shop").fill("Nordlicht")
    page.get_by_label("Name of the new shop").press("Tab")
    page.get_by_role("button", name="Import").click()
    page.wait_for_url("**shop=nordlicht-**")
    expect(page.locator('[class*="st-key-here_"]').filter(has_text="other.csv").first).to_be_visible()
    await_over(page, 1)
    expect(page.get_by_text("Nordlicht ·")).to_be_visible()

    shops = page.locator(".st-key-rule_shops")
    shops.get_by_role("button", name="Manage").nth(1).click()
    page.get_by_label("Name of the shop").fill("Polarlicht")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text("Polarlicht ·")).to_be_visible()
    settle(page)

    shops.get_by_role("button", name="Manage").nth(1).click()
    page.get_by_label("Type Polarlicht to confirm").fill("Nordlicht")
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("This is not its name; nothing was removed.")).to_be_visible()
    gone = page.url
    page.get_by_label("Type Polarlicht to confirm").fill("Polarlicht")
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("Your shop ·")).to_be_visible()
    expect(page.get_by_text("own.csv").first).to_be_visible()
    settle(page)
    expect(shops.get_by_role("button", name="Manage")).to_have_count(1)
    page.goto(gone)
    expect(page.get_by_role("heading", level=1)).to_have_text("This shop is not here")
    page.get_by_role("button", name="Your shop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/data"])
