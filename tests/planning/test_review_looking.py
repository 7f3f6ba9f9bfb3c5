"""A review states what moved and nothing else, and the same data always give the same review."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import partial

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engagement.metrics.findings.candidates import candidates
from engagement.metrics.model import Window
from engagement.metrics.views.owners import view_of
from engagement.planning.review_looking import review
from engagement.planning.statements import Review, ReviewGrain, id_before, last_whole, question_of, window_of
from engagement.store.sharing.terms import USUAL_K
from tests.metrics.invented import day, posts
from tests.metrics.quiet_shops import LAST_DAY, QUIET, shop, voices
from tests.processes import of_each

_QUIET_SHOPS, _MONTHS = 300, 24
SMALL = replace(QUIET["stationary"], history_days=730, customers=250)


def reviewed(tables: dict[str, pa.Table], grain="month", end: int = LAST_DAY) -> Review:
    window = last_whole(grain, end)
    return review(view_of(tables, question_of(grain, window)), grain, window)


def test_a_quiet_month_states_nothing_and_says_how_much_was_looked_at():
    created = reviewed({"orders": shop(2, SMALL)})
    assert created.statements == ()
    assert created.looked_at > 10
    assert 0 < created.ranged <= created.ranges


def test_a_month_in_which_every_basket_doubles_is_stated_with_its_number_and_limits():
    orders = shop(2, SMALL)
    late = np.asarray(orders["day"]) >= day("2026-10-01")
    gross = np.where(late, np.asarray(orders["gross"]) * 2, np.asarray(orders["gross"]))
    dearer = orders.set_column(orders.schema.get_field_index("gross"), "gross", pa.array(gross))
    created = reviewed({"orders": dearer})
    assert created == reviewed({"orders": dearer})
    result = {one.id: one for one in created.statements}
    of_range, of_year = result["range average_order_value"], result["year average_order_value"]
    assert of_range.value > of_range.high > of_range.low
    assert (of_range.first_day, of_range.last_day) == (day("2026-10-01"), day("2026-10-31"))
    assert of_year.high > of_year.difference > of_year.low > 0
    assert of_year.value == pytest.approx(of_year.beside + of_year.difference)
    assert msgspec.convert(msgspec.to_builtins(created), Review) == created


@pytest.mark.parametrize(("saves", "told"), [(0, True), (None, False)])
def test_a_change_of_what_a_network_counts_is_no_month_outside_its_range(saves, told):
    """TikTok's saves are many in the last month; before they were none, or its files did not say them."""
    first, change, dice = day("2025-08-01"), day("2026-10-01"), np.random.default_rng(4)
    rows = [
        {"on": str(np.datetime64(at, "D")), "network": network, "reach": 1000, "likes": int(dice.poisson(35))}
        | {"saves": 0 if network != "tiktok" else 200 if at >= change else saves}
        for at in range(first, LAST_DAY + 1)
        for network in ("instagram", "instagram", "tiktok")
    ]
    window = last_whole("month", LAST_DAY)
    view = view_of({"posts": posts(*rows)}, question_of("month", window))
    ids = {one.id for one in review(view, "month", window).statements}
    of_rate = {f"{kind} engagement_rate_by_reach" for kind in ("range", "year")}
    assert bool(of_rate & ids) is told
    month = next(one for one in candidates(view) if one.name == "engagement_rate_by_reach month 1")
    assert (month.p is not None) is told


def test_the_last_whole_period_is_one_that_is_over():
    for grain, end, first, last in (
        ("month", "2026-10-31", "2026-10-01", "2026-10-31"),
        ("month", "2026-10-30", "2026-09-01", "2026-09-30"),
        ("quarter", "2026-10-31", "2026-07-01", "2026-09-30"),
        ("week", "2026-11-01", "2026-10-26", "2026-11-01"),
    ):
        assert last_whole(grain, day(end)) == Window(day(first), day(last))


def test_an_id_names_a_period_and_anything_else_names_none():
    window = last_whole("week", day("2026-10-31"))
    created = Review("week", window.first_day, window.last_day)
    assert window_of(created.id) == ("week", window)
    assert window_of(id_before(created.id))[1].last_day == created.first_day - 1
    assert [window_of(odd) for odd in ("", "month", "month.x", "year.3", "month.9999999999")] == [None] * 5


def seen_in_another_month(number: int) -> dict[str, pa.Table]:
    """Return what a quiet shop's files held at the end of one of its last 24 months.

    The kinds of shops take turns, and each is seen in every month, so at every height of its season; answers
    and posts are beside every other one.
    """
    kinds = list(QUIET.values())
    of, back = kinds[number % len(kinds)], number // len(kinds) % _MONTHS
    of = replace(of, opened=of.opened + 2 * 365, history_days=of.history_days + 2 * 365)
    month = np.datetime64(LAST_DAY, "D").astype("datetime64[M]") - back
    last = int((month + 1).astype("datetime64[D]").astype(int)) - 1
    tables = {"orders": shop(number, of)} | (voices(number) if number % 2 else {})
    return {name: table.filter(pc.less_equal(table["day"], last)) for name, table in tables.items()}


def review_of_a_quiet_shop(grain: ReviewGrain, number: int) -> Review:
    """Return the newest review of what a quiet shop's files held."""
    tables = seen_in_another_month(number)
    return reviewed(tables, grain, max(pc.max(table["day"]).as_py() for table in tables.values()))


@pytest.mark.gate
@pytest.mark.parametrize("grain", ["week", "month", "quarter"])
def test_of_the_reviews_of_shops_in_which_nothing_changes_5_of_100_state_anything_at_most(grain):
    """300 shops, as chance moves the count of 100 by 2 either way. An alert names what is out of range."""
    reviews = of_each(partial(review_of_a_quiet_shop, grain), _QUIET_SHOPS)
    found = Counter(one.id for made in reviews for one in made.statements)
    stating = sum(bool(made.statements) for made in reviews)
    alerts = sum(any(one.kind == "range" and one.n >= USUAL_K for one in made.statements) for made in reviews)
    looked = sum(made.looked_at for made in reviews)
    sys.stdout.write(
        f"\nreviews of a {grain}: {stating} of {_QUIET_SHOPS} state anything, {found.total()} false "
        f"sentences of {looked} comparisons {dict(found)}; {alerts} would send an alert"
    )
    assert stating <= 0.05 * _QUIET_SHOPS
