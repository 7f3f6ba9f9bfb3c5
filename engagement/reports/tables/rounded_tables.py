"""The tables of customers and products that a link tells, rounded, as people read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.locale.translator import day_to_date
from engagement.metrics.rounding.rounded_answers import CHOICES, TOPIC_PEOPLE
from engagement.metrics.views.registry import OF_CUSTOMERS
from engagement.readable.named_tables import of_named
from engagement.readable.sheet import Sheet
from engagement.reports.tables.table_words import ReportTable, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from engagement.locale.translator import Translator
    from engagement.metrics.publishing.recipients_view import PublishedView

#: Counts of people: one of nothing stands for any under k.
_COUNTS: Final = frozenset(
    {"customers", "active", "reached", "eligible", "went_on", "came_back", "new_customers"}
    | {"returning_customers", "first_orders", "began", "of", "n", "chosen"}
)
#: What is worked out of the table of another name, with a title of its own.
_OF: Final = {"pooled": ("cohorts", message("All groups together"))}
#: Says nothing of rounded counts.
_UNTOLD: Final = "differs"
_GROUPS: Final = ("orders", "levels", "answers")
#: What they are called and tell in a link, where that is other than in the house.
_TOLD: Final = {table.name: table for table in (CHOICES, TOPIC_PEOPLE)}


def rounded_tables(view: PublishedView, t: Translator) -> Iterator[ReportTable]:
    """Yield the rounded tables that stand in a bundle, without the columns that it leaves empty."""
    tables = {**OF_CUSTOMERS, **_TOLD}
    for name in (*OF_CUSTOMERS, *_OF):
        frame = view.table(name) if view.tells(name) else None
        if frame is not None and len(frame):
            of, title = _OF.get(name, (name, tables[name].title if name in tables else None))
            read = in_words(of, without_few(frame), t)
            sheet = of_named(tables[of], read, t, grain=view.question.grain, currency=None)
            yield ReportTable(name, t.t(title or name), "", _in_whole_per_cents(sheet))


def _in_whole_per_cents(sheet: Sheet) -> Sheet:
    """Return the table with shares to whole per cents: of rounded counts a tenth says nothing."""
    columns = (replace(one, digits=0) if one.kind == "share" else one for one in sheet.columns)
    return Sheet(tuple(columns))


def how_rounded(k: int, day: int) -> Message:
    """Say how counts are rounded and up to which day, in days since 1970, they go."""
    return message(
        "People in the tables and charts below are counted up to {day}, all days before included. "
        "Their counts are rounded at random to multiples of {k}, so that nobody can be counted out, "
        "and shares are taken of the rounded counts: nearly all counts are within {k} of the true "
        "one. Money of such groups is not shared. Figures with an interval are exact.",
        day=day_to_date(day),
        k=k,
    )


def told_until(view: PublishedView) -> int | None:
    """Return the first of the last days of which the rounded tables speak; None where none is told."""
    days = [day for group in _GROUPS if (day := view.told_until(group)) is not None]
    return min(days, default=None)


def without_few(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame without columns that are not told, and with nothing where a count is under k."""
    kept = frame.loc[:, frame.notna().any()].drop(columns=_UNTOLD, errors="ignore")
    return kept.assign(**{name: kept[name].where(kept[name] > 0) for name in kept if name in _COUNTS})
