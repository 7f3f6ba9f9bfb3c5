"""Margin, acquisition cost of a new customer, and payback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.planning import noted_figure, noted_periods, shop_notes
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base import period_axis
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import DotLabels, dots
from engagement.charts.planning.noted_days import spoken
from engagement.locale import message
from engagement.metrics.costs import tables
from engagement.metrics.costs.acquisition import FEWEST, LEAST_KNOWN
from engagement.metrics.costs.margins import LEAST_KNOWN as LEAST_OF_MARGIN
from engagement.readable.named_tables import of_named
from engagement.readable.noted_rows import with_notes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go

    from engagement.charts.planning.note_signs import NumberedNote
    from engagement.locale import Message
    from engagement.metrics.core.tables import NamedTable
    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView


#: Periods that are drawn side by side with the two other tables.
_MOST: Final = 12


def show(view: OwnersView, currency: str | None) -> None:
    """Show margin, acquisition cost and payback; for a locked one, which file unlocks it."""
    parts = ((tables.MARGIN, _margin), (tables.ACQUISITION, _acquisition), (tables.PAYBACK, _payback))
    locked = view.locked_tables()
    for column, (table, shown) in zip(st.columns(3, gap="medium"), parts, strict=True):
        with column:
            if table.name in locked:
                _missing(table, locked[table.name])
            else:
                shown(view, currency)


def _missing(table: NamedTable, unlock: Message) -> None:
    head.section(table.title, key=f"lacks_{table.name}")
    with st.container(key=f"lack_{table.name}", gap="xxsmall"):
        st.write(say(unlock))
        page_links.to("data", say(message("Upload files")))


def _drawn(
    view: View,
    table: NamedTable,
    frame: pd.DataFrame,
    currency: str | None,
    rows: pd.DataFrame,
    conclusions: list[Message],
    draw: Callable[[pd.DataFrame], go.Figure],
    notes: Sequence[NumberedNote] = (),
) -> None:
    """Show a chart of `rows` with the table of `frame`, the conclusions and the notes on its periods."""
    t, grain = words(), view.question.grain
    drawn = draw(rows) if rows["value"].notna().any() else None
    sheet = of_named(table, frame, t, grain=grain, currency=currency)
    alt = " ".join(t.t(part) for part in conclusions) + spoken(notes, t)
    figure.show(drawn, table.name, alt, with_notes(sheet, shop_notes.visible_notes(), grain, t), frame)
    noted_figure.below(notes)
    st.caption(" ".join(say(part) for part in conclusions))


def _margin(view: View, currency: str | None) -> None:
    frame, t = view.table(tables.MARGIN.name), words()
    head.section(
        tables.MARGIN.title,
        message(
            "Share of the money for products that is left after what they cost, by period, whatever the "
            "period above. Line: 95% interval. n: orders."
        ),
        key="margin",
    )
    overall_row, each = frame.iloc[0], frame.iloc[1:].tail(_MOST)
    names, notes = _named(view, each)
    rows = as_breakdown(names, each["margin_rate"], each["orders"], limits=(each["low"], each["high"]))
    overall = None if pd.isna(overall_row["margin_rate"]) else float(overall_row["margin_rate"])
    sentences = [*margin_conclusions(overall_row, currency), *_last(len(frame) - 1)]
    _drawn(
        view,
        tables.MARGIN,
        frame,
        currency,
        rows,
        sentences,
        lambda shown: dots(
            shown, ValueFormat("share", None, t), palette(theme()), overall=overall, in_order=True
        ),
        notes,
    )


def _last(periods: int) -> list[Message]:
    """Return a note where only the last periods are drawn; else an empty list."""
    return [message("The last {count} are drawn; the table has all.", count=_MOST)] if periods > _MOST else []


def margin_conclusions(overall: pd.Series, currency: str | None) -> list[Message]:
    """Return sentences: the overall margin and for which share of revenue it is known, if enough."""
    t = words()
    share = 0.0 if pd.isna(overall["known_share"]) else float(overall["known_share"])
    digits = 1 if 0.99 < share < 1 else 0  # nearly all is not all
    known_share = message("A cost is known for {share} of the revenue.", share=t.percent(share, digits))
    if pd.isna(overall["margin_rate"]):
        least = message("A margin takes {least}.", least=t.percent(LEAST_OF_MARGIN, 0))
        return [known_share, least] if share < LEAST_OF_MARGIN else [known_share]
    return [
        message(
            "Gross margin {rate} ({low} to {high}): {margin}.",
            rate=t.percent(float(overall["margin_rate"]), 0),
            low=t.percent(float(overall["low"]), 0),
            high=t.percent(float(overall["high"]), 0),
            margin=t.money(float(overall["margin"]), currency),
        ),
        known_share,
    ]


def _acquisition(view: View, currency: str | None) -> None:
    frame, t = view.table(tables.ACQUISITION.name), words()
    head.section(
        tables.ACQUISITION.title,
        message(
            "Advertising spend over all new customers of the period, also those who came without it. Only "
            "periods that the files of spend cover. Line: 95% interval. n: new customers."
        ),
        key="acquisition",
    )
    each = frame.tail(_MOST)
    names, notes = _named(view, each)
    rows = as_breakdown(
        names, each["cost_per_new"], each["new_customers"], limits=(each["low"], each["high"])
    )
    with_cost = frame.dropna(subset=["cost_per_new"])
    if with_cost.empty:
        sentences = [
            message(
                "No period has {count} new customers and spend from its first day to its last.",
                count=FEWEST,
            )
        ]
    else:
        spend, new = float(with_cost["spend"].sum()), int(with_cost["new_customers"].sum())
        sentences = [
            message(
                "{amount} per new customer: {spend} for {count}.",
                amount=t.money(spend / new, currency),
                spend=t.money(spend, currency),
                count=new,
            )
        ]
    sentences += _last(len(frame))
    if view.question.filters:
        sentences.append(message("Spend is not known by part of the customers: this is of all of them."))
    _drawn(
        view,
        tables.ACQUISITION,
        frame,
        currency,
        rows,
        sentences,
        lambda shown: dots(shown, ValueFormat("money", currency, t), palette(theme()), in_order=True),
        notes,
    )


def _payback(view: View, currency: str | None) -> None:
    frame, t = view.table(tables.PAYBACK.name), words()
    head.section(
        tables.PAYBACK.title,
        message(
            "Margin per new customer by months of 30 days since the first order, against what one costs (the "
            "upright line). Each row only of those who are that old (n)."
        ),
        key="payback",
    )
    rows = as_breakdown(
        [say(_months(int(months))) for months in frame["months"]],
        frame["margin"],
        frame["customers"],
        limits=(frame["low"], frame["high"]),
    )
    cost = float(frame["cost_per_new"].iloc[0]) if len(frame) else 0.0
    sentences = payback_conclusions(frame)
    if view.question.filters:
        sentences.append(
            message("Spend is not known by part of the customers: what one costs is that of all new ones.")
        )
    _drawn(
        view, tables.PAYBACK, frame, currency, rows, sentences,
        lambda shown: dots(shown, ValueFormat("money", currency, t), palette(theme()), overall=cost,
                          labels=DotLabels(overall=message("cost of one")), in_order=True),
    )  # fmt: skip


def payback_conclusions(frame: pd.DataFrame) -> list[Message]:
    """Return sentences: after how many months the margin has reached the cost, or why that is not known."""
    t = words()
    if frame.empty:
        return [message("Fewer than {count} new customers in the days that the files cover.", count=FEWEST)]
    if frame["margin"].isna().all():
        share = frame["known_share"].iloc[0]
        return [
            message(
                "A cost is known for {share} of the revenue; a payback takes {least}.",
                share=t.percent(0.0 if pd.isna(share) else float(share), 0),
                least=t.percent(LEAST_KNOWN, 0),
            )
        ]
    back = frame[frame["paid_back"]]
    if back.empty:
        last = int(frame["months"].iloc[-1])
        return [
            message(
                "Not paid back within {count} month.",
                "Not paid back within {count} months.",
                n=last,
                count=last,
            )
        ]
    first = int(back["months"].iloc[0])
    if not first:
        return [message("The first order alone brings back what a new customer costs.")]
    return [
        message("Paid back after {count} month.", "Paid back after {count} months.", n=first, count=first)
    ]


def _months(count: int) -> Message:
    if not count:
        return message("first order")
    return message("{count} month", "{count} months", n=count, count=count)


def _named(view: View, frame: pd.DataFrame) -> tuple[list[str], list[NumberedNote]]:
    """Return the names of periods with the numbers of their notes, and the notes."""
    grain, starts = view.question.grain, [pd.Timestamp(start).date() for start in frame["start"]]
    names = [period_axis.name(start, grain, words()) for start in starts]
    return noted_periods.numbered(names, starts, grain)
