from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engagement.metrics.comparing.verdicts import KEY_CHANGES, OTHER_CHANGES, is_significant, significant_keys
from engagement.metrics.model import Question
from engagement.metrics.sums.periods import years_before
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.owners import OwnersView, view_of
from tests.metrics.invented import day, responses
from tests.metrics.orders import order, orders
from tests.metrics.quiet_shops import QUIET, shop

_YEAR = 365


def view(table, **fields) -> OwnersView:
    return view_of({"orders": table}, Question(**fields))


def test_a_shop_that_opened_with_the_data_is_not_compared_by_its_mix_of_customers():
    result = view(shop(1, QUIET["young"]))
    for key in ("repeat_purchase_rate", "purchase_frequency", "returning_customer_rate"):
        change = result.change(key)
        assert change.difference is None
        assert "less time to come back" in str(change.notes[0])
    assert result.change("average_order_value").difference is not None


def test_an_export_of_an_old_shop_is_compared_by_its_mix_but_not_by_who_looks_new():
    result = view(shop(2, QUIET["truncated"]), days=91)
    assert result.change("repeat_purchase_rate").difference is not None
    returning = result.change("returning_customer_rate")
    assert returning.difference is None
    assert "who has ordered before" in str(returning.notes[0])


def test_with_years_of_history_everything_is_compared():
    result = view(shop(3, replace(QUIET["stationary"], opened=6 * _YEAR, history_days=6 * _YEAR)))
    for key in ("repeat_purchase_rate", "repeat_within_90_days", "average_order_value"):
        assert result.change(key).difference is not None, key


def test_a_source_that_only_one_of_two_periods_has_is_named_and_nothing_compared():
    rows = [order(on, i, source="shopify_orders") for on in ("2024-06-01", "2025-06-01") for i in range(50)]
    rows.append(order("2023-12-31", 1, source="shopify_orders"))
    assert view(orders(*rows), as_of=day("2025-12-31")).change("average_order_value").difference == 0
    more = orders(*rows, *(order("2025-07-01", i, source="etsy_orders") for i in range(50)))
    change = view(more, as_of=day("2025-12-31")).change("average_order_value")
    assert change.difference is None
    assert "etsy_orders" in str(change.notes[0])


def test_net_amounts_are_not_compared_as_long_as_refunds_are_to_come():
    rows = [
        order(on, i, 10, refunded=100 * (i < 5)) for on in ("2024-06-01", "2025-06-01") for i in range(50)
    ]
    table = orders(order("2023-12-31", 1), *rows)
    assert view(table, as_of=day("2025-12-31")).change("average_order_value").difference == 0
    change = view(table, as_of=day("2025-12-31"), net=True).change("average_order_value")
    assert "still to come" in str(change.notes[0])


def test_the_refund_rate_speaks_of_orders_that_had_a_month():
    table = orders(*(order("2025-05-01", i, refunded=500) for i in range(40)), order("2025-06-15", 99))
    reading = view(table).reading("refund_rate")
    assert (reading.value, reading.n) == (1.0, 40)
    assert reading.window.last_day == day("2025-05-16")


def test_a_score_of_too_few_answers_to_compare_says_so():
    fields = [{"on": on, "score": float(i % 11)} for on in ("2025-06-01", "2024-06-01") for i in range(50)]
    table = responses(*fields, {"on": "2023-12-31", "score": 9.0})
    change = view_of({"responses": table}, Question(as_of=day("2025-12-31"))).change("net_promoter_score")
    assert change.difference is None
    assert "Too few to compare" in str(change.notes[0])


@pytest.mark.parametrize("days", [1, 365, 366, 367, 731, 732])
@pytest.mark.parametrize("last", ["2025-02-28", "2025-09-26", "2024-02-29"])
def test_the_same_days_years_ago_share_no_day_with_the_window(days, last):
    table = orders(*(order(on, 1) for on in ("2012-01-01", "2019-06-01", last)))
    result = view(table, as_of=day(last), days=days, compare="year")
    window, before = result.window("orders"), result.change("orders").before.window
    assert before.days == window.days
    assert before.last_day < window.first_day


def test_the_29th_of_february_is_that_day_again_four_years_before():
    assert years_before(day("2024-02-29"), 4) == day("2020-02-29")
    assert years_before(day("2024-02-29"), 1) == day("2023-02-28")


def test_the_headline_the_change_and_the_last_point_of_a_follow_up_speak_of_the_same_customers():
    result = view(shop(4, QUIET["seasonal"]))
    reading, change = result.reading("repeat_within_90_days"), result.change("repeat_within_90_days")
    last = result.trend("repeat_within_90_days").iloc[-1]
    window = result.window("repeat_within_90_days")
    assert (reading.window.first_day, reading.window.last_day) == (
        window.first_day - 90,
        window.last_day - 90,
    )
    assert reading.value - change.before.value == pytest.approx(change.difference)
    assert change.before.window.last_day == reading.window.first_day - 1
    assert (last["value"], last["n"]) == (reading.value, reading.n)
    assert "Of all customers ever" in " ".join(map(str, reading.notes))


def test_the_more_is_looked_at_the_more_it_takes_to_be_called_a_change():
    p = {"a": 0.012, "b": 0.4, "c": None}
    assert significant_keys(p, 0.03) == {"a"}
    assert significant_keys(p | dict.fromkeys("defgh", 0.5), 0.03) == frozenset()
    assert is_significant("a", None, p, 10) is None
    assert is_significant("z", OTHER_CHANGES / 10, p, 10)
    assert not is_significant("z", OTHER_CHANGES / 9, p, 10)


def test_what_holds_among_the_key_figures_was_significant_by_itself():
    dice = np.random.default_rng(1)
    for _ in range(200):
        p = {str(i): float(x) for i, x in enumerate(dice.random(8) ** 6)}
        assert significant_keys(p, KEY_CHANGES) <= {key for key, value in p.items() if value <= KEY_CHANGES}


def test_a_quiet_shop_and_one_with_fewer_orders_again_are_told_apart():
    quiet = QUIET["stationary"]
    cries = [_cries(shop(seed, quiet)) for seed in (11, 12)]
    assert cries == [False, False]
    assert _cries(shop(11, replace(quiet, rate=0.6)))


def _cries(table) -> bool:
    result = view(table)
    return any(
        result.change(key).beyond_noise for key in overview_keys(result) if key != "guest_checkout_rate"
    )


def test_answers_without_a_day_have_no_period_before_and_name_no_day_that_would_be_needed():
    undated = responses(*({"score": float(n % 11), "day": None} for n in range(40)))
    change = view_of({"responses": undated}, Question(days=365)).change("net_promoter_score")
    assert (change.before, change.difference) == (None, None)
    assert [note.text for note in change.notes] == [
        "No row of these data says its day, so there is no period before."
    ]


def test_a_period_whose_last_days_the_data_do_not_hold_is_not_compared():
    last = day("2025-04-20")
    held = orders(*(order("2023-12-31", 1) | {"day": on} for on in range(day("2024-01-01"), last + 1, 10)))
    spring = view(held, as_of=day("2025-05-31"), days=92)
    assert spring.change("orders").difference is None
    assert "The data end on" in str(spring.change("orders").notes[0])
    # Ten quiet days are no end: the orders of this shop pause as long.
    april = view(held, as_of=day("2025-04-25"), days=25)
    assert april.change("orders").difference is not None
    after = view(held, as_of=day("2027-12-31"), days=365)
    assert after.change("revenue").difference is None
