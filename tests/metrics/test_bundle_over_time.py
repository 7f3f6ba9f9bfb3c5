"""Nobody is told by how figures change: late orders, refunds, erasures, older exports, other links.

`make test` tries a change that adds, one that erases and one that makes longer; `make gates` all, in many
shops, and links of other days. What alters is also in `app.sharing.test_withheld`, and two links in
`test_bundle_attack`.
"""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.metrics.model import Question
from engagement.store.sharing.terms import Terms
from tests.cases import few
from tests.metrics.shared_shop import FIRST_DAY
from tests.metrics.shared_time import CHANGES, Watcher, changed, until

K = 5
SHOPS = {
    "seed": st.integers(0, 10_000),
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
    listed = [watcher.look(until(rows, before, end), first, Question(days=days, grain=grains[0]))]
    if gone.any():
        watcher.erase(gone)
    for last in lasts(end, pause):
        listed.append(watcher.look(until(rows, after, last), first, Question(days=days, grain=grains[0])))
        if other != days:
            listed.append(
                watcher.look(until(rows, after, last), second, Question(days=other, grain=grains[1]))
            )
    for one in listed:
        _TOLD[f"{kind} {'revenue' in one.keys()}"] += 1  # noqa: SIM118 - a method, not a dict
    assert watcher.small_groups(min(ks)) == []


def lasts(end: int, pause: int) -> list[int]:
    return sorted({end + pause, end + 40})


@pytest.mark.parametrize("kind", few(CHANGES, "late", "erased", "older"))
def test_nobody_is_told_by_what_has_changed_between_two_publications(kind):
    shop = {"seed": 3, "people": 60, "months": 6, "guests": 0.0}
    attack(kind, 1, 40, 91, ("month", "month"), (5, 5), 91, **shop)
    assert _TOLD[f"{kind} True"] > 0


@pytest.mark.gate
@pytest.mark.parametrize(("kind", "ks"), [("late", (10, 5)), ("erased", (5, 15))])
def test_nobody_is_told_by_a_second_link_of_other_days_and_another_k(kind, ks):
    shop = {"seed": 4, "people": 60, "months": 6, "guests": 0.0}
    attack(kind, 1, 40, 91, ("month", "week"), ks, None, **shop)


#: Each kind has as many shops: 152 in all, five seconds of one core each.
@pytest.mark.gate
@pytest.mark.parametrize("kind", CHANGES)
@settings(max_examples=19, deadline=None, suppress_health_check=list(HealthCheck))
@given(**SHOPS)
def test_nobody_is_told_by_what_has_changed_in_many_shops(kind, **drawn):
    attack(kind, **drawn)


@pytest.mark.gate
def test_the_attacks_were_told_something():
    """Of shops of which nothing is told nothing can be found."""
    sys.stdout.write(f"\nrevenue told, by change: {dict(sorted(_TOLD.items()))}\n")
    assert all(_TOLD[f"{kind} True"] > 0 for kind in CHANGES)
