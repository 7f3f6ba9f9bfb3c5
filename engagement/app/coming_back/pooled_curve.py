"""The retention curve of all cohorts pooled, and the cohort that differs from earlier ones, as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.cohort_names import cohort_name
from engagement.app.readable import figure
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.curve import curve
from engagement.locale import message
from engagement.metrics.retention.cohorts import SMALLEST_COHORT
from engagement.metrics.retention.pooled_cohorts import different, pooled
from engagement.metrics.words import table_columns
from engagement.readable.sheet import SheetColumn, filled

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View
    from engagement.metrics.retention.pooled_cohorts import DifferentCohort

_LATER: Final = message("Periods later")


def show(view: View, cohorts: pd.DataFrame) -> None:
    """Show the curve pooled over the cohorts that have reached each age."""
    frame, t = pooled(cohorts), words()
    if frame.empty:
        st.write(
            say(
                message(
                    "No group of {count} customers or more has been here for a whole period yet.",
                    count=SMALLEST_COHORT,
                )
            )
        )
        return
    with st.container(key="say_cohorts", gap="xxsmall"):
        st.subheader(say(_reading(frame)), anchor=False)
        for sentence in _differing(view, cohorts):
            st.caption(say(sentence))
    with st.container(key="head_pooled", gap=None):
        st.subheader(say(message("All groups together")), anchor=False)
        st.caption(
            say(
                message(
                    "Share that ordered, by periods since the first order; only groups that have reached "
                    "that age. Band: 95% interval, wider where groups differ among themselves."
                )
            )
        )
    drawn = None
    if len(frame) > 1:
        drawn = curve(
            frame, "period", palette(theme()), t,
            named=lambda age: say(message("period {number} after the first order", number=age)),
            along=say(message("periods after the first order")),
            marked=[int(frame["period"].iloc[-1])],
        )  # fmt: skip
    sheet = filled(
        [
            SheetColumn(say(_LATER), "number", frame["period"].tolist()),
            SheetColumn(say(message("Groups")), "number", frame["cohorts"].tolist()),
            SheetColumn(say(table_columns.CUSTOMERS), "number", frame["customers"].tolist()),
            SheetColumn(say(message("Ordered")), "number", frame["active"].tolist()),
            SheetColumn(say(table_columns.SHARE), "share", frame["share"].tolist()),
            SheetColumn(say(table_columns.LOW), "share", frame["low"].tolist()),
            SheetColumn(say(table_columns.HIGH), "share", frame["high"].tolist()),
        ]
    )
    figure.show(drawn, "pooled", say(_reading(frame)), sheet, frame)


def _reading(frame: pd.DataFrame) -> Message:
    first = frame.iloc[0]
    t = words()
    return message(
        "{share} of new customers order again in the period after the first ({low} to {high}).",
        share=t.percent(float(first["share"]), 0),
        low=t.percent(float(first["low"]), 0),
        high=t.percent(float(first["high"]), 0),
    )


def _differing(view: View, cohorts: pd.DataFrame) -> list[Message]:
    differing = different(cohorts)
    if not differing:
        return [
            message("No group differs from those before it at the same age by more than normal variation.")
        ]
    return [_conclusion(view, each) for each in differing]


def _conclusion(view: View, different: DifferentCohort) -> Message:
    t = words()
    cohort = inert(cohort_name(different.cohort, view.question.grain, t))
    share, low, high = (
        t.percent(x, 0) for x in (different.share, different.expected.low, different.expected.high)
    )
    if different.period == 1:
        return message(
            "{cohort}: {share} ordered again in the period after; the {count} groups before let one expect "
            "{low} to {high}.",
            cohort=cohort,
            share=share,
            count=different.elders,
            low=low,
            high=high,
        )
    return message(
        "{cohort}: {share} ordered in period {number} after the first order; the {count} groups before let "
        "one expect {low} to {high} at that age.",
        cohort=cohort,
        share=share,
        number=different.period,
        count=different.elders,
        low=low,
        high=high,
    )
