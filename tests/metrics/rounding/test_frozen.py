"""Tables move only together with five times k people, whatever link tells them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from engagement.metrics.guarding.only_added import carried_over
from engagement.metrics.guarding.published_before import PastPublication
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish, published_record
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.rounding.every import TABLES_OF
from engagement.metrics.rounding.frozen import TOGETHER, day_to_publish
from engagement.metrics.views.owners import view_of
from tests.metrics.rounding.conftest import SECRET, TERMS, K, owners
from tests.metrics.shared_shop import as_orders

TERMS = replace(TERMS, pages=("retention",))
#: So many people move a table.
MANY = TOGETHER * K


@pytest.fixture(scope="module")
def before(orders, bundle) -> PastPublication:
    return PastPublication(
        published_record(bundle), view_of({"orders": as_orders(orders)}, Question(days=None))
    )


def with_newcomers(orders: pd.DataFrame, many: int, days: int = 40) -> pd.DataFrame:
    """Each orders once, some days after all others."""
    last = orders.tail(many).assign(
        order_id=[f"new {i}" for i in range(many)],
        customer_key=pd.array(range(1, many + 1), dtype="Int64"),
        day=orders["day"].max() + days,
        instant=orders["instant"].max() + pd.Timedelta(days=days),
        line=range(10_000, 10_000 + many),
    )
    return pd.concat([orders, last], ignore_index=True)


def now(orders: pd.DataFrame, *pasts: PastPublication) -> int | None:
    """Return the day as of which tables of these orders may be told."""
    view = view_of({"orders": as_orders(orders)}, Question(days=None))
    return day_to_publish(view, "orders", K, carried_over(pasts, view))


def test_one_newcomer_moves_no_table(orders, told, before) -> None:
    view = owners(with_newcomers(orders, 1))
    later = PublishedView(publish(view, TERMS, carried_over([before], view), secret=SECRET))
    assert later.counted_until("orders") == told.counted_until("orders")
    for name in TABLES_OF["retention"]:
        pd.testing.assert_frame_equal(later.table(name), told.table(name))


def test_five_times_k_newcomers_move_them(orders, before) -> None:
    last = orders["day"].max()
    assert now(with_newcomers(orders, MANY - 1), before) == last
    assert now(with_newcomers(orders, MANY), before) == last + 40


def test_a_late_order_keeps_the_tables_back_until_so_many_people_differ(orders, before) -> None:
    late = pd.concat([orders, orders.head(1).assign(order_id="late", line=9_999)], ignore_index=True)
    assert now(late, before) is None
    assert now(with_newcomers(late, MANY - 2), before) is None
    assert now(with_newcomers(late, MANY - 1), before) is not None


def test_after_an_erasure_they_stay_away_until_so_many_more_have_come(orders, before) -> None:
    gone = replace(before, view=None)
    left = orders[orders["customer_key"] != orders["customer_key"].dropna().iloc[0]]
    assert now(left, gone) is None
    assert now(with_newcomers(left, MANY - 1), gone) is None
    assert now(with_newcomers(left, MANY), gone) is not None


def test_of_a_shop_that_told_nothing_any_day_may_be_told(orders) -> None:
    assert now(orders.head(30)) == orders["day"].head(30).max()
