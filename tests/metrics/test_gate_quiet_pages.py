"""What every page says of 100 shops in which nothing changes: of each page at most 5 of 100 say something.

The Overview alone is looked at more closely in test_gate_quiet_shops.py, reviews and alerts (which tell a
review's months outside their range) in tests/planning/test_review_looking.py, and 24 reviews in a row of
each shop in test_gate_reviews_in_a_row.py beside it.
"""

# ruff: noqa: T201 - a gate prints its table
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from engagement.metrics.model import Question
from engagement.metrics.retention.pooled_cohorts import different
from engagement.metrics.views.owners import view_of
from engagement.planning.review_looking import review
from engagement.planning.statements import last_whole, question_of
from tests.metrics.quiet_shops import LAST_DAY, QUIET, shop, voices
from tests.metrics.test_gate_quiet_shops import cries
from tests.processes import of_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

SHOPS = 100
GRAINS = ("month", "week", "quarter")
#: Splits by what customers and posts are by chance alone: the generator lets nothing hang on them.
BY_CHANCE = frozenset({"country", "type"})
#: It is of all history before, which is longer every year.
GROWS_WITH_AGE = "returning_customer_rate"


def false_words(number: int, tables: dict[str, pa.Table]) -> Iterator[tuple[str, list[str]]]:
    """Yield every page with what it says; one of a figure for each figure, and for each of its splits."""
    for days in (91, 365):
        yield f"Overview, {days} days", cries(view_of(tables, Question(days=days)))
    view = view_of(tables, Question(days=365))
    for key in sorted(set(view.keys()) - {GROWS_WITH_AGE}):
        yield "figure: change", [key] if view.change(key).beyond_noise else []
        for by in BY_CHANCE.intersection(view.dimensions(key)):
            marked = view.breakdown(key, by)["differs"].astype(bool).any()
            yield "figure: parts", [f"{key} by {by}"] if marked else []
    monthly = view.ask(Question(days=365, grain="month"))
    yield "Coming back: cohorts", [each.cohort for each in different(monthly.table("cohorts"))]
    grain = GRAINS[number % len(GRAINS)]
    window = last_whole(grain, LAST_DAY)
    made = review(view_of(tables, question_of(grain, window)), grain, window)
    yield "Review", [one.id for one in made.statements]


def words_of_shop(seed: int) -> list[tuple[str, list[str]]]:
    """Return what all pages say of a quiet shop; the kinds take turns, voices are beside every other one."""
    kinds = list(QUIET.values())
    tables = {"orders": shop(seed, kinds[seed % len(kinds)])} | (voices(seed) if seed % 2 else {})
    return list(false_words(seed // len(kinds), tables))


@pytest.mark.gate
def test_of_100_shops_in_which_nothing_changes_each_page_cries_of_5_at_most():
    said = [each for of_shop in of_each(words_of_shop, SHOPS) for each in of_shop]
    pages = Counter(page for page, _ in said)
    crying = Counter(page for page, words in said if words)
    false_sentences = Counter(f"{page}: {each}" for page, words in said for each in words)
    for page, of in pages.items():
        print(f"\n{page:24} {crying[page]:3} of {of:5} say something false", end="")
    print(f"\n{dict(false_sentences)}")
    assert all(crying[page] <= 0.05 * of for page, of in pages.items())
