"""The page of claims says what was found, and of what was not tested which file would allow it."""

from __future__ import annotations

from engagement.metrics.claims.claims import CLAIMS
from tests.app.own_shop import dropped, text_of, visit

HEAD = "Order ID,Order Date,Email,Total"


def test_a_claim_has_its_verdict_its_number_and_its_caution(data):
    one_time = [f"A{n},2026-01-{1 + n % 28:02},one{n}@example.com,10.00" for n in range(100)]
    twice = [
        f"B{n}{m},2026-0{m}-{1 + n % 28:02},two{n}@example.com,10.00" for n in range(100) for m in (2, 3)
    ]
    dropped(data, (HEAD, *one_time, *twice))
    text = text_of(visit("claims")).replace("\\", "")
    assert "**Does not hold here**" in text
    assert "Here: 2.00 (2.00 to 2.00)." in text
    assert "Published: 7.00." in text
    assert "part of the ratio is arithmetic" in text


def test_every_claim_stands_on_the_page_tested_or_with_the_file_that_it_needs(data):
    dropped(data, (HEAD, *(f"A{n},2026-01-{1 + n % 28:02},one{n}@example.com,10.00" for n in range(40))))
    text = text_of(visit("claims")).replace("\\", "")
    for claim in CLAIMS:
        assert claim.statement.text in text
    assert "A file of orders, and a list of members with the day on which they joined." in text


def test_a_shop_that_does_not_know_its_customers_is_told_what_is_missing(data):
    dropped(data, (HEAD, *(f"A{n},2026-01-{1 + n % 28:02},,10.00" for n in range(40))))
    assert "No orders with a customer yet" in text_of(visit("claims"))
