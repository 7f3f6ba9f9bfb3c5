"""The owner's view: it computes readings from the tables of one version of the data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.caching.of_files import FileCache
from engagement.engine import Engine
from engagement.metrics.comparing.named_periods import resolved
from engagement.metrics.comparing.verdicts import is_significant
from engagement.metrics.comparing.window_pairs import usual_days
from engagement.metrics.core.data import Data
from engagement.metrics.core.placing import placed
from engagement.metrics.core.scope import Scope, asked_of
from engagement.metrics.holding import contents
from engagement.metrics.model import PAIR, Question
from engagement.metrics.segments.customer_dimensions import SEGMENTS
from engagement.metrics.segments.dimensions import SPLIT as SPLIT_BY_SEGMENT
from engagement.metrics.split_up.customer_parts import offered
from engagement.metrics.split_up.tables import SPLIT
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.views import headline, part_trend, trend_and_breakdown
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.registry import BY_TABLE, DEFINITIONS, OF_CUSTOMERS, TABLES
from engagement.metrics.views.series_breaks import breaks_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from engagement.engine import TableSource
    from engagement.locale import Message
    from engagement.metrics.core.definition import Available, Definition
    from engagement.metrics.model import Change, Metric, Reading, SeriesBreak, Window
    from engagement.money.exchange_rates import Rates


#: Engines of this process, by the folders that they may read; each one costs memory.
_ENGINES: Final = 4

#: Versions of the data with their computed results; threads that open the same one share it.
_VERSIONS: Final[FileCache[Data]] = FileCache(8, lambda data: data.end())


class OwnersView:
    """Answers questions from the tables. Equal questions of one version are computed once."""

    #: Nothing is withheld from the owner.
    k = None

    def __init__(self, data: Data, question: Question) -> None:
        self.data = data
        self.question = resolved(question, data)

    def ask(self, question: Question) -> OwnersView:
        """Return the view of another question to the same data."""
        return OwnersView(self.data, question)

    def window(self, key: str) -> Window:
        """Return the window of the question for a metric."""
        return self.scope(DEFINITIONS[key].metric.table).window

    def keys(self) -> tuple[str, ...]:
        """Metrics that the data unlock, in reading order."""
        locked = self.locked()
        return tuple(key for key in DEFINITIONS if key not in locked)

    def locked(self) -> Mapping[str, Message]:
        """Metrics that the data do not unlock, and which file or column would."""
        return self.data.remember("locked", self._locked)

    def metric(self, key: str) -> Metric:
        """Return a metric's texts for these data. Raises KeyError for an unknown key."""
        metric = DEFINITIONS[key].metric
        if metric.without is not None and metric.without[0] not in self._filled(metric.table):
            return metric.without[1]
        return metric

    def reading(self, key: str) -> Reading:
        """Return a metric's value for the whole window."""
        definition, scope = self.placed(key)
        return scope.remember(
            ("reading", key, self.question.days), lambda: headline.reading(definition, scope)
        )

    def change(self, key: str) -> Change:
        """Return this window against the comparable earlier one, corrected for all comparisons shown."""
        return self.judged(key, self._alone(key))

    def judged(self, key: str, alone: Change) -> Change:
        """Return a change with its significance after correction for all other comparisons shown."""
        if alone.beyond_noise is None:
            return alone
        family = {other: self._alone(other).p for other in overview_keys(self)}
        others = len(self.keys()) - len(family)
        return replace(alone, beyond_noise=is_significant(key, alone.p, family, others))

    def _alone(self, key: str) -> Change:
        """Return a change with its significance as a single comparison."""
        definition, scope = self.placed(key)
        cache_key = ("change", key, self.question.days, self.question.compare)
        return scope.remember(cache_key, lambda: headline.change(definition, scope))

    def breaks(self, key: str) -> tuple[SeriesBreak, ...]:
        """Return the days on which a figure's definition changes; () without any."""
        return breaks_of(*self.placed(key))

    def trend(self, key: str, *, trailing: bool = True) -> pd.DataFrame:
        """Return `TREND_COLUMNS`; money in the currency of the headline."""
        definition, scope = self.placed(key)
        periods = scope.periods(trailing=trailing and not definition.everybody)
        trend_frame = scope.remember(
            ("trend", key, periods), lambda: trend_and_breakdown.trend(definition, scope, periods)
        )
        return trend_frame.copy()

    def trend_of(self, key: str, by: str, segment: str, *, trailing: bool = True) -> pd.DataFrame:
        """Return the trend of one part of a split."""
        definition, scope = self.placed(key)
        periods = scope.periods(trailing=trailing and not definition.everybody)
        trend = scope.remember(
            ("trend", key, periods, by, segment),
            lambda: part_trend.trend(definition, scope, (by, segment), periods),
        )
        return trend.copy()

    def breakdown(self, key: str, by: str) -> pd.DataFrame:
        """Return `BREAKDOWN_COLUMNS`. Raises KeyError for a dimension that the table does not have."""
        definition, scope = self.placed(key)
        breakdown_frame = scope.remember(
            ("breakdown", key, by), lambda: trend_and_breakdown.breakdown(definition, scope, by)
        )
        return breakdown_frame.copy()

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies for money, most orders first; converted orders count in their new one."""
        return tuple(self.data.currencies()) if self.data.has("orders") else ()

    def dimensions(self, key: str) -> tuple[str, ...]:
        """Return the dimensions by which a metric can be split: those with two values or more."""
        return self._split_by(DEFINITIONS[key].metric.table)

    def _split_by(self, table: str) -> tuple[str, ...]:
        def several() -> tuple[str, ...]:
            return tuple(d for d in self.data.dimensions(table) if len(self._counted(table, d)) > 1)

        return self.data.remember(("split by", table), several)

    def customer_dimensions(self, key: str) -> tuple[str, ...]:
        """Return the dimensions of a metric's customers, in reading order."""
        table = DEFINITIONS[key].metric.table
        row_dimensions = self.data.dimensions(table)
        return tuple(by for by in self.data.customer_dimensions(table) if by not in row_dimensions)

    def has_pair(self, key: str, by: str, and_by: str) -> bool:
        """Return whether a metric can be split by two dimensions at once, of which only one is of lines.

        Each row must have both, as in orders, answers, posts and campaigns; a report of visits has one
        dimension. Question, survey and currency cannot be combined.
        """
        if by == and_by or {by, and_by} & trend_and_breakdown.ALONE:
            return False
        if DEFINITIONS[key].metric.table not in trend_and_breakdown.PAIRED:
            return False
        of_lines_alone = {by, and_by} <= {*self.line_dimensions(key)}
        return not of_lines_alone and self.has_split(key, by) and self.has_split(key, and_by)

    def has_split(self, key: str, by: str) -> bool:
        """Return whether a metric can be split by a dimension of its rows or customers, or by a segment."""
        table = DEFINITIONS[key].metric.table
        of_customers = self.data.customer_dimensions(table)
        segment = by.startswith(SPLIT_BY_SEGMENT) and bool(of_customers)
        return (
            by in self.data.dimensions(table)
            or by in of_customers
            or segment
            or by in self.line_dimensions(key)
        )

    def line_dimensions(self, key: str) -> tuple[str, ...]:
        """Return the dimensions of the lines of a metric's orders: their segments overlap."""
        metric = DEFINITIONS[key].metric
        return self.data.line_dimensions(metric.table) if metric.family == "purchases" else ()

    def values(self, dimension: str, table: str | None = None) -> tuple[str, ...]:
        """Return a dimension's values in any or one table, most frequent first; customers' in their order."""
        if self.data.is_of_customers(dimension):
            return self._values_of_customers(dimension)
        return self.data.remember(("values", dimension, table), lambda: self._values(dimension, table))

    def _values(self, dimension: str, table: str | None) -> tuple[str, ...]:
        counted: Counter[str] = Counter()
        for each in BY_TABLE if table is None else (table,):
            counted.update(self._counted(each, dimension))
        if table in {None, "orders"} and self.data.is_of_lines(dimension, "orders"):
            counted.update(contents.values(self.data, dimension))
        return tuple(sorted(counted, key=lambda value: (-counted[value], value)))

    def _values_of_customers(self, dimension: str) -> tuple[str, ...]:
        standing = self.scope("orders").standing
        try:
            return tuple(self.data.customers(standing).labels(dimension))
        except KeyError:
            return ()

    def table(self, name: str) -> pd.DataFrame:
        """Return a named result table. Raises KeyError for an unknown name."""
        if name in OF_CUSTOMERS:
            named = OF_CUSTOMERS[name]
            scope = self.scope(named.table)
            by = self.question.split if named.follows_split else None
            cache_key = ("table", name, self.question.grain, by, self.question.fold)
            return scope.remember(cache_key, lambda: named.make(scope)).copy()
        family = TABLES[name]
        return family.tables[name].make(self.scope(family.table))

    def table_by(self, name: str, by: str) -> pd.DataFrame:
        """Return a retention table for each part of customers, by one split or two (`pair_of`).

        Raises KeyError if there is no such split.
        """
        available = self.customer_splits()
        if any(split not in available and not self.data.is_of_customers(split) for split in by.split(PAIR)):
            raise KeyError(by)
        scope = self.scope("orders")
        cache_key = ("table_by", name, by, self.question.grain)
        return scope.remember(cache_key, lambda: SPLIT[name](scope, by)).copy()

    def customer_splits(self) -> tuple[str, ...]:
        """Return the dimensions of customers that `table_by` can split by."""
        data = self.data
        named = "orders" if data.has("orders") and "customer_key" in self._filled("orders") else None
        if named is None:
            return ()
        splits = offered(data, self._split_by(named))
        by = self.question.by or ""
        return (*splits, by) if by.startswith(SPLIT_BY_SEGMENT) else splits

    def locked_tables(self) -> Mapping[str, Message]:
        """Return the tables of customers and products that the data lack, and the file that provides them."""
        return self.data.remember("locked_tables", self._locked_tables)

    def rows(self, key: str, limit: int | None = None) -> pd.DataFrame:
        """Return the rows behind a number, oldest first; a customer is a short code."""
        definition, scope = self.placed(key)
        return trend_and_breakdown.rows(definition.rows(scope), limit)

    def usual_days(self) -> int:
        """Return the default length of the period: the longest that can be compared."""
        table = next(
            (DEFINITIONS[key].metric.table for key in (*totals(self), *overview_keys(self))), "orders"
        )
        return usual_days(lambda days: self.ask(Question(days=days)).scope(table))

    def scope(self, table: str) -> Scope:
        """Return the scope of this view's question for a table: its as-of day and window."""
        return asked_of(self.data, self.question, table)

    def placed(self, key: str) -> tuple[Definition, Scope]:
        """Return a metric's definition and the scope of its figures."""
        definition = DEFINITIONS[key]
        return definition, placed(definition, self.scope(definition.metric.table))

    def _locked(self) -> Mapping[str, Message]:
        return {
            key: definition.unlock
            for key, definition in DEFINITIONS.items()
            if not self._unlocks(definition.metric, definition.available)
        }

    def _locked_tables(self) -> Mapping[str, Message]:
        return {
            name: table.unlock
            for name, table in OF_CUSTOMERS.items()
            if not all(set(columns) <= self._filled(name) for name, columns in table.needs.items())
            or (table.available is not None and not table.available(self.data))
        }

    def _unlocks(self, metric: Metric, available: Available | None) -> bool:
        if not any(self.data.has(table) for table in self.data.tables(metric.table)):
            return False
        if available is not None:
            return available(self.data)
        filled = self._filled(metric.table)
        return bool(filled) and set(metric.columns) <= filled

    def _filled(self, table: str) -> frozenset[str]:
        """Return the columns of a table that are not empty."""

        def count() -> frozenset[str]:
            names = {self.data.frame_name(name): name for name in self.data.columns(table)}
            counted = self.data.frame(table).select(*(nw.col(name).count() for name in names))
            return frozenset(names[name] for name, rows in collect(counted).items() if rows[0])

        return self.data.remember(("filled", table), count)

    def _counted(self, table: str, dimension: str) -> dict[str, int]:
        """Return the number of a table's rows by value of a dimension."""

        def count() -> dict[str, int]:
            rows = self.data.frame(table).with_columns(value_=self.data.dimensions(table)[dimension])
            counts = collect(rows.filter(~nw.col("value_").is_null()).group_by("value_").agg(rows_=nw.len()))
            return {str(v): int(n) for v, n in zip(counts["value_"], counts["rows_"], strict=True)}

        if not self.data.has(table) or dimension not in self.data.dimensions(table):
            return {}
        return self.data.remember(("values", table, dimension), count)


