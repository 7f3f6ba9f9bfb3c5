"""Free text of answers: one entry per submission, with its person and its score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import starts_of_each
from engagement.metrics.surveys.answers import SUBMISSION, TABLE, questions_on_scale
from engagement.metrics.surveys.questions import any_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.surveys.questions import ScoreKind
    from engagement.statistics.interval import Array

_SCORED: Final[tuple[ScoreKind, ...]] = ("nps", "satisfaction", "rating", "effort")


class Comments(NamedTuple):
    """Submissions with a comment. `person`: numbers from 0, the same for all submissions of a customer.

    `score`: the answer to the leading question of `kind` in the same submission, NaN without one; higher is
    better, whatever the direction of its scale. `key`: the customer, 0 if unknown; `submission`: its
    identity (`SUBMISSION`).
    """

    text: tuple[str, ...]
    person: NDArray[np.int64]
    score: Array
    kind: ScoreKind | None
    key: NDArray[np.int64]
    submission: pd.DataFrame


def has_comments(data: Data) -> bool:
    """Return whether there are comments."""

    def count() -> bool:
        with_comments = data.frame(TABLE).filter(_written())
        return bool(collect(with_comments.select(nw.len().alias("n")))["n"][0])

    return data.has(TABLE) and data.remember("comments", count)


def comments(scope: Scope) -> Comments:
    """Return the comments up to the as-of day; the texts of one submission are joined."""
    return scope.data.remember_large(
        ("comments", scope.question.filters, scope.window.last_day), lambda: _read(scope)
    )


def until(scope: Scope, table: str = TABLE) -> Frame:
    """Return the rows of a table up to the as-of day, and those without a day."""
    day = nw.col("day")
    return scope.rows(table).filter(day.is_null() | (day <= scope.window.last_day))


def scores(scope: Scope, kind: ScoreKind) -> Frame:
    """Return the answers to the leading question of a kind with `good_`, from 0 (worst) to 1 (best)."""
    on_scale = questions_on_scale(scope, kind)
    rows = until(scope).filter(any_of(question.on_scale() for question in on_scale))
    if not on_scale:
        return rows.with_columns(good_=nw.col("score"))
    low, width = on_scale[0].low, max(on_scale[0].high - on_scale[0].low, 1)
    share = (nw.col("score") - low) / width
    return rows.with_columns(good_=1 - share if on_scale[0].low_is_good else share)


def _written() -> nw.Expr:
    return (nw.col("kind") == "comment") & ~nw.col("comment").is_null()


def _read(scope: Scope) -> Comments:
    answers = {
        kind: sum(question.answers for question in questions_on_scale(scope, kind)) for kind in _SCORED
    }
    kind = max(_SCORED, key=lambda each: answers[each])
    # With nulls the keys would be converted to floats, which cannot represent 63 bits.
    customer = nw.col("customer_key").fill_null(0)
    rows = until(scope).filter(_written()).select(*SUBMISSION, "question", "comment", key_=customer)
    rated = (
        scores(scope, kind)
        .group_by(*SUBMISSION)
        .agg(good_=nw.col("good_").mean(), score_=nw.col("score").mean())
    )
    columns = collect(rows.join(rated, on=list(SUBMISSION), how="left").sort(*SUBMISSION, "question"))
    lead = next(iter(questions_on_scale(scope, kind)), None)
    same = np.asarray(
        ["\x1f".join(map(str, key)) for key in zip(*(columns[c] for c in SUBMISSION), strict=True)]
    )
    if not same.size:
        nothing = np.empty(0)
        nobody = nothing.astype(np.int64)
        return Comments((), nobody, nothing, None, nobody, pd.DataFrame(columns=list(SUBMISSION)))
    opens = starts_of_each(same)
    written = columns["comment"]
    ends = [*opens[1:].tolist(), same.size]
    text = tuple(
        "\n".join(str(part) for part in written[start:end]) for start, end in zip(opens, ends, strict=True)
    )
    key = np.asarray(columns["key_"], dtype=np.int64)[opens]
    named = np.where(key > 0, key, -1 - np.arange(key.size))
    _, person = np.unique(named, return_inverse=True)
    good = np.asarray(columns["good_"], dtype=np.float64)[opens]
    score = good if lead is None else lead.low + good * (lead.high - lead.low)
    sent = pd.DataFrame({name: columns[name][opens] for name in SUBMISSION})
    return Comments(text, person.astype(np.int64), score, kind if answers[kind] else None, key, sent)
