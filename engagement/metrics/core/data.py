"""The data of a workspace as metrics read them: tables, what they reach, what is kept of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement import engine as engines
from engagement.caching.results import Memory
from engagement.metrics.core.conversion import PAID_IN, converted, exchanged
from engagement.metrics.core.order_days import OrderGroups, order_groups
from engagement.metrics.holding import contents
from engagement.metrics.sums import answers_to_orders
from engagement.metrics.sums.group_sums import collect
from engagement.tables import SEGMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from numpy.typing import NDArray

    from engagement.engine import Engine, Frame
    from engagement.metrics.core.customer_standing import CustomerDimensions, Customers, Standing
    from engagement.metrics.core.subject import Subject
    from engagement.metrics.sums.answers_to_orders import Known
    from engagement.money.exchange_rates import Rates

    Result = TypeVar("Result")
    Filters = tuple[tuple[str, tuple[str, ...]], ...]

#: A shop does not sell every day, so data may begin this late and still cover a window.
_LATE: Final = 7
#: Results with an entry for each order that are kept: those of the last few filters.
_LARGE: Final = 3
#: Bytes of what no filter changes and all start from: of ten million orders with their lines some 700 MB.
_BYTES_OF_WHOLE: Final = 2_000_000_000
#: The most standings whose customer values are cached: those of the current and the previous period.
_STANDINGS: Final = 2
_CUSTOMER: Final = "customer_key"


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which to which day a table has rows, and how far back it speaks.

    `first_day` and `last_day` are of all rows: orders that were cancelled lie in the window of all
    days, and set the as-of day. The history begins with the first row that counts (`begins`);
    `pause` is the longest time between two days with such rows.
    """

    first_day: int
    last_day: int
    pause: int
    begins: int

    def reaches(self, day: int) -> bool:
        """Whether the data speak from `day` on: they begin no later after it than they ever pause."""
        return self.begins - day <= min(self.pause - 1, _LATE)

    @property
    def speaks_from(self) -> int:
        """The first day from which a window may begin."""
        return self.begins - min(self.pause - 1, _LATE)


