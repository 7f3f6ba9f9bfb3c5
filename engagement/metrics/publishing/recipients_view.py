"""The recipient's view of a link, which reads a published bundle and nothing else.

This module imports neither the store nor the engine, so a published view gives no access to rows of the data.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import orjson
import pandas as pd

from engagement.metrics.model import BREAKDOWN_COLUMNS, TREND_COLUMNS, Change, Question, Window
from engagement.metrics.publishing.bundle_json import (
    breaks_from_json,
    change_from_json,
    frame_from_json,
    metric_from_json,
    question_from_json,
    reading_from_json,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.locale import Message
    from engagement.metrics.model import Metric, Reading, SeriesBreak


_FIXED: Final = ""


class PublishedView:
    """The view of one bundle. A question that the bundle does not have is answered as the link's own."""

    def __init__(self, table: pa.Table, question: Question | None = None) -> None:
        columns = [table.column(name).to_pylist() for name in ("question", "kind", "key", "argument")]
        payloads: list[str] = table.column("payload").to_pylist()
        self._published = dict(zip(zip(*columns, strict=True), payloads, strict=True))
        self._about: dict[str, Any] = self._read(_FIXED, "about", "", "") or {}
        self._ask(question)

    @property
    def k(self) -> int:
        """The smallest number of people behind a published number."""
        return int(self._about["k"])

    @property
    def few(self) -> int:
        """The number of figures of the shared pages that are withheld, as too few people are behind them."""
        return int(self._about["few"])

    @property
    def more(self) -> bool:
        """Return whether the bundle is incomplete and more is being computed."""
        return bool(self._about["more"])

    @property
    def waits(self) -> bool:
        """Return whether newer days are withheld, as too few people are behind them yet."""
        return bool(self._about["waits"])

    @property
    def fixed(self) -> Question:
        """The question of the link."""
        return question_from_json(self._about["question"])

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that are shared, by stem."""
        return tuple(self._about["pages"])

    @property
    def free(self) -> tuple[str, tuple[str, ...]] | None:
        """The dimension that recipients may filter by, and its published values; None for none."""
        values = tuple(self._about["values"])
        return (self._about["free"], values) if values else None

    def ask(self, question: Question) -> PublishedView:
        """Return the view of another question to the same bundle."""
        other = object.__new__(PublishedView)
        other._published, other._about = self._published, self._about
        other._ask(question)
        return other

    def window(self, key: str) -> Window:
        """Return the window of a metric."""
        return self.reading(key).window or Window(0, 0)

    def keys(self) -> tuple[str, ...]:
        """Metrics that are published, in reading order."""
        return tuple(key for question, kind, key, _ in self._published if kind == "metric" and self._has(key))

    def locked(self) -> Mapping[str, Message]:
        """An empty mapping, as figures that are not shared are not mentioned."""
        return {}

    def metric(self, key: str) -> Metric:
        """Return a metric's words; raise KeyError for one that is not published."""
        return metric_from_json(self._stored("metric", key))

    def reading(self, key: str) -> Reading:
        """Return a metric's value; raise KeyError for one that is not published."""
        return reading_from_json(self._stored("reading", key))

    def change(self, key: str) -> Change:
        """Return this window against the one before it."""
        return change_from_json(self._stored("change", key))

    def breaks(self, key: str) -> tuple[SeriesBreak, ...] | None:
        """Return the days on which a metric's definition changed.

        None in bundles without this information.
        """
        stored = self._answer("breaks", key)
        if stored is None:
            return None if self.metric(key).family == "social" else ()
        return breaks_from_json(stored)

    def trend(self, key: str, *, trailing: bool = True) -> pd.DataFrame:  # noqa: ARG002 - never published
        """Return `TREND_COLUMNS` of separate periods, without rows where they may not be told.

        Trailing windows are never published: their differences are periods.
        """
        stored = self._answer("trend", key)
        return pd.DataFrame(columns=list(TREND_COLUMNS)) if stored is None else frame_from_json(stored)

    def trend_of(self, key: str, by: str, segment: str, *, trailing: bool = True) -> pd.DataFrame:  # noqa: ARG002
        """Return an empty frame: single periods of a segment are never published."""
        return pd.DataFrame(columns=list(TREND_COLUMNS))

    def breakdown(self, key: str, by: str) -> pd.DataFrame:
        """Return `BREAKDOWN_COLUMNS`, without rows where the split is not published."""
        stored = self._answer("breakdown", key, by)
        if stored is None:
            return pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))
        # What an earlier version published lacks the columns that have come since.
        return frame_from_json(stored).reindex(columns=list(BREAKDOWN_COLUMNS))

    def currencies(self) -> tuple[str, ...]:
        """An empty tuple, as the currency is fixed by the link."""
        return ()

    def dimensions(self, key: str) -> tuple[str, ...]:
        """The dimensions by which a metric is split in the bundle."""
        return tuple(
            by for place, kind, metric_key, by in self._published
            if (kind, metric_key) == ("breakdown", key) and place == self._place(key)
        )  # fmt: skip

    def customer_dimensions(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - of no metric
        """An empty tuple: no split by groups of customers is published."""
        return ()

    def line_dimensions(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - of no metric
        """Return an empty tuple: no split by products is published."""
        return ()

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of the free dimension that may be chosen; of any other, none."""
        return self.free[1] if self.free is not None and self.free[0] == dimension else ()

    def table(self, name: str) -> pd.DataFrame:
        """Return a named result table, empty where it is not published for this question.

        Of the tables of customers, which are rounded, only those of the link's own question are published.
        """
        if (_FIXED, "rounded", name, "") in self._published:
            fixed_table = frame_from_json(self._read(_FIXED, "rounded", name, ""))
            return fixed_table if self._chosen == _FIXED else fixed_table.iloc[:0]
        stored = self._read(self._chosen, "table", name, self.question.by or "")
        return pd.DataFrame() if stored is None else frame_from_json(stored)

    def has_table(self, name: str) -> bool:
        """Return whether a table of customers is published."""
        return (_FIXED, "rounded", name, "") in self._published

    def counted_until(self, group: str) -> int | None:
        """Return the last day (since 1970-01-01) that a group of tables counts.

        None where none is published.
        """
        day = self._about.get("rounded", {}).get(group)
        return None if day is None else int(day)

    def table_by(self, name: str, by: str) -> pd.DataFrame:  # noqa: ARG002 - none is published
        """Return an empty frame: splits of the tables of customers are never published."""
        return pd.DataFrame()

    def customer_splits(self) -> tuple[str, ...]:
        """An empty tuple, as no table of customers is published by segment."""
        return ()

    def rows(self, key: str, limit: int | None = None) -> pd.DataFrame:  # noqa: ARG002 - there are none
        """Return an empty frame: rows are never published."""
        return pd.DataFrame()

    def _ask(self, question: Question | None) -> None:
        """Set the free value and the split that a question chooses, if the bundle has them."""
        fixed, self._chosen = self.fixed, _FIXED
        self.question = fixed
        if question is None:
            return
        free = self.free
        wanted = dict(question.filters).get(free[0], ()) if free is not None else ()
        if free is not None and len(wanted) == 1 and wanted[0] in free[1]:
            self._chosen = wanted[0]
            fixed = replace(fixed, filters=(*fixed.filters, (free[0], wanted)))
        splits = {by for _, kind, _, by in self._published if kind == "breakdown"}
        self.question = replace(fixed, by=question.by if question.by in splits else None)

    def _place(self, key: str) -> str:
        """Return the stored question that a metric answers: that of the chosen value, if it applies."""
        if (self._chosen, "reading", key, "") in self._published:
            return self._chosen
        return _FIXED

    def _has(self, key: str) -> bool:
        """Return whether a metric is published for the chosen value, or is not affected by it."""
        return (self._chosen, "reading", key, "") in self._published or key in self._about["untouched"]

    def _stored(self, kind: str, key: str) -> Any:
        stored = self._read(_FIXED, kind, key, "") if kind == "metric" else self._answer(kind, key)
        if stored is None:
            raise KeyError(key)
        return stored

    def _answer(self, kind: str, key: str, argument: str = "") -> Any:
        return self._read(self._place(key), kind, key, argument)

    def _read(self, question: str, kind: str, key: str, argument: str) -> Any:
        payload = self._published.get((question, kind, key, argument))
        return None if payload is None else orjson.loads(payload)
