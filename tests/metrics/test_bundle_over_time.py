"""Nobody is told by how figures change: late orders, refunds, erasures, older exports, other links."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.metrics.model import Question
from engagement.store.terms import Terms
from tests.metrics.shared_shop import FIRST_DAY
from tests.metrics.shared_time import CHANGES, Watcher, changed, until

K = 5
SHOPS = {
    "seed": st.integers(0, 10_000),
    "kind": st.sampled_from(CHANGES),
    "people": st.integers(20, 250),
    "months": st.integers(3, 16),
    "guests": st.sampled_from([0.0, 0.03]),
    "few": st.sampled_from([1, 1, 2, 4, 9]),
    "pause": st.sampled_from([0, 1, 7, 20]),
    "days": st.sampled_from([None, 91, 182, 365]),
    "grains": st.sampled_from([("month", "month"), ("month", "week"), ("week", "quarter")]),
    "ks": st.sampled_from([(5, 5), (10, 5), (5, 15)]),
    "other": st.sampled_from([None, 91, 365]),
}
_TOLD: Counter[str] = Counter()


def attack(kind, few, pause, days, grains, ks, other, **of) -> None:
    """Look before and after a change and once more, at one link and at another; try to subtract."""
    months = of["months"]
    rows, before, after, gone = changed(kind=kind, few=few, **of)
    watcher, end = Watcher(rows), FIRST_DAY + months * 30 - 40
    first = Terms(pages=("purchases",), k=ks[0])
    second = Terms(pages=("purchases",), k=ks[1], hidden=("channel",))
    watcher.look(until(rows, before, end), first, Question(days=days, grain=grains[0]))
    if gone.any():
        watcher.erase(gone)
    for last in lasts(end, pause):
        watcher.look(until(rows, after, last), first, Question(days=days, grain=grains[0]))
        if other == days:
            continue
        told = watcher.look(until(rows, after, last), second, Question(days=other, grain=grains[1]))
        _TOLD[f"{kind} {'revenue' in told.keys()}"] += 1  # noqa: SIM118 - a method, not a dict
    assert watcher.small_groups(min(ks)) == []


def lasts(end: int, pause: int) -> list[int]:
    return sorted({end + pause, end + 40})


@pytest.mark.parametrize("kind", ["late", "erased"])
def test_nobody_is_told_by_what_has_changed_between_two_publications(kind):
    shop = {"seed": 3, "people": 120, "months": 8, "guests": 0.0}
    attack(kind, 1, 40, 182, ("month", "month"), (5, 5), 182, **shop)


@pytest.mark.gate
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(**SHOPS)
def test_nobody_is_told_by_what_has_changed_in_many_shops(**drawn):
    attack(**drawn)
    sys.stdout.write(f"\nrevenue told, by change: {dict(sorted(_TOLD.items()))}")
