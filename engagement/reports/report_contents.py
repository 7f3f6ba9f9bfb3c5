"""The contents of a report before they are a page or a workbook: figures, trends, findings, tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.charts.base.points import read_trend
from engagement.charts.planning.noted_days import covering
from engagement.locale import Message, message
from engagement.metrics.core.page import HEADINGS
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS, TABLES
from engagement.readable.column_labels import name_of
from engagement.readable.named_tables import of_named
from engagement.readable.noted_rows import with_notes, with_notes_on_periods
from engagement.readable.result_sheets import of_breakdown, of_table, of_trend
from engagement.reports.finding_words import finding_in_words
from engagement.reports.question_words import split_name
from engagement.reports.tables.table_words import ReportTable, in_words
from engagement.store.planning.day_notes import DayNote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engagement.charts.base.points import Trend
    from engagement.charts.planning.note_signs import NumberedNote
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Change, Metric, Reading, View, Window
    from engagement.metrics.views.owners import OwnersView
    from engagement.readable.sheet import Sheet
    from engagement.reports.finding_words import FindingText

#: Titles of the tables that belong to a family of figures, by name; they have none of their own.
_TITLES: Final[Mapping[str, Message]] = {
    "repeat_vs_one_time_spend_split": message("Customers with several orders beside those with one"),
    "repeat_spend_parts": message("Where their difference in spend comes from"),
    "money_by_currency": message("Money by currency"),
    "orders_by_identity": message("Orders with and without a customer"),
    "nps_shares": message("Promoters, passives and detractors"),
    "nps_distribution": message("Would recommend: answers by score"),
    "effort_distribution": message("How easy it was: answers by score"),
    "satisfaction_distribution": message("Satisfaction: answers by score"),
    "comments": message("Comments"),
    "spend_by_answer": message("Spend by answer"),
}


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure of a report.

    `change` is that since the period before. `trend` and its table `over_time` are None where too few periods
    have a value, `split` where the figure has none by the requested dimension. `notes` are on days of the
    trend.
    """

    metric: Metric
    reading: Reading
    change: Change
    heading: Message
    trend: Trend | None = None
    over_time: Sheet | None = None
    split: Sheet | None = None
    notes: Sequence[NumberedNote] = ()


@dataclass(frozen=True, slots=True)
class ReportContents:
    """All that a report shows, in the reader's language.

    `leading` (key figures) and `summed` (totals) are keys of `figures`. `window` is the window of a figure
    that ends last, as figures with a follow-up time end earlier. `locked` are names of figures that the data
    do not allow, each with what would unlock it.
    """

    window: Window | None
    figures: Sequence[ReportFigure]
    leading: Sequence[str]
    summed: Sequence[str]
    findings: Sequence[FindingText]
    tables: Sequence[ReportTable]
    locked: Sequence[tuple[str, str]]
    #: The heading and the sentences of the review that stands first; empty without one.
    review: Sequence[str] = ()

    def of(self, key: str) -> ReportFigure:
        """Return the figure of a key. Raises StopIteration where there is none."""
        return next(figure for figure in self.figures if figure.metric.key == key)


def contents(
    view: View,
    by: str | None,
    t: Translator,
    review: Sequence[str] = (),
    notes: Sequence[DayNote] = (),
    only: Sequence[str] | None = None,
) -> ReportContents:
    """Return the contents of a report of a view; a published view has only what may be shown to others.

    `by` is the dimension of the splits. `review` is its heading followed by its sentences. `notes` are those
    that the reader may read. `only` are keys of figures and names of tables; None for all.
    """
    keys = [key for key in _in_order(view) if only is None or key in only]
    figures = [_figure(view, key, by, t, notes) for key in keys]
    missing = view.locked().items() if only is None else ()
    locked = [(t.t(DEFINITIONS[key].metric.name), t.t(why)) for key, why in missing]
    windows = [figure.reading.window for figure in figures] if figures else map(view.window, view.keys())
    return ReportContents(
        window=max(
            (window for window in windows if window is not None),
            key=lambda window: window.last_day,
            default=None,
        ),
        figures=figures,
        leading=[key for key in overview_keys(view) if key in keys],
        summed=[key for key in totals(view) if key in keys],
        findings=[
            finding_in_words(view, finding, t)
            for finding in standing_out(view, overview_keys(view))
            if only is None or finding.key in only
        ],
        tables=[_noted(table, notes, t) for table in _tables(view, t, keys, only) if table.sheet.height],
        locked=locked,
        review=review,
    )


