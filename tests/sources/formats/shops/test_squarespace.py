from __future__ import annotations

from tests.sources.formats.order_files import column, counted, export


def order(number, **more):
    return {
        "Order ID": number,
        "Email": "ava@example.com",
        "Financial Status": "PAID",
        "Fulfillment Status": "FULFILLED",
        "Currency": "USD",
        "Amount Refunded": "0.00",
        "Total": "30.00",
        "Created at": "7/25/2018 21:06",
        "Lineitem quantity": 1,
        "Lineitem name": "Coffee",
        "Lineitem price": "10.00",
    } | {key.replace("_", " "): value for key, value in more.items()}


def test_rows_below_an_order_keep_its_number_alone(tmp_path):
    below = {"Order ID": 1, "Lineitem quantity": 2, "Lineitem name": "Tea", "Lineitem price": "10.00"}
    imported = export(
        tmp_path,
        "squarespace_2018",
        order(1),
        below,
        order(2, Financial_Status="REFUNDED", Fulfillment_Status="CANCELED", Amount_Refunded="30.00"),
        order(3, Email="ben@example.com", Financial_Status="PARTIALLY_REFUNDED", Amount_Refunded="5.00"),
        order(4, Email="", Cancelled_at="7/26/2018 09:00"),
    )
    assert imported.report.format == "squarespace_orders"
    assert counted(imported) == (4, 2, 2, 2)
    assert column(imported, "gross") == [3000] * 4
    assert column(imported, "refunded") == [0, 3000, 500, 0]
    assert column(imported, "product", "lines") == ["Coffee", "Tea", "Coffee", "Coffee", "Coffee"]
    assert imported.report.date_order == "month"
