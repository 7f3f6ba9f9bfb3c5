"""The tables behind the survey metrics: shares by segment, answers by score, and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import WHOLE, Cut, collect, sums
from engagement.metrics.surveys.answers import (
    IN_FILE,
    KINDS,
    SUBMISSION,
    TABLE,
    answers,
    nps_sums,
    questions_on_scale,
)
from engagement.metrics.surveys.rules import NetPromoter
from engagement.tables import SEGMENT_PREFIX

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.surveys.questions import ScoreKind

#: The most steps of a scale that is listed step by step.
_MOST_STEPS: Final = 21
_RATING: Final = "rating"


def nps_shares(scope: Scope) -> pd.DataFrame:
    """Return segment, value, low, high, n, status, and promoters, passives and detractors.

    The three are counts, and also shares of n (`promoters_share`, ...), which are valid for any n. One row
    per segment of the question's dimension, most answers first; without a dimension one row for all.
    """
    by = scope.question.by
    cut = Cut(by=by) if by in scope.data.dimensions(TABLE) else WHOLE
    stats, rule = nps_sums(scope, cut), NetPromoter()
    estimates = rule.estimate(stats)
    status = np.asarray(rule.status(estimates), dtype=object)
    shown = status == "ok"
    columns: dict[str, object] = {"segment": list(stats.labels)}
    for name, values in (("value", estimates.value), ("low", estimates.low), ("high", estimates.high)):
        columns[name] = np.where(shown, values, np.nan)
    columns |= {"n": estimates.n.astype(np.int64), "status": status}
    for name, counts in estimates.also.items():
        columns[name] = counts.astype(np.int64)
        columns[f"{name}_share"] = counts / np.where(estimates.n > 0, estimates.n, np.nan)
    return pd.DataFrame(columns).sort_values(["n", "segment"], ascending=[False, True], ignore_index=True)


def nps_distribution(scope: Scope) -> pd.DataFrame:
    """Return score, count, share and good for the leading question on recommendation."""
    return _distribution(scope, "nps")


def effort_distribution(scope: Scope) -> pd.DataFrame:
    """Return score, count, share and good for the leading question on effort."""
    return _distribution(scope, "effort")


def satisfaction_distribution(scope: Scope) -> pd.DataFrame:
    """Return score, count, share and good for the leading question on satisfaction."""
    return _distribution(scope, "satisfaction")


def comments(scope: Scope) -> pd.DataFrame:
    """Return day, kind, score, one column per segment, question and comment, newest first.

    `score` is the same submission's answer to the leading question of `kind`, or a plain rating (a review's
    stars) without one. For the owner only: a person may have written a name.
    """
    bare = {
        scope.data.frame_name(name): name.removeprefix(SEGMENT_PREFIX)
        for name in scope.data.columns(TABLE)
        if name.startswith(SEGMENT_PREFIX)
    }
    segments = list(bare)
    rows = scope.grouped(scope.frame(TABLE), WHOLE, TABLE)
    written = rows.filter(nw.col("kind") == "comment", ~nw.col("comment").is_null())
    frame = pd.DataFrame(
        collect(written.select(*SUBMISSION, "line", "day", *segments, "question", "comment"))
    )
    scored = [_scores(scope, kind) for kind in (*KINDS, _RATING)]
    best = pd.concat(scored).drop_duplicates(list(SUBMISSION))
    frame = frame.merge(best, on=list(SUBMISSION), how="left")
    frame["day"] = pd.to_datetime(frame["day"], unit="D", origin="unix").astype("datetime64[s]")
    order = ["day", *IN_FILE, "question"]
    frame = frame.sort_values(order, ascending=[False, *(True,) * (len(order) - 1)], ignore_index=True)
    ordered = frame[["day", "kind", "score", *segments, "question", "comment"]]
    return ordered.rename(columns=bare)


def _scores(scope: Scope, kind: ScoreKind) -> pd.DataFrame:
    rows = answers(scope, kind, all_answers=True).select(*SUBMISSION, "kind", "score")
    return pd.DataFrame(collect(rows)).astype({"kind": object, "score": float})


def _distribution(scope: Scope, kind: ScoreKind) -> pd.DataFrame:
    lead = questions_on_scale(scope, kind)
    if not lead or lead[0].points > _MOST_STEPS:
        return pd.DataFrame({"score": [], "count": [], "share": [], "good": []})
    question = lead[0]
    steps = np.arange(question.low, question.high + 1)
    score = nw.col("score")
    measures = {f"at_{i}": (score == float(step)).cast(nw.Int64) for i, step in enumerate(steps)}
    step_counts = sums(answers(scope, kind), WHOLE, measures)
    counts = np.asarray([step_counts[f"at_{i}"][0] for i in range(steps.size)])
    total = counts.sum()
    first, last = question.best_scores(kind)
    return pd.DataFrame(
        {
            "score": steps.astype(np.int64),
            "count": counts.astype(np.int64),
            "share": counts / total if total else np.full(steps.size, np.nan),
            "good": (steps >= first) & (steps <= last),
        }
    )
