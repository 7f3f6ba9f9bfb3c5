"""What a bundle tells of follow-ups, carts, letters, members and promoters: the owner's, and of nobody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engagement.metrics.guarding.only_added import carried_over
from engagement.metrics.guarding.published_before import PastPublication
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish, published_record
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.publishing.side_notes import publishable_reading
from engagement.metrics.views import headline
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.metrics.views.registry import DEFINITIONS
from engagement.store.sharing.terms import Terms
from tests.cases import few
from tests.metrics.invented import sessions
from tests.metrics.orders import day
from tests.metrics.shared_people import (
    Files,
    Told,
    files,
    letters_told,
    people_told,
    sizes_of_letters,
    sizes_of_visits,
    small_sums,
    visits_told,
    with_sides,
    without_one,
)
from tests.metrics.shared_shop import FIRST_DAY, as_orders, knowledge, shop, small_groups_told

K = 5
#: The pages that show what is published of these files with trends and splits.
TERMS = Terms(pages=("purchases", "surveys", "web", "loyalty"), k=K)
KEYS = (
    *(f"repeat_within_{days}_days" for days in (30, 60, 90, 180, 365)),
    "cart_abandonment_rate",
    "revenue_per_recipient",
    "member_share",
    "member_order_value_gap",
    "promoter_spend_ratio",
)


@pytest.fixture(scope="module")
def owner() -> OwnersView:
    return view_of(files(1, 1500, 20, 0.4).tables(), Question(days=365))


@pytest.fixture(scope="module")
def published(owner: OwnersView) -> PublishedView:
    return PublishedView(publish(owner, TERMS))


def scope_of(owner: OwnersView, view: PublishedView, key: str):
    """Return the owner's scope over the very days that the bundle tells."""
    definition, window = DEFINITIONS[key], view.window(key)
    scope = owner.scope(definition.metric.table)
    return replace(scope, cohort=window) if definition.follow_up else replace(scope, window=window)


@pytest.mark.parametrize("key", KEYS)
def test_a_published_value_and_its_interval_are_the_owners(owner, published, key):
    result = published.reading(key)
    own = headline.reading(DEFINITIONS[key], scope_of(owner, published, key))
    assert replace(result, notes=()) == publishable_reading(replace(own, notes=(), left_out=(), rows_used=0))
    assert result.value is not None
    assert result.low < result.value < result.high


@pytest.mark.parametrize("key", KEYS)
def test_every_single_month_that_is_published_is_the_owners(owner, published, key):
    result = published.trend(key).query("status != 'withheld'")
    own = owner.trend(key, trailing=False)
    both = result.merge(own, on="start", suffixes=("", "_own"))
    assert len(both) == len(result)
    for name in ("value", "low", "high", "n"):
        np.testing.assert_allclose(both[name], both[f"{name}_own"], rtol=1e-5)


def test_the_way_of_visits_is_told_as_the_owner_reads_it(owner, published):
    pd.testing.assert_frame_equal(published.table("funnel"), owner.table("funnel"))


def test_the_way_of_visits_is_left_out_where_a_step_tells_of_few():
    """Three visits of the year reached checkout and did not order."""
    visits = files(1, 60, 12, 0.1).visits
    visits["completed"] = visits["reached_checkout"]
    visits.loc[visits.index[200:203], ["cart_additions", "reached_checkout", "sessions"]] += 1
    view = view_of(
        {"sessions": sessions(*visits.assign(last_day=visits["day"]).to_dict("records"))}, Question()
    )
    result = PublishedView(publish(view, replace(TERMS, pages=("web",)), splits=False))
    assert len(view.table("funnel")) == 4
    assert "conversion_rate" in set(result.keys())
    assert result.table("funnel").empty


def test_a_figure_that_would_tell_of_two_people_is_left_out(owner, published):
    """Two members ordered again between their first order and their joining: the gap would tell of them."""
    assert "member_frequency_gap" in set(owner.keys())
    assert "member_frequency_gap" not in set(published.keys())


