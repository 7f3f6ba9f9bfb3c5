"""The parts of a split compared: retention by age, order ladder, second orders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.coming_back import chosen_part as parts
from engagement.app.readable import figure
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.breakdown_rows import as_breakdown, segments
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import CohortCell, CohortRow, cohort_map
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.retention.order_steps import SECOND_WITHIN, STEPS
from engagement.metrics.retention.pooled_cohorts import pooled
from engagement.metrics.split_up.customer_parts import MOST_PARTS
from engagement.metrics.words import table_columns
from engagement.readable.sheet import SheetColumn, filled, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.coming_back.chosen_part import PageSplit
    from engagement.app.readable.choice import ChartChoice
    from engagement.locale import Message
    from engagement.metrics.model import View
    from engagement.readable.sheet import Sheet

#: The fewest customers for a cell of a map: its shade would suggest evidence.
_FEWEST: Final = 30


def by_age(view: View, split: PageSplit) -> None:
    """Show the retention of each part by periods after the first order, all cohorts pooled."""
    with st.container(key="head_parts_by_age", gap=None):
        st.subheader(say(message("The parts, all groups of each together")), anchor=False)
        sentences = [
            message("Per cent who ordered, by periods since the first order. Click a part to see it alone.")
        ]
        st.caption(" ".join(say(each) for each in (*sentences, *_remarks(split))))
    frames, rows = [], []
    for key, cohorts in parts.tables_of_parts(view, split, "cohorts"):
        frame = pooled(cohorts, least=1)
        size = int(cohorts.loc[cohorts["period"] == 0, "customers"].sum())
        frames.append(frame.assign(part=split.called(key)))
        cells = _cells(frame, "period", key, split.called(key))
        rows.append(_row(split.called(key), size, cells))
    all_parts = pd.concat(frames, ignore_index=True)
    drawn = cohort_map(rows, 1, palette(theme())) if any(row.cells for row in rows) else None
    alt = message("{count} part side by side, by age.", "{count} parts side by side, by age.",
                  n=len(rows), count=len(rows))  # fmt: skip
    figure.show(drawn, "parts_by_age", say(alt), _sheet(all_parts, message("Periods later"), "period"),
                all_parts, choice=_unlisted(split))  # fmt: skip


def by_step(view: View, split: PageSplit) -> None:
    """Show the order ladder of each part as a map: a row for each part, a column for each step."""
    frames, rows = [], []
    for key, ladder in parts.tables_of_parts(view, split, "order_ladder"):
        name = split.called(key)
        renamed = ladder.rename(columns={"eligible": "customers", "went_on": "active"})
        frames.append(renamed.assign(part=name))
        cells = _cells(renamed, "order", key, name)
        rows.append(_row(name, int(ladder["reached"].iloc[0]) if len(ladder) else 0, cells))
    all_parts = pd.concat(frames, ignore_index=True)
    most = max((cell.period for row in rows for cell in row.cells), default=0)
    drawn = None
    if most:
        names = [f"{step}\u2192{step + 1}" for step in range(1, min(most, STEPS) + 1)]
        drawn = cohort_map(rows, 1, palette(theme()), columns=names)
    with st.container(key="head_parts_by_step", gap=None):
        st.subheader(say(message("The same for each part")), anchor=False)
        st.caption(
            say(message("Per cent who went on to the next order; under {count} blank.", count=_FEWEST))
        )
    alt = message("Going on to the next order, for {count} part.",
                  "Going on to the next order, for {count} parts.", n=len(rows), count=len(rows))  # fmt: skip
    figure.show(drawn, "parts_by_step", say(alt), _sheet(all_parts, message("Order"), "order"), all_parts,
                choice=_unlisted(split))  # fmt: skip


@redrawn_alone
def second_orders(view: View, split: PageSplit) -> None:
    """Show, for each part, the share with a second order within so many days, and which parts differ."""
    t = words()
    with st.container(key="head_parts_second", gap=None):
        st.subheader(say(message("Second orders of each part")), anchor=False)
        caption = st.empty()
    days = st.segmented_control(
        say(message("Within so many days")),
        SECOND_WITHIN,
        default=90,
        required=True,
        format_func=lambda days: say(message("{count} days", count=days)),
        label_visibility="collapsed",
        key="second_orders_within",
    )
    frame = view.table_by("second_orders", split.by)
    within_days = frame[frame["days"] == days]
    keys = within_days["segment"].map(parts.key_of)
    rows = as_breakdown(
        [split.called(key) for key in keys],
        within_days["share"],
        within_days["customers"],
        limits=(within_days["low"], within_days["high"]),
        counts=(within_days["came_back"], within_days["customers"]),
        differs=within_days["differs"],
        difference=within_days["difference"],
        small_under=_FEWEST,
    ).assign(key=keys)
    read = segments(rows, t)
    caption.caption(" ".join(say(each) for each in captions.of_breakdown(read)))
    drawn = None
    if read:
        drawn = dots(
            rows, ValueFormat("share", None, t), palette(theme()), better="up", selected=split.choice.current
        )
    alt = message("Second order within {days} days, for each of {count} part.",
                  "Second order within {days} days, for each of {count} parts.",
                  n=len(rows), count=len(rows), days=days)  # fmt: skip
    named = within_days.assign(part=rows["segment"], active=within_days["came_back"])
    figure.show(drawn, "parts_second", say(alt), _sheet(named, message("Within days"), "days"), within_days,
                choice=_unlisted(split))  # fmt: skip


def _remarks(split: PageSplit) -> list[Message]:
    sentences = [message("Customers are split by their first order.")]
    if parts.overlaps(split):
        sentences.append(message("Who bought several products first counts in each."))
    if len(split.choice.options) == MOST_PARTS:
        sentences.append(message("Shown are the {count} largest.", count=MOST_PARTS))
    return sentences


def _unlisted(split: PageSplit) -> ChartChoice:
    """Return the choice among the parts without a menu, as the head of the page has it."""
    return replace(split.choice, has_menu=False)


def _row(name: str, size: int, cells: Sequence[CohortCell]) -> CohortRow:
    instead = "" if cells else say(message("under {count} customers, not shown", count=_FEWEST))
    return CohortRow(f"{name} · {words().number(size, 0)}", cells, instead)


def _cells(frame: pd.DataFrame, along: str, key: str, name: str) -> list[CohortCell]:
    """Return the cells of a part with enough customers; `along` is the column of periods or steps."""
    t, cells = words(), []
    columns = (along, "share", "low", "high", "active", "customers")
    for place, share, low, high, active, customers in zip(*(frame[c].tolist() for c in columns), strict=True):
        if customers < _FEWEST:
            continue
        sentences = [
            f"<b>{plain(name)}</b>",
            f"{plain(t.percent(share, 1))} · 95%: {plain(t.interval(low, high, 'share', None, 1))}",
            plain(t.t(message("{part} of {whole}", part=int(active), whole=int(customers)))),
        ]
        text = t.number(share * 100, 0)
        cells.append(CohortCell(int(place), share, text, "<br>".join(sentences), complete=True, key=key))
    return cells


def _sheet(frame: pd.DataFrame, along: Message, column: str) -> Sheet:
    columns = [
        SheetColumn(say(message("Part")), "text", frame["part"].tolist()),
        SheetColumn(say(along), "number", listed(frame[column], float), 0),
        SheetColumn(say(message("Customers")), "number", listed(frame["customers"], float), 0),
        SheetColumn(say(message("Ordered")), "number", listed(frame["active"], float), 0),
    ]
    for name, label in (("share", table_columns.SHARE), ("low", table_columns.LOW),
                       ("high", table_columns.HIGH)):  # fmt: skip
        columns.append(SheetColumn(say(label), "share", listed(frame[name], float)))
    return filled(columns)
