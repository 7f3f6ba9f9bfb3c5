"""What a metric is asked of: the data, the rows that the question keeps, the window, the currency."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

import narwhals.stable.v2 as nw
import numpy as np

from engagement import engine as engines
from engagement.metrics.groups import FROM, GROUP, TO, Cut, collect
from engagement.metrics.model import Question, Window
from engagement.metrics.periods import Periods
from engagement.sources.currencies import minor_digits
from engagement.tables import NO_CURRENCY, SEGMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from engagement.engine import Engine, Frame
    from engagement.metrics.definition import Family, Source
    from engagement.metrics.groups import Stats, Sums

    Result = TypeVar("Result")

#: Results that one version of the data keeps; the oldest goes first.
_KEPT: Final = 512
#: A shop does not sell every day, so data may begin this late and still cover a window.
_LATE: Final = 7


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which to which day a table speaks, and its longest pause between two days with rows."""

    first_day: int
    last_day: int
    pause: int

    def reaches(self, day: int) -> bool:
        """Whether the data speak from `day` on: they begin no later after it than they ever pause."""
        return self.first_day - day <= min(self.pause - 1, _LATE)

    @property
    def speaks_from(self) -> int:
        """The first day from which a window may begin."""
        return self.first_day - min(self.pause - 1, _LATE)