def _in_order(view: View) -> list[str]:
    """Return the keys of a view's figures, heading by heading in the order of their pages."""
    places = {key: DEFINITIONS[key].page for key in view.keys()}  # noqa: SIM118 - a method
    return sorted(places, key=lambda key: (HEADINGS.index(places[key].heading), places[key].in_menu))


def _figure(view: View, key: str, by: str | None, t: Translator, notes: Sequence[DayNote]) -> ReportFigure:
    metric, reading = view.metric(key), view.reading(key)
    trailing = metric.trailing and view.k is None
    frame = view.trend(key, trailing=trailing)
    grain = view.question.grain
    broken = view.breaks(key) or ()
    notes = [*notes, *(DayNote(day, day, "other", t.t(why)) for day, why in broken)]
    trend = read_trend(frame, grain, [as_date(series_break.day) for series_break in broken])
    drawn = trend.is_drawable
    over_time = with_notes(of_trend(frame, trend, metric, reading, t), notes, grain, t) if drawn else None
    return ReportFigure(
        metric=metric,
        reading=reading,
        change=view.change(key),
        heading=DEFINITIONS[key].page.heading.name,
        trend=trend if drawn else None,
        over_time=over_time,
        split=_split(view, metric, reading, by, t),
        notes=covering(notes, trend.starts, grain) if drawn else (),
    )


def _split(view: View, metric: Metric, reading: Reading, by: str | None, t: Translator) -> Sheet | None:
    """Return the table of the figure by dimension; None where it has no such split."""
    from engagement.metrics.views.owners import OwnersView  # noqa: PLC0415 - a recipient's view needs no engine

    if by is None:
        return None
    has = (
        view.has_split(metric.key, by) if isinstance(view, OwnersView) else by in view.dimensions(metric.key)
    )
    frame = view.breakdown(metric.key, by) if has else pd.DataFrame()
    return None if frame.empty else of_breakdown(frame, metric, reading, by, split_name(by, t), t)


def _tables(
    view: View, t: Translator, keys: Sequence[str], only: Sequence[str] | None
) -> Iterator[ReportTable]:
    currency = next((r.currency for k in view.keys() if (r := view.reading(k)).unit == "money"), None)  # noqa: SIM118
    for name, family in TABLES.items():
        if any(definition.metric.key in keys for definition in family.definitions):
            frame = view.table(name)
            if len(frame):
                title = _TITLES.get(name)
                heading = t.t(title) if title is not None else name_of(name, t)
                yield ReportTable(name, heading, "", of_table(frame, t, currency))
    from engagement.metrics.views.owners import OwnersView  # noqa: PLC0415 - a recipient's view needs no engine

    if isinstance(view, OwnersView):
        yield from _customer_tables(view, currency, t, only)
    else:
        yield from _published_tables(view, currency, t, only)


def _noted(table: ReportTable, notes: Sequence[DayNote], t: Translator) -> ReportTable:
    return replace(table, sheet=with_notes_on_periods(table.sheet, notes, t))


def _published_tables(
    view: View, currency: str | None, t: Translator, only: Sequence[str] | None
) -> Iterator[ReportTable]:
    """Yield the tables that a published view has in full, not rounded."""
    for name, table in OF_CUSTOMERS.items():
        is_included = table.publishing is not None and (only is None or name in only)
        frame = view.table(name) if is_included else pd.DataFrame()
        if len(frame):
            yield _named_table(view, name, frame, currency, t)


def _named_table(
    view: View, name: str, frame: pd.DataFrame, currency: str | None, t: Translator
) -> ReportTable:
    table = OF_CUSTOMERS[name]
    sheet = of_named(table, in_words(name, frame, t), t, grain=view.question.grain, currency=currency)
    return ReportTable(name, t.t(table.title), t.t(table.meaning), sheet)


def _customer_tables(
    view: OwnersView, currency: str | None, t: Translator, only: Sequence[str] | None
) -> Iterator[ReportTable]:
    locked = view.locked_tables()
    for name in OF_CUSTOMERS:
        if name not in locked and (only is None or name in only):
            yield _named_table(view, name, view.table(name), currency, t)
