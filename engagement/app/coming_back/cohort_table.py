"""The cohort map with its choice of what the cells show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import in_address
from engagement.app.coming_back import listed_customers as customers
from engagement.app.coming_back.measures import MEASURES, rows_of
from engagement.app.figures.cohort_names import cell_name
from engagement.app.navigation import page_links
from engagement.app.planning import noted_cohorts, noted_figure, shop_notes
from engagement.app.readable import figure
from engagement.app.readable.choice import ChartChoice
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.cohort_map import MOST_ROWS, cohort_map, columns_for
from engagement.charts.planning.noted_days import spoken
from engagement.locale import message
from engagement.metrics.retention import tables
from engagement.metrics.sums.periods import at_least_a_week
from engagement.metrics.views import behind_cells as behind
from engagement.metrics.views.owners import OwnersView
from engagement.readable.named_tables import of_named
from engagement.readable.noted_rows import with_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from engagement.app.coming_back.chosen_part import PageSplit
    from engagement.charts.cohort_map import CohortRow
    from engagement.locale import Message
    from engagement.metrics.model import Grain, View

_AXIS_TITLES: Final[Mapping[Grain, Message]] = {
    "day": message("by weeks since the first order"),
    "week": message("by weeks since the first order"),
    "month": message("by months since the first order"),
    "quarter": message("by quarters since the first order"),
    "year": message("by years since the first order"),
}


@redrawn_alone
def show(view: View, frame: pd.DataFrame, currency: str | None, split: PageSplit | None) -> None:
    """Show the table `cohorts` as a map; a chosen cell opens its customers."""
    grain, t = view.question.grain, words()
    above = st.container(key="head_cohorts", gap=None)
    measure_key = _choose()
    measure = MEASURES[measure_key]
    with above:
        st.subheader(f"{say(measure.title)}, {say(_AXIS_TITLES[grain])}", anchor=False)
        st.caption(" ".join(say(part) for part in _explained(frame, measure_key, _begins(view))))
    rows, notes = noted_cohorts.marked(rows_of(frame, measure_key, grain, t, currency), frame, grain)
    choice = _choice(view, rows)
    drawn = None
    if any(row.cells for row in rows):
        drawn = cohort_map(rows, measure.first, palette(theme()), selected=choice.current)
    sheet = of_named(tables.COHORTS, frame, t, grain=grain, currency=currency)
    alt = _described(rows, measure.title) + spoken(notes, t)
    sheet = with_notes(sheet, shop_notes.visible_notes(), at_least_a_week(grain), t)
    figure.show(drawn, "cohorts", alt, sheet, frame, choice=choice)
    noted_figure.below(notes)
    noted_cohorts.explain(notes)
    omitted = _left_out(rows, measure.first)
    if omitted is not None:
        st.caption(say(omitted))
    if choice.current is not None and isinstance(view, OwnersView):
        cohort, period = _cell(choice.current)
        part = None if split is None else split.part
        customers.show(
            behind.in_cell(view, cohort, period, part), choice.called(choice.current), "cell", currency
        )
        if part is None:
            address = {"list": f"came_back:{cohort}/{period}"}
            page_links.to("mailing", say(message("The list of these customers")), address)


def _choice(view: View, rows: Sequence[CohortRow]) -> ChartChoice:
    """Return the choice among the cells that are drawn."""
    keys = [cell.key for row in rows[-MOST_ROWS:] for cell in row.cells if cell.key is not None]
    address_value = in_address.chosen_in_address(in_address.CELL)
    return ChartChoice(
        label=say(message("a cell")),
        options=keys,
        called=partial(cell_name, view.question.grain, words()),
        current=address_value if address_value in keys else None,
        take=partial(in_address.choose, in_address.CELL),
    )


def _begins(view: View) -> int | None:
    """Return the day (since 1970-01-01) of the first order that counts; None without orders."""
    coverage = view.data.coverage("orders") if isinstance(view, OwnersView) else None
    return None if coverage is None else coverage.begins


def _cell(key: str) -> tuple[str, int]:
    cohort, _, period = key.rpartition("/")
    return cohort, int(period)


def _choose() -> str:
    return str(
        st.segmented_control(
            say(message("What a cell shows")),
            list(MEASURES),
            default="share",
            required=True,
            format_func=lambda name: say(MEASURES[name].name),
            label_visibility="collapsed",
            key="cohort_measure",
        )
    )


def _explained(frame: pd.DataFrame, measure: str, begins: int | None) -> list[Message]:
    sentences = []
    if measure == "share":
        sentences.append(message("Per cent of each group."))
    sentences.append(message("Left: when the group first ordered and how many customers are in it."))
    if not frame["complete"].all():
        sentences.append(message("Hatched: still running. Blank: not yet happened."))
    sentences.append(
        message(
            "The data begin on {day}: who had ordered before counts as new, so the first groups are mixed.",
            day=words().day(begins),
        )
        if begins is not None
        else message("Who ordered before the data begin counts as new.")
    )
    return sentences


def _left_out(rows: Sequence[CohortRow], first: int) -> Message | None:
    """Return a sentence on rows that are in the table and not in the map; None where there are none."""
    older = max(0, len(rows) - MOST_ROWS)
    later = (
        max((cell.period for row in rows for cell in row.cells), default=0)
        - first
        + 1
        - columns_for(rows, first)
    )
    if older and later > 0:
        return message(
            "The newest {rows} groups are drawn, and not every period; the table has all.", rows=MOST_ROWS
        )
    if older:
        return message("The newest {rows} groups are drawn; the table has all.", rows=MOST_ROWS)
    return message("Later periods are in the table.") if later > 0 else None


def _described(rows: Sequence[CohortRow], title: Message) -> str:
    drawn = [row for row in rows if row.cells]
    if not drawn:
        return say(message("{name}: no group is large enough yet.", name=title))
    return say(
        message(
            "{name}: {count} group, from {first} to {last}.",
            "{name}: {count} groups, from {first} to {last}.",
            n=len(drawn),
            name=title,
            count=len(drawn),
            first=drawn[0].name.split(" · ")[0],
            last=drawn[-1].name.split(" · ")[0],
        )
    )
