"""Nobody can work out a group of fewer than k people from bundles, by adding and subtracting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.metrics.guarding.only_added import carried_over
from engagement.metrics.guarding.published_before import PastPublication
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish, published_record
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.store.sharing.terms import Terms
from tests.metrics.orders import as_pandas, orders
from tests.metrics.shared_shop import FIRST_DAY, Known, as_orders, knowledge, shop, small_groups_told, until

K = 5
SHOPS = {
    "seed": st.integers(0, 10_000),
    "people": st.integers(10, 250),
    "months": st.integers(2, 18),
    "guests": st.sampled_from([0.0, 0.03, 0.3]),
    "days": st.sampled_from([None, 30, 91, 182, 365]),
    "grain": st.sampled_from(["month", "month", "week"]),
    "pause": st.sampled_from([1, 7, 20]),
    "free": st.sampled_from([{}, {"country": ("IT", "ES", "PL", "DE", "MT")}, {"channel": ("web", "fair")}]),
}


def attack(seed, people, months, guests, days, free, grain, pause) -> None:
    """Publish three times, some days and a month between, in the middle of months, and attack with all."""
    frame = shop(seed, people, months, guests)
    terms = Terms(pages=("purchases",), k=K, free=free)
    known, earlier = [], []
    for last in (FIRST_DAY + months * 30 - 47, FIRST_DAY + months * 30 - 47 + pause, FIRST_DAY + months * 30):
        then = until(frame, last)
        if then.empty:
            continue
        view = view_of({"orders": as_orders(then)}, Question(days=days, grain=grain))
        table = publish(view, terms, carried_over(earlier, view))
        earlier.append(PastPublication(published_record(table), view))
        result = list(knowledge(PublishedView(table), frame))
        for one in result:
            whole = frame["gross"][one.rows].sum() / 100 if one.money else one.rows.sum()
            assert one.number == pytest.approx(whole), one.about
        known += result
    if known:
        assert small_groups_told(known, frame, K) == []


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(**SHOPS | {"people": st.integers(10, 120), "months": st.integers(2, 9)})
def test_nobody_can_work_out_a_small_group_from_two_publications(**drawn):
    attack(**drawn)


@pytest.mark.gate
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(**SHOPS)
def test_nobody_can_work_out_a_small_group_from_many_shops(**drawn):
    attack(**drawn)


def test_the_attack_would_find_a_group_that_is_left_open():
    """The test's own test: three orders of three people, told as a total and the rest of it."""
    frame = shop(1, 60, 3, 0.0)
    rows = np.ones(len(frame), dtype=bool)
    rest = rows.copy()
    rest[:3] = False
    listed = [Known("all", len(frame), rows), Known("rest", len(frame) - 3, rest)]
    assert small_groups_told(listed, frame, K)


def test_gaps_of_two_publications_do_not_tell_of_one_who_ordered_again():
    """One customer's third order leaves the window, and ten new customers enter it."""
    people = {day_number: range(10 * day_number, 10 * day_number + 10) for day_number in (1, 5, 95, 185)}
    bought = [(on, who) for on, whole in people.items() for who in whole]
    bought += [(on, who) for on in (110, 150) for who in range(5000, 5030)]
    bought += [(on, 6000) for on in (1, 5, 95)]
    rows = [{"day": FIRST_DAY + on, "customer_key": who, "gross": 1000} for on, who in sorted(bought)]
    frame = as_pandas(orders(*rows))
    gaps, earlier = [], []
    for last in (180, 190):
        view = view_of(
            {"orders": as_orders(until(frame, FIRST_DAY + last))}, Question(days=91, as_of=FIRST_DAY + last)
        )
        table = publish(view, Terms(pages=("purchases",), k=K), earlier)
        earlier.append(PastPublication(published_record(table), view))
        result = PublishedView(table)
        gaps += [result.reading(key).n for key in {"days_between_orders"} & {*result.keys()}]
    assert np.diff(gaps).size == 0, gaps


def test_two_links_do_not_tell_how_few_bought_in_both_of_two_quarters():
    """Two customers bought in both: the two quarters less the half year tell how many."""
    bought = [(20 + i, i) for i in range(30)] + [(110 + i, 100 + i) for i in range(38)]
    bought += [(210 + i, 200 + i) for i in range(38)] + [(on, who) for on in (150, 250) for who in (1, 2)]
    bought += [(271, 900)]
    rows = [{"day": FIRST_DAY + on, "customer_key": who, "gross": 1000} for on, who in sorted(bought)]
    view, earlier, told = view_of({"orders": orders(*rows)}, Question()), [], []
    for days in (91, 182):
        asked_view = view.ask(Question(days=days, compare="before"))
        table = publish(asked_view, Terms(pages=("purchases",), k=K), earlier)
        earlier.append(PastPublication(published_record(table), asked_view))
        one = PublishedView(table)
        if "customers" in one.keys():  # noqa: SIM118 - a method, not a dict
            told += [one.reading("customers").n, getattr(one.change("customers").before, "n", None)][
                : 182 // days
            ]
    assert len(told) < 3 or None in told, told[0] + told[1] - told[2]
