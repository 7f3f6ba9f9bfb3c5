"""Notes, charts and tables of rounded counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from engagement.app.planning import noted_figure
from engagement.app.readable import figure
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.customers.flow import FlowWords, flow_between
from engagement.charts.dots import dots
from engagement.charts.planning.noted_days import spoken
from engagement.locale import message
from engagement.metrics.rounding.frozen import TOGETHER
from engagement.metrics.sums.periods import at_least_a_week
from engagement.readable.named_tables import of_named
from engagement.readable.noted_rows import with_notes
from engagement.reports.tables.rounded_tables import rounding_note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.charts.planning.note_signs import NumberedNote
    from engagement.locale import Message
    from engagement.metrics.core.tables import NamedTable
    from engagement.metrics.publishing.recipients_view import PublishedView


def rounded(view: PublishedView, group: str) -> bool:
    """Show how tables of a group are rounded and their last day, and return True.

    False where none is published.
    """
    day = view.counted_until(group)
    if day is None:
        st.write(
            say(
                message(
                    "The tables of this page come once {k} people stand behind what is new in them.",
                    k=TOGETHER * (view.k or 0),
                )
            )
        )
        return False
    if view.question.filters != view.fixed.filters:
        st.write(
            say(
                message(
                    "The tables of this page are not shared for a part: take the filter back to see them."
                )
            )
        )
        return False
    st.caption(say(rounding_note(view.k, day)))
    return True


def under(view: PublishedView) -> Message:
    """Return a note on what is not shown."""
    return message("Not shown: counts under {k}, and shares of under {many}.", k=view.k, many=5 * view.k)


def show(
    view: PublishedView,
    drawn: go.Figure | None,
    table: NamedTable,
    frame: pd.DataFrame,
    conclusion: Message,
    *,
    counts: Sequence[str],
    readable: pd.DataFrame | None = None,
    key: str = "",
    notes: Sequence[NumberedNote] = (),
) -> None:
    """Show a chart with its table, without columns that are not published; counts below k are empty.

    `conclusion` is the text above. `counts` are the columns of counts. `readable` is the frame with names in
    place of keys, the frame itself if None. `notes` are those that the chart has a number of.
    """
    with_values = frame.loc[:, frame.notna().any()] if len(frame) else frame
    published = blank(with_values, counts)
    shown = published if readable is None else blank(readable[list(with_values.columns)], counts)
    t, grain = words(), view.question.grain
    sheet = of_named(table, shown, t, grain=grain, currency=None)
    if notes:
        sheet = with_notes(sheet, [noted.note for noted in notes], at_least_a_week(grain), t)
    figure.show(drawn, key or table.name, say(conclusion) + spoken(notes, t), sheet, published)
    noted_figure.below(notes)


def flow_chart(
    frame: pd.DataFrame, called: Callable[[object], str], titles: tuple[str, str], most: int = 24
) -> go.Figure | None:
    """Return a flow chart of the `most` largest rows with the columns `from`, `to` and `customers`."""
    rows = frame.nlargest(most, "customers")
    if rows.empty:
        return None
    number = words().number
    return flow_between(
        [*zip(rows["from"], rows["to"], rows["customers"].astype(int).tolist(), strict=True)],
        lambda name, size: (-size, called(name)),
        lambda _, __: "noise",
        FlowWords(called, number, number),
        titles,
        palette(theme()),
    )


def shares(
    names: Sequence[str], value: pd.Series, counts: tuple[pd.Series, pd.Series], n: pd.Series | None = None
) -> go.Figure | None:
    """Return a dot plot of shares.

    `counts` are the rounded part and whole, `n` the counts shown (the whole if None).
    """
    if not value.notna().any():
        return None
    rows = as_breakdown(names, value, counts[1] if n is None else n, counts=counts)
    return dots(rows, ValueFormat("share", None, words()), palette(theme()), in_order=True)


def blank(frame: pd.DataFrame, counts: Sequence[str]) -> pd.DataFrame:
    """Return the frame with counts below k as missing."""
    blank = {name: frame[name].where(frame[name] > 0, np.nan) for name in counts if name in frame}
    return frame.assign(**blank)
