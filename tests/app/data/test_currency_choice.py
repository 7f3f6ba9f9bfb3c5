"""Money of two currencies stands apart until a person gives rates, and does again without them."""

from __future__ import annotations

import datetime as dt

from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from tests.app.own_shop import dropped, plain, text_of, visit

_HEAD = "Order ID,Order Date,Email,Total,Currency"


def test_money_of_two_currencies_is_apart_until_a_person_gives_rates(data):
    dropped(
        data,
        [_HEAD]
        + [f"E{n},2026-03-{1 + n:02},p{n % 7}@example.com,10.00,EUR" for n in range(20)]
        + [f"U{n},2026-03-{1 + n:02},p{n % 7}@example.com,20.00,USD" for n in range(20)],
    )
    at = visit("data")
    amounts = [cell for table in at.table for cell in table.value.astype(str).to_numpy().ravel()]
    assert {"€200.00", "US$400.00"} <= set(amounts)
    _given(at, day=None, rate="0,9")
    assert "Say of which day the rates are." in _refusals(at)
    _given(at, day=dt.date(2026, 4, 3), rate="1.000,5")
    assert "The rate of USD must be a number above 0." in _refusals(at)
    _given(at, day=dt.date(2026, 4, 3), rate="0,9")
    assert "1 USD = 0.9 EUR" in plain(text_of(at))
    assert "Converted to EUR at the rates of 3 April 2026" in plain(text_of(at))
    page = visit("purchases", window="all", figure="revenue")
    assert "€560.00" in {metric.value for metric in page.metric}
    at = visit("data")
    next(button for button in at.button if button.label == "Remove the rates").click().run()
    assert "Each currency is kept apart" in plain(text_of(at))
    assert open_workspace(data / "data", OWN).rates() is None


def _given(at, *, day: dt.date | None, rate: str) -> None:
    at.date_input(key="rates_day").set_value(day)
    at.text_input(key="rates_USD_EUR").set_value(rate)
    next(button for button in at.button if button.label == "Convert by these rates").click().run()
    assert not at.exception


def _refusals(at) -> list[str]:
    return [plain(error.value) for error in at.error]
