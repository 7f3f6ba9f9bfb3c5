"""An address brings what was chosen: on a page of figures, and on the page of their definitions."""

from __future__ import annotations

from tests.app.own_shop import dropped, visit

ORDERS = [
    f"{n},2026-{1 + n % 6:02}-{1 + n % 28:02},c{n % 50}@example.com,10.00,{'IT' if n % 2 else 'ES'}"
    for n in range(120)
]


def test_a_copied_address_brings_period_step_split_and_figure_and_names_one_definition(data):
    dropped(data, ["Order ID,Order Date,Email,Total,Country", *ORDERS])
    parameters = {"window": "182", "grain": "quarter", "by": "country", "figure": "average_order_value"}
    at = visit("purchases", **parameters)
    assert at.selectbox(key="bar_days").value == 182
    assert at.selectbox(key="bar_grain").value == "quarter"
    assert at.selectbox(key="bar_by").value == "country"
    assert at.selectbox(key="pick_purchases").value == "average_order_value"
    assert {"Quarter by quarter", "By country"} <= {heading.value for heading in at.subheader}
    assert parameters.items() <= dict(at.query_params).items()
    at = visit("definitions", metric="refund_rate")
    assert [heading.value for heading in at.subheader] == ["Refund rate"]
    at.text_input(key="definitions_find").set_value("").run()
    assert len(at.subheader) > 50
    assert "metric" not in at.query_params
