"""The tables of customers, products and answers that a link shows with rounded counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.locale.translator import day_to_date
from engagement.metrics.rounding.rounded_answers import CHOICES, TOPIC_PEOPLE
from engagement.metrics.views.registry import OF_CUSTOMERS
from engagement.readable.named_tables import of_named
from engagement.readable.noted_rows import with_notes_on_periods
from engagement.readable.sheet import Sheet
from engagement.reports.tables.table_words import ReportTable, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from engagement.locale.translator import Translator
    from engagement.metrics.publishing.recipients_view import PublishedView
    from engagement.store.planning.day_notes import DayNote

#: Columns that count people: a rounded count of 0 stands for any below k, and is left empty.
_COUNTS: Final = frozenset(
    {"customers", "active", "reached", "eligible", "went_on", "came_back", "new_customers"}
    | {"returning_customers", "first_orders", "began", "of", "n", "chosen"}
)
#: Tables computed from another one: its name, and their own title.
_DERIVED: Final = {"pooled": ("cohorts", message("All groups together"))}
#: A column that says nothing about rounded counts.
_LEFT_OUT: Final = "differs"
_PUBLISHED_GROUPS: Final = ("orders", "levels", "answers")
#: Tables whose title and columns in a link differ from those of the owners' pages.
_OF_ANSWERS: Final = {table.name: table for table in (CHOICES, TOPIC_PEOPLE)}


def rounded_tables(
    view: PublishedView, t: Translator, notes: Sequence[DayNote] = ()
) -> Iterator[ReportTable]:
    """Yield the rounded tables of a bundle, without columns that are empty there.

    `notes` are those that the reader may read.
    """
    tables = {**OF_CUSTOMERS, **_OF_ANSWERS}
    for name in (*OF_CUSTOMERS, *_DERIVED):
        frame = view.table(name) if view.has_table(name) else None
        if frame is not None and len(frame):
            source_table, title = _DERIVED.get(name, (name, tables[name].title if name in tables else None))
            words = in_words(source_table, without_few(frame), t)
            sheet = of_named(tables[source_table], words, t, grain=view.question.grain, currency=None)
            noted = with_notes_on_periods(_in_whole_per_cents(sheet), notes, t)
            yield ReportTable(name, t.t(title or name), "", noted)


def _in_whole_per_cents(sheet: Sheet) -> Sheet:
    """Return the table with shares in whole per cents, as rounded counts allow no finer."""
    columns = (replace(column, digits=0) if column.kind == "share" else column for column in sheet.columns)
    return Sheet(tuple(columns))


def rounding_note(k: int, day: int) -> Message:
    """Return the note on rounding to multiples of `k`.

    `day` is the last one counted, in days since 1970-01-01.
    """
    return message(
        "People in the tables and charts below are counted up to {day}, all days before included. "
        "Their counts are rounded at random to multiples of {k}, so that nobody can be counted out, "
        "and shares are taken of the rounded counts: nearly all counts are within {k} of the true "
        "one. Money of such groups is not shared. Figures with an interval are exact.",
        day=day_to_date(day),
        k=k,
    )


def counted_until(view: PublishedView) -> int | None:
    """Return the day (since 1970-01-01) up to which every rounded table counts.

    None where there is no table.
    """
    days = [day for group in _PUBLISHED_GROUPS if (day := view.counted_until(group)) is not None]
    return min(days, default=None)


def without_few(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame without empty columns, and with counts of 0 (below k) as missing."""
    shown = frame.loc[:, frame.notna().any()].drop(columns=_LEFT_OUT, errors="ignore")
    return shown.assign(**{name: shown[name].where(shown[name] > 0) for name in shown if name in _COUNTS})
