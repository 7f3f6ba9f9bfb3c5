"""A published bundle: every number that the pages of a link ask for, and nothing from which to tell a person.

One row per answer: `question` ("" is the fixed one, else the value of the free dimension), `kind`,
`key`, `argument` and `payload` as JSON. What is published, and why nothing more can be worked out:

* A filter that is fixed holds for every number: what it does not reach is not published.
* One window, one step, whole weeks or months only; a metric's time is its `axis`, whose blocks all
  rest on k people or more. What grows from one publication to the next is whole blocks.
* A split has the values that rest on k people in every block, and one rest of all others that does
  too (`guard`); by how two splits cross, no group of few is left between them. A value of the free
  dimension that the reader may choose is such a segment, and is not split further.
* A share has k people above the line and k beside it, or none, in each of these.
* What is said beside a number is said only where it counts nobody.

A correction of days long past, or an erasure, does show as a difference between two publications:
only noise on every number would hide that. So the store lets the older bundle go.

All this holds for one link. Two links with other filters can be subtracted from each other unless the
filters exclude each other; whoever makes the second is told so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pyarrow as pa

from engagement.locale import message
from engagement.metrics import frames, readings
from engagement.metrics.comparing import Pair
from engagement.metrics.groups import Cut
from engagement.metrics.guard import agree, are_apart, filtered, guards
from engagement.metrics.history import unlike
from engagement.metrics.model import Change
from engagement.metrics.payload import (
    change_to_json,
    dumped,
    frame_to_json,
    metric_to_json,
    question_to_json,
    reading_to_json,
)
from engagement.metrics.registry import DEFINITIONS
from engagement.metrics.registry import TABLES as NAMED
from engagement.metrics.rests import PUBLIC, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.guard import Guard, Split
    from engagement.metrics.model import Question
    from engagement.metrics.view import OwnersView
    from engagement.store.terms import Terms

#: Splits whose values name few people by their nature, or lie within those of another split.
_NO_SPLITS: Final = frozenset(
    {
        *("region", "discount_code", "status", "source", "first_month", "currency", "month"),
        *("survey", "question", "landing_page", "campaign", "list"),
    }
)
_MOST_SPLITS: Final = 3
#: Families of metrics that a page shows; the other pages show all.
_OF_PAGE: Final[Mapping[str, frozenset[str]]] = {
    "purchases": frozenset({"purchases"}),
    "surveys": frozenset({"surveys", "joined"}),
    "social": frozenset({"social"}),
    "web": frozenset({"web", "email", "loyalty"}),
}
#: Sentences beside a number that count nobody and name nothing.
_TOLD: Final = frozenset(
    {
        "From {low} to {high}, low is good; {first} to {last} count as good",
        "From {low} to {high}, high is good; {first} to {last} count as good",
        "The file does not state the scale; it is the smallest usual one that holds all answers",
        "The file does not mark guest orders: this is the share of orders with no customer id.",
        "Refunds are taken off on the day of the order.",
        "Compares customers whose first order lies in {now} with those of {before}.",
        "Too few to compare with the period before.",
    }
)
_NO_BEFORE: Final = message("The period before is not shared.")
_ROW: Final = ("question", "kind", "key", "argument", "payload")
#: The question that is asked where nothing else is chosen.
FIXED: Final = ""


def publish(view: OwnersView, terms: Terms) -> pa.Table:
    """Return the bundle of a view's question under a link's terms: all columns are text.

    Safe on any thread. Equal data, question and terms give an equal table.
    """
    question = _fixed(view.question, terms)
    rows = list(_Making(view.ask(question), terms).rows())
    columns = [[row[i] for row in rows] for i in range(len(_ROW))]
    return pa.table({name: pa.array(of, pa.string()) for name, of in zip(_ROW, columns, strict=True)})


Row: TypeAlias = tuple[str, str, str, str, str]


class _Making:
    """One bundle in the making."""

    def __init__(self, view: OwnersView, terms: Terms) -> None:
        self.view, self.question, self.terms = view, view.question, terms
        self.free, self.allowed = next(iter(terms.free.items()), ("", ()))
        self.offered: dict[str, None] = {}
        self.untouched: list[str] = []
        self.told: list[Split] = []

    def rows(self) -> Iterator[Row]:
        """Yield all rows; the one about the bundle itself last, when it is known what can be chosen."""
        guarded = guards(self.view, self.terms.k, self._all_splits())
        for key in self.view.keys():  # noqa: SIM118 - a method, not a dict
            metric = self.view.metric(key)
            if not self._is_on_a_page(metric.family) or not self._is_narrowed(metric.table):
                continue
            if metric.table in PUBLIC:
                found = list(self._public(key))
            else:
                found = list(self._guarded(guarded[key])) if key in guarded else []
            if found:
                yield FIXED, "metric", key, "", dumped(metric_to_json(metric))
                yield from found
        about = {
            "k": self.terms.k,
            "question": question_to_json(self.question),
            "pages": self.terms.pages,
            "free": self.free,
            "untouched": self.untouched,
            "values": [value for value in self.allowed if value in self.offered],
        }
        yield FIXED, "about", "", "", dumped(about)

    def _is_on_a_page(self, family: str) -> bool:
        return any(family in _OF_PAGE.get(page, {family}) for page in self.terms.pages)

    def _is_narrowed(self, table: str) -> bool:
        """Whether all fixed filters reach a table: one that they leave whole is more than is shared."""
        return {by for by, _ in self.question.filters} <= self.view.data.dimensions(table).keys()

    def _public(self, key: str) -> Iterator[Row]:
        """Yield what is asked of a metric of public figures, as the owner sees it."""
        for name, question in self._questions(key, self.allowed):
            view = self.view.ask(question)
            yield name, "reading", key, "", dumped(reading_to_json(view.reading(key)))
            yield name, "change", key, "", dumped(change_to_json(view.change(key)))
            yield name, "trend", key, "", dumped(frame_to_json(view.trend(key, trailing=False)))
            for by in self._splits_of(key):
                yield name, "breakdown", key, by, dumped(frame_to_json(view.breakdown(key, by)))

    def _guarded(self, guard: Guard) -> Iterator[Row]:
        """Yield what may be told of a metric of people."""
        key = guard.key
        if not all(guard.cells_are_good(guard.now(self.question))):
            return
        splits = self._splits(guard)
        yield from _told(guard, FIXED, self.question)
        free = next((split for split in splits if split.by == self.free), None)
        for name, question in self._questions(key, free.kept if free is not None else ()):
            if (
                free is not None
                and name != FIXED
                and all(free.guard.cells_are_good(free.guard.now(question)))
            ):
                yield from _told(free.guard, name, question)
                yield from _tables(free.guard, name, question, [])
        for split in splits:
            scope = split.guard.now(self.question, split.folded)
            found = frame_to_json(frames.breakdown(DEFINITIONS[key], scope, split.by))
            days = split.guard.axis.days(*split.guard.axis.span)
            yield FIXED, "breakdown", key, split.by, dumped(found)
            yield FIXED, "span", key, split.by, dumped([days.first_day, days.last_day])
        yield from _tables(guard, FIXED, self.question, splits)

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
        for value in values:
            self.offered[value] = None
            yield value, filtered(self.question, self.free, value)

    def _splits(self, guard: Guard) -> list[Split]:
        """Return the splits of a metric that may stand side by side, the free one first."""
        found: list[Split] = []
        for by in self._splits_of(guard.key):
            split = guard.split(by, self.allowed if by == self.free else None)
            if split is None or not all(are_apart(split, other) for other in found):
                continue
            if all(agree(split, other) for other in self.told):
                found.append(split)
            if len(found) == _MOST_SPLITS:
                break
        self.told += found
        return found

    def _all_splits(self) -> list[str]:
        """Return by what people can be split at all."""
        tables = {self.view.metric(key).table for key in self.view.keys()}  # noqa: SIM118 - a method
        named = {by for table in tables for by in self.view.data.dimensions(table)}
        return sorted(named - _NO_SPLITS | ({self.free} & named))

    def _splits_of(self, key: str) -> list[str]:
        offered = self.view.dimensions(key)
        first = [by for by in (self.free, self.question.by, "country", "channel") if by in offered]
        public = DEFINITIONS[key].metric.table in PUBLIC
        fit = [by for by in offered if public or by not in _NO_SPLITS]
        fixed = {dimension for dimension, _ in self.question.filters}
        ordered = dict.fromkeys([*(by for by in first if by in fit or by == self.free), *fit])
        return [by for by in ordered if by not in self.terms.hidden and by not in fixed]


def _fixed(question: Question, terms: Terms) -> Question:
    """Return the question of a bundle: whole weeks or months, split by nothing that is hidden."""
    by = None if question.by in terms.hidden else question.by
    return replace(question, grain="week" if question.grain == "week" else "month", by=by)


def _told(guard: Guard, name: str, question: Question) -> Iterator[Row]:
    """Yield a metric's headline, change and trend for one question."""
    key, definition = guard.key, DEFINITIONS[guard.key]
    reading = readings.reading(definition, guard.now(question))
    yield name, "reading", key, "", dumped(reading_to_json(replace(reading, notes=_safe(reading.notes))))
    yield name, "change", key, "", dumped(change_to_json(_change(guard, question)))
    trend = _trend(guard, question)
    if trend is not None:
        yield name, "trend", key, "", dumped(frame_to_json(trend))


