"""An address brings what was chosen: on a page of figures, and on the page of their definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.app.own_shop import dropped, plain, text_of, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_a_trend_of_new_customers_says_that_each_period_is_asked_unless_one_group_is_followed_up(data):
    dropped(data, ["Order ID,Order Date,Email,Total,Country", *ORDERS])
    said = "Who is new is asked of each period by itself"
    new = {"f.new_or_returning": "new"}
    assert said in text_of(visit("purchases", figure="average_order_value", **new))
    assert said not in text_of(visit("purchases", figure="repeat_within_90_days", **new))
    assert said not in text_of(visit("purchases", figure="average_order_value"))


def _popovers(block: Any) -> Iterator[str]:
    """Yield the label of every popover of a page."""
    for child in getattr(block, "children", {}).values():
        if getattr(child, "type", "") == "popover":
            yield child.proto.popover.label
        yield from _popovers(child)


def test_refunds_on_their_own_day_are_chosen_among_the_filters_which_count_them(data):
    refunded = [f"{line},{'2.00,2026-06-20' if n % 3 else ','}" for n, line in enumerate(ORDERS)]
    dropped(data, ["Order ID,Order Date,Email,Total,Country,Refunded Amount,Refund Date", *refunded])
    at = visit("purchases")
    assert "Filters" in _popovers(at._tree)
    at.toggle(key="bar_net").set_value(True).run()
    assert "Filters (1)" in _popovers(at._tree)
    at.toggle(key="bar_refund_day").set_value(True).run()
    assert at.query_params["net"] == "day"
    assert not at.exception


def test_a_page_of_several_currencies_says_whose_amounts_its_money_leaves_out(data):
    rows = [f"{n},2026-{1 + n % 9:02}-03,c{n % 30}@example.com,{10 + n % 7}.00" for n in range(120)]
    orders = [f"{row},{'USD' if n % 3 == 0 else 'EUR'}" for n, row in enumerate(rows)]
    dropped(data, ("Order number,Date,Email,Total,Currency", *orders))
    said = "money in EUR, without amounts in USD"
    for stem in ("customers", "mailing"):
        assert said in plain(text_of(visit(stem)))
    assert "money in USD, without amounts in EUR" in plain(text_of(visit("customers", cur="USD")))
    assert "without amounts" not in plain(text_of(visit("customers", **{"f.currency": "EUR"})))
