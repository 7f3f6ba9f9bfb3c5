from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.statistics.clusters import share_by_cluster, share_sums
from tests.metrics.invented import campaigns
from tests.metrics.orders import order, orders

LETTER = {"recipients": 1000, "delivered": 980, "unique_opens": 490, "unique_clicks": 49, "unsubscribes": 5}


def view(*rows, **fields):
    return view_of({"campaigns": campaigns(*rows)}, Question(**fields))


def letter(on="2026-09-01", **more):
    return {"on": on} | LETTER | more


def notes(reading):
    return " | ".join(str(note) for note in reading.notes)


@pytest.mark.parametrize(
    ("key", "k", "n"),
    [
        ("open_rate", 490, 980),
        ("click_rate", 49, 980),
        ("click_to_open_rate", 49, 490),
        ("unsubscribe_rate", 5, 980),
    ],
)
def test_a_rate_is_of_people_and_of_messages_delivered(key, k, n):
    seen = view(letter()).reading(key)
    assert (seen.numerator, seen.denominator, seen.method) == (k, n, "wilson_by_campaign")
    assert seen.value == pytest.approx(k / n)
    # One campaign does not tell how campaigns differ.
    assert (seen.low, seen.high, seen.status) == (None, None, "small")


def test_an_interval_of_e_mails_allows_for_campaigns_that_differ():
    opened = np.array([200.0, 350, 490, 120, 610, 300, 280, 440, 530, 260])
    seen = view(*(letter(f"2026-09-{i + 1:02}", unique_opens=int(k)) for i, k in enumerate(opened)))
    reading = seen.reading("open_rate")
    expected = share_by_cluster(share_sums(np.full(10, 980.0), opened))
    assert (reading.value, reading.low, reading.high) == pytest.approx(expected[:3])
    assert reading.high - reading.low > 0.15  # Wilson's own has 0.02
    assert (reading.status, reading.n) == ("ok", 9800)


def test_text_messages_do_not_report_opens_and_are_left_out_of_them():
    sms = letter(channel="sms", unique_opens=0, unique_clicks=90)
    seen = view(letter(), sms)
    assert seen.reading("open_rate").denominator == 980
    assert [(str(r), n) for r, n in seen.reading("open_rate").left_out] == [
        ("Text messages, which do not report opens", 1)
    ]
    assert seen.reading("click_rate").denominator == 1960
    assert seen.breakdown("click_rate", "channel")["numerator"].tolist() == [49, 90]


def test_a_missing_figure_is_not_0():
    seen = view(letter(), letter(unique_opens=None)).reading("open_rate")
    assert (seen.denominator, seen.rows_used) == (980, 1)
    assert [n for _, n in seen.left_out] == [1]


def test_more_clicks_than_opens_are_shown_as_they_are():
    seen = view(letter(unique_opens=40)).reading("click_to_open_rate")
    assert (seen.value, seen.low, seen.high) == (49 / 40, None, None)
    assert "More people clicked than opened" in notes(seen)


def test_revenue_is_per_recipient_and_varies_by_campaign():
    rows = [letter(revenue=100_00 * i, currency="EUR", recipients=1000 * i) for i in range(1, 41)]
    seen = view(*rows).reading("revenue_per_recipient")
    assert (seen.value, seen.n, seen.currency, seen.status) == (pytest.approx(0.1), 40, "EUR", "ok")
    assert seen.method == "bootstrap_t_by_campaign"  # of fewer than 400
    assert seen.numerator == pytest.approx(100 * sum(range(1, 41)))


def test_money_is_in_the_currency_of_the_campaigns_not_of_the_orders():
    letters = campaigns(
        letter(revenue=10_000, currency="EUR"),
        letter(revenue=20_000, currency="EUR"),
        letter(revenue=99_999, currency="JPY"),
    )
    seen = view_of(
        {"campaigns": letters, "orders": orders(order("2026-09-01", 1, currency="PLN"))}, Question()
    ).reading("revenue_per_recipient")
    assert (seen.value, seen.currency) == (pytest.approx(0.15), "EUR")
    assert "JPY" in notes(seen)
    assert ("in another currency", 1) in [(str(r), n) for r, n in seen.left_out]


def test_without_a_currency_money_is_money_of_none():
    seen = view(letter(revenue=10_000)).reading("revenue_per_recipient")
    assert (seen.value, seen.currency) == (pytest.approx(0.1), "XXX")


def test_each_currency_is_read_by_itself_in_a_breakdown():
    frame = view(letter(revenue=10_000, currency="EUR"), letter(revenue=20_000, currency="PLN")).breakdown(
        "revenue_per_recipient", "currency"
    )
    assert dict(zip(frame["segment"], frame["value"], strict=True)) == {"EUR": 0.1, "PLN": 0.2}


def test_campaigns_are_split_by_month_of_sending():
    seen = view(letter("2026-08-01"), letter("2026-09-01"), letter("2026-09-02"))
    frame = seen.breakdown("open_rate", "month")
    assert dict(zip(frame["segment"], frame["n"], strict=True)) == {"2026-08": 980, "2026-09": 1960}


def test_a_figure_that_no_campaign_carries_is_locked():
    assert "revenue_per_recipient" in view(letter()).locked()
