"""What is called a change is one: shops in which nothing changes, and shops with one change that is known."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from engagement.metrics.findings.findings import OneShortFinding
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.owners import OwnersView, view_of
from tests.metrics.quiet_shops import QUIET, shop, voices
from tests.processes import of_each

SEEDS = 100
POWER_SEEDS = 40


def cries(view: OwnersView) -> list[str]:
    """Return what the Overview colours or finds; how many stand at an order is counted, not claimed."""
    keys = overview_keys(view)
    changed = [key for key in keys if view.change(key).beyond_noise]
    claims = [each for each in standing_out(view, keys) if not isinstance(each, OneShortFinding)]
    return changed + [f"{f.key} by {getattr(f, 'by', '')}" for f in claims if f.key not in changed]


def cries_of_orders(kind: str, days: int, seed: int) -> list[str]:
    """Return what the Overview says of a quiet shop's orders alone."""
    return cries(view_of({"orders": shop(seed, QUIET[kind])}, Question(days=days)))


def cries_beside_voices(days: int, seed: int) -> list[str]:
    """Return what it says of orders with answers and posts beside them."""
    tables = {"orders": shop(seed, QUIET["stationary"]), **voices(seed)}
    return cries(view_of(tables, Question(days=days)))


def is_found(change: dict[str, float], keys: frozenset[str], seed: int) -> tuple[bool, float]:
    """Return whether a change is seen in one of `keys`, and of how many customers."""
    of = replace(QUIET["stationary"], customers=720, **change)
    view = view_of({"orders": shop(seed, of)}, Question(days=365))
    return any(view.change(key).beyond_noise for key in keys), view.reading("customers").value


@pytest.mark.gate
@pytest.mark.parametrize("days", [91, 365])
@pytest.mark.parametrize("kind", QUIET)
def test_in_a_shop_in_which_nothing_changes_the_overview_cries_in_5_of_100_at_most(kind, days):
    pages = of_each(partial(cries_of_orders, kind, days), SEEDS)
    assert crying(f"{kind:10} {days:3} days", pages) <= 5 * SEEDS / 100


@pytest.mark.gate
@pytest.mark.parametrize("days", [91, 365])
def test_answers_and_posts_beside_the_orders_cry_no_more(days):
    pages = of_each(partial(cries_beside_voices, days), SEEDS)
    assert crying(f"with voices {days:3} days", pages) <= 5 * SEEDS / 100


def crying(name: str, pages: list[list[str]]) -> int:
    """Print and return how many pages say anything."""
    found = Counter(each for cried in pages for each in cried)
    count = sum(map(bool, pages))
    sys.stdout.write(f"\n{name}: {count} of {len(pages)} pages cry {dict(found)}")
    return count


@pytest.mark.gate
@pytest.mark.parametrize(
    ("change", "wanted", "keys"),
    [
        ({"rate": 0.75}, 38, {"repeat_purchase_rate", "purchase_frequency", "repeat_within_90_days"}),
        ({"basket": 1.1}, 30, {"average_order_value"}),
    ],
)
def test_what_does_change_is_found(change, wanted, keys):
    results = of_each(partial(is_found, change, frozenset(keys)), POWER_SEEDS)
    hits = sum(found for found, _ in results)
    customers = sum(count for _, count in results) / POWER_SEEDS
    sys.stdout.write(f"\n{change}: found in {hits} of {POWER_SEEDS} shops of {customers:.0f} customers")
    assert hits >= wanted