def attack(seed, people, months, joining, days, pause, late=None) -> None:
    """Publish three times, some days and a month between, in the middle of months, and attack with all.

    One row of the file `late` comes after the first time.
    """
    known = files(seed, people, months, joining)
    told: dict[str, list[Told]] = {"people": [], "visits": [], "letters": []}
    of_orders, earlier = [], []
    frame = with_sides(known)
    first = FIRST_DAY + months * 30 - 47
    lacking = known if late is None else without_one(known, late, seed, first - 10)
    for state, last in ((lacking, first), (known, first + pause), (known, FIRST_DAY + months * 30)):
        then = state.until(last)
        owners = view_of(then.tables(), Question(days=days))
        table = publish(owners, TERMS, carried_over(earlier, owners))
        earlier.append(PastPublication(published_record(table), owners))
        view = PublishedView(table)
        told["people"] += people_told(view, then)
        told["visits"] += visits_told(view, then)
        told["letters"] += letters_told(view, then)
        there = frame.index.isin(state.orders.index)
        for one in knowledge(view, with_sides(state)):
            rows = np.zeros(len(frame), dtype=bool)
            rows[there] = one.rows
            of_orders.append(replace(one, rows=rows))
    sizes = {
        "people": pd.Series(1, known.orders["customer_key"].dropna().unique()),
        "visits": sizes_of_visits(known),
        "letters": sizes_of_letters(known),
    }
    for subject, numbers in told.items():
        for one in numbers:
            counted = (one.of * sizes[subject].reindex(one.of.index)).sum()
            assert np.isnan(one.number) or one.number == pytest.approx(counted), one.about
        assert not numbers or small_sums(numbers, sizes[subject], K) == [], subject
    assert not of_orders or small_groups_told(of_orders, frame, K) == []


SHOPS = {
    "seed": st.integers(0, 10_000),
    "people": st.integers(10, 900),
    "months": st.integers(3, 20),
    "joining": st.sampled_from([0.0, 0.1, 0.5]),
    "days": st.sampled_from([None, 30, 91, 182, 365]),
    "pause": st.sampled_from([1, 7, 20]),
    "late": st.sampled_from([None, "orders", "answers", "members", "visits"]),
}


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(**SHOPS | {"people": st.integers(10, 150), "months": st.integers(3, 9)})
def test_nobody_can_work_out_a_small_group_of_people_visits_or_letters(**drawn):
    attack(**drawn)


#: An example takes ten seconds of one core and more, so all of them some half an hour.
@pytest.mark.gate
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
# Twelve with orders less eleven new ones; three more who began within a week.
@example(seed=9733, people=432, months=17, joining=0.5, days=None, pause=20, late="orders")
@example(seed=3898, people=126, months=11, joining=0.5, days=365, pause=7, late="answers")
# One of March's came back between 60 days, told before 90 had passed, and 90 days, told later.
@example(seed=3888, people=810, months=19, joining=0.0, days=None, pause=20, late=None)
# Four who were new after 90 days' last day, or came back between the two: of those who had not come back.
@example(seed=1343, people=100, months=16, joining=0.1, days=365, pause=7, late="orders")
# One of September's and one of November's came back after 30 to 60 days: no other number held either alone.
@example(seed=1439, people=423, months=14, joining=0.5, days=91, pause=20, late="answers")
# Three visits that completed, told by conversion and by abandonment of other days.
@example(seed=8338, people=46, months=5, joining=0.0, days=None, pause=7, late=None)
@given(**SHOPS)
def test_nobody_can_work_out_a_small_group_of_people_from_many_shops(**drawn):
    attack(**drawn)


def test_the_attack_would_find_who_came_back_between_two_follow_ups():
    """The test's own test: 40 people came back within 30 days, 43 within 60."""
    people = pd.Series(1, range(100))
    rates = [Told(f"first {n}", n, people * (people.index < n)) for n in (40, 43, 100)]
    assert small_sums(rates, people, K)


@pytest.mark.parametrize(("many", "told"), [(1, False), (8, True)])
def test_days_told_of_60_days_are_told_of_90_later_only_if_many_came_back_between(many, told):
    """Of 40 new customers a month 15 come back after 20 days, and `many` of March after 75."""
    month_of = np.repeat(np.arange(4), 40)
    opens = np.array([day(f"2025-{month + 1:02}-05") for month in month_of])
    is_returning = np.arange(month_of.size) % 40 < 15
    late = np.flatnonzero((month_of == 2) & ~is_returning)[:many]
    people = np.concatenate([np.arange(month_of.size), np.flatnonzero(is_returning), late])
    days = np.concatenate([opens, opens[is_returning] + 20, opens[late] + 75])
    orders = orders_of(people, days)
    pasts: list[PastPublication] = []
    for last in (day("2025-06-01"), day("2025-07-01")):
        view = view_of({"orders": as_orders(orders[orders["day"] <= last])}, Question(days=None, as_of=last))
        table = publish(view, replace(TERMS, pages=("purchases",)), carried_over(pasts, view), splits=False)
        pasts.append(PastPublication(published_record(table), view))
        published = PublishedView(table)
        assert "repeat_within_60_days" in published.keys()  # noqa: SIM118 - a method
    assert ("repeat_within_90_days" in published.keys()) == told  # noqa: SIM118 - a method


