from __future__ import annotations

import pytest

from engagement.app.shop_figure.plain_number import plain_number


@pytest.mark.parametrize(
    ("typed", "sign", "plain"),
    [
        ("1.234,50 €", ".", "1234.50"), ("€1,234.50", ",", "1234.50"), ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"), ("1 234,50 zł", ",", "1234.50"), ("1’234.50 CHF", ".", "1234.50"),
        ("EUR 12", ".", "12"), ("\u22125", ".", "-5"), ("-€5.00", ".", "-5.00"), ("€-5", ".", "-5"),
        ("12,5 %", ",", "12.5%"), ("1.234.567", ",", "1234567"), ("R$ 10,00", ",", "10.00"),
        (".5", ".", "0.5"), ("5.", ".", "5"), ("-5", ".", "-5"), ("kr. 12,00", ",", "12.00"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written_in_many_countries(typed, sign, plain):
    assert plain_number(typed, sign) == plain


@pytest.mark.parametrize(
    "typed",
    ["many", "12abc3", "12/5", "(5)", "1,23,45", "1.2.3,4.5", "1e5", "--5", "3 % 4", "12 orders", "5-", "."],
)
def test_what_is_no_number_stays_as_it_was_typed(typed):
    assert plain_number(typed, ".") == typed