class Data:
    """One version of the tables in an engine, and what has been computed of it so far.

    Equal `digest` means equal tables. Any thread may ask.
    """

    def __init__(
        self,
        engine: Engine,
        sources: Mapping[str, engines.Source],
        families: Mapping[str, Family],
        digest: str = "",
    ) -> None:
        self.digest = digest
        self.families = families
        self._engine = engine
        self._sources = sources
        self._known: OrderedDict[object, object] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, table: str) -> bool:
        """Whether there are files or rows for a table."""
        return table in self._sources

    def frame(self, table: str) -> Frame:
        """Return a table as it lies."""
        return self._engine.scan(table, self._sources.get(table, ()))

    def columns(self, table: str) -> tuple[str, ...]:
        """Return a table's column names."""
        return engines.columns(self._sources.get(table, ()), table)

    def dimensions(self, table: str) -> dict[str, nw.Expr]:
        """Return by what a table's rows can be split, a survey's own segments included."""
        own = {n: nw.col(n) for n in self.columns(table) if n.startswith(SEGMENT_PREFIX)}
        family = self.families.get(table)
        return {**(family.dimensions if family else {}), **own}

    def coverage(self, table: str) -> Coverage | None:
        """Return the days of which a table speaks; None where it has no dated row that counts."""
        return self.remember(("coverage", table), lambda: self._coverage(table))

    def remember(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return a result computed before under this key, else compute and keep it."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]  # type: ignore[return-value]
        # Outside the lock: two threads may compute the same thing, none waits for another's scan.
        result = compute()
        with self._lock:
            self._known[key] = result
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return result

    def _coverage(self, table: str) -> Coverage | None:
        family, frame = self.families.get(table), self.frame(table)
        if family is not None and family.counting is not None:
            frame = frame.filter(family.counting)
        found = collect(frame.filter(~nw.col("day").is_null()).select("day").unique())
        days = np.sort(np.asarray(found["day"], dtype=np.int64))
        if not days.size:
            return None
        pause = int(np.diff(days).max()) if days.size > 1 else 1
        return Coverage(int(days[0]), int(days[-1]), pause)


@dataclass(frozen=True)
class Scope:
    """A question put to one table's metrics. `cohort` keeps customers whose first order lies in it."""

    data: Data
    question: Question
    table: str
    window: Window
    cohort: Window | None = None

    @property
    def dated(self) -> bool:
        """Whether rows say their day; where none does, all rows stand in every window."""
        return self.data.coverage(self.table) is not None

    @property
    def net(self) -> bool:
        """Whether money is shown after refunds."""
        return self.question.net

    @cached_property
    def currency(self) -> str:
        """The currency of most orders in the window; money is read in this one only."""
        return next(iter(self.currencies), NO_CURRENCY)

    @cached_property
    def currencies(self) -> dict[str, int]:
        """Orders in the window by currency, most first."""
        return self.remember("currencies", self._currencies)

    @property
    def minor(self) -> float:
        """How many minor units make one of the currency."""
        return float(10 ** minor_digits(self.currency))

    def frame(self, table: str | None = None) -> Frame:
        """Return a table's rows up to the as-of day that the filters keep.

        A filter on a dimension that the table does not have leaves it whole.
        """
        name = table or self.table
        rows = self.data.frame(name)
        if self.dated:
            rows = rows.filter(nw.col("day") <= self.window.last_day)
        dimensions = self.data.dimensions(name)
        for dimension, values in self.question.filters:
            if dimension not in dimensions:
                continue
            named = [value for value in values if value]
            kept = dimensions[dimension].is_in(named)
            if len(named) < len(values):
                kept = kept | dimensions[dimension].is_null()
            rows = rows.with_columns(kept_=kept).filter(nw.col("kept_")).drop("kept_")
        return rows

    def inside(self) -> nw.Expr:
        """Whether a row lies in the window; `frame` has cut what is later."""
        return nw.col("day") >= self.window.first_day if self.dated else nw.lit(value=True)

    def grouped(self, rows: Frame, cut: Cut, table: str | None = None) -> Frame:
        """Cut rows to the window, or add what `groups.sums` needs for the cut.

        A trend takes all days: each row says in which periods' windows it lies.
        """
        if cut.along is not None:
            day = nw.col("day").cast(nw.Int64)
            return rows.with_columns(**{FROM: cut.along.at(day), TO: cut.along.until(day)})
        if cut.by is None:
            return rows.filter(self.inside())
        # Before the window is cut: a dimension may look at a customer's earlier orders.
        named = rows.with_columns(**{GROUP: self.dimension(cut.by, table).fill_null("")})
        return named.filter(self.inside())

    def dimension(self, by: str, table: str | None = None) -> nw.Expr:
        """Return the text by which a dimension splits."""
        return self.data.dimensions(table or self.table)[by]

    def stats(self, source: Source, cut: Cut) -> Stats:
        """Return a source's result, computed once for equal questions."""
        return self.remember((source, cut), lambda: source(self, cut))

    def sums(self, source: Callable[[Scope, Cut], Sums], cut: Cut) -> Sums:
        """Return the result of a source that gives sums."""
        return cast("Sums", self.stats(source, cut))

    def remember(self, key: object, compute: Callable[[], Result]) -> Result:
        """Keep a result under all that its rows depend on."""
        asked = (self.question.filters, self.question.net, self.table, self.window, self.cohort)
        return self.data.remember((key, asked), compute)

    def periods(self, *, trailing: bool) -> Periods:
        """Return the periods of a trend over this table."""
        coverage = self.data.coverage(self.table)
        first = min(coverage.first_day, self.window.last_day) if coverage else self.window.last_day
        speaks_from = coverage.speaks_from if coverage else first
        length = self.question.days if trailing else 0
        return Periods(self.question.grain, first, self.window.last_day, length, speaks_from)

    def before(self) -> Scope | None:
        """Return the scope of the window before this one; None where the data do not reach back."""
        coverage = self.data.coverage(self.table)
        earlier = Window(self.window.first_day - self.window.days, self.window.first_day - 1)
        if coverage is None or self.question.days is None or not coverage.reaches(earlier.first_day):
            return None
        return replace(self, window=earlier)

    def _currencies(self) -> dict[str, int]:
        if self.table != "orders":
            return {}
        rows = self.frame("orders").filter(nw.col("counts"), self.inside())
        found = collect(rows.group_by("currency").agg(orders_=nw.len()))
        pairs = zip(found["currency"].tolist(), found["orders_"].tolist(), strict=True)
        ordered = sorted(pairs, key=lambda pair: (-int(pair[1]), str(pair[0])))
        return {str(code): int(orders) for code, orders in ordered}