def orders_of(people, days) -> pd.DataFrame:
    """Return an order of each person on each day, all of equal money."""
    like = shop(1, 30, 3, 0.0).iloc[:1].drop(columns=["order_id", "customer_key", "day", "instant", "line"])
    like = like.assign(discount_code=None, refunded=0)
    order = np.argsort(days, kind="stable")
    people, days = people[order], days[order]
    return (
        like.loc[like.index.repeat(days.size)]
        .reset_index(drop=True)
        .assign(
            order_id=[f"order {i}" for i in range(days.size)],
            customer_key=pd.array((people + 1) * 7_000_000_000_003, dtype="Int64"),
            day=days.astype("int32"),
            instant=pd.to_datetime(days, unit="D").as_unit("us"),
            line=np.arange(2, days.size + 2),
        )
    )


def letters(*, large: int, refund: int = 0) -> pd.DataFrame:
    """Letters of a year, of 20 orders each; one of a single order of `large`, one with a refund."""
    days = np.arange(FIRST_DAY, FIRST_DAY + 360, 10)
    rows = pd.DataFrame({"day": days, "recipients": 400, "delivered": 398, "orders": 20, "revenue": 20_000})
    rows.loc[5, ["orders", "revenue"]] = 1, large
    rows.loc[9, "revenue"] -= refund
    return rows.assign(currency="EUR")


def told_of(shop: Files, pasts=(), key="revenue_per_recipient", days=365):
    """Publish a shop; return whether a figure is told, and what has been told by now."""
    last = FIRST_DAY + 400
    view = view_of(shop.tables(), Question(days=days, as_of=last))
    # Of headlines, on the page that shows the figure.
    terms = replace(TERMS, pages=(DEFINITIONS[key].page.heading.page,))
    table = publish(view, terms, carried_over(list(pasts), view), splits=False)
    return key in PublishedView(table).keys(), [*pasts, PastPublication(published_record(table), view)]  # noqa: SIM118 - a method


@pytest.mark.parametrize(
    ("large", "told"),
    few([(1_000, True), (100_000, True), (10_000_000, False)], (100_000, True), (10_000_000, False)),
)
def test_letters_of_which_one_order_has_nearly_all_the_money_are_not_told(large, told):
    shop = replace(files(1, 60, 12, 0.1), campaigns=letters(large=large))
    assert told_of(shop)[0] == told


def test_a_refund_of_one_letter_is_not_told_by_what_changes():
    """Nothing but its money differs, and nobody can say of how many orders."""
    shop = replace(files(1, 60, 12, 0.1), campaigns=letters(large=1_000))
    told, pasts = told_of(shop)
    assert told
    assert not told_of(replace(shop, campaigns=letters(large=1_000, refund=500)), pasts)[0]
    assert told_of(shop, pasts)[0]


def test_a_late_order_of_one_promoter_is_not_told_by_what_changes():
    shop = files(1, 1500, 20, 0.4)
    told, pasts = told_of(shop, key="promoter_spend_ratio")
    assert told
    one = promoters_order(shop)
    late = replace(shop, orders=pd.concat([shop.orders, one], ignore_index=True))
    assert not told_of(late, pasts, key="promoter_spend_ratio")[0]


def promoters_order(shop: Files) -> pd.DataFrame:
    """One more order of a promoter who had ordered, ten days after the answer."""
    first = shop.orders.groupby("customer_key")["day"].min()
    answers = shop.answers[shop.answers["score"] >= 9]
    inside = (answers["day"] > FIRST_DAY + 100) & (answers["day"] < FIRST_DAY + 250)
    before = answers["customer_key"].map(first) < answers["day"]
    who, on = answers[inside & before].iloc[0][["customer_key", "day"]]
    like = shop.orders[shop.orders["customer_key"] == who].iloc[:1]
    day_number = int(on) + 10
    return like.assign(
        order_id="late", day=np.int32(day_number), instant=pd.to_datetime(day_number, unit="D").as_unit("us")
    )
