"""What customers did after an answer, as two charts: the share that ordered again, and spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown, too_small
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.metrics.voices.followed import of_orders
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.core.tables import NamedTable
    from engagement.metrics.model import Unit
    from engagement.metrics.views.owners import OwnersView


def after_head(key: str, days: int) -> None:
    """Show the heading of `after_dots` and what is compared there, within so many `days`."""
    with st.container(key=f"head_{key}", gap=None):
        st.subheader(say(message("And what they did in the {days} days after", days=days)), anchor=False)
        st.caption(
            say(
                message(
                    "Customers who had ordered by then, each with the same {days} days after the answer. "
                    "Coloured: differs from all who chose otherwise. Hollow circle: fewer than {fewest}. Not "
                    "proof of a cause.",
                    days=days,
                    fewest=COMPARED,
                )
            )
        )


def after_dots(view: OwnersView, frame: pd.DataFrame, key: str, table: NamedTable) -> None:
    """Show a frame with the columns of `chosen_answers.AFTER`, a row for each `answer`."""
    left, right = st.columns(2, gap="medium")
    with left:
        _dots(view, frame, ("repeat_within_90_days", "share", key), message("Ordered again"), table)
    with right:
        _dots(view, frame, ("spend", "money", key), message("Mean spend"), table)


def _dots(
    view: OwnersView, frame: pd.DataFrame, measure: tuple[str, Unit, str], name: Message, table: NamedTable
) -> None:
    column, unit, key = measure
    t, stem = words(), "repeat" if unit == "share" else "spend"
    currency_of_orders = of_orders(view.scope("responses")).currency
    currency = currency_of_orders if unit == "money" else None
    shown = as_breakdown(
        frame["answer"].tolist(),
        frame[column],
        frame["customers"],
        limits=(frame[f"{stem}_low"], frame[f"{stem}_high"]),
        counts=(frame["came_back"], frame["customers"]) if unit == "share" else None,
        differs=frame[f"{stem}_differs"],
        difference=frame[column] - frame[f"others_{stem}"],
        small_under=COMPARED,
    )
    st.markdown(f"**{say(name)}**")
    has_values = frame[column].notna().any()
    chart = (
        dots(shown, ValueFormat(unit, currency, t), palette(theme()), better="up", in_order=True)
        if has_values
        else None
    )
    alt = describe_breakdown(name, shown, unit, currency, t)
    shown_columns = frame.drop(columns=["key"], errors="ignore")
    if "group" in shown_columns:
        shown_columns = shown_columns.assign(group=frame["answer"])
    sheet = of_named(table, shown_columns, t, grain=view.question.grain, currency=currency_of_orders)
    figure.show(chart, f"{key}_{stem}", say(alt), sheet, frame)
    hidden = shown.assign(
        segment=[inert(answer) for answer in frame["answer"]],
        status=["hidden" if np.isnan(v) else s for v, s in zip(shown["value"], shown["status"], strict=True)],
    )
    if (left_out := too_small(hidden, t)) is not None:
        st.caption(say(left_out))
