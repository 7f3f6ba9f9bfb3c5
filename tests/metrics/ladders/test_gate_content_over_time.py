"""Months of few posts, of which it is known how many go on: the interval of a month holds their share."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.studentised import ratio_by_bootstrap

SHARE, SPREAD, MONTHS = 0.05, 200, 1500


@pytest.mark.gate
@pytest.mark.parametrize("posts", [7, 12, 30])
def test_the_share_of_a_month_of_few_posts_is_held(posts):
    dice, covered = np.random.default_rng(posts), 0
    for _ in range(MONTHS):
        shown = dice.lognormal(8, 0.6, posts).astype(np.int64)
        went = dice.binomial(shown, dice.beta(SHARE * SPREAD, (1 - SHARE) * SPREAD, posts))
        result = ratio_by_bootstrap(shown, went)
        covered += result.low <= SHARE <= result.high
    print(f"content ladder, a month of {posts} posts: held in {covered / MONTHS:.1%}")  # noqa: T201 - a gate prints
    assert 0.93 <= covered / MONTHS <= (0.97 if posts >= 30 else 0.99)  # of very few it is rather too wide
