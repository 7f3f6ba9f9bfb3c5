from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read, reasons, text

COLUMNS = (
    *("type", "capture_id", "merchant_id", "short_order_id", "order_id", "amount", "sale_date"),
    *("capture_date", "currency_code", "purchase_country", "merchant_reference1"),
)


def row(kind, number, amount):
    return {
        "type": kind,
        "order_id": number,
        "amount": amount,
        "sale_date": "2026-05-02T10:11:12Z",
        "currency_code": "SEK",
        "purchase_country": "SE",
        "merchant_reference1": "1001",
    }


@pytest.mark.parametrize(
    "amounts", [("49900", "-1290", "-9900", "-5000"), ("499.00", "-12.90", "-99.00", "-50.00")]
)
def test_sales_are_told_from_fees_and_returns_in_crowns_and_in_hundredths(tmp_path, amounts):
    sale, fee, back, foreign = amounts
    movements = [
        row("SALE", "k1", sale),
        row("FEE", "k1", fee),
        row("RETURN", "k1", back),
        row("RETURN", "k9", foreign),
    ]
    imported = read(tmp_path, text(COLUMNS, movements))
    assert imported.report.format == "klarna_settlement"
    assert column(imported, "gross") == [49900]
    assert column(imported, "refunded") == [9900]
    assert column(imported, "currency") == ["SEK"]
    assert reasons(imported) == [
        "This row stands beside the orders and is none",
        "This is a refund of an order that is not in the file",
    ]
    assert [doubt.about for doubt in imported.report.doubts if doubt.about == "unit"] == (
        ["unit"] if "." not in sale else []
    )