def _change(guard: Guard, question: Question) -> Change:
    """Return the change against the window before, nothing of it where that one may not be told."""
    definition = DEFINITIONS[guard.key]
    scopes = guard.compared(question)
    if scopes is None or not all(all(guard.cells_are_good(scope)) for scope in scopes):
        return Change(None, None, None, None, definition.rule.comparison, None, (_NO_BEFORE,))
    why = unlike(definition, *scopes)
    if why is not None:
        return Change(None, None, None, None, definition.rule.comparison, None, _safe((why,)))
    found = guard.view.judged(guard.key, readings.compared(definition, Pair(*scopes)))
    return replace(found, notes=_safe(found.notes))


def _trend(guard: Guard, question: Question) -> pd.DataFrame | None:
    """Return the single periods; None where one of them may not be told or none is a block by itself."""
    axis, whole = guard.axis, guard.whole(question)
    single = guard.single_periods()
    good = guard.cells_are_good(whole, Cut(along=axis.periods))
    if not single or not all(good[i] for i in single):
        return None
    frame = frames.trend(DEFINITIONS[guard.key], whole, axis.periods)
    joined = ~np.isin(np.arange(len(frame)), single)
    frame.loc[joined, ["value", "low", "high", "numerator", "denominator"]] = np.nan
    frame.loc[joined, "n"] = 0
    frame.loc[joined, "status"] = "withheld"
    return frame.iloc[axis.start : axis.stop].reset_index(drop=True)


def _tables(guard: Guard, name: str, question: Question, splits: list[Split]) -> Iterator[Row]:
    """Yield the named tables that stand and fall with a metric's people.

    Those that tell further parts are told for the fixed question only: they have a time of their own.
    """
    for table, (key, parts) in TABLES.items():
        if key != guard.key:
            continue
        make = NAMED[table].tables[table]
        if parts is None:
            whole = make(guard.now(replace(question, by=None)))
            yield name, "table", table, "", dumped(frame_to_json(whole))
            for split in splits:
                scope = split.guard.now(replace(question, by=split.by), split.folded)
                yield name, "table", table, split.by, dumped(frame_to_json(make(scope)))
        elif name == FIXED and (finer := guard.with_parts(parts)) is not None:
            yield name, "table", table, "", dumped(frame_to_json(make(finer.now(question))))


def _safe(notes: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple(note for note in notes if note.text in _TOLD)
