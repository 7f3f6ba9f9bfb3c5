"""Making a bundle: every question of a link's pages, answered as far as the guard allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from engagement.locale import message
from engagement.metrics.guarding.chosen_value import may_be_filter, with_periods_of_others
from engagement.metrics.guarding.guard import guards, scopes_compared, span
from engagement.metrics.guarding.one_table import filtered
from engagement.metrics.guarding.publishable import TABLES, is_public
from engagement.metrics.guarding.splits import Split, are_safe_together, offered, published_splits
from engagement.metrics.model import Change
from engagement.metrics.publishing.bundle_json import (
    breaks_to_json,
    change_to_json,
    dumped,
    frame_to_json,
    metric_to_json,
    question_to_json,
    reading_to_json,
)
from engagement.metrics.publishing.shown_figures import shows
from engagement.metrics.publishing.side_notes import (
    publishable_change,
    publishable_frame,
    publishable_reading,
)
from engagement.metrics.rounding.every import rounded_tables
from engagement.metrics.rounding.frozen import ROUNDED_DAYS
from engagement.metrics.sums.group_sums import Cut
from engagement.metrics.views import trend_and_breakdown
from engagement.metrics.views.overview import KEY_FIGURES, TOTALS
from engagement.metrics.views.registry import DEFINITIONS
from engagement.metrics.views.registry import TABLES as NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from engagement.metrics.guarding.guard import FigureGuard
    from engagement.metrics.guarding.published_before import PastPublication
    from engagement.metrics.guarding.published_windows import DaySpan
    from engagement.metrics.model import Question
    from engagement.metrics.views.owners import OwnersView
    from engagement.store.sharing.terms import Terms

#: Splits that are never published: their values are small groups by nature, or nested in those of another
#: split; weekdays combined with the periods of a trend would reveal single days.
_NO_SPLITS: Final = frozenset(
    {
        *("region", "discount_code", "status", "source", "first_month", "weekday", "currency", "month"),
        *("survey", "question", "landing_page", "campaign", "list"),
    }
)
_MOST_SPLITS: Final = 3
#: Figures with a small trend on the Overview, and the part of the shop in which they differ.
_ON_THE_OVERVIEW: Final = frozenset((*KEY_FIGURES, *TOTALS))
_NO_BEFORE: Final = message("The period before is not shared.")
ROW: Final = ("question", "kind", "key", "argument", "payload")
#: The default question.
FIXED: Final = ""

BundleRow: TypeAlias = "tuple[str, str, str, str, str]"


class BundleMaker:
    """Makes one bundle; `rows` yields its rows."""

    def __init__(
        self,
        view: OwnersView,
        terms: Terms,
        pasts: Sequence[PastPublication] = (),
        *,
        splits: bool = True,
        secret: bytes | None = None,
    ) -> None:
        self.secret = secret if splits else None
        self.split = splits
        # Counting the same answers in another way would reveal few people, and the guard counts who came
        # back up to the last day of the question, so nothing may depend on later orders.
        question = view.ask(view.question.in_links).question
        self.view = view.ask(replace(question, as_if_ended=question.as_of is not None))
        self.question, self.terms = self.view.question, terms
        self.free, self.allowed = next(iter(terms.free.items()), ("", ()))
        self.offered: dict[str, None] = {}
        self.untouched: list[str] = []
        self.few = 0
        self.pasts = pasts
        self.told: dict[str, set[DaySpan]] = {}
        self.kept: dict[str, dict[str, None]] = {}

    def rows(self) -> Iterator[BundleRow]:
        """Yield all rows; last the one about the bundle itself, when the choices of recipients are known."""
        keys = [key for key in self.view.keys() if self._is_told(key)]  # noqa: SIM118 - a method
        shown_whole = frozenset(key for key in keys if self.split and self._is_shown_whole(key))
        guarded = guards(
            self.view, self.terms.k, self._all_splits(), self.pasts, keys=keys, periods=shown_whole
        )
        for key in keys:
            metric = self.view.metric(key)
            if is_public(key):
                key_rows = list(self._public(key))
            else:
                key_rows = list(self._guarded(guarded[key])) if key in guarded else []
                self.few += not key_rows
            if key_rows:
                yield FIXED, "metric", key, "", dumped(metric_to_json(metric))
                yield from key_rows
        tables, days = self._rounded()
        for name, frame in tables.items():
            yield FIXED, "rounded", name, "", dumped(frame_to_json(frame))
        about = {
            ROUNDED_DAYS: days,
            "k": self.terms.k,
            "question": question_to_json(replace(self.question, as_if_ended=False)),
            "pages": self.terms.pages,
            "free": self.free,
            "untouched": self.untouched,
            "values": [value for value in self.allowed if value in self.offered],
            "few": self.few,
            "more": not self.split,
            "waits": False,
            "told": {name: sorted(spans) for name, spans in self.told.items()},
            "kept": {name: list(values) for name, values in self.kept.items()},
        }
        yield FIXED, "about", "", "", dumped(about)

    def _is_told(self, key: str) -> bool:
        """Return whether a page of the link shows a metric, and the fixed filters apply to its rows."""
        own_page = DEFINITIONS[key].page.heading.page
        on_a_page = any(shows(page, key, own_page) for page in self.terms.pages)
        return on_a_page and self._is_narrowed(self.view.metric(key).table)

    def _rounded(self) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
        """Return the tables of customers of the link's pages, and their as-of days."""
        if self.secret is None:
            return {}, {}
        return rounded_tables(self.view, self.terms, self.pasts, self.secret)

    def _is_shown_whole(self, key: str) -> bool:
        """Return whether a page of the link shows a metric with trend and splits."""
        own_page = DEFINITIONS[key].page.heading.page
        return own_page in self.terms.pages or ("overview" in self.terms.pages and key in _ON_THE_OVERVIEW)

    def _is_narrowed(self, table: str) -> bool:
        """Return whether all fixed filters apply to a table.

        An unfiltered one would be more than is shared.
        """
        return {by for by, _ in self.question.filters} <= self.view.data.dimensions(table).keys()

    def _public(self, key: str) -> Iterator[BundleRow]:
        """Yield the rows of a metric of public data, unguarded."""
        for name, question in self._questions(key, self.allowed if self.split else ()):
            view = self.view.ask(question)
            yield name, "reading", key, "", dumped(reading_to_json(view.reading(key)))
            yield name, "change", key, "", dumped(change_to_json(view.change(key)))
            yield name, "breaks", key, "", dumped(breaks_to_json(view.breaks(key)))
            if not self.split or not self._is_shown_whole(key):
                continue
            yield name, "trend", key, "", dumped(frame_to_json(view.trend(key, trailing=False)))
            for by in self._splits_of(key):
                yield name, "breakdown", key, by, dumped(frame_to_json(view.breakdown(key, by)))

    def _guarded(self, guard: FigureGuard) -> Iterator[BundleRow]:
        """Yield the rows of a metric about people that its guard allows."""
        key = guard.key
        splits = self._splits(guard)
        yield from self._answers(guard, FIXED, self.question, key)
        free = next((split for split in splits if split.by == self.free), None)
        for name, question in self._questions(key, free.named_values if free is not None else ()):
            if free is not None and name != FIXED and self._is_told_of(free, question):
                yield from self._answers(with_periods_of_others(free), name, question, f"{key} {free.by}")
                yield from self._tables(free.guard, name, question, [])
        for split in splits:
            breakdown = trend_and_breakdown.breakdown(DEFINITIONS[key], guard.scope_of(split.data), split.by)
            yield FIXED, "breakdown", key, split.by, dumped(frame_to_json(publishable_frame(key, breakdown)))
            self._note(f"{key} {split.by}", split.guard.spans)
            named = self.kept.setdefault(f"{key} {split.by}", {})
            named.update(dict.fromkeys(split.named_values))
        yield from self._tables(guard, FIXED, self.question, splits)

    def _answers(self, guard: FigureGuard, name: str, question: Question, noted: str) -> Iterator[BundleRow]:
        """Yield a metric's value, change and trend for one question."""
        key, view = guard.key, self.view.ask(question)
        trend = _trend(guard, view) if self.split and self._is_shown_whole(key) else None
        yield name, "reading", key, "", dumped(reading_to_json(publishable_reading(view.reading(key))))
        yield name, "change", key, "", dumped(change_to_json(publishable_change(key, _change(guard, view))))
        if trend is not None:
            yield name, "trend", key, "", dumped(frame_to_json(publishable_frame(key, trend)))
        self._note(noted, guard.spans)

    def _tables(
        self, guard: FigureGuard, name: str, question: Question, splits: list[Split]
    ) -> Iterator[BundleRow]:
        """Yield the named tables that are published together with a metric.

        Those with further parts are published for the fixed question only.
        """
        for table, publishing in TABLES.items():
            if publishing.with_figure != guard.key:
                continue
            unsplit = self.view.ask(replace(question, by=None))
            if publishing.parts is None:
                yield name, "table", table, "", dumped(frame_to_json(unsplit.table(table)))
                for split in splits:
                    scope = guard.scope_of(split.data)
                    scope = replace(scope, question=replace(question, by=split.by))
                    split_table = NAMED[table].tables[table].make(scope)
                    yield name, "table", table, split.by, dumped(frame_to_json(split_table))
            elif name == FIXED and guard.may_publish_parts(table, publishing.parts):
                yield name, "table", table, "", dumped(frame_to_json(unsplit.table(table)))
                self._note(f"{guard.key} {table}", [span(guard.now)])

    def _note(self, name: str, spans: Iterable[DaySpan]) -> None:
        """Note published days for later publications."""
        self.told.setdefault(name, set()).update(spans)

    def _is_told_of(self, split: Split, question: Question) -> bool:
        """Return whether the value of a metric may be published for one value of the free dimension."""
        filtered_view, (value,) = self.view.ask(question), question.filters[-1][1]
        _, scope = filtered_view.placed(split.guard.key)
        good = all(split.guard.cells_are_good(scope))
        return good and may_be_filter(split, self.view, filtered_view, value)

    def _questions(self, key: str, values: tuple[str, ...]) -> Iterator[tuple[str, Question]]:
        """Yield the fixed question and those of the free dimension's values, each with its name.

        A metric that the free dimension does not split answers all of them alike.
        """
        yield FIXED, self.question
        if not self.free:
            return
        table = DEFINITIONS[key].metric.table
        if self.free not in self.view.data.dimensions(table):
            self.untouched.append(key)
            return
        # The parts were counted in this currency, so every value is in it.
        question = replace(self.question, currency=self.view.scope(table).currency)
        for value in values:
            self.offered[value] = None
            yield value, filtered(question, self.free, value)

    def _splits(self, guard: FigureGuard) -> list[Split]:
        """Return the splits of a metric that may be published together, the free one first."""
        splits: list[Split] = []
        dimensions = self._splits_of(guard.key) if self.split else []
        if not self._is_shown_whole(guard.key):
            dimensions = [by for by in dimensions if by == self.free]  # the choice changes its headline
        before = published_splits(guard) if dimensions else []
        for by in dimensions:
            free = by == self.free
            choices = offered(guard, by, self.allowed if free else None, all_windows=free)
            beside = [
                *splits,
                *(other for other in before if other.by not in {by, *(candidate.by for candidate in splits)}),
            ]
            split = next(
                (
                    candidate
                    for candidate in choices
                    if all(are_safe_together(candidate, other) for other in beside)
                ),
                None,
            )
            if split is not None:
                split.note_published()
                splits.append(split.with_periods() if free else split)
            if len(splits) == _MOST_SPLITS:
                break
        return splits

    def _all_splits(self) -> list[str]:
        """Return all dimensions by which people can be split."""
        tables = {self.view.metric(key).table for key in self.view.keys()}  # noqa: SIM118 - a method
        named = {by for table in tables for by in self.view.data.dimensions(table)}
        return sorted(named - _NO_SPLITS | ({self.free} & named))

    def _splits_of(self, key: str) -> list[str]:
        offered = self.view.dimensions(key)
        first = [by for by in (self.free, self.question.by, "country", "channel") if by in offered]
        public = is_public(key)
        fit = [by for by in offered if public or by not in _NO_SPLITS]
        fixed = {dimension for dimension, _ in self.question.filters}
        ordered = dict.fromkeys([*(by for by in first if by in fit or by == self.free), *fit])
        return [by for by in ordered if by not in self.terms.hidden and by not in fixed]


