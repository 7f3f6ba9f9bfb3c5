"""A question with a score: value, distribution, trend, and split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import streamlit as st

from engagement.app.planning import noted_figure
from engagement.app.readable import figure
from engagement.app.survey_pages.drawn_answers import TIMES, of_frame, show_parts
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.palette import palette
from engagement.charts.base.points import read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_distribution, describe_trend
from engagement.charts.distribution import distribution
from engagement.charts.trend import trend
from engagement.locale import message
from engagement.metrics.voices.question_values import best, by_part, is_good, over_time, values
from engagement.readable.column_labels import name_of
from engagement.readable.one_line import plain
from engagement.readable.result_sheets import of_table

if TYPE_CHECKING:
    from engagement.app.survey_pages.drawn_answers import DrawnQuestion
    from engagement.locale import Message
    from engagement.metrics.model import Unit

_LONGEST: Final = 120


def show(drawn: DrawnQuestion) -> None:
    """Show a question with a score."""
    _t, question = words(), drawn.question
    unit: Unit = "points" if question.kind == "nps" else "score"
    value, low, high = values(question, drawn.answers.score)
    st.write(" ".join(say(part) for part in _conclusions(drawn, unit, (value, low, high))))
    left, right = st.columns(2, gap="medium")
    with left:
        _spread(drawn)
    with right:
        _over_time(drawn, unit)
    if drawn.parts is not None and drawn.by is not None:
        frame = by_part(question, drawn.parts)
        if len(frame) > 1:
            name = message("{question}", question=plain(question.wording, _LONGEST))
            show_parts(frame, drawn.by, unit, None if np.isnan(value) else value, name, "question_parts")


def _conclusions(drawn: DrawnQuestion, unit: Unit, value: tuple[float, float, float]) -> list[Message]:
    t, question, scale = words(), drawn.question, drawn.question.scale
    n = drawn.answers.submissions
    sentences = [message("{count} answer.", "{count} answers.", n=n, count=n)]
    if np.isnan(value[0]):
        sentences.append(message("They are too few for a value."))
    else:
        shown = [t.value(part, unit) for part in value]
        name = message("Score") if unit == "points" else message("Mean")
        sentences.append(
            message(
                "{name}: {value} ({low} to {high}).", name=name, value=shown[0], low=shown[1], high=shown[2]
            )
        )
    good = best(question, drawn.answers.score)
    if not np.isnan(good[0]):
        shares = [t.percent(share, 0) for share in good]
        sentences.append(
            message(
                "Best answers: {value} ({low} to {high}).", value=shares[0], low=shares[1], high=shares[2]
            )
        )
    if scale is not None:
        low, high = int(scale.low), int(scale.high)
        sentences.append(
            message("From {low} to {high}, low is good.", low=low, high=high)
            if scale.low_is_good
            else message("From {low} to {high}, high is good.", low=low, high=high)
        )
    return sentences


def _spread(drawn: DrawnQuestion) -> None:
    answers, question, t = drawn.answers, drawn.question, words()
    if not answers.options or question.scale is None:
        return
    steps = np.asarray([float(step) for step in answers.options])
    counts = np.bincount(answers.option, minlength=steps.size)
    good = is_good(question, steps)
    frame = pd.DataFrame(
        {
            "score": steps.astype(np.int64),
            "count": counts,
            "share": counts / max(1, int(counts.sum())),
            "good": good,
        }
    )
    with st.container(key="head_question_spread", gap=None):
        st.subheader(say(message("How the answers spread")), anchor=False)
        st.caption(say(message("In per cent. Coloured: the answers that count as good.")))
    key = frame.loc[frame["good"], "score"].tolist()
    ends = (int(steps[0]), int(steps[-1]))
    chart = distribution(frame, palette(theme()), t, scale=ends, key=key)
    name = message("{question}", question=plain(question.wording, _LONGEST))
    alt = describe_distribution(name, frame, t, key=key)
    figure.show(chart, "question_spread", say(alt), of_table(frame, t), frame)


def _over_time(drawn: DrawnQuestion, unit: Unit) -> None:
    if not drawn.scope.dated:
        return
    t, grain = words(), drawn.view.question.grain
    frame = over_time(drawn.question, drawn.all_answers, drawn.scope.periods(trailing=False))
    read = read_trend(frame, grain)
    with st.container(key="head_question_trend", gap=None):
        st.subheader(say(TIMES[grain]), anchor=False)
        sentences = (
            [message("Each point stands for its own period alone."), *captions.of_trend([read])]
            if read.is_drawable
            else [message("No period rests on enough for a value yet. The counts are in the table.")]
        )
        st.caption(" ".join(say(part) for part in sentences))
    chart = trend(read, ValueFormat(unit, None, t), palette(theme())) if read.is_drawable else None
    name = message("{question}", question=plain(drawn.question.wording, _LONGEST))
    alt = describe_trend(name, read, unit, None, t)
    sheet = of_frame(frame, t, unit, (name_of("day", t), "day"))
    noted_figure.show(chart, "question_trend", say(alt), sheet, frame, starts=read.starts, grain=grain)
