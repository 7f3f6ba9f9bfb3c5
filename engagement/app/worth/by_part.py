"""Historic value of a customer by cohort and by group, at a chosen age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.figures.cohort_names import cohort_name
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.planning import noted_figure, noted_periods, shop_notes
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.app.who_they_are.group_names import names
from engagement.charts.base.breakdown_rows import MOST_ROWS, as_breakdown, too_small
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.charts.planning.noted_days import spoken
from engagement.locale import message
from engagement.metrics.lifetime import tables
from engagement.metrics.lifetime.historic import AGES, is_split
from engagement.metrics.retention.cohorts import SMALLEST_COHORT, first_day
from engagement.metrics.sums.periods import at_least_a_week
from engagement.metrics.views.owners import OwnersView
from engagement.readable.named_tables import of_named
from engagement.readable.noted_rows import with_notes

if TYPE_CHECKING:
    import pandas as pd

    from engagement.charts.planning.note_signs import NumberedNote
    from engagement.locale import Message
    from engagement.metrics.core.tables import NamedTable
    from engagement.metrics.model import Grain, View

_BY: Final = ("cohort", "group")


@redrawn_alone
def show(view: View, currency: str | None) -> None:
    """Show the table of cohorts or that of groups as dots, at the chosen age."""
    head.section(
        message("Which customers have brought more"),
        message(
            "Mean revenue per customer at an age. Cohorts go by the first order; groups by the breakdown "
            "chosen above, else by the groups of Who they are. Line: 95% interval. Not shown: under {count} "
            "customers.",
            count=SMALLEST_COHORT,
        ),
        key="value_by_part",
    )
    with st.container(horizontal=True):
        by = one_of.pick(message("Compared are"), _BY, "value_by", lambda name: _called(view, name))
        age = int(one_of.pick(message("Age"), [str(each) for each in AGES], "value_age", _after))
    table = tables.LIFETIME_VALUE_BY_COHORT if by == "cohort" else tables.LIFETIME_VALUE_BY_GROUP
    frame = view.table(table.name)
    at_age = frame[frame["age_days"] == age]
    rows = _as_breakdown(view, table, at_age, by)
    conclusion = _conclusion(rows, age, currency)
    sentences = [say(part) for part in (conclusion, too_small(rows, words())) if part is not None]
    notes: list[NumberedNote] = []
    if by == "cohort":
        rows, notes = _noted(rows, at_age, view.question.grain)
    drawn = None
    if rows["value"].notna().any():
        drawn = dots(rows, ValueFormat("money", currency, words()), palette(theme()), in_order=by == "cohort")
    read = frame if by == "cohort" else frame.assign(**{by: _named(view, frame[by], by)})
    sheet = of_named(table, read, words(), grain=view.question.grain, currency=currency)
    if by == "cohort":
        sheet = with_notes(sheet, shop_notes.visible_notes(), at_least_a_week(view.question.grain), words())
    figure.show(drawn, "value_by_part", say(conclusion) + spoken(notes, words()), sheet, frame)
    noted_figure.below(notes)
    st.caption(" ".join(sentences))


def _noted(rows: pd.DataFrame, frame: pd.DataFrame, grain: Grain) -> tuple[pd.DataFrame, list[NumberedNote]]:
    """Return the rows of cohorts with the numbers of the notes on the days of their first orders."""
    starts = [first_day(str(cohort)) for cohort in frame["cohort"].loc[rows.index]]
    names, notes = noted_periods.numbered(rows["segment"].tolist(), starts, at_least_a_week(grain))
    return rows.assign(segment=names), notes


def _called(view: View, name: str) -> str:
    if name == "cohort":
        return say(message("by first order"))
    by = _split(view)
    return say(message("by group")) if by is None else label_of(by)


def _split(view: View) -> str | None:
    """Return the dimension (or pair) of the page's split by which customers can be grouped; else None."""
    split = view.question.split
    return split if isinstance(view, OwnersView) and is_split(view.data, split) else None


def _after(age: str) -> str:
    return say(message("after {count} days", count=int(age)))


def _named(view: View, parts: pd.Series, by: str) -> list[str]:
    """Return the names of cohorts or groups."""
    question = view.question
    if by == "cohort":
        return [cohort_name(str(part), question.grain, words()) for part in parts]
    split = _split(view)
    if split is None:
        called = names()
        return [called.get(str(part), str(part)) for part in parts]
    return [value_of(split, part) for part in parts]


def _as_breakdown(view: View, table: NamedTable, frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the youngest cohorts or largest groups as rows of a dot plot."""
    shown = frame.tail(MOST_ROWS) if table is tables.LIFETIME_VALUE_BY_COHORT else frame
    rows = as_breakdown(
        _named(view, shown[by], by), shown["mean"], shown["customers"], limits=(shown["low"], shown["high"])
    )
    return rows.assign(status=["ok" if value == value else "hidden" for value in shown["mean"]])  # noqa: PLR0124


def _conclusion(rows: pd.DataFrame, age: int, currency: str | None) -> Message:
    with_value, t = rows.dropna(subset=["value"]), words()
    if with_value.empty:
        return message(
            "No part has {count} customers who have been here for {days} days.",
            count=SMALLEST_COHORT,
            days=age,
        )
    ranked = with_value.sort_values("value", kind="stable")
    least, most = ranked.iloc[0], ranked.iloc[-1]
    return message(
        "After {days} days between {low} ({least}) and {high} ({most}) per customer.",
        days=age,
        low=t.money(float(least["value"]), currency),
        least=str(least["segment"]),
        high=t.money(float(most["value"]), currency),
        most=str(most["segment"]),
    )
