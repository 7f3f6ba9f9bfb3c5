"""What is called a change is one: shops in which nothing changes, and shops with one change that is known."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

import pytest

from engagement.metrics.findings.findings import OneShortFinding
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.owners import OwnersView, view_of
from tests.metrics.quiet_shops import QUIET, shop, voices

SEEDS = 100
POWER_SEEDS = 40


def cries(view: OwnersView) -> list[str]:
    """Return what the Overview colours or finds; how many stand at an order is counted, not claimed."""
    keys = overview_keys(view)
    changed = [key for key in keys if view.change(key).beyond_noise]
    claims = [each for each in standing_out(view, keys) if not isinstance(each, OneShortFinding)]
    return changed + [f"{f.key} by {getattr(f, 'by', '')}" for f in claims if f.key not in changed]


@pytest.mark.gate
@pytest.mark.parametrize("days", [91, 365])
@pytest.mark.parametrize("kind", QUIET)
def test_in_a_shop_in_which_nothing_changes_the_overview_cries_in_5_of_100_at_most(kind, days):
    found: Counter[str] = Counter()
    pages = 0
    for seed in range(SEEDS):
        cried = cries(view_of({"orders": shop(seed, QUIET[kind])}, Question(days=days)))
        pages += bool(cried)
        found.update(cried)
    sys.stdout.write(f"\n{kind:10} {days:3} days: {pages} of {SEEDS} pages cry {dict(found)}")
    assert pages <= 5 * SEEDS / 100


@pytest.mark.gate
@pytest.mark.parametrize("days", [91, 365])
def test_answers_and_posts_beside_the_orders_cry_no_more(days):
    found: Counter[str] = Counter()
    pages = 0
    for seed in range(SEEDS):
        tables = {"orders": shop(seed, QUIET["stationary"]), **voices(seed)}
        cried = cries(view_of(tables, Question(days=days)))
        pages += bool(cried)
        found.update(cried)
    sys.stdout.write(f"\nwith voices {days:3} days: {pages} of {SEEDS} pages cry {dict(found)}")
    assert pages <= 5 * SEEDS / 100


@pytest.mark.gate
@pytest.mark.parametrize(
    ("change", "wanted", "keys"),
    [
        ({"rate": 0.75}, 38, {"repeat_purchase_rate", "purchase_frequency", "repeat_within_90_days"}),
        ({"basket": 1.1}, 30, {"average_order_value"}),
    ],
)
def test_what_does_change_is_found(change, wanted, keys):
    of = replace(QUIET["stationary"], customers=720, **change)
    hits, customers = 0, 0.0
    for seed in range(POWER_SEEDS):
        view = view_of({"orders": shop(seed, of)}, Question(days=365))
        customers += view.reading("customers").value
        hits += any(view.change(key).beyond_noise for key in keys)
    sys.stdout.write(
        f"\n{change}: found in {hits} of {POWER_SEEDS} shops of {customers / POWER_SEEDS:.0f} customers"
    )
    assert hits >= wanted
