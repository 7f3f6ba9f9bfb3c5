"""The as-of day is that of the last order, a cancelled one too, and the whole of the data is all of it."""

from __future__ import annotations

import engagement

DAYS = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")


def test_cancelled_orders_at_either_end_are_part_of_everything(tmp_path):
    rows = [
        f"A{day},2026-03-{day},ann{day}@example.com,{'cancelled' if day in '01 12' else 'paid'},10.00,EUR"
        for day in DAYS
    ]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(("Order ID,Order Date,Email,Status,Total,Currency", *rows)) + "\n", "utf-8")
    result = engagement.read(path)
    for days in (None, 365, 12):
        reading = engagement.measure(result, days=days).reading("cancellation_rate")
        assert (reading.numerator, reading.denominator) == (2, 12)
    assert engagement.measure(result, days=11).reading("cancellation_rate").numerator == 1
    assert "discount_share" in engagement.measure(result).locked()


def test_a_column_of_discounts_unlocks_their_share_though_no_order_has_one(tmp_path):
    rows = [f"A{day},2026-03-{day},ann{day}@example.com,,10.00,EUR" for day in DAYS]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(("Order ID,Order Date,Email,Coupon,Total,Currency", *rows)) + "\n", "utf-8")
    view = engagement.measure(engagement.read(path))
    reading = view.reading("discount_share")
    assert (reading.value, reading.numerator, reading.denominator) == (0, 0, 12)
    assert "discount_share" not in view.locked()
