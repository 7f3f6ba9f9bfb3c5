"""Historic value of a customer 30 to 365 days after the first order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.lifetime import tables
from engagement.metrics.lifetime.historic import FEWEST
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

_SMALL: Final = 30
#: What `statistics.means.means_of_groups` says of its limits.
_FEW: Final = message(
    "Rows of fewer than {count} customers: where a few customers spend many times as much as the others, the "
    "mean of so few can lie outside its line more often than one time in twenty.",
    count=_SMALL,
)


def show(view: View, currency: str | None) -> None:
    """Show the table `lifetime_value` as dots."""
    frame, t = view.table(tables.LIFETIME_VALUE.name), words()
    head.section(
        message("What a customer has brought so far"),
        message(
            "Mean revenue per customer so many days after the first order, from all orders whatever the "
            "period above; each row only of those who have been customers that long (n). Line: 95% interval. "
            "Nothing is foretold."
        ),
        key="value_by_age",
    )
    drawn = None
    if frame["mean"].notna().any():
        drawn = dots(_as_breakdown(frame), ValueFormat("money", currency, t), palette(theme()), in_order=True)
    sheet = of_named(tables.LIFETIME_VALUE, frame, t, grain=view.question.grain, currency=currency)
    conclusion = _conclusion(frame, currency)
    figure.show(drawn, "value_by_age", say(conclusion), sheet, frame)
    if drawn is None:
        st.write(say(conclusion))
    elif (frame["customers"][frame["mean"].notna()] < _SMALL).any():
        st.caption(say(_FEW))


def _as_breakdown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ages as rows of a dot plot."""
    return as_breakdown(
        [say(message("after {count} days", count=int(age))) for age in frame["age_days"]],
        frame["mean"],
        frame["customers"],
        limits=(frame["low"], frame["high"]),
        small_under=_SMALL,
    )


def _conclusion(frame: pd.DataFrame, currency: str | None) -> Message:
    with_mean, t = frame.dropna(subset=["mean"]), words()
    if with_mean.empty:
        return message("Fewer than {count} customers have been here for 30 days.", count=FEWEST)
    last = with_mean.iloc[-1]
    return message(
        "What a customer has brought so far: {amount} on average {days} days after the first order.",
        amount=t.money(float(last["mean"]), currency),
        days=int(last["age_days"]),
    )
