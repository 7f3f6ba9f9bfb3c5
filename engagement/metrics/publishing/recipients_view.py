"""The recipient's view: it reads a published bundle and knows nothing else.

Nothing that this module imports leads to the store or to the engine, so whoever holds a published
view cannot come by a row of the data.
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
    """Answers the questions of one bundle; any other question is answered as the fixed one."""

    def __init__(self, table: pa.Table, question: Question | None = None) -> None:
        columns = [table.column(name).to_pylist() for name in ("question", "kind", "key", "argument")]
        payloads: list[str] = table.column("payload").to_pylist()
        self._told = dict(zip(zip(*columns, strict=True), payloads, strict=True))
        self._about: dict[str, Any] = self._read(_FIXED, "about", "", "") or {}
        self._ask(question)

    @property
    def k(self) -> int:
        """People whom every number rests on at least."""
        return int(self._about["k"])

    @property
    def few(self) -> int:
        """Figures of the shared pages that are not told, for too few people stand behind them."""
        return int(self._about["few"])

    @property
    def more(self) -> bool:
        """Whether more of it is being computed."""
        return bool(self._about["more"])

    @property
    def waits(self) -> bool:
        """Whether there are newer days behind which too few people stand yet."""
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
        """The dimension of which one value may be chosen, and its values; None where there is nothing."""
        values = tuple(self._about["values"])
        return (self._about["free"], values) if values else None

    def ask(self, question: Question) -> PublishedView:
        """Return the view of another question to the same bundle."""
        other = object.__new__(PublishedView)
        other._told, other._about = self._told, self._about
        other._ask(question)
        return other

    def window(self, key: str) -> Window:
        """Return the window of a metric."""
        return self.reading(key).window or Window(0, 0)

    def keys(self) -> tuple[str, ...]:
        """Metrics that are published, in reading order."""
        return tuple(key for question, kind, key, _ in self._told if kind == "metric" and self._has(key))

    def locked(self) -> Mapping[str, Message]:
        """Nothing: what is not shared is not spoken of."""
        return {}

    def metric(self, key: str) -> Metric:
        """Return a metric's words; raise KeyError for one that is not published."""
        return metric_from_json(self._known("metric", key))

    def reading(self, key: str) -> Reading:
        """Return a metric's value; raise KeyError for one that is not published."""
        return reading_from_json(self._known("reading", key))

    def change(self, key: str) -> Change:
        """Return this window against the one before it."""
        return change_from_json(self._known("change", key))

    def breaks(self, key: str) -> tuple[SeriesBreak, ...] | None:
        """Return where a figure becomes another one; None of posts that an earlier version published."""
        told = self._answer("breaks", key)
        if told is None:
            return None if self.metric(key).family == "social" else ()
        return breaks_from_json(told)

    def trend(self, key: str, *, trailing: bool = True) -> pd.DataFrame:  # noqa: ARG002 - never published
        """Return `TREND_COLUMNS` of separate periods, without rows where they may not be told.

        Trailing windows are never published: their differences are periods.
        """
        found = self._answer("trend", key)
        return pd.DataFrame(columns=list(TREND_COLUMNS)) if found is None else frame_from_json(found)

    def trend_of(self, key: str, by: str, segment: str, *, trailing: bool = True) -> pd.DataFrame:  # noqa: ARG002
        """Return no row: the single periods of a part are never published, too few people stand in them."""
        return pd.DataFrame(columns=list(TREND_COLUMNS))

    def breakdown(self, key: str, by: str) -> pd.DataFrame:
        """Return `BREAKDOWN_COLUMNS`, without rows where the split is not published."""
        found = self._answer("breakdown", key, by)
        if found is None:
            return pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))
        # What an earlier version published lacks the columns that have come since.
        return frame_from_json(found).reindex(columns=list(BREAKDOWN_COLUMNS))

    def currencies(self) -> tuple[str, ...]:
        """None to choose from: the currency is that of the link."""
        return ()

    def dimensions(self, key: str) -> tuple[str, ...]:
        """By what a metric is split in the bundle."""
        return tuple(
            by for asked, kind, of, by in self._told
            if (kind, of) == ("breakdown", key) and asked == self._place(key)
        )  # fmt: skip

    def customer_dimensions(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - of no metric
        """None: who is in a group of customers, of a link whose rows are others, would tell of few."""
        return ()

    def line_dimensions(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - of no metric
        """Return nothing: what was bought is told of no order."""
        return ()

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of the free dimension that may be chosen; of any other, none."""
        return self.free[1] if self.free is not None and self.free[0] == dimension else ()

    def table(self, name: str) -> pd.DataFrame:
        """Return a named result table, empty where it is not published for this question.

        Of the tables of customers, which are rounded, only those of the link's own question are published.
        """
        if (_FIXED, "rounded", name, "") in self._told:
            whole = frame_from_json(self._read(_FIXED, "rounded", name, ""))
            return whole if self._chosen == _FIXED else whole.iloc[:0]
        found = self._read(self._chosen, "table", name, self.question.by or "")
        return pd.DataFrame() if found is None else frame_from_json(found)

    def tells(self, name: str) -> bool:
        """Whether a table of customers is published."""
        return (_FIXED, "rounded", name, "") in self._told

    def told_until(self, group: str) -> int | None:
        """Return the last day of which the tables of a kind of people speak; None where none is told."""
        day = self._about.get("rounded", {}).get(group)
        return None if day is None else int(day)

    def table_by(self, name: str, by: str) -> pd.DataFrame:  # noqa: ARG002 - none is published
        """Return no row: parts of the tables of customers are never published."""
        return pd.DataFrame()

    def customer_splits(self) -> tuple[str, ...]:
        """None: no table of customers is published."""
        return ()

    def rows(self, key: str, limit: int | None = None) -> pd.DataFrame:  # noqa: ARG002 - there are none
        """Return no row: none is ever published."""
        return pd.DataFrame()

    def _ask(self, question: Question | None) -> None:
        """Take what a question may choose of the bundle: one free value, and a split that is there."""
        fixed, self._chosen = self.fixed, _FIXED
        self.question = fixed
        if question is None:
            return
        free = self.free
        wanted = dict(question.filters).get(free[0], ()) if free is not None else ()
        if free is not None and len(wanted) == 1 and wanted[0] in free[1]:
            self._chosen = wanted[0]
            fixed = replace(fixed, filters=(*fixed.filters, (free[0], wanted)))
        splits = {by for _, kind, _, by in self._told if kind == "breakdown"}
        self.question = replace(fixed, by=question.by if question.by in splits else None)

    def _place(self, key: str) -> str:
        """Return under which question a metric answers: the chosen one, unless that does not touch it."""
        if (self._chosen, "reading", key, "") in self._told:
            return self._chosen
        return _FIXED

    def _has(self, key: str) -> bool:
        """Whether a metric is told for the chosen value, or that value does not touch it."""
        return (self._chosen, "reading", key, "") in self._told or key in self._about["untouched"]

    def _known(self, kind: str, key: str) -> Any:
        found = self._read(_FIXED, kind, key, "") if kind == "metric" else self._answer(kind, key)
        if found is None:
            raise KeyError(key)
        return found

    def _answer(self, kind: str, key: str, argument: str = "") -> Any:
        return self._read(self._place(key), kind, key, argument)

    def _read(self, question: str, kind: str, key: str, argument: str) -> Any:
        payload = self._told.get((question, kind, key, argument))
        return None if payload is None else orjson.loads(payload)
