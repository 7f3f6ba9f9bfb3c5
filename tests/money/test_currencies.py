"""What is said of currencies that no order has."""

from __future__ import annotations

import pytest

from engagement.cli import main
from engagement.locale import LANGUAGES
from engagement.locale.translator import translator
from engagement.money.currencies import no_order_in, split_amount


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_order_counts_no_list_of_currencies_is_begun(language):
    told = translator(language).t(no_order_in("USD", ()))
    assert "USD" in told
    assert not told.rstrip(".").rstrip().endswith(":")


def test_a_currency_asked_of_files_without_an_order_that_counts_is_refused_plainly(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    rows = [f"{n},2026-05-0{n},p{n}@example.com,10.00,EUR,cancelled" for n in range(1, 9)]
    orders.write_text("\n".join(["Order ID,Created at,Email,Total,Currency,Status", *rows]) + "\n")
    assert main(["metrics", str(orders), "--currency", "USD"]) == 2
    assert "No order is in USD: the data have no order that counts.\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("R1,200.00", "1,200.00", "ZAR"),
        ("-R 12,50", "-12,50", "ZAR"),
        ("Q120.00", "120.00", "GTQ"),
        ("R1001", "R1001", None),
        ("R10.5", "R10.5", None),
    ],
)
def test_a_letter_is_a_currency_only_before_two_decimals(text, number, name):
    assert split_amount(text) == (number, name)