def view_of(
    tables: Mapping[str, TableSource],
    question: Question,
    *,
    engine: Engine | None = None,
    rates: Rates | None = None,
) -> OwnersView:
    """Return a view of tables by name: Arrow tables or pandas frames in memory, or Parquet files."""
    files = [file for source in tables.values() if isinstance(source, tuple) for file in source]
    folders = tuple(sorted({file.parent for file in files}))
    data = Data(engine or _engine(folders), tables, BY_TABLE, rates=rates, dimensions_of_customers=SEGMENTS)
    return OwnersView(data, question)


def open_view(
    digest: str, tables: Mapping[str, Path], question: Question, rates: Rates | None = None
) -> OwnersView:
    """Return the view of one version of the store; equal digests and rates share computed results.

    `digest` identifies the version's content, `tables` the Parquet file of each table that has rows.
    """
    files = tuple(sorted(tables.items()))

    def make() -> Data:
        folders = tuple(sorted({path.parent for _, path in files}))
        sources = {name: (path,) for name, path in files}
        return Data(_engine(folders), sources, BY_TABLE, digest, rates, SEGMENTS)

    return OwnersView(_VERSIONS.get((digest, files, rates), [path for _, path in files], make), question)


@lru_cache(maxsize=_ENGINES)
def _engine(folders: tuple[Path, ...]) -> Engine:
    return Engine(folders)
