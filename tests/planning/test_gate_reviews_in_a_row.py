"""What 100 shops in which nothing changes are told in two years: 24 monthly reviews in a row for each.

The reviews of one shop share most of their past, so an odd month may be told again and again;
test_review_looking.py looks at each shop once, and at weeks and quarters.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engagement.engine import Engine
from engagement.metrics.views.owners import view_of
from engagement.planning.review_looking import CHANCE, review
from engagement.planning.statements import Review, last_whole, question_of
from engagement.store.sharing.terms import USUAL_K
from tests.metrics.quiet_shops import LAST_DAY, QUIET, shop, voices
from tests.processes import of_each

SHOPS, MONTHS = 100, 24
_LATEST = np.datetime64(LAST_DAY, "D").astype("datetime64[M]")


def reviews_in_a_row(number: int, months: int = MONTHS) -> list[Review]:
    """Return the monthly reviews of a quiet shop, the oldest first, each of what its files held by then.

    The kinds of shops take turns; answers and posts are beside the orders of every other one.
    """
    kinds = list(QUIET.values())
    of = kinds[number % len(kinds)]
    of = replace(of, opened=of.opened + 2 * 365, history_days=of.history_days + 2 * 365)
    tables = {"orders": shop(number, of)} | (voices(number) if number // len(kinds) % 2 else {})
    engine = Engine(threads=1)
    ends = [
        int((month + 1).astype("datetime64[D]").astype(int)) - 1
        for month in _LATEST - np.arange(months)[::-1]
    ]
    made = [_reviewed(tables, end, engine) for end in ends]
    engine.close()
    return made


def _reviewed(tables: dict[str, pa.Table], end: int, engine: Engine) -> Review:
    window = last_whole("month", end)
    held = {name: table.filter(pc.less_equal(table["day"], end)) for name, table in tables.items()}
    return review(view_of(held, question_of("month", window), engine=engine), "month", window)


def _alerts(made: Review) -> bool:
    return any(one.kind == "range" and one.n >= USUAL_K for one in made.statements)


def test_reviews_in_a_row_are_of_one_month_after_the_other():
    before, last = reviews_in_a_row(0, 2)
    assert before.last_day + 1 == last.first_day
    assert last.last_day == LAST_DAY
    assert min(before.looked_at, last.looked_at) > 10


@pytest.mark.gate
def test_of_2400_monthly_reviews_in_a_row_of_quiet_shops_5_of_100_state_anything_at_most():
    shops = of_each(reviews_in_a_row, SHOPS)
    reviews = [made for of_shop in shops for made in of_shop]
    stating = np.array([[bool(made.statements) for made in of_shop] for of_shop in shops])
    alerts = np.array([[_alerts(made) for made in of_shop] for of_shop in shops])
    found = Counter(one.id for made in reviews for one in made.statements)
    sys.stdout.write(
        f"\nreviews in a row: {stating.sum()} of {stating.size} shop-months state anything "
        f"({_share(stating)}; aimed at {CHANCE:.1%}), {found.total()} false sentences of "
        f"{sum(made.looked_at for made in reviews)} comparisons {dict(found)}"
        f"\n{alerts.sum()} of {alerts.size} shop-months would send an alert ({_share(alerts)})"
        f"\n{alerts.any(axis=1).sum()} shops get one in two years, at most {alerts.sum(axis=1).max()}"
        f"; {stating.any(axis=1).sum()} are told anything, {stating.sum(axis=1).max()} times at most"
    )
    assert stating.mean() <= 0.05
    assert alerts.mean() <= 0.05


def _share(of: np.ndarray) -> str:
    """Return a share with its standard error, as the months of one shop go together."""
    return f"{of.mean():.2%} ± {of.mean(axis=1).std(ddof=1) / np.sqrt(len(of)):.2%}"
