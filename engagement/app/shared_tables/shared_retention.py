"""Retention tables for guests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import streamlit as st

from engagement.app.figures.cohort_names import cell_title, cohort_name
from engagement.app.planning import noted_cohorts, shop_notes
from engagement.app.shared_tables import shared_words
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import MOST_ROWS, CohortCell, CohortRow, cohort_map
from engagement.charts.customers.day_bars import day_bars
from engagement.charts.planning.noted_days import covering, mark
from engagement.charts.stacked_bars import MOST_PERIODS, stacked_bars
from engagement.locale import message
from engagement.metrics.retention import tables
from engagement.metrics.retention.cohorts import SMALLEST_COHORT
from engagement.metrics.retention.order_steps import WITHIN

if TYPE_CHECKING:
    from engagement.metrics.publishing.recipients_view import PublishedView

_SHARE: Final = "share"
_COUNT: Final = "customers"


def show(view: PublishedView) -> None:
    """Show the published tables of retention."""
    if not shared_words.rounded(view, "orders"):
        return
    _cohorts(view)
    _pooled(view)
    left, right = st.columns([6, 6], gap="medium")
    with left:
        _ladder(view)
    with right:
        _days(view)
    left, right = st.columns([6, 6], gap="medium")
    with left:
        _new_and_returning(view)
    with right:
        _second(view)


@redrawn_alone
def _cohorts(view: PublishedView) -> None:
    frame = view.table(tables.COHORTS.name)
    head.section(
        tables.COHORTS.title,
        message(
            "Left: when the group first ordered and how many customers are in it. Blank: under {k}, or not "
            "yet happened. Hatched: still running.",
            k=view.k,
        ),
        key="cohorts",
    )
    measure = st.segmented_control(
        say(message("What a cell shows")),
        [_SHARE, _COUNT],
        default=_SHARE,
        required=True,
        format_func=lambda name: say({_SHARE: message("share"), _COUNT: message("customers")}[name]),
        label_visibility="collapsed",
        key="shared_cohort_measure",
    )
    cohort_rows = _rows(view, frame, str(measure))
    rows, notes = noted_cohorts.marked(cohort_rows, frame, view.question.grain)
    drawn = None
    if any(row.cells for row in rows):
        drawn = cohort_map(rows, 1 if measure == _SHARE else 0, palette(theme()))
    elif measure == _SHARE:
        st.write(say(message("No group has {count} customers or more yet.", count=5 * view.k)))
    text = tables.COHORTS.title
    shared_words.show(view, drawn, tables.COHORTS, frame, text, counts=("customers", "active"), notes=notes)
    noted_cohorts.explain(notes)
    if len(rows) > MOST_ROWS:
        st.caption(say(message("The newest {rows} groups are drawn; the table has all.", rows=MOST_ROWS)))


def _rows(view: PublishedView, frame: pd.DataFrame, measure: str) -> list[CohortRow]:
    grain, t, cohort_rows = view.question.grain, words(), []
    for name, cells in frame.groupby("cohort", sort=False):
        size, called = int(cells["customers"].iloc[0]), cohort_name(str(name), grain, t)
        values = cells["share"] if measure == _SHARE else cells["active"].where(cells["active"] > 0, np.nan)
        drawn = []
        for period, value, active, complete in zip(
            cells["period"].tolist(), values.tolist(), cells["active"].tolist(), cells["complete"].tolist(),
            strict=True,
        ):  # fmt: skip
            if np.isnan(value):
                continue
            text = t.number(value * 100, 0) if measure == _SHARE else t.number(value, 0)
            count_text = t.t(message("about {part} of {whole}", part=int(active), whole=size))
            hover = f"<b>{plain(cell_title(called, int(period), t))}</b><br>{plain(count_text)}"
            drawn.append(CohortCell(int(period), float(value), text, hover, bool(complete)))
        shown = t.number(size, 0) if size else t.t(message("under {k}", k=view.k))
        cohort_rows.append(CohortRow(f"{called} · {shown}", drawn, few=size < SMALLEST_COHORT))
    return cohort_rows


def _pooled(view: PublishedView) -> None:
    frame, t = view.table("pooled"), words()
    if frame.empty:
        return
    head.section(
        message("All groups together"),
        message(
            "Share that ordered, by periods since the first order; only groups that have reached that age."
        ),
        key="pooled",
    )
    names = [t.t(message("period {number}", number=int(age))) for age in frame["period"]]
    drawn = shared_words.shares(names, frame["share"], (frame["active"], frame["customers"]))
    text = message("Share that ordered: {list}.", list=", ".join(t.percent(s, 0) for s in frame["share"]))
    shared_words.show(view, drawn, tables.COHORTS, frame, text, counts=("customers", "active"), key="pooled")


def _ladder(view: PublishedView) -> None:
    frame = view.table(tables.ORDER_LADDER.name)
    frame = frame[frame["reached"] > 0]
    head.section(
        message("From one order to the next"),
        message(
            "Share of the customers who went on to the next order within {days} days, of those who have had "
            "that long.",
            days=WITHIN,
        ),
        key="ladder",
    )
    names = [_step(int(order)) for order in frame["order"]]
    drawn = shared_words.shares(names, frame["share"], (frame["went_on"], frame["eligible"]))
    text = tables.ORDER_LADDER.title
    shared_words.show(
        view, drawn, tables.ORDER_LADDER, frame, text, counts=("reached", "eligible", "went_on")
    )
    st.caption(say(shared_words.under(view)))


@redrawn_alone
def _days(view: PublishedView) -> None:
    frame = view.table(tables.DAYS_BETWEEN_STEPS.name)
    head.section(
        tables.DAYS_BETWEEN_STEPS.title,
        message("Of the customers who have the next order, counted by 30 days."),
        key="step_days",
    )
    steps = sorted({int(order) for order in frame["order"]})
    if not steps:
        st.write(say(message("Under {k} customers at every step.", k=view.k)))
        return
    step = st.selectbox(
        say(message("Step")), steps, format_func=_step, key="shared_step", label_visibility="collapsed",
        width=222,
    )  # fmt: skip
    of_step = frame[frame["order"] == step].reset_index(drop=True)
    text = tables.DAYS_BETWEEN_STEPS.title
    drawn = day_bars(of_step, palette(theme()), words())
    shared_words.show(view, drawn, tables.DAYS_BETWEEN_STEPS, of_step, text, counts=("customers",))


def _new_and_returning(view: PublishedView) -> None:
    frame = view.table(tables.NEW_AND_RETURNING.name)
    head.section(
        message("New and returning customers"),
        message("Petrol: new, in the period of the first order. Grey: returning. Hatched: still running."),
        key="new_returning",
    )
    drawn, notes = None, []
    grain, colours = view.question.grain, palette(theme())
    columns = ("new_customers", "returning_customers")
    if not frame.empty:
        names = (say(message("new")), say(message("returning")))
        drawn = stacked_bars(frame, columns, names, ValueFormat("count", None, words()), grain, colours)
        starts = [pd.Timestamp(start).date() for start in frame["start"].tail(MOST_PERIODS)]
        notes = covering(shop_notes.visible_notes(), starts, grain)
        mark(drawn, notes, colours, words())
    text = tables.NEW_AND_RETURNING.title
    shared_words.show(view, drawn, tables.NEW_AND_RETURNING, frame, text, counts=columns, notes=notes)


def _second(view: PublishedView) -> None:
    frame, t = view.table(tables.SECOND_ORDERS.name), words()
    head.section(
        tables.SECOND_ORDERS.title,
        message("Of all customers whose first order is so many days old, so that each has had the time."),
        key="within",
    )
    names = [t.t(message("{count} days", count=int(days))) for days in frame["days"]]
    drawn = shared_words.shares(names, frame["share"], (frame["came_back"], frame["customers"]))
    shares = zip(names, frame["share"].tolist(), strict=True)
    listed = ", ".join(f"{days} {t.percent(share, 0)}" for days, share in shares if not np.isnan(share))
    text = message("Second order within so many days: {list}.", list=listed or "–")
    shared_words.show(view, drawn, tables.SECOND_ORDERS, frame, text, counts=("customers", "came_back"))


def _step(order: int) -> str:
    return words().t(message("order {one} to {other}", one=order, other=order + 1))
