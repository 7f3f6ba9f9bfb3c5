"""Single comments for the shop's owner: author, score, preceding order, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.metrics.surveys.answers import IN_FILE, SUBMISSION, TABLE, answers, questions_on_scale
from engagement.metrics.voices.beside_orders import products_behind
from engagement.metrics.voices.every_question import SCORED
from engagement.metrics.voices.topics import TOPICS, topics_of

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope

COLUMNS: Final = ("day", "key", "kind", "score", "good", "question", "comment", "topics", "products", "part")


def written(scope: Scope, by: str | None = None) -> pd.DataFrame:
    """Return a frame of `COLUMNS` with the comments in the window, newest first.

    `day`: days since 1970, NaN if unknown; `key`: the customer, 0 for nobody. `score` is the same
    submission's answer to the leading question of `kind`, `good` the same with higher as better. `topics`
    are keys, `products` names of the last order up to that day; `part` is the value of the dimension `by`.
    """
    rows = scope.frame(TABLE).filter(nw.col("kind") == "comment", ~nw.col("comment").is_null())
    if by is None:
        rows = scope.grouped(rows, WHOLE, TABLE).with_columns(part=nw.lit(""))
    else:
        rows = scope.labelled(rows, by, "part", TABLE).filter(scope.inside())
    key = nw.col("customer_key").fill_null(0)
    frame = pd.DataFrame(
        collect(rows.select(*SUBMISSION, "line", "day", "question", "comment", "part", key=key))
    )
    frame = frame.merge(_scores(scope), on=list(SUBMISSION), how="left")
    frame["day"] = frame["day"].astype(np.float64)
    order = ["day", *IN_FILE, "question"]
    frame = frame.sort_values(order, ascending=[False, *(True,) * (len(order) - 1)], ignore_index=True)
    topic_masks = topics_of(tuple(frame["comment"].astype(str)))
    frame["topics"] = [
        tuple(topic for topic in TOPICS if topic_masks[topic][row]) for row in range(len(frame))
    ]
    frame["products"] = products_behind(scope, frame["key"].to_numpy(np.int64), frame["day"].to_numpy())
    return frame[list(COLUMNS)]


def _scores(scope: Scope) -> pd.DataFrame:
    """Return kind, score and good of each submission: recommendation, else effort, satisfaction, rating."""
    parts = []
    for kind in SCORED:
        frame = pd.DataFrame(
            collect(answers(scope, kind, all_answers=True).select(*SUBMISSION, "kind", "score"))
        )
        lead = next(iter(questions_on_scale(scope, kind)), None)
        score = frame["score"].astype(np.float64)
        turned = lead is not None and lead.low_is_good
        good = lead.low + lead.high - score if lead is not None and turned else score
        parts.append(frame.astype({"kind": object}).assign(score=score, good=good))
    return pd.concat(parts).drop_duplicates(list(SUBMISSION))
