"""What is typed of a dashboard is a figure that a dashboard can show, or is refused in one sentence."""

from __future__ import annotations

import pytest

from engagement.metrics.bridge.typed_figures import fault_of


@pytest.mark.parametrize(
    ("figure", "text", "sentence"),
    [
        ("orders", "-5", "Orders are a whole number of zero or more, and -5 is not."),
        ("orders", "3.5", "Orders are a whole number of zero or more, and 3.5 is not."),
        ("orders", "10%", "Orders are a whole number of zero or more, and 10% is not."),
        ("returning_customer_rate", "150%", "A rate lies between 0 and 100 %, and 150% does not."),
        ("returning_customer_rate", "150", "A rate lies between 0 and 100 %, and 150 does not."),
        ("returning_customer_rate", "-1", "A rate lies between 0 and 100 %, and -1 does not."),
        ("gross_sales", "-1", "Gross sales: -1 is below zero."),
        ("net_sales", "5%", "Net sales: 5% is a rate, not an amount."),
        ("total_sales", "1" + "0" * 13, "Total sales: 10000000000000 is too large."),
        *(("total_sales", text, f"{text} is no number.") for text in ("many", "inf", "NaN", "1e", "")),
    ],
)
def test_what_no_dashboard_shows_is_refused_in_one_sentence(figure, text, sentence):
    assert str(fault_of(figure, text)) == sentence


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("orders", "0"), ("orders", "12.0"), ("returning_customer_rate", "100%"), ("net_sales", "-3.20"),
        ("returning_customer_rate", "0.25"), ("returns", "-30"), ("total_sales", "999999999999.99"),
    ],
)  # fmt: skip
def test_what_a_dashboard_shows_is_taken(figure, text):
    assert fault_of(figure, text) is None