class Data:
    """One version of the tables in an engine, and what has been computed of it so far.

    Equal `digest` means equal tables and rates. With `rates` the money of every currency that they
    list is read in theirs. `told_apart` says by what customers can be split. Any thread may ask.
    """

    def __init__(
        self,
        engine: Engine,
        sources: Mapping[str, engines.TableSource],
        families: Mapping[str, Subject],
        digest: str = "",
        rates: Rates | None = None,
        told_apart: CustomerDimensions | None = None,
    ) -> None:
        self.digest = digest if rates is None else f"{digest}-{rates.digest}"
        self.families = families
        self.rates = rates
        self.engine = engine
        self.sources = sources
        self.memory = Memory()
        self._large = Memory(_LARGE)
        self.whole = Memory(most_bytes=_BYTES_OF_WHOLE)
        self._told_apart = told_apart
        self._customers = Memory(_STANDINGS)
        self._of_thread = threading.local()

    def has(self, table: str) -> bool:
        """Whether there are files or rows for a table."""
        return table in self.sources

    def frame(self, table: str) -> Frame:
        """Return a stored table; the money of orders is converted if there are rates."""
        if table == "orders" and self.rates is not None:
            return self._converted(self.rates)
        rows = self.engine.scan(table, self.sources.get(table, ()))
        answers = self.answers_known() if table == "responses" else None
        return rows if answers is None else answers_to_orders.with_people(rows, answers, self.engine)

    def answers_known(self) -> Known | None:
        """Return whose answers are that name an order or a customer by number; None where none do."""
        if not (self.has("responses") and self.has("orders")):
            return None
        answers, orders = (self.engine.scan(name, self.sources[name]) for name in ("responses", "orders"))
        return self.remember("answers known", lambda: answers_to_orders.known_numbers(answers, orders))

    def columns(self, table: str) -> tuple[str, ...]:
        """Return a table's column names; asked for hundreds of times in a page, read once."""
        return self.remember(("columns", table), lambda: engines.columns(self.sources.get(table, ()), table))

    def spelt(self, column: str) -> str:
        """Return the name that a table's column has in its frame."""
        return self.engine.spelt(column)

    def tables(self, table: str) -> tuple[str, ...]:
        """Return a table and those that its family reads besides."""
        family = self.families.get(table)
        return (table, *(family.also if family else ()))

    def dimensions(self, table: str) -> Mapping[str, nw.Expr]:
        """Return the dimensions of a table's rows, including a survey's own segments.

        A segment has its bare name, unless the family has a dimension of that name.
        """
        # It is shared by all callers, so it must not be changed.
        return self.remember(("dimensions", table), lambda: MappingProxyType(self._dimensions(table)))

    def _dimensions(self, table: str) -> dict[str, nw.Expr]:
        family = self.families.get(table)
        dimensions = dict(family.dimensions) if family else {}
        for column in self.columns(table):
            if column.startswith(SEGMENT_PREFIX):
                bare = column.removeprefix(SEGMENT_PREFIX)
                dimensions[column if bare in dimensions else bare] = nw.col(self.spelt(column))
        if table == "orders" and self.rates is not None:
            dimensions["currency"] = nw.col(PAID_IN)
        return dimensions

    def is_of_customers(self, dimension: str) -> bool:
        """Whether a dimension is one of customers: what is known of them, not what a row says."""
        return self._told_apart is not None and self._told_apart.knows(dimension)

    def line_dimensions(self, table: str) -> tuple[str, ...]:
        """Return the dimensions of the lines of a table's orders; an order may have several values."""
        if table != "orders":
            return ()
        row_dimensions = self.dimensions(table)
        return tuple(name for name in contents.offered(self) if name not in row_dimensions)

    def is_of_lines(self, dimension: str, table: str) -> bool:
        """Whether a dimension is one of what a table's orders hold."""
        is_line_dimension = table == "orders" and dimension in contents.DIMENSIONS and self.has("lines")
        return is_line_dimension and dimension not in self.dimensions(table)

    def customer_dimensions(self, table: str) -> tuple[str, ...]:
        """Return the dimensions of the customers of a table's rows; none if it names no customers."""
        if self._told_apart is None or not self.has("orders") or not self._names_people(table):
            return ()
        return self._told_apart.offered(self)

    def customers(self, standing: Standing) -> Customers:
        """Return the customers as of a standing; KeyError if they have no dimensions."""
        told_apart = self._told_apart
        if told_apart is None:
            raise KeyError("customers")
        return self._customers.remember(standing, lambda: told_apart.customers(self, standing))

    def _names_people(self, table: str) -> bool:
        return self.has(table) and _CUSTOMER in self.columns(table)

    def rows(self, table: str, filters: Filters, standing: Standing | None = None) -> Frame:
        """Return the rows of a table that filters keep: those with one of the values, "" for none.

        A filter on a dimension of customers keeps the rows of those who have one of the values as of the
        `standing`, one on a dimension of lines the orders that hold one of them. One on a dimension that the
        table does not have leaves it whole.
        """
        rows, dimensions = self.frame(table), self.dimensions(table)
        for dimension, values in filters:
            if dimension not in dimensions:
                if standing is not None and self.is_of_customers(dimension) and self._names_people(table):
                    keys = self.customers(standing).keys(dimension, values)
                    rows = rows.join(self.engine.beside(rows, keys), on=_CUSTOMER, how="semi")
                elif self.is_of_lines(dimension, table):
                    rows = contents.orders_with(self, rows, dimension, values)
                continue
            named = [value for value in values if value]
            is_kept = dimensions[dimension].is_in(named)
            if len(named) < len(values):
                is_kept = is_kept | dimensions[dimension].is_null()
            rows = rows.with_columns(kept_=is_kept).filter(nw.col("kept_")).drop("kept_")
        return rows

    def order_days(self, filters: Filters, standing: Standing | None = None) -> OrderGroups:
        """Return the sums of orders by day and currency that filters keep; one scan."""
        return self.remember(
            ("order_days", filters, standing),
            lambda: order_groups(self.rows("orders", filters, standing), "day"),
        )

    def currencies(self) -> dict[str, int]:
        """Return the orders that count by the currency they are read in, most first."""
        return self.remember("currencies", lambda: self.order_days(()).by_currency())

    def exchanged(self) -> tuple[str, ...]:
        """Return the currencies that orders were paid in and are not read in any more, by code."""
        if self.rates is None:
            return ()
        return self.remember("exchanged", lambda: exchanged(self.frame("orders")))

    def coverage(self, table: str) -> Coverage | None:
        """Return the days that a table covers; None if it has no dated row."""
        return self.remember(("coverage", table), lambda: self._coverage(table))

    def newest(self) -> int | None:
        """Return the last day that any table covers."""
        last_days = [
            coverage.last_day for name in self.sources if (coverage := self._coverage_of(name)) is not None
        ]
        return max(last_days, default=None)

    def _coverage_of(self, table: str) -> Coverage | None:
        return self.coverage(table) if table in self.families else None

    def remember(
        self, key: object, compute: Callable[[], Result], keep: Callable[[Result], bool] | None = None
    ) -> Result:
        """Return a result computed before under this key, else compute it, and keep it if `keep` says so."""
        return self.memory.remember(key, compute, keep)

    def keep(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return columns of all orders or lines read before under this key, else read and keep them."""
        return self.whole.remember(key, compute)

    def hold(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return a large result computed a moment ago under this key, else compute it; few are kept."""
        return self._large.remember(key, compute)

    def in_memory(self, key: object) -> object | None:
        """Return columns of all orders or lines that are in memory; None where they are not."""
        return self.whole.cached(key)

    def end(self) -> None:
        """Forget all that was computed, and keep nothing more: the rows are gone."""
        self.memory.end()
        self._large.end()
        self.whole.end()
        self._customers.end()

    def _converted(self, rates: Rates) -> Frame:
        # Putting the arithmetic together takes as long as running it on a small shop.
        if not hasattr(self._of_thread, "orders"):
            self._of_thread.orders = converted(
                self.engine.scan("orders", self.sources.get("orders", ())), rates
            )
        orders: Frame = self._of_thread.orders
        return orders

    def _coverage(self, table: str) -> Coverage | None:
        counting, all_days = (
            np.unique(np.concatenate([days(name) for name in self.tables(table)]))
            for days in (self._counting_days, self._days)
        )
        if not all_days.size:
            return None
        pause = int(np.diff(counting).max()) if counting.size > 1 else 1
        return Coverage(
            int(all_days[0]), int(all_days[-1]), pause, int((counting if counting.size else all_days)[0])
        )

    def _days(self, table: str) -> NDArray[np.int64]:
        """Return the days with rows: of orders all but tests, of other tables those that count."""
        return self.order_days(()).days_with_any() if table == "orders" else self._counting_days(table)

    def _counting_days(self, table: str) -> NDArray[np.int64]:
        if table == "orders":
            return self.order_days(()).days_with_orders()
        family, frame = self.families.get(table), self.frame(table)
        if family is not None and family.counting is not None:
            frame = frame.filter(family.counting)
        day = nw.col(family.dated_by if family is not None else "day")
        days = collect(frame.filter(~day.is_null()).select(day.alias("day")).unique())
        return np.asarray(days["day"], dtype=np.int64)
