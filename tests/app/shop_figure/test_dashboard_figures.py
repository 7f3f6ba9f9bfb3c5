from __future__ import annotations

from tests.app.own_shop import dropped, plain, text_of, visit

_HEADER = (
    "Name,Email,Financial Status,Currency,Total,Taxes,Shipping,Discount Amount,Refunded Amount,Created at,"
)
_HEADER += "Cancelled at,Lineitem quantity,Lineitem name,Lineitem price"


def test_what_a_dashboard_says_is_led_to_what_stands_here(data):
    at_ten = "2025-03-05 10:00:00 +0100"
    dropped(
        data,
        [
            _HEADER,
            "#1,a@example.com,paid,EUR,125.00,20.00,5.00,0,0,2025-03-04 10:00:00 +0100,,1,Mug,100.00",
            f"#2,b@example.com,paid,EUR,60.00,10.00,0,0,0,{at_ten},2025-03-06 09:00:00 +0100,1,Tea,50.00",
        ],
    )
    at = visit("data")
    for key, typed in (("net_sales", "100,00 €"), ("orders", "2"), ("total_sales", "1.130,00")):
        at.text_input(key=f"dashboard_{key}").set_value(typed)
    at.button(key="dashboard_send").click()
    at.run()
    assert not at.exception
    result = plain(text_of(at))
    assert result.count("Explained to the last digit.") == 2
    assert "1,005.00" in result
    shown = "\n".join(str(frame.value) for frame in at.dataframe)
    assert "Tax, which is within our amounts" in shown
    assert "Cancelled orders, which we leave out" in shown
