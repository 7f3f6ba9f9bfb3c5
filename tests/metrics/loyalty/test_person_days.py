"""How often members order against others: in how many of 100 shops the interval holds the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engagement.metrics.loyalty.person_days import sums_between
from engagement.metrics.model import Question
from engagement.metrics.sums.group_sums import Sums
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.registry import DEFINITIONS
from tests.metrics.loyalty.without_effect import as_tables, as_watched, lives

if TYPE_CHECKING:
    from engagement.metrics.loyalty.person_days import Watched
    from engagement.metrics.rules.plain import Estimates

KINDS = ({}, {"selected": True}, {"joining": "at an order", "selected": True}, {"drifting": 0.15})
DAYS = (365, None)
SHOPS = 2000


def window_sums(people: Watched, days: int | None) -> dict[str, float]:
    last = max(int(people.day.max(initial=0)), int(people.first.max()))
    return sums_between(people, int(people.first.min()) if days is None else last - days + 1, last)


def gaps(seeds: range, people: int, kind: dict[str, object], days: int | None) -> Estimates:
    """Return what the product's own rule makes of so many shops at once."""
    made = [
        window_sums(as_watched(lives(np.random.default_rng(seed), people, **kind)), days) for seed in seeds
    ]
    columns = {name: np.asarray([one[name] for one in made]) for name in made[0]}
    return DEFINITIONS["member_frequency_gap"].rule.estimate(Sums((None,) * len(made), columns))


def geometric_mean(values: np.ndarray) -> float:
    return float(np.exp(np.mean(np.log(values))))


def coverage(people: int, kind: dict[str, object], days: int | None, shops: int = SHOPS, size: int = 60_000):
    """Return the truth, in which share of shops that show a gap its interval holds it, and how many do."""
    truth = geometric_mean(gaps(range(10_000, 10_010), size, kind, days).value)
    estimates = gaps(range(shops), people, kind, days)
    shown = estimates.also["enough"] > 0
    inside = (estimates.low <= truth) & (truth <= estimates.high)
    return truth, float(inside[shown].mean()), int(shown.sum())


@pytest.mark.parametrize("days", DAYS)
def test_a_shop_has_the_gap_that_the_rule_makes_of_its_customers_days(days):
    kind = {"selected": True, "drifting": 0.1}
    seen = view_of(as_tables(lives(np.random.default_rng(4), 600, **kind)), Question(days=days))
    reading, found = seen.reading("member_frequency_gap"), gaps(range(4, 5), 600, kind, days)
    assert (reading.value, reading.low, reading.high) == pytest.approx(
        (found.value[0], found.low[0], found.high[0])
    )
    assert reading.n == found.n[0]


def test_the_interval_of_the_gap_holds_about_what_it_says():
    _, share, _ = coverage(300, KINDS[1], 365, shops=200, size=20_000)
    assert 0.91 <= share <= 0.99


@pytest.mark.gate
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("people", [200, 600])
def test_the_interval_of_the_gap_covers_the_truth_with_and_without_selection(people, kind, days):
    truth, share, shops = coverage(people, kind, days)
    print(  # noqa: T201 - a gate prints its table
        f"\nmember_frequency_gap, {people} people, {days} days, {kind}: truth {truth:.3f}, "
        f"held in {share:.1%} of {shops}"
    )
    assert 0.93 <= share <= 0.97
