"""The ladder of content by period: each step's share of its base, with its interval."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.email.campaigns import Campaigns
from engagement.metrics.email.family import SHARE_RULE as BY_CAMPAIGN
from engagement.metrics.ladders.content_steps import STEPS, TakenStep, usual_steps
from engagement.metrics.rules.plain import RatioByPost
from engagement.metrics.social.posts import Facts
from engagement.metrics.sums.group_sums import Cut
from engagement.metrics.web.family import BY_DAY_RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.sums.group_sums import Sums
    from engagement.metrics.sums.periods import Periods

COLUMNS: Final = (
    *("start", "channel", "key", "words", "proxy", "of", "count", "value", "low", "high", "n"),
    "complete",
)
_BY_POST: Final = RatioByPost(share=True)
#: The fewest posts of a period for limits: with fewer, the bootstrap limits say nothing (from five posts
#: with 2 % of clicks they reached 100 %).
_ENOUGH: Final = 7


def content_ladder_over_time(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, by channel, step and period of the question's grain.

    Counts of all periods add up to those of `content_ladder`. `value` and its limits are NaN for the first
    step of a channel, and for shares of fewer than ten; only the limits are NaN for fewer than seven posts.
    """
    return steps_over_time(usual_steps(scope))[list(COLUMNS)]


def steps_over_time(steps: Sequence[TakenStep]) -> pd.DataFrame:
    """Return the same for the given steps, with the column `status` (see `model.Status`).

    A step begins with its first period with a count.
    """
    frames = [_step(step) for step in steps]
    empty = pd.DataFrame({name: [] for name in (*COLUMNS, "status")})
    return pd.concat(frames, ignore_index=True) if frames else empty


def _step(step: TakenStep) -> pd.DataFrame:
    periods = step.scope.periods(trailing=False)
    estimates, status = step.scope.remember(
        ("step of content", step.proxy.facts, periods), lambda: _estimated(step, periods)
    )
    hidden = np.asarray([state == "hidden" for state in status], dtype=bool) | step.proxy.is_first
    value, low, high = (
        np.where(hidden, np.nan, part) for part in (estimates.value, estimates.low, estimates.high)
    )
    frame = pd.DataFrame(
        {
            "start": np.asarray(periods.starts(), dtype="datetime64[D]").astype("datetime64[s]"),
            "channel": step.channel,
            "key": step.proxy.step,
            "words": STEPS[step.proxy.step].text,
            "proxy": step.proxy.proxy.text,
            "of": step.proxy.base.text,
            "count": estimates.numerator,
            "value": value,
            "low": np.where(value < 0, low, np.maximum(low, 0.0)),
            "high": high,
            "n": estimates.denominator,
            "complete": periods.complete(),
            "status": list(status),
        }
    )
    return frame[np.cumsum(np.nan_to_num(estimates.denominator)) > 0]


def _estimated(step: TakenStep, periods: Periods) -> tuple[Estimates, list[str]]:
    facts, cut = step.proxy.facts, Cut(along=periods)
    if isinstance(facts, Facts):
        ratio_sums: Sums = step.scope.sums(facts.ratio_sums, cut)
        estimates = _BY_POST.estimate(ratio_sums)
        is_small = estimates.n < _ENOUGH
        low, high = (np.where(is_small, np.nan, limit) for limit in (estimates.low, estimates.high))
        return replace(estimates, low=low, high=high), list(_BY_POST.status(estimates))
    rule = BY_CAMPAIGN if isinstance(facts, Campaigns) else BY_DAY_RULE
    estimates = rule.estimate(step.scope.sums(facts.sums, cut))
    return estimates, list(rule.status(estimates))
