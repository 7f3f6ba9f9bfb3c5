"""Shares of orders by customer, against the same sums computed the plain way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.model import Question
from engagement.metrics.purchases.purchase_phrases import REFUND_DAYS
from engagement.metrics.purchases.scans.shares_by_customer import (
    CANCELLED,
    DISCOUNTED,
    GUESTS,
    NAMELESS,
    REFUNDED,
)
from engagement.metrics.sums.group_sums import WHOLE, Cut
from engagement.metrics.sums.of_clusters import PARTS
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.registry import DEFINITIONS
from engagement.statistics.bootstrap import joint_bootstrap
from engagement.statistics.clusters import share_by_cluster, share_sums
from tests.cases import few
from tests.metrics import oracle
from tests.metrics.invented import day
from tests.metrics.orders import many, orders

SHARES = {
    "guests": GUESTS,
    "nameless": NAMELESS,
    "cancelled": CANCELLED,
    "refunded": REFUNDED,
    "code": DISCOUNTED,
}


def marked(table) -> pd.DataFrame:
    """One row per order that counts or was cancelled: its cluster (`of`), k and m of each share."""
    rows = oracle.plain(table)
    cancelled = rows.status.isin(["cancelled", "voided"])
    rows = rows.assign(cancelled=cancelled)[rows.counts | cancelled].reset_index(drop=True)
    counts, guest = rows.counts, rows.guest
    k = {
        "guests": counts & (guest == True),  # noqa: E712 - it may be None
        "nameless": counts & rows.who.isna(),
        "cancelled": rows.cancelled,
        "refunded": counts & (rows.refunded > 0),
        "code": counts & rows.discount_code.notna(),
    }
    m = dict.fromkeys(k, counts) | {
        "guests": counts & guest.notna(),
        "cancelled": counts | rows.cancelled,
    }
    for name, counted in k.items():
        rows[f"k {name}"], rows[f"m {name}"] = counted.astype(float), m[name].astype(float)
    rows["of"] = np.where(rows.who.isna(), -1 - rows.index, rows.who.fillna(0))
    return rows


def by_hand(rows: pd.DataFrame, name: str):
    people = rows.groupby("of")[[f"m {name}", f"k {name}"]].sum()
    return share_sums(*people.to_numpy().T)


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize("seed", few([1, 2], 1))
def test_the_sums_of_the_window_its_segments_and_its_trends_are_those_counted_by_hand(seed, name):
    table = many(seed)
    view, rows, share = view_of({"orders": table}, Question(days=300)), marked(table), SHARES[name]
    scope = view.scope("orders")
    window = rows[rows.day.between(scope.window.first_day, scope.window.last_day)]

    def same(found, at, expected):
        np.testing.assert_allclose([found[part][at] for part in PARTS], list(expected), atol=1e-4)

    same(share.sums(scope, WHOLE), 0, by_hand(window, name))
    split = share.sums(scope, Cut(by="country"))
    others = split.others()
    for i, label in enumerate(split.labels):
        inside = window.country.isna() if label is None else window.country == label
        same(split, i, by_hand(window[inside], name))
        same(others, i, by_hand(window[~inside], name))
        both = [
            part.groupby("of")[[f"k {name}", f"m {name}"]].sum() for part in (window[inside], window[~inside])
        ]
        together = pd.concat(both, axis=1, join="inner").to_numpy().T
        products = [(together[a] * together[b]).sum() for a, b in ((0, 2), (0, 3), (1, 2), (1, 3))]
        np.testing.assert_allclose(
            [others[c][i] for c in ("shared_kk", "shared_km", "shared_mk", "shared_mm")], products
        )
    for trailing in (True, False):
        periods = scope.periods(trailing=trailing)
        trend = share.sums(scope, Cut(along=periods))
        for i, (start, end) in enumerate(zip(periods.starts(), periods.ends(), strict=True)):
            first = end - 299 if trailing else start
            same(trend, i, by_hand(rows[rows.day.between(first, end)], name))


def habits(seed: int = 5, people: int = 300):
    """Customers who always or never do something, in two years."""
    dice, rows = np.random.default_rng(seed), []
    for who in range(people):
        returns, code = dice.random() < 0.15, dice.random() < 0.3
        for on in ("2024-01-01", "2025-01-01"):
            for one in day(on) + dice.integers(0, 365, dice.poisson(dice.gamma(1, 3))):
                refunded = 500 if returns and dice.random() < 0.9 else 0
                rows.append(
                    {
                        "day": int(one),
                        "customer_key": who,
                        "gross": 1000,
                        "refunded": refunded,
                        "discount_code": "A" if code else None,
                        "country": dice.choice(["IT", "ES"]),
                    }
                )
    rows += [{"day": day(on), "customer_key": 1, "gross": 1000} for on in ("2023-11-01", "2025-12-30")]
    return orders(*rows)


def test_an_interval_of_orders_widens_with_habits_and_is_never_narrower_than_wilson():
    table = habits()
    reading = view_of({"orders": table}, Question()).reading("refund_rate")
    rows = marked(table)
    last = rows.day.max() - REFUND_DAYS
    window = rows[rows.day.between(last - 364, last)]
    expected = share_by_cluster(by_hand(window, "refunded"))
    assert (reading.value, reading.low, reading.high) == pytest.approx(expected[:3])
    naive = 1.96 * np.sqrt(reading.value * (1 - reading.value) / reading.n)
    assert reading.method == "wilson_by_customer"
    assert reading.high - reading.low > 2.2 * naive * 1.2


@pytest.mark.parametrize(("key", "name"), [("refund_rate", "refunded"), ("discount_share", "code")])
def test_customers_who_stand_in_both_windows_narrow_the_comparison_as_in_a_joint_bootstrap(key, name):
    table = habits()
    found, rows = view_of({"orders": table}, Question()).change(key), marked(table)
    last = rows.day.max() - DEFINITIONS[key].ripens
    columns = []
    for end in (last, last - 365):
        part = rows[rows.day.between(end - 364, end)].groupby("of")[[f"k {name}", f"m {name}"]].sum()
        columns.append(part.reindex(rows.of.unique(), fill_value=0).to_numpy())
    drawn = joint_bootstrap(np.hstack(columns), lambda s: s[:, 0] / s[:, 1] - s[:, 2] / s[:, 3])
    assert found.method == "newcombe_by_customer_paired"
    assert found.difference == pytest.approx(drawn.value)
    assert found.high - found.low == pytest.approx(drawn.high - drawn.low, rel=0.15)


@pytest.mark.parametrize(("shops", "most"), few([(15, 2), (60, 8)], (15, 2)))
def test_segments_that_share_their_customers_are_not_told_apart_by_habits(shops, most):
    """Customers order from either country by the toss of a coin: nothing differs, whatever their habits."""
    cried = 0
    for seed in range(shops):
        split = view_of({"orders": habits(seed, 60)}, Question()).breakdown("refund_rate", "country")
        cried += bool(split["differs"].any())
    assert cried <= most
