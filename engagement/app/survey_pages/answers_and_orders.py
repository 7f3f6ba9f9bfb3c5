"""Answers joined with orders: who answers, scores by order, and orders after the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.navigation import page_links
from engagement.app.readable import figure
from engagement.app.survey_pages.after_dots import after_dots, after_head
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown, not_drawn, segments, too_small
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import Message, message
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.metrics.voices import tables
from engagement.metrics.voices.at_risk import STEPS as RISK_STEPS
from engagement.metrics.voices.who_answers import STEPS as MATCH_STEPS
from engagement.readable.named_tables import of_named
from engagement.reports.tables.table_words import ANSWERS, BESIDE, SIDES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Unit
    from engagement.metrics.views.owners import OwnersView

KEY_NAMES: Final[Mapping[str, Message]] = {
    "net_promoter_score": message("Net promoter score"),
    "customer_effort_score": message("Customer effort score"),
    "customer_satisfaction": message("Customer satisfaction"),
}
_GROUPS: Final = {group.key: group.name for group in GROUPS}
_DAYS: Final = 90


def show(view: OwnersView) -> None:
    """Show the sections; nothing without both answers and orders."""
    locked = view.locked_tables()
    if not (view.data.has("responses") and view.data.has("orders")):
        return
    head.section(
        message("Answers beside orders"),
        message(
            "Answers meet a customer by e-mail address, customer number or telephone, else by the number of "
            "an order. That two things go together is no proof that one brings the other about."
        ),
        key="beside",
    )
    if tables.ANSWER_MATCH.name in locked:
        st.write(say(locked[tables.ANSWER_MATCH.name]))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _match(view)
    with right:
        _who_answers(view)
    if tables.SCORES_BY_ORDER.name in locked:
        return
    _by_score(view)
    _at_risk(view)


@redrawn_alone
def _by_score(view: OwnersView) -> None:
    """Show a chosen score by what was ordered before, and the orders after it."""
    frame = view.table(tables.SCORES_BY_ORDER.name)
    after = view.table(tables.AFTER_ANSWERS.name)
    keys = [key for key in KEY_NAMES if key in {*frame["key"], *after["key"]}]
    if keys:
        label = message("Which score")
        key = one_of.pick(label, keys, "beside_score", lambda key: say(KEY_NAMES[key]), labelled=True)
        _scores(view, key, frame[frame["key"] == key])
        _after(view, after[after["key"] == key].reset_index(drop=True))


def _match(view: OwnersView) -> None:
    t, frame = words(), view.table(tables.ANSWER_MATCH.name)
    with st.container(key="head_match", gap=None):
        st.subheader(say(message("How many answers meet a customer")), anchor=False)
    called = [t.t(MATCH_STEPS[key]) for key in frame["key"]]
    shown = as_breakdown(
        called, frame["value"], frame["answers"], limits=(frame["low"], frame["high"]),
        counts=(frame["answers"], frame["n"]),
    )  # fmt: skip
    n = int(frame["n"].iloc[0])
    st.caption(say(message("Of {count} survey sent in.", "Of {count} surveys sent in.", n=n, count=n)))
    chart = dots(shown, ValueFormat("share", None, t), palette(theme()), in_order=True) if n else None
    alt = describe_breakdown(tables.ANSWER_MATCH.title, shown, "share", None, t)
    sheet = of_named(
        tables.ANSWER_MATCH, frame.assign(words=called).drop(columns="key"), t,
        grain=view.question.grain, currency=None,
    )  # fmt: skip
    figure.show(chart, "match", say(alt), sheet, frame)
    if (left_out := too_small(shown, t)) is not None:
        st.caption(say(left_out))


def _who_answers(view: OwnersView) -> None:
    t, frame = words(), view.table(tables.ANSWERED_AND_SILENT.name)
    currency = view.scope("orders").currency
    with st.container(key="head_silent", gap=None):
        st.subheader(say(tables.ANSWERED_AND_SILENT.title), anchor=False)
        st.caption(
            say(
                message(
                    "All customers so far. In bold: differs beyond chance. Who orders more often is asked "
                    "more often, so answers speak for the loyal ones rather than for all."
                )
            )
        )
    rows = frame.to_dict("records")
    lines = [
        (message("Customers"), "customers", "count", None),
        (message("Spend per customer"), "spend", "money", "spend_differs"),
        (message("Orders per customer"), "orders_per_customer", "ratio", "orders_differ"),
        (message("With a second order"), "repeat", "share", "repeat_differs"),
        (message("Days since the last order"), "since", "count", "since_differs"),
    ]
    shown = [
        (
            say(name),
            *(_cell(row[column], unit, currency, t, bold=bool(differs and row[differs])) for row in rows),
        )
        for name, column, unit, differs in lines
    ]
    heads = [" ", *(say(SIDES[row["group"]]) for row in rows)]
    with st.container(key="table_silent"):
        st.table(pd.DataFrame(shown, columns=heads), border="horizontal", hide_index=True)


def _cell(value: float, unit: str, currency: str, t: Translator, *, bold: bool) -> str:
    if np.isnan(value):
        return "–"
    text = {
        "money": lambda: t.money(value, currency),
        "share": lambda: t.percent(value, 0),
        "ratio": lambda: t.number(value, 2),
        "count": lambda: t.number(value, 0),
    }[unit]()
    return f"**{inert(text)}**" if bold else inert(text)


def _scores(view: OwnersView, key: str, frame: pd.DataFrame) -> None:
    st.caption(
        say(
            message(
                "Each answer stands beside the customer's last order up to that day. Line: 95% interval. "
                "Coloured: differs from all others. A net promoter score needs 30 answers, a comparison 100 "
                "on either side."
            )
            if key == "net_promoter_score"
            else message(
                "Each answer stands beside the customer's last order up to that day. Line: 95% interval. "
                "Coloured: differs from all others."
            )
        )
    )
    left, right = st.columns(2, gap="medium")
    for by in BESIDE:
        part = frame[frame["by"] == by].reset_index(drop=True)
        if len(part):
            with right if by == "product" else left:
                _show_grouping(view, key, by, part)


def _show_grouping(view: OwnersView, key: str, by: str, frame: pd.DataFrame) -> None:
    t = words()
    unit: Unit = "points" if key == "net_promoter_score" else "score"
    called = [_part_name(by, segment, t) for segment in frame["segment"]]
    with st.container(key=f"head_beside_{by}", gap=None):
        st.subheader(say(BESIDE[by]), anchor=False)
    shown = as_breakdown(
        called, frame["value"], frame["n"], limits=(frame["low"], frame["high"]), differs=frame["differs"],
        difference=frame["value"] - frame["others"], small_under=COMPARED,
    )  # fmt: skip
    in_order = by in {"order_number", "delivery_days"}
    has_values = bool(segments(shown, t, in_order=in_order))
    chart = (
        dots(shown, ValueFormat(unit, None, t), palette(theme()), better="up", in_order=in_order)
        if has_values
        else None
    )
    alt = describe_breakdown(KEY_NAMES[key], shown, unit, None, t)
    shown_columns = frame.assign(segment=called).drop(columns=["key", "by"])
    sheet = of_named(tables.SCORES_BY_ORDER, shown_columns, t, grain=view.question.grain, currency=None)
    figure.show(chart, f"beside_{by}", say(alt), sheet, frame)
    safe = shown.assign(segment=[inert(name) for name in called])
    for left_out in (not_drawn(safe), too_small(safe, t)):
        if left_out is not None:
            st.caption(say(left_out))


def _part_name(by: str, segment: str, t: Translator) -> str:
    if by == "order_number":
        number, more = int(segment.rstrip("+")), segment.endswith("+")
        later = message("Order {number} or later", number=number)
        return t.t(later if more else message("Order {number}", number=number))
    if by == "rfm_group":
        return t.t(_GROUPS[segment])
    if by == "delivery_days":
        first, _, last = segment.rstrip("+").partition("-")
        if not last:
            return t.t(message("{count} days or more", count=int(first)))
        return t.t(message("{first} to {last} days", first=int(first), last=int(last)))
    return segment


def _after(view: OwnersView, frame: pd.DataFrame) -> None:
    t = words()
    if frame.empty or not frame["customers"].sum():
        return
    after_head("after", _DAYS)
    called = frame.assign(answer=[t.t(ANSWERS[group]) for group in frame["group"]])
    after_dots(view, called, "after", tables.AFTER_ANSWERS)


def _at_risk(view: OwnersView) -> None:
    if tables.DETRACTORS_AT_RISK.name in view.locked_tables():
        return
    rows = view.table(tables.DETRACTORS_AT_RISK.name).to_dict("records")
    if not rows:
        return
    t = words()
    with st.container(key="head_risk", gap=None):
        st.subheader(say(tables.DETRACTORS_AT_RISK.title), anchor=False)
        st.caption(say(tables.DETRACTORS_AT_RISK.meaning))
    shown = [(say(RISK_STEPS[row["key"]]), t.number(row["customers"], 0)) for row in rows]
    answered = t.number(rows[0]["n"], 0)
    shown.insert(0, (say(message("Customers who answered")), answered))
    with st.container(key="table_risk"):
        st.table(pd.DataFrame(shown), border="horizontal", hide_index=True, hide_header=True)
    page_links.to("mailing", say(message("The list of these customers")), {"list": "detractors"})
