"""The forecast of customer value with the model's hold-out error, or the gates that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.app.worth.gates import gate_table, in_words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.customers.forecast_check import ForecastCheck, forecast_check
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message
from engagement.metrics.lifetime import tables
from engagement.metrics.lifetime.holdout import MOST_ORDERS
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View, currency: str | None) -> None:
    """Show the forecast and its hold-out if all gates are passed, else which gates failed."""
    model = view.table(tables.LIFETIME_MODEL.name)
    tried = view.table(tables.LIFETIME_HOLDOUT.name)
    if "gate" in model:
        _refused(view, model)
        if tried["expected"].notna().any():
            _show_holdout(view, tried)
        return
    left, right = st.columns([6, 6], gap="medium")
    with left:
        _forecast(view, model, currency)
    with right:
        _show_holdout(view, tried)


def _refused(view: View, model: pd.DataFrame) -> None:
    head.section(
        message("What may come"),
        message("A forecast stands here only where the shop's own data carry it."),
        key="forecast",
    )
    failed = in_words(model)
    shown = gate_table(model)
    sheet = of_named(tables.LIFETIME_MODEL, shown, words(), grain=view.question.grain, currency=None)
    with st.container(key="panel_gates", gap="xxsmall"):
        st.subheader(say(message("No forecast: the data do not carry one yet")), anchor=False)
        for gate in failed:
            st.write(say(gate))
        st.write(say(message("What customers have brought so far stands above.")))
    figure.show(None, "gates", " ".join(words().t(gate) for gate in failed), sheet, model)


def _forecast(view: View, model: pd.DataFrame, currency: str | None) -> None:
    frame, t = view.table(tables.LIFETIME_FORECAST.name), words()
    head.section(
        message("What the customers of today may bring"),
        message(
            "Money per customer, new customers not among them. Line: as far as such a forecast may have been "
            "off on this shop's own past."
        ),
        key="forecast",
    )
    drawn = None
    if frame["value_per_customer"].notna().any():
        rows = as_breakdown(
            [say(message("in {count} days", count=int(days))) for days in frame["days"]],
            frame["value_per_customer"],
            frame["customers"],
            limits=(frame["low"], frame["high"]),
        )
        drawn = dots(
            rows,
            ValueFormat("money", currency, t),
            palette(theme()),
            in_order=True,
            labels=DotLabels(interval=message("range")),
        )
    parts = conclusions(frame, currency)
    sheet = of_named(tables.LIFETIME_FORECAST, frame, t, grain=view.question.grain, currency=currency)
    figure.show(drawn, "forecast", " ".join(t.t(part) for part in parts), sheet, frame)
    st.caption(" ".join(say(part) for part in parts))
    parameters = of_named(tables.LIFETIME_MODEL, model, t, grain=view.question.grain, currency=None)
    figure.show(None, "model", t.t(tables.LIFETIME_MODEL.title), parameters, model)


def conclusions(frame: pd.DataFrame, currency: str | None) -> list[Message]:
    """Return sentences: the forecast for the longest horizon, its past error, customers, limits."""
    if not len(frame):
        return [message("The history is too short to try a forecast of {count} days.", count=90)]
    t = words()
    forecast, not_told = (frame[frame["value_per_customer"].notna() == is_told] for is_told in (True, False))
    last_sentences = [
        message(
            "Nothing is told of {days} days: when they were held out, the forecast was off by {off}.",
            days=int(row["days"]),
            off=t.percent(float(row["off"]), 0),
        )
        for _, row in not_told.iterrows()
    ]
    if forecast.empty:
        return last_sentences
    last = forecast.iloc[-1]
    return [
        message(
            "In the next {days} days {amount} per customer ({low} to {high}), {total} in all.",
            days=int(last["days"]),
            amount=t.money(float(last["value_per_customer"]), currency),
            low=t.money(float(last["low"]), currency),
            high=t.money(float(last["high"]), currency),
            total=t.money(float(last["total_value"]), currency),
        ),
        message(
            "When the last {days} days were held out, the forecast was off by {off}.",
            days=int(last["days"]),
            off=t.percent(float(last["off"]), 0),
        ),
        message(
            "Repeat customers expected to be still there: about {count}. Of those with one order the model "
            "cannot tell.",
            count=round(float(last["active"])),
        ),
        *last_sentences,
    ]


_HOLDOUT_CAPTION: Final = message(
    "The model knew the first three quarters of the history and was asked for the last. Petrol diamond: "
    "orders foretold per customer. Grey: orders made, with their 95% interval. Columns: orders after the "
    "first until then."
)


def _show_holdout(view: View, frame: pd.DataFrame) -> None:
    head.section(message("The forecast against what happened"), _HOLDOUT_CAPTION, key="holdout")
    shown, t = frame.dropna(subset=["expected"]), words()
    drawn = (
        forecast_check([_column(row) for _, row in shown.iterrows()], palette(theme()), t)
        if len(shown)
        else None
    )
    total = (
        float((shown["expected"] * shown["customers"]).sum()),
        float((shown["made"] * shown["customers"]).sum()),
    )
    sentence = message(
        "Held out: {foretold} orders foretold, {made} made.",
        foretold=t.number(total[0], 0),
        made=t.number(total[1], 0),
    )
    sheet = of_named(tables.LIFETIME_HOLDOUT, frame, t, grain=view.question.grain, currency=None)
    figure.show(drawn, "holdout", t.t(sentence), sheet, frame)
    st.caption(say(sentence))


def _column(row: pd.Series) -> ForecastCheck:
    orders = int(row["repeat_orders"])
    short = f"{orders}+" if orders == MOST_ORDERS else str(orders)
    name = (
        message("{count} orders or more after the first", count=orders)
        if orders == MOST_ORDERS
        else message(
            "{count} order after the first", "{count} orders after the first", n=orders, count=orders
        )
    )
    return ForecastCheck(
        short,
        say(name),
        float(row["expected"]),
        float(row["made"]),
        float(row["low"]),
        float(row["high"]),
        int(row["customers"]),
    )
