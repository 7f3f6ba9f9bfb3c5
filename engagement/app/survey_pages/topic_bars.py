"""Topics of the shown comments: counts, mean scores, and the pull of each topic on the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown, too_small
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message
from engagement.metrics.voices import tables
from engagement.metrics.voices.topics import OTHER, TOPICS, topics_among
from engagement.readable.named_tables import of_named
from engagement.statistics.interval import LEVEL

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.views.owners import OwnersView

#: Comments with a topic under which its score is not shown.
_FEWEST: Final = 10
#: How far the lists of words agree with a reader (tests/metrics/voices/test_topics.py measures it).
AGREEMENT: Final = message(
    "Found by lists of words in four languages. Of what a reader found in 100 labelled comments the words "
    "found 71%, and 92% of what they found was right (kappa 0.78); before the lists were improved by other "
    "comments of this kind, 65% and 78%. Your customers' words may lie in between."
)


def show(view: OwnersView, comments: pd.DataFrame) -> None:
    """Show the topics of these comments."""
    frame = of_comments(comments)
    if frame.empty:
        return
    t = words()
    called = [t.t(TOPICS.get(key, OTHER)) for key in frame["key"]]
    with st.container(key="head_topics", gap=None):
        st.subheader(say(message("What they are about")), anchor=False)
        st.caption(say(message("Share of the comments. One may speak of several topics, or of none.")))
    shares = as_breakdown(
        called, frame["value"], frame["comments"], limits=(frame["low"], frame["high"]),
        counts=(frame["comments"], frame["n"]),
    )  # fmt: skip
    chart = dots(shares, ValueFormat("share", None, t), palette(theme()), in_order=True)
    sheet = of_named(
        tables.TOPICS, frame.assign(words=called).drop(columns="key"), t,
        grain=view.question.grain, currency=None,
    )  # fmt: skip
    alt = describe_breakdown(tables.TOPICS.title, shares, "share", None, t)
    figure.show(chart, "topics", say(alt), sheet, frame)
    if (left_out := too_small(shares, t)) is not None:
        st.caption(say(left_out))
    _pull(frame, called)
    st.caption(say(AGREEMENT))


def _pull(frame: pd.DataFrame, called: list[str]) -> None:
    t = words()
    has_pull = frame["pull"].notna().to_numpy()
    with st.container(key="head_pull", gap=None):
        st.subheader(say(message("How they pull on the score")), anchor=False)
        if not has_pull.any():
            st.caption(say(message("A topic needs {count} scores with it and without it.", count=_FEWEST)))
            return
        st.caption(
            say(
                message(
                    "Mean score of the comments with a topic less that of all others. Line: 95% interval, by "
                    "person. Coloured: beyond chance, allowing for all topics. Not proof of a cause."
                )
            )
        )
    some = frame[has_pull]
    pulls = as_breakdown(
        [name for name, is_shown in zip(called, has_pull, strict=True) if is_shown],
        some["pull"],
        some["comments"],
        limits=(some["pull_low"], some["pull_high"]),
        differs=some["pull_p"] < 1 - LEVEL,
        difference=some["pull"],
    )
    chart = dots(
        pulls,
        ValueFormat("score", None, t),
        palette(theme()),
        better="up",
        overall=0.0,
        labels=DotLabels(overall=message("no pull")),
    )
    alt = describe_breakdown(message("Pull on the score"), pulls, "score", None, t)
    columns = ["words", "comments", "score", "others", "pull", "pull_low", "pull_high"]
    shown_columns = some.assign(words=[n for n, is_shown in zip(called, has_pull, strict=True) if is_shown])[
        columns
    ]
    sheet = of_named(tables.TOPICS, shown_columns, t, grain="month", currency=None)
    figure.show(chart, "pull", say(alt), sheet, shown_columns)


def of_comments(comments: pd.DataFrame) -> pd.DataFrame:
    """Return the table of topics of comments, with scores of the question that most of them have."""
    if comments.empty:
        return topics_among((), np.zeros(0, dtype=np.int64), np.zeros(0))
    kinds = comments["kind"].dropna()
    lead = kinds.mode().iloc[0] if len(kinds) else None
    score = comments["good"].where(comments["kind"] == lead).to_numpy(np.float64)
    key = comments["key"].to_numpy(np.int64)
    named = np.where(key > 0, key, -1 - np.arange(key.size))
    person = np.unique(named, return_inverse=True)[1].astype(np.int64)
    return topics_among(tuple(comments["comment"].astype(str)), person, score)