def fixed(question: Question, terms: Terms) -> Question:
    """Return the question of a bundle, without a split by a hidden dimension."""
    return replace(question, by=None if question.by in terms.hidden else question.by)


def _change(guard: FigureGuard, view: OwnersView) -> Change:
    """Return the change, an empty one where the window before may not be published."""
    definition = DEFINITIONS[guard.key]
    change = view.change(guard.key)
    if change.before is not None:
        scopes = scopes_compared(view, guard.key)
        cells = all(all(guard.cells_are_good(scope)) for scope in scopes)
        if not guard.compares or not cells:
            return Change(None, None, None, None, definition.rule.comparison, None, (_NO_BEFORE,))
    return change


def _trend(guard: FigureGuard, view: OwnersView) -> pd.DataFrame | None:
    """Return the periods of the windows, withheld where not published alone; None if all would be."""
    frame = view.trend(guard.key, trailing=False)
    _, scope = view.placed(guard.key)
    good = guard.cells_are_good(scope, Cut(along=scope.periods(trailing=False)))
    days = guard.periods()
    is_published = [
        w is not None and span(w) in guard.single_periods and fine for w, fine in zip(days, good, strict=True)
    ]
    if not any(is_published):
        return None
    withheld = ~np.asarray(is_published)
    frame.loc[withheld, ["value", "low", "high", "numerator", "denominator"]] = np.nan
    frame.loc[withheld, "n"] = 0
    frame.loc[withheld, "status"] = "withheld"
    first = min(w.first_day for w in guard.windows)
    shown = np.asarray([w is None or w.first_day >= first for w in days])
    return frame[shown].reset_index(drop=True)
